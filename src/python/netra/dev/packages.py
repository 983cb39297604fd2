"""The packaged services: where they lie, how they are made, how the frontend is unpacked."""

import hashlib
import shutil
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from netra.dev.commands import Command, Guard, run_all
from netra.dev.errors import LauncherError
from netra.dev.names import FRONTEND, PACKAGES
from netra.dev.progress import Say
from netra.shared.environment import get_env


def checkout() -> Path:
    """The root of the source tree: `NETRA_CHECKOUT`, else the nearest folder above with a `pants.toml`."""
    named = get_env().get("NETRA_CHECKOUT")
    if named:
        return Path(named)
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "pants.toml").is_file()), None)
    if found is None:
        raise LauncherError("The packages of Netra are found from its checkout; run this inside it.")
    return found


def package_path(name: str) -> Path:
    """The file of a packaged service, or whatever its variable names instead."""
    package = PACKAGES[name]
    named = get_env().get(package.variable)
    return Path(named) if named else checkout() / "dist" / package.file


def python() -> str:
    """The interpreter itself: another package must not start inside the launcher's own environment."""
    return str(Path(sys.executable).resolve())


def targets_to_package() -> list[str]:
    """Everything that no variable names: one Pants call makes it all."""
    env = get_env()
    return [package.target for package in PACKAGES.values() if not env.get(package.variable)]


def package(targets: Sequence[str], log: Path, say: Say, guard: Guard, *, beside_pants: bool) -> None:
    """Packages in one Pants call; `beside_pants` when this process may itself run under `pants run`."""
    folder = checkout()
    env = get_env().get_subprocess_env(**({"PANTS_CONCURRENT": "True"} if beside_pants else {}))
    command = (str(folder / "pants"), "--no-dynamic-ui", "package", *targets)
    run_all(say, guard, Command("packaging", command, env, log, cwd=folder))


def require_packages() -> None:
    missing = [str(path) for path in map(package_path, PACKAGES) if not path.exists()]
    if missing:
        raise LauncherError(f"Not packaged yet: {', '.join(missing)}; run `./pants up`, which does it.")


def frontend_server(folder: Path) -> Path:
    """The `server.js` of the frontend, unpacked below `folder` first if it comes as an archive."""
    source = package_path(FRONTEND)
    if source.is_file():
        source = _unpacked(source, folder)
    found = sorted(
        (path for path in source.rglob("server.js") if "node_modules" not in path.parts),
        key=lambda path: len(path.parts),
    )
    if not found:
        raise LauncherError(f"The frontend package {package_path(FRONTEND)} holds no server.js.")
    return found[0]


def _unpacked(archive: Path, folder: Path) -> Path:
    with archive.open("rb") as stream:
        target = folder / hashlib.file_digest(stream, "sha256").hexdigest()[:16]
    if target.exists():
        return target
    partial = folder / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    # The newest may be served until its successor is unpacked and started.
    for older in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(older)
    partial.mkdir(parents=True)
    with tarfile.open(archive) as content:
        content.extractall(partial, filter="data")
    partial.rename(target)
    return target
