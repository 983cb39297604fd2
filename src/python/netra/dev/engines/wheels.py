"""Where the wheels that carry engine programs lie."""

from importlib.util import find_spec
from pathlib import Path

from netra.dev.errors import LauncherError


def wheel_folder(package: str) -> Path:
    """The folder of an installed package, without importing it: its own start-up code is of no use here."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LauncherError(f"The package {package}, which carries an engine, is not installed.")
    return Path(spec.origin).parent
