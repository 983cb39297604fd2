"""The large download: whole or not at all, once, and with signs of life."""

import base64
import hashlib
import io
import tarfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from netra.dev.engines.download import ensure_library, is_whole, library_path
from netra.dev.engines.pins import CLICKHOUSE_LIBRARY, NpmPackage
from netra.dev.errors import LauncherError
from netra.shared.environment import IsolatedEnvironment

CONTENT = b"library" * 1000

# Stands for the registry's client: it puts a prepared file where `npm pack` puts the download.
NPM = """#!/bin/sh
echo called >> "{folder}/calls"
sleep {seconds}
while [ $# -gt 0 ]; do
  [ "$1" = --pack-destination ] && cp "{folder}/package.tgz" "$2/"
  shift
done
"""

Registry = Callable[..., NpmPackage]


@pytest.fixture
def registry(tmp_path: Path, isolated_environment: IsolatedEnvironment) -> Registry:
    """Makes an `npm` that serves one small package, and says how that is pinned."""

    def serve(content: bytes = CONTENT, seconds: float = 0.0) -> NpmPackage:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            entry = tarfile.TarInfo("package/lib.so")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        (tmp_path / "package.tgz").write_bytes(packed.getvalue())
        npm = tmp_path / "npm"
        npm.write_text(NPM.format(folder=tmp_path, seconds=seconds), encoding="utf-8")
        npm.chmod(0o755)
        isolated_environment.set("PATH", f"{tmp_path}:/usr/bin:/bin", "test")
        digest = base64.b64encode(hashlib.sha512(packed.getvalue()).digest()).decode()
        return NpmPackage("@test/lib", "1.0.0", f"sha512-{digest}", 1000, "package/lib.so", len(content))

    return serve


def test_it_is_downloaded_once(registry: Registry, tmp_path: Path) -> None:
    package, cache, said = registry(), tmp_path / "cache", list[str]()
    path = ensure_library(cache, said.append, package)
    assert path.read_bytes() == CONTENT
    assert ensure_library(cache, said.append, package) == path
    assert (tmp_path / "calls").read_text(encoding="utf-8").count("called") == 1
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_half_download_is_noticed_and_done_again(registry: Registry, tmp_path: Path) -> None:
    package, cache, said = registry(), tmp_path / "cache", list[str]()
    path = library_path(cache, package)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT[:10])
    assert not is_whole(cache, package)
    assert ensure_library(cache, said.append, package).read_bytes() == CONTENT
    assert "unfinished" in said[0]


def test_another_file_than_the_pinned_one_is_thrown_away(registry: Registry, tmp_path: Path) -> None:
    package, cache = replace(registry(), integrity="sha512-somethingelse"), tmp_path / "cache"
    with pytest.raises(LauncherError, match="not the pinned one"):
        ensure_library(cache, print, package)
    assert [entry.name for entry in (cache / "engines").iterdir()] == ["lib-1.0.0.lock"]


def test_two_at_once_download_once_and_are_not_silent(registry: Registry, tmp_path: Path) -> None:
    package, cache, said = registry(seconds=2.5), tmp_path / "cache", list[tuple[float, str]]()
    threads = [
        threading.Thread(
            target=ensure_library, args=(cache, lambda line: said.append((time.monotonic(), line)), package)
        )
        for _ in range(2)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "calls").read_text(encoding="utf-8").count("called") == 1
    moments = [started, *(at for at, _ in said), time.monotonic()]
    assert max(later - earlier for earlier, later in pairwise(moments)) < 3
    assert any("waiting" in line for _, line in said)


def test_a_missing_npm_is_one_sentence(isolated_environment: IsolatedEnvironment, tmp_path: Path) -> None:
    isolated_environment.set("PATH", str(tmp_path), "test")
    with pytest.raises(LauncherError, match="npm is missing"):
        ensure_library(tmp_path / "cache", print)


def test_a_full_disk_is_said_before_the_download(registry: Registry, tmp_path: Path) -> None:
    package = replace(registry(), member_bytes=10**18)
    with pytest.raises(LauncherError, match="MB are free"):
        ensure_library(tmp_path / "cache", print, package)
    assert not (tmp_path / "calls").exists()


def test_the_pinned_library_is_the_clickhouse_one() -> None:
    assert CLICKHOUSE_LIBRARY.folder_name == "lib-linux-x64-gnu-26.7.3-stable.1"
    assert len(base64.b64decode(CLICKHOUSE_LIBRARY.integrity.removeprefix("sha512-"))) == 64
