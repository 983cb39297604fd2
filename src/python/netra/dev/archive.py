"""The one file of a backup: a manifest with the hash of every part, then the parts.

The file is as secret as the data: it holds the key that seals the signing keys of auth.
"""

import hashlib
import io
import json
import os
import tarfile
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from netra.dev.errors import LauncherError

ARCHIVE_FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
BACKEND_DUMP: Final = "netra_backend.dump"
AUTH_DUMP: Final = "netra_auth.dump"
CLICKHOUSE_BACKUP: Final = "clickhouse.tar"
PARTS: Final = (BACKEND_DUMP, AUTH_DUMP, CLICKHOUSE_BACKUP)
# Level 1 halves the size; higher levels take far longer for little.
GZIP_LEVEL: Final = 1


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself; `parts` maps a part's name to its SHA-256."""

    format: int
    made_at: str
    postgres: str
    clickhouse: str
    sample: bool
    auth_master_key: str = field(repr=False)
    parts: Mapping[str, str]

    @property
    def engines(self) -> str:
        return f"(PostgreSQL {self.postgres}, ClickHouse {self.clickhouse})"


def write_archive(target: Path, folder: Path, manifest: Manifest) -> None:
    """Writes manifest and parts into `target`, whole or not at all, readable by its owner alone."""
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            _write(out, folder, manifest)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise LauncherError(f"The backup {target} cannot be written: {error.strerror}.") from error


def _write(out: io.BufferedWriter, folder: Path, manifest: Manifest) -> None:
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=GZIP_LEVEL) as archive:
        content = json.dumps(asdict(manifest), indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode, entry.mtime = len(content), 0o600, int(time.time())
        archive.addfile(entry, io.BytesIO(content))
        for name in manifest.parts:
            archive.add(folder / name, arcname=name)
    out.flush()
    os.fsync(out.fileno())


def hashes(folder: Path, names: Sequence[str]) -> dict[str, str]:
    return {name: _sha256(folder / name) for name in names}


def unpack_verified(source: Path, folder: Path) -> Manifest:
    """Unpacks a backup into an empty folder; LauncherError unless every part is there and unchanged."""
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, EOFError, zlib.error, ValueError, TypeError) as error:
        raise LauncherError(f"{source} is no backup of Netra, or a damaged one: {error}.") from error
    except OSError as error:
        raise LauncherError(f"The backup {source} cannot be read: {error.strerror or error}.") from error
    _require_sound(source, folder, manifest)
    return manifest


def _require_sound(source: Path, folder: Path, manifest: Manifest) -> None:
    if manifest.format > ARCHIVE_FORMAT:
        raise LauncherError(
            f"{source} was made by a newer Netra (format {manifest.format}); restore it with that."
        )
    for name in PARTS:
        if not (folder / name).is_file() or _sha256(folder / name) != manifest.parts.get(name):
            raise LauncherError(
                f"{source} is damaged: its part {name} is missing or changed; nothing was touched."
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
