"""Pinned npm packages that tests need, installed once per user."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from filelock import FileLock

from netra.dev.folders import cache_folder

PNPM: Final = ("npx", "-y", "pnpm@10.34.9", "install", "--frozen-lockfile", "--prefer-offline")


@cache
def installed_packages(source: Path, name: str) -> Path:
    """The folder with the packages of a `package.json` and its lock, and the files beside them."""
    folder = cache_folder() / name
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        for path in source.iterdir():
            if path.is_file():
                shutil.copy(path, folder)
        subprocess.run(
            [*PNPM, "--dir", str(folder)], check=True, capture_output=True, cwd=folder, timeout=300
        )
    return folder
