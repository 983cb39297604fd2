"""How the launcher talks to people: numbered steps, signs of life, one ready block."""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import IO, Protocol

from rich.console import Console


@dataclass(frozen=True)
class Ready:
    """What `--json` prints: where to go and what runs."""

    urls: Mapping[str, str]
    pids: Mapping[str, int]
    home: str

    def as_json(self) -> str:
        return json.dumps({"ready": True, **asdict(self)})


class Voice(Protocol):
    """Whoever shows the launcher's progress."""

    def step(self, number: int, total: int, title: str) -> None: ...

    def say(self, line: str) -> None: ...

    def ready(self, news: Ready) -> None: ...


class ConsoleVoice:
    """Talks to a terminal or a pipe: colours in the first, plain lines in the second.

    With `as_json` standard output carries the one line that machines read and everything else goes to
    standard error.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json
        self._console = Console(stderr=as_json, soft_wrap=True, markup=False, highlight=False)

    def step(self, number: int, total: int, title: str) -> None:
        self._console.print(f"[{number:>2}/{total}] {title}", style="bold")

    def say(self, line: str) -> None:
        self._console.print(f"        {line}", style="dim")

    def ready(self, news: Ready) -> None:
        if self._as_json:
            sys.stdout.write(news.as_json() + "\n")
            sys.stdout.flush()
            return
        width = max(map(len, news.urls), default=0)
        self._console.print(f"\nNetra is ready: {news.urls.get('frontend', '')}", style="bold green")
        for name, url in news.urls.items():
            self._console.print(f"  {name:<{width}}  {url}")
        self._console.print(f"  {'data':<{width}}  {news.home}\n")


class PipeVoice:
    """Talks to the launcher in the foreground while this one starts in the background."""

    def __init__(self, pipe: IO[str]) -> None:
        self._pipe: IO[str] | None = pipe

    def step(self, number: int, total: int, title: str) -> None:
        self._send({"kind": "step", "number": number, "total": total, "title": title})

    def say(self, line: str) -> None:
        self._send({"kind": "say", "line": line})

    def ready(self, news: Ready) -> None:
        """The last thing the foreground hears."""
        self._send({"kind": "ready", **asdict(news)})
        self.hang_up()

    def fail(self, sentence: str) -> None:
        self._send({"kind": "fail", "sentence": sentence})
        self.hang_up()

    def hang_up(self) -> None:
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()

    def _send(self, message: Mapping[str, object]) -> None:
        # Standard output is the launcher's own log: once the foreground has left, it alone is told.
        # A full disk costs this log, not the stack.
        with suppress(OSError):
            print(json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **message}), flush=True)
        if self._pipe is None:
            return
        try:
            self._pipe.write(json.dumps(message) + "\n")
            self._pipe.flush()
        except BrokenPipeError:
            self._pipe = None
