"""What is missing or wrong on this machine, each in one sentence."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from netra.dev.addresses import needs_clickhouse, needs_postgres
from netra.dev.engines.download import is_whole, library_path
from netra.dev.engines.privileges import REFUSAL, has_namespaces
from netra.dev.errors import LauncherError
from netra.dev.folders import cache_folder
from netra.dev.home import Home
from netra.dev.names import DEFAULT_PORTS, PACKAGES
from netra.dev.packages import package_path
from netra.dev.port_choice import holder
from netra.dev.ports import is_taken
from netra.dev.secrets_file import read_secrets
from netra.shared.environment import get_env

OLDEST_NODE: Final = (20, 11)


def missing_prerequisites() -> list[str]:
    """One sentence for each program that is needed and not there."""
    checks = (_node_problem, _npx_problem, _platform_problem, _root_problem)
    return [problem for problem in (check() for check in checks) if problem]


def diagnose(home: Home) -> Mapping[str, str | None]:
    """Each thing looked at, with what is wrong about it or None."""
    checks: Mapping[str, Callable[[], str | None]] = MappingProxyType(
        {
            "Node 20.11 or newer": _node_problem,
            "npx": _npx_problem,
            "platform": _platform_problem,
            "PostgreSQL may run": _root_problem,
            "ClickHouse library": _library_problem,
            "packages": _packages_problem,
            f"home {home.folder}": lambda: _home_problem(home),
            "ports": lambda: _ports_problem(home),
        }
    )
    return {title: check() for title, check in checks.items()}


def node_version(said: str) -> tuple[int, int] | None:
    """Major and minor out of `v20.11.1`."""
    match = re.fullmatch(r"v(\d+)\.(\d+)\..*", said.strip())
    return None if match is None else (int(match[1]), int(match[2]))


def _node_problem() -> str | None:
    node = shutil.which("node", path=get_env().get("PATH"))
    if node is None:
        return (
            "Node 20.11 or newer is missing: install it with your package manager or nvm; it runs the pages."
        )
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = node_version(said)
    if version is None or version < OLDEST_NODE:
        return f"Node 20.11 or newer is needed to run the pages, and {node} is {said.strip() or 'broken'}."
    return None


def _npx_problem() -> str | None:
    found = shutil.which("npx", path=get_env().get("PATH"))
    return None if found else "npx is missing: install npm next to Node; it fetches the ClickHouse library."


def _platform_problem() -> str | None:
    if not (needs_postgres() or needs_clickhouse()):
        return None
    if (platform.system(), platform.machine()) == ("Linux", "x86_64"):
        return None
    return (
        f"Netra's own engines run on Linux x86_64, not on {platform.system()} {platform.machine()}: "
        "give BACKEND_DATABASE_URL, AUTH_DATABASE_URL, REDIS_URL and CLICKHOUSE_URL."
    )


def _root_problem() -> str | None:
    if not needs_postgres() or os.geteuid() != 0 or has_namespaces():
        return None
    return REFUSAL


def _library_problem() -> str | None:
    cache = cache_folder()
    if not needs_clickhouse() or is_whole(cache):
        return None
    state = "incomplete" if library_path(cache).exists() else "not downloaded yet"
    return f"The ClickHouse library is {state}; `up` fetches it into {cache}."


def _packages_problem() -> str | None:
    try:
        missing = [name for name in PACKAGES if not package_path(name).exists()]
    except LauncherError as error:
        return str(error)
    return f"Not packaged yet: {', '.join(missing)}; `up` does it." if missing else None


def _home_problem(home: Home) -> str | None:
    if home.restoring_mark.exists() and not home.is_locked():
        return "A restore was cut off; the next `up` takes the data of before back."
    try:
        home.require_ours()
        if home.secrets_file.exists():
            read_secrets(home.secrets_file)
    except LauncherError as error:
        return str(error)
    return None


def _ports_problem(home: Home) -> str | None:
    # Those of engines are no problem: `up` takes others by itself.
    if home.is_locked():
        return None
    taken = {name: port for name, port in DEFAULT_PORTS.items() if is_taken(port)}
    said = ", ".join(f"{port} for {name} by {holder(port)}" for name, port in taken.items())
    return f"Ports taken: {said}; stop that or use --ports auto." if taken else None
