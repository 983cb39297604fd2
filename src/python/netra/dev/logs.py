"""What the processes wrote."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from netra.dev.errors import LauncherError
from netra.dev.home import Home

FOLLOW_S: Final = 0.5


def log_names(home: Home) -> list[str]:
    """The logs there are."""
    return sorted(path.stem for path in (home.folder / "logs").glob("*.log"))


def show(
    home: Home, names: Sequence[str], *, lines: int, follow: bool, sleep: Callable[[float], None]
) -> Iterator[str]:
    """The last lines of each log, marked with its name where there are several; then what follows."""
    places: dict[str, int] = {}
    for name in names:
        past, places[name] = _tail(home, name, lines)
        yield from (_marked(name, line, names) for line in past)
    while follow:
        sleep(FOLLOW_S)
        for name in names:
            fresh, places[name] = _since(home, name, places[name])
            yield from (_marked(name, line, names) for line in fresh)


def _tail(home: Home, name: str, lines: int) -> tuple[list[str], int]:
    path = home.log(name)
    if not path.is_file():
        raise LauncherError(
            f"There is no log of {name}; there are {', '.join(log_names(home)) or 'none yet'}."
        )
    with path.open(encoding="utf-8", errors="replace") as stream:
        return [line.rstrip("\n") for line in deque(stream, lines)], path.stat().st_size


def _since(home: Home, name: str, place: int) -> tuple[list[str], int]:
    path = home.log(name)
    size = path.stat().st_size
    with path.open("rb") as stream:
        # Shorter than before: a new file took its place.
        stream.seek(place if place <= size else 0)
        content = stream.read()
        return content.decode("utf-8", "replace").splitlines(), stream.tell()


def _marked(name: str, line: str, names: Sequence[str]) -> str:
    return line if len(names) == 1 else f"{name:<12} {line}"
