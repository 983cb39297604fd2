"""What an installation must have before its engines start."""

from netra.dev.errors import LauncherError
from netra.dev.home import Home
from netra.dev.secrets_file import create_secrets, read_secrets, write_secrets


def ensure_secrets(home: Home) -> bool:
    """Makes passwords and keys on an empty home, True then; LauncherError when data lacks its secrets."""
    if home.secrets_file.exists():
        read_secrets(home.secrets_file)
        return False
    if home.has_data():
        raise LauncherError(
            f"The secrets file {home.secrets_file} is missing and the data cannot be opened without it; "
            "put it back, or `reset` and restore a backup."
        )
    write_secrets(home.secrets_file, create_secrets())
    return True
