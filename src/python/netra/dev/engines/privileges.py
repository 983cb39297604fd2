"""Running PostgreSQL's server for root, whom it refuses to serve."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from netra.dev.errors import LauncherError

NOBODY: Final = 65534

# Root maps itself to `nobody` in a user namespace of its own: files stay root's and no user is added.
NAMESPACE: Final = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
# Where namespaces are forbidden: really become `nobody`, who then owns the folder.
DROPPED: Final = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")

REFUSAL: Final = (
    "PostgreSQL does not run as root, and here root can neither use a user namespace (unshare -U) nor let "
    "`nobody` into the folder; start Netra as an ordinary user, or give BACKEND_DATABASE_URL and "
    "AUTH_DATABASE_URL."
)


def unprivileged(folder: Path, *command: str) -> tuple[str, ...]:
    """The command, for a program that works in `folder`, as somebody PostgreSQL accepts.

    Raises LauncherError when root cannot become such a somebody.
    """
    if os.geteuid() != 0:
        return command
    if has_namespaces():
        return (*NAMESPACE, *command)
    _give_to_nobody(folder)
    if _works(*DROPPED, "test", "-w", str(folder)) and _works(*DROPPED, "test", "-x", command[0]):
        return (*DROPPED, *command)
    raise LauncherError(REFUSAL)


def has_namespaces() -> bool:
    """Whether root may make a user namespace here."""
    return _works(*NAMESPACE, "true")


def _works(*command: str) -> bool:
    found = shutil.which(command[0]) is not None
    return found and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _give_to_nobody(folder: Path) -> None:
    for path in (folder, *_below(folder)):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def _below(folder: Path) -> Iterator[Path]:
    for parent, inner, names in os.walk(folder):
        yield from (Path(parent) / name for name in (*inner, *names))
