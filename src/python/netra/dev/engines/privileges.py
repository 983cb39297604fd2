"""Running PostgreSQL's server for root, whom it refuses to serve."""

import os
import shutil
import subprocess
from typing import Final

from netra.dev.errors import LauncherError

NOBODY: Final = 65534

# Root maps itself to `nobody` in a user namespace of its own: files stay root's and no user is added. Really
# becoming `nobody` is no way out, for the home is closed to everybody but root.
NAMESPACE: Final = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")

REFUSAL: Final = (
    "PostgreSQL does not run as root, and here root cannot make a user namespace for it (`unshare -U`, of "
    "util-linux); start Netra as an ordinary user, or give BACKEND_DATABASE_URL and AUTH_DATABASE_URL."
)


def unprivileged(*command: str) -> tuple[str, ...]:
    """The command as somebody PostgreSQL accepts; LauncherError when root cannot become such a somebody."""
    if os.geteuid() != 0:
        return command
    if not has_namespaces():
        raise LauncherError(REFUSAL)
    return (*NAMESPACE, *command)


def has_namespaces() -> bool:
    """Whether root may make a user namespace here."""
    words = (*NAMESPACE, "true")
    found = shutil.which(words[0]) is not None
    return found and subprocess.run(words, capture_output=True, check=False).returncode == 0
