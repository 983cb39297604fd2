"""The one module that reads and writes the process environment."""

import os
import re
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock
from typing import Final

PROCESS: Final = "process"
MASK: Final = "***"
_SECRET_NAME: Final = re.compile(
    r"SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|PRIVATE|AUTHORIZATION|COOKIE|(^|_|-)KEY", re.IGNORECASE
)
# To the last @ before the path: a password may hold one itself.
_URL_PASSWORD: Final = re.compile(r"(?P<head>\w+://[^:/?#\s]*:)[^@\s]*(?:@[^@/?#\s]*)*(?=@)")
_URL_PARAMETER: Final = re.compile(r"(?<=[?&])(?P<name>[^=&#\s]+)=(?P<value>[^&#\s]+)")


class EnvironmentFileError(ValueError):
    """A line of an environment file is not `NAME=value`."""


@lru_cache(maxsize=1024)
def looks_secret(name: str) -> bool:
    """Whether a variable or field of this name must never be shown."""
    return _SECRET_NAME.search(name) is not None


def masked(name: str, value: str) -> str:
    """The value as it may be shown: secrets hidden, in addresses passwords and secret parameters."""
    if value and looks_secret(name):
        return MASK
    if "=" not in value and "@" not in value:
        return value  # Neither a parameter nor a password: most of what is logged, by far.
    return _URL_PARAMETER.sub(_masked_parameter, _URL_PASSWORD.sub(rf"\g<head>{MASK}", value))


def _masked_parameter(found: re.Match[str]) -> str:
    return f"{found['name']}={masked(found['name'], found['value'])}"


class IsolatedEnvironment:
    """Environment variables with a known source, and an isolation in which the real ones stay untouched."""

    def __init__(self, real: MutableMapping[str, str]) -> None:
        self._lock = RLock()
        self._real = real
        self._inner: dict[str, str] | None = None
        self._sources: dict[str, str] = {}
        self._outer_sources: dict[str, str] = {}
        self._files: dict[Path, str] = {}

    @property
    def isolated(self) -> bool:
        return self._inner is not None

    def get(self, key: str, default: str | None = None) -> str | None:
        with self._lock:
            return self._view().get(key, default)

    def set(self, key: str, value: str, source: str) -> None:
        """Set a variable and remember who did."""
        with self._lock:
            self._view()[key] = value
            self._sources[key] = source

    def delete(self, key: str) -> None:
        with self._lock:
            self._view().pop(key, None)
            self._sources.pop(key, None)

    def source_of(self, key: str) -> str | None:
        """Who set the variable: `process`, a file, or the name given to `set`; None when it is not set."""
        with self._lock:
            return self._sources.get(key, PROCESS) if key in self._view() else None

    def enable_isolation(self) -> None:
        """From here on, changes go to an inner copy. Doing it twice changes nothing."""
        with self._lock:
            if self._inner is None:
                self._inner = dict(self._real)
                self._outer_sources = dict(self._sources)

    def disable_isolation(self, *, restore: bool = True) -> None:
        """Return to the real environment; with `restore=False` the inner changes are carried into it."""
        with self._lock:
            inner, self._inner = self._inner, None
            if inner is None:
                return
            if restore:
                self._sources = self._outer_sources
            else:
                self._replace_real(inner)

    @contextmanager
    def isolation(self, values: Mapping[str, str], source: str) -> Iterator["IsolatedEnvironment"]:
        """Isolate for the length of a block, with some values set."""
        self.enable_isolation()
        try:
            for key, value in values.items():
                self.set(key, value, source)
            yield self
        finally:
            self.disable_isolation()

    def get_subprocess_env(self, **extra: str) -> dict[str, str]:
        """A copy for a child process: everything visible here, and `extra`."""
        with self._lock:
            return {**self._view(), **extra}

    def load_file(self, path: Path) -> None:
        """Take `NAME=value` lines as defaults: what the process or an earlier `set` gave wins.

        Raises EnvironmentFileError for a line it cannot read and OSError when the file is absent.
        """
        values = dict(_parse(path))
        with self._lock:
            source = self._files.setdefault(path, f"file {path}")
            for key in [key for key, owner in self._sources.items() if owner == source and key not in values]:
                self.delete(key)
            for key, value in values.items():
                if self.source_of(key) in {None, source}:
                    self.set(key, value, source)

    def reload_files(self) -> None:
        """Read every loaded file again; variables that left a file are deleted."""
        with self._lock:
            for path in tuple(self._files):
                self.load_file(path)

    def __repr__(self) -> str:
        with self._lock:
            names = ", ".join(
                f"{key}={masked(key, value)!r}" for key, value in self._view().items() if key in self._sources
            )
        return f"IsolatedEnvironment(isolated={self.isolated}, {names})"

    def _view(self) -> MutableMapping[str, str]:
        return self._real if self._inner is None else self._inner

    def _replace_real(self, values: Mapping[str, str]) -> None:
        for key in self._real.keys() - values.keys():
            del self._real[key]
        self._real.update(values)


def _parse(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        key, equals, value = text.partition("=")
        if not equals or not key.strip().isidentifier():
            # The line itself is not repeated: it may hold a secret.
            raise EnvironmentFileError(f"Line {number} of {path} is not NAME=value.")
        yield key.strip(), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


@cache
def get_env() -> IsolatedEnvironment:
    """The environment of this process."""
    return IsolatedEnvironment(os.environ)
