"""`explain-config`: every setting in effect and where it comes from."""

import subprocess
from collections.abc import Iterator

from netra.dev.folders import cache_folder
from netra.dev.home import Home
from netra.dev.names import AUTH, AUTH_MASTER_KEY, BACKEND, DEFAULT_PORTS, PACKAGES, STORE_VARIABLES
from netra.dev.packages import package_path, python
from netra.dev.port_choice import remembered_ports
from netra.dev.services import service_env
from netra.dev.stack import Options, Stack
from netra.shared.environment import get_env, masked


def explain(home: Home, source_of_home: str) -> Iterator[str]:
    """Lines for the launcher's settings, then the services' own words about theirs."""
    yield from _launcher_lines(home, source_of_home)
    ports = {**DEFAULT_PORTS, **remembered_ports(home.ports_file)}
    if not home.secrets_file.exists():
        yield "The services' settings follow from the first `up`."
        return
    stack = Stack(home, Options(), ports)
    for name in (AUTH, BACKEND):
        if package_path(name).exists():
            yield f"\n{name}"
            yield from _service_lines(stack, name)


def _launcher_lines(home: Home, source_of_home: str) -> Iterator[str]:
    env = get_env()
    yield "launcher"
    yield _line("home", str(home.folder), source_of_home)
    yield _line("cache", str(cache_folder()), env.source_of("NETRA_CACHE") or "default")
    for name, package in PACKAGES.items():
        yield _line(
            f"package of {name}", str(package_path(name)), env.source_of(package.variable) or "checkout"
        )
    for variable in (*STORE_VARIABLES, AUTH_MASTER_KEY):
        given = env.get(variable)
        yield _line(
            variable, masked(variable, given) if given else "our own", env.source_of(variable) or "default"
        )
    for name, port in remembered_ports(home.ports_file).items():
        yield _line(f"port of {name}", str(port), str(home.ports_file))


def _line(name: str, value: str, source: str) -> str:
    return f"  {name:<24} {value}  ({source})"


def _service_lines(stack: Stack, name: str) -> list[str]:
    words = (python(), str(package_path(name)), "explain-config")
    env, folder = dict(service_env(stack, name)), stack.home.folder
    done = subprocess.run(words, env=env, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).splitlines()
