"""`up --reload`: when sources change, packages what they belong to and restarts it."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import MappingProxyType
from typing import Final

from netra.dev.commands import Guard
from netra.dev.errors import LauncherError, sentence
from netra.dev.names import AUTH, BACKEND, FRONTEND, PACKAGES, WORKER
from netra.dev.packages import checkout, package
from netra.dev.run import Run
from netra.dev.services import service_spec
from netra.shared.environment import get_env

WATCH_S: Final = 1.0
PYTHON: Final = Path("src/python/netra")

# Which folder's files end up in which package.
SOURCES: Final = MappingProxyType(
    {
        AUTH: (PYTHON / "auth", PYTHON / "shared"),
        BACKEND: (PYTHON / "backend", PYTHON / "shared"),
        FRONTEND: (Path("src/js/frontend"),),
    }
)
RESTARTED_WITH: Final = MappingProxyType({AUTH: (AUTH,), BACKEND: (BACKEND, WORKER), FRONTEND: (FRONTEND,)})
GENERATED: Final = frozenset(("node_modules", ".next", "__pycache__"))


@contextmanager
def reloading(run: Run) -> Iterator[None]:
    """Watches while the block runs, if the person asked for it."""
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(run, done), name="reload", daemon=True)
    if run.stack.options.reload:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if watcher.is_alive():
            watcher.join()


class _UntilDone:
    """Stops packaging when the launcher stops: the watcher's thread hears no signals."""

    def __init__(self, done: threading.Event) -> None:
        self._done = done

    def deferred(self) -> AbstractContextManager[None]:
        return nullcontext()

    def check(self) -> None:
        if self._done.is_set():
            raise LauncherError("Packaging was stopped.")


def _watch(run: Run, done: threading.Event) -> None:
    before = changes(checkout())
    while not done.wait(WATCH_S):
        now = changes(checkout())
        changed = [name for name in now if now[name] != before[name]]
        before = now
        if changed:
            _reload(run, changed, _UntilDone(done))


def changes(root: Path) -> Mapping[str, int]:
    """For each package a number that moves when one of its sources is changed, added or removed."""
    return {name: hash(tuple(_stamps(root, folders))) for name, folders in SOURCES.items()}


def _stamps(root: Path, folders: tuple[Path, ...]) -> Iterator[tuple[str, int]]:
    for folder in folders:
        for parent, inner, names in os.walk(root / folder):
            inner[:] = sorted(set(inner) - GENERATED)
            for name in sorted(names):
                path = Path(parent) / name
                yield str(path), _changed_at(path)


def _changed_at(path: Path) -> int:
    """0 for a file that an editor has just taken away."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _reload(run: Run, changed: list[str], guard: Guard) -> None:
    run.voice.say(f"sources changed: packaging {', '.join(changed)}")
    beside_pants = get_env().get("NETRA_PACKAGED") != "1"
    targets = [PACKAGES[name].target for name in changed]
    try:
        package(targets, run.home.log("package"), run.voice.say, guard, beside_pants=beside_pants)
        for name in changed:
            for service in RESTARTED_WITH[name]:
                run.supervisor.request_restart(service_spec(run.stack, service))
    except (LauncherError, OSError) as error:
        run.voice.say(f"{sentence(error)} What ran before goes on running.")
