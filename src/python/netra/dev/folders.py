"""Where the launcher keeps things of this user, outside the checkout."""

from pathlib import Path

from netra.shared.environment import get_env


def cache_folder() -> Path:
    """Engines downloaded once per user: `NETRA_CACHE`, else `~/.cache/netra`."""
    named = get_env().get("NETRA_CACHE")
    return Path(named).expanduser() if named else Path.home() / ".cache" / "netra"


def home_folder() -> Path:
    """The data of one installation: `NETRA_HOME`, else `~/.local/share/netra`."""
    named = get_env().get("NETRA_HOME")
    return Path(named).expanduser() if named else Path.home() / ".local" / "share" / "netra"
