"""Brings the ClickHouse library into the per-user cache: once, whole, and with progress.

Needs the standard library only, so that `./pants` can run it from sources while Pants still packages:
`python3.11 -m netra.dev.engines.download`.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from netra.dev.engines.pins import CLICKHOUSE_LIBRARY, NpmPackage
from netra.dev.errors import LauncherError
from netra.dev.folders import cache_folder
from netra.dev.locks import try_lock
from netra.dev.progress import MB, SAY_EVERY_S, Say, heartbeat
from netra.shared.environment import get_env

CHUNK_BYTES: Final = 4 * 1024 * 1024


def library_path(cache: Path, package: NpmPackage = CLICKHOUSE_LIBRARY) -> Path:
    """Where the wanted file of the package lies once it is there."""
    return cache / "engines" / package.folder_name / Path(package.member).name


def is_whole(cache: Path, package: NpmPackage = CLICKHOUSE_LIBRARY) -> bool:
    """Whether the file is there in full length; its content was checked before it got its name."""
    path = library_path(cache, package)
    return path.is_file() and path.stat().st_size == package.member_bytes


def ensure_library(cache: Path, say: Say, package: NpmPackage = CLICKHOUSE_LIBRARY) -> Path:
    """The path of the library, downloaded first if need be.

    Raises LauncherError with one sentence when it cannot be had. Safe to call from several processes.
    """
    path = library_path(cache, package)
    if is_whole(cache, package):
        return path
    _require_file_system(path.parent.parent)
    with _locked(path.parent.parent / f"{package.folder_name}.lock", say):
        if not is_whole(cache, package):
            _install(package, path.parent, say)
    return path


def _require_file_system(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LauncherError(f"The engine cache {folder} cannot be made: {error.strerror}.") from error


def _install(package: NpmPackage, target: Path, say: Say) -> None:
    work = target.with_name(f"{package.folder_name}.partial")
    if target.exists() or work.exists():
        say("A download of the ClickHouse library was left unfinished; starting it afresh.")
    _remove(target, work)
    try:
        _require_space(package, target.parent)
        work.mkdir()
        _fill(package, work, say)
        work.rename(target)
    except OSError as error:
        raise LauncherError(
            f"The ClickHouse library cannot be stored in {target.parent}: {error.strerror}."
        ) from error
    finally:
        _remove(work)


def _fill(package: NpmPackage, work: Path, say: Say) -> None:
    packed = _pack(package, work, say)
    _verify(package, packed)
    _unpack(package, packed, work / Path(package.member).name, say)
    packed.unlink()


def _require_space(package: NpmPackage, folder: Path) -> None:
    # npm holds a copy of its own until the file is written.
    needed = 2 * package.packed_bytes + package.member_bytes
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LauncherError(
            f"The ClickHouse library needs {needed // MB} MB in {folder}, but only {free // MB} MB are free; "
            "make room or set NETRA_CACHE to another disk."
        )


def _pack(package: NpmPackage, work: Path, say: Say) -> Path:
    env = get_env().get_subprocess_env()
    npm = shutil.which("npm", path=env.get("PATH"))
    if npm is None:
        raise LauncherError(
            "npm is missing (it comes with Node.js 20.11 or newer); it fetches the ClickHouse library."
        )
    store = work / "npm"
    command = [npm, "pack", "--silent", "--cache", str(store), "--pack-destination", str(work)]
    total = package.packed_bytes // MB
    say(f"Downloading the ClickHouse library ({total} MB, once per user).")

    def describe(seconds: float) -> str:
        return f"ClickHouse library: {min(_size(store) // MB, total)} of {total} MB after {seconds:.0f} s."

    with heartbeat(say, describe):
        done = subprocess.run(
            [*command, f"{package.name}@{package.version}"],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    shutil.rmtree(store, ignore_errors=True)
    return _packed_file(done, work)


def _packed_file(done: "subprocess.CompletedProcess[str]", work: Path) -> Path:
    files = sorted(work.glob("*.tgz"))
    if done.returncode == 0 and files:
        return files[0]
    said = (done.stderr or done.stdout).strip().splitlines()
    reason = said[0] if said else f"npm ended with code {done.returncode}"
    raise LauncherError(f"The ClickHouse library could not be downloaded with npm: {reason}")


def _size(folder: Path) -> int:
    """Bytes in a folder that another process is still writing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).stat().st_size
            except FileNotFoundError:
                continue
    return total


def _verify(package: NpmPackage, packed: Path) -> None:
    with packed.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha512").digest()
    got = f"sha512-{base64.b64encode(digest).decode()}"
    if got != package.integrity:
        raise LauncherError(
            f"The downloaded {package.name} is not the pinned one (its SHA-512 differs) and was thrown away; "
            "try again, and check the npm registry in use if it happens again."
        )


def _unpack(package: NpmPackage, packed: Path, target: Path, say: Say) -> None:
    def describe(seconds: float) -> str:
        written = target.stat().st_size if target.exists() else 0
        progress = f"{written // MB} of {package.member_bytes // MB} MB after {seconds:.0f} s"
        return f"Unpacking the ClickHouse library: {progress}."

    with heartbeat(say, describe), tarfile.open(packed) as archive, target.open("wb") as out:
        member = archive.extractfile(package.member)
        if member is None:
            raise LauncherError(f"{package.name} holds no {package.member}.")
        shutil.copyfileobj(member, out, CHUNK_BYTES)
    target.chmod(0o755)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(path: Path, say: Say) -> Iterator[None]:
    with path.open("a") as lock:
        _wait_for(
            lambda: try_lock(lock),
            lambda: say("Another process is fetching the ClickHouse library; waiting for it."),
        )
        yield


def _wait_for(done: Callable[[], bool], remind: Callable[[], None]) -> None:
    said = 0.0
    while not done():
        if time.monotonic() - said > SAY_EVERY_S:
            remind()
            said = time.monotonic()
        time.sleep(0.1)


def main() -> int:
    """Fetches the library into the cache of this user; progress on stderr, the path on stdout."""
    try:
        print(ensure_library(cache_folder(), lambda line: print(line, file=sys.stderr, flush=True)))
    except LauncherError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
