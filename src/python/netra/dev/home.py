"""The folder that holds everything of one installation, and the lock that keeps it to one launcher."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from netra.dev.engines.files import write_private
from netra.dev.errors import LauncherError
from netra.dev.locks import try_lock

# Raise it when the layout below changes, and teach `Home.prepare` to bring the one before up to date.
FORMAT: Final = 1
OWN_ENTRIES: Final = frozenset(
    (
        "format",
        "lock",
        "secrets",
        "ports.json",
        "sample",
        "restoring",
        "run",
        "logs",
        "postgres",
        "valkey",
        "clickhouse",
        "frontend",
    )
)
# What a launcher that is just beginning, or was killed then, leaves in a folder without a format.
BEFORE_FORMAT: Final = frozenset(("lock", ".format.partial"))


@dataclass(frozen=True)
class Home:
    """Paths inside one installation's folder."""

    folder: Path

    @property
    def secrets_file(self) -> Path:
        return self.folder / "secrets" / "secrets.json"

    @property
    def ports_file(self) -> Path:
        return self.folder / "ports.json"

    @property
    def sample_mark(self) -> Path:
        return self.folder / "sample"

    @property
    def restoring_mark(self) -> Path:
        """There while a restore swaps the data, with what it needs to take them back if it is cut off."""
        return self.folder / "restoring"

    @property
    def record_file(self) -> Path:
        return self.folder / "run" / "processes.json"

    @property
    def lock_file(self) -> Path:
        return self.folder / "lock"

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def engine(self, name: str) -> Path:
        return self.folder / name

    def has_data(self) -> bool:
        """Whether an engine has kept something here."""
        return (self.engine("postgres") / "data").exists() or (self.engine("clickhouse") / "data").exists()

    def prepare(self) -> None:
        """Makes the folder ours; LauncherError when it belongs to something else or to another version."""
        self.require_ours()
        self._make_folder()
        if self.format() is None:
            write_private(self.folder / "format", f"{FORMAT}\n")
        (self.folder / "run").mkdir(exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)

    def format(self) -> int | None:
        """The layout's version, None in a folder without one."""
        try:
            return int((self.folder / "format").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise LauncherError(f"The file {self.folder / 'format'} is damaged: {error}.") from error

    def erase(self) -> None:
        """Removes what the launcher keeps here; the folder stays, with its lock and what is not ours.

        The secrets first, for without them a half-removed installation does not start; the format last, so
        that until then it still counts as one, and can be removed again.
        """
        between = sorted(OWN_ENTRIES - {"lock", "secrets", "format"})
        for name in ("secrets", *between, "format"):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def require_ours(self) -> None:
        """LauncherError when the folder belongs to something else or to another version."""
        found = self.format()
        if found is not None and found != FORMAT:
            raise LauncherError(_other_format(self.folder, found))
        self._require_no_strangers()

    def _require_no_strangers(self) -> None:
        """A folder without a format must be empty: a `logs` or `frontend` in it is somebody else's."""
        if self.format() is not None or not self.folder.exists():
            return
        strangers = sorted(entry.name for entry in self.folder.iterdir() if entry.name not in BEFORE_FORMAT)
        if strangers:
            raise LauncherError(
                f"{self.folder} holds other things ({', '.join(strangers[:3])}); give --home an empty folder."
            )

    def _make_folder(self) -> None:
        """Closed to everybody else, also where it was made by hand: logs and data are below it."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            raise LauncherError(f"The folder {self.folder} cannot be made: {error.strerror}.") from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for one launcher; LauncherError naming the holder when another one has it."""
        self._require_no_strangers()
        self._make_folder()
        with self.lock_file.open("a+", encoding="utf-8") as lock:
            if not try_lock(lock):
                raise LauncherError(_held(self.folder, lock))
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def is_locked(self) -> bool:
        """Whether a launcher works on the folder now."""
        if not self.lock_file.exists():
            return False
        with self.lock_file.open("a+", encoding="utf-8") as lock:
            return not try_lock(lock)


def _held(folder: Path, lock: IO[str]) -> str:
    lock.seek(0)
    holder = lock.read().strip() or "unknown"
    return f"Another launcher (pid {holder}) works on {folder}; stop it with `down` first."


def _other_format(folder: Path, found: int) -> str:
    if found > FORMAT:
        return (
            f"{folder} was written by a newer Netra (format {found}, this one knows {FORMAT}); use that one, "
            "or another --home."
        )
    return f"{folder} has format {found}, which this Netra cannot read; restore a backup into another --home."
