"""The launcher as a person runs it: a process of its own, with tiny stand-ins for the packaged services."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from netra.shared.environment import get_env
from tests.framework.product import recorded_pids

# A service package is any Python file that knows these words.
SERVICE: Final = """
import http.server, os, pathlib, signal, sys, time
word = sys.argv[1]
with open(os.path.join(os.getcwd(), "words.txt"), "a") as out:
    out.write(word + "\\n")
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        names = sorted(name for name in os.environ if name.endswith("_URL") or name == "AUTH_MASTER_KEY")
        self.wfile.write(" ".join(names).encode())
    def log_message(self, *_):
        pass
if word == "serve":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
elif word == "worker":
    signal.pause()
elif word == "explain-config":
    print("own setting of", pathlib.Path(__file__).stem)
elif word in os.environ.get("STANDIN_FAILS", "").split():
    sys.exit("the stand-in was told to fail")
"""

PAGES: Final = """
const server = require("http").createServer((_, answer) => answer.end("pages"))
server.listen(process.env.PORT, process.env.HOSTNAME)
"""


@dataclass(frozen=True)
class Launcher:
    """Runs launcher commands on one home, with stand-in packages that lie beside it."""

    folder: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def prepare(self) -> "Launcher":
        (self.folder / "pages").mkdir(parents=True)
        for name in ("backend", "auth"):
            (self.folder / f"{name}.py").write_text(SERVICE, encoding="utf-8")
        (self.folder / "pages" / "server.js").write_text(PAGES, encoding="utf-8")
        return self

    def env(self) -> dict[str, str]:
        return get_env().get_subprocess_env(
            PYTHONPATH=os.pathsep.join(filter(None, sys.path)),
            NETRA_HOME=str(self.home),
            NETRA_BACKEND_PEX=str(self.folder / "backend.py"),
            NETRA_AUTH_PEX=str(self.folder / "auth.py"),
            NETRA_FRONTEND_DIST=str(self.folder / "pages"),
            **self.extra,
        )

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "netra.dev.main", *words]

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command to its end."""
        return subprocess.run(
            self.command(*words), env=self.env(), capture_output=True, text=True, check=False, timeout=60
        )

    def start(self, *words: str) -> "Foreground":
        """`up` in the foreground."""
        return Foreground(
            subprocess.Popen(
                self.command("up", *words),
                env=self.env(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[dict[str, Any]]:
        """A detached stack on free ports for the length of the block; what its ready line says."""
        done = self.run("up", "--detach", "--ports", "auto", "--json", *words)
        assert done.returncode == 0, done.stderr
        try:
            yield json.loads(done.stdout)
        finally:
            if self.leftovers():
                self.run("down")

    def leftovers(self) -> bool:
        """Whether anything may still run."""
        return (self.home / "run" / "processes.json").exists()

    def pids(self) -> dict[str, int]:
        """What is recorded as running now."""
        return recorded_pids(self.home)


@dataclass
class Foreground:
    """An `up` that holds the terminal."""

    process: "subprocess.Popen[str]"

    def ready_line(self) -> dict[str, Any]:
        """Waits for the line of `--json`."""
        assert self.process.stdout is not None
        # Both pipes must be read, or a full one blocks the launcher.
        threading.Thread(target=self._drain, daemon=True).start()
        return dict(json.loads(self.process.stdout.readline()))

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, and the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return code

    def _drain(self) -> None:
        if self.process.stderr is not None:
            for _ in self.process.stderr:
                continue


def eventually(question: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_running(pid: int) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
