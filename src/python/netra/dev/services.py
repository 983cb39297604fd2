"""The services as processes: their commands, their environments, and when each is ready."""

import shutil
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from netra.dev.commands import Command
from netra.dev.errors import LauncherError
from netra.dev.names import (
    AUTH,
    AUTH_DATABASE_URL,
    AUTH_MASTER_KEY,
    BACKEND,
    BACKEND_DATABASE_URL,
    CLICKHOUSE_URL,
    FRONTEND,
    LANGUAGE_MODEL_API_KEY,
    REDIS_URL,
    SERVICES,
    STORE_VARIABLES,
    WORKER,
)
from netra.dev.packages import frontend_server, package_path, python
from netra.dev.ports import LOOPBACK
from netra.dev.processes import ProcessSpec
from netra.dev.stack import Stack
from netra.shared.environment import get_env


def service_specs(stack: Stack) -> list[ProcessSpec]:
    """All services in the order in which they are started."""
    return [service_spec(stack, name) for name in SERVICES]


def service_spec(stack: Stack, name: str) -> ProcessSpec:
    return ProcessSpec(
        name=name,
        command=_command(stack, name),
        env=service_env(stack, name),
        cwd=stack.home.folder,
        log=stack.home.log(name),
        ready=_readiness(stack, name),
        port=stack.ports.get(name),
        grace_s=12.0,
    )


def service_command(stack: Stack, name: str, *words: str) -> Command:
    """A command of a service's package that ends by itself, such as `migrate`."""
    title = f"{name} {words[0]}"
    env = service_env(stack, name)
    log = stack.home.log(title.replace(" ", "-"))
    return Command(title, (python(), str(package_path(name)), *words), env, log, stack.home.folder)


def service_env(stack: Stack, name: str) -> Mapping[str, str]:
    """What a service sees: the environment without stores and secrets of others, and its own addresses."""
    inherited = get_env().get_subprocess_env()
    secrets = (AUTH_MASTER_KEY, *(() if name in {BACKEND, WORKER} else (LANGUAGE_MODEL_API_KEY,)))
    for variable in (*STORE_VARIABLES, *secrets, "PYTHONPATH", "PORT"):
        inherited.pop(variable, None)
    own = {AUTH: _auth_env, BACKEND: _backend_env, WORKER: _backend_env, FRONTEND: _frontend_env}[name]
    return {**inherited, "NETRA_ENV": "development", "HOST": LOOPBACK, **own(stack)}


def _auth_env(stack: Stack) -> Mapping[str, str]:
    return {
        "PORT": str(stack.ports[AUTH]),
        AUTH_DATABASE_URL: stack.addresses.auth_database,
        AUTH_MASTER_KEY: stack.master_key,
        REDIS_URL: stack.addresses.redis,
        **_public(stack),
    }


def _backend_env(stack: Stack) -> Mapping[str, str]:
    return {
        "PORT": str(stack.ports[BACKEND]),
        BACKEND_DATABASE_URL: stack.addresses.backend_database,
        REDIS_URL: stack.addresses.redis,
        CLICKHOUSE_URL: stack.addresses.clickhouse,
        "AUTH_URL": f"http://{LOOPBACK}:{stack.ports[AUTH]}",
        **_public(stack),
    }


def _public(stack: Stack) -> Mapping[str, str]:
    port = stack.ports[FRONTEND]
    return {
        "BACKEND_PUBLIC_URL": stack.urls[BACKEND],
        "AUTH_PUBLIC_URL": stack.urls[AUTH],
        "FRONTEND_ORIGINS": f"http://localhost:{port},http://{LOOPBACK}:{port}",
    }


def _frontend_env(stack: Stack) -> Mapping[str, str]:
    return {
        "HOSTNAME": LOOPBACK,
        "PORT": str(stack.ports[FRONTEND]),
        "NETRA_BACKEND_URL": stack.urls[BACKEND],
        "NETRA_AUTH_URL": stack.urls[AUTH],
        "NODE_ENV": "production",
        # A small heap: the pages are static, the data goes to the browser straight from the backend.
        "NODE_OPTIONS": "--max-old-space-size=192",
    }


def _command(stack: Stack, name: str) -> tuple[str, ...]:
    if name == FRONTEND:
        return (_node(), str(frontend_server(stack.home.folder / "frontend")))
    package, word = (BACKEND, "worker") if name == WORKER else (name, "serve")
    return (python(), str(package_path(package)), word)


def _node() -> str:
    node = shutil.which("node", path=get_env().get("PATH"))
    if node is None:
        raise LauncherError("Node 20.11 or newer is missing; it runs the pages.")
    return node


def _readiness(stack: Stack, name: str) -> Callable[[], bool]:
    if name == WORKER:
        # It serves nobody over HTTP: it is ready when it runs, and restarted when it does not.
        return lambda: True
    path = "/config.json" if name == FRONTEND else "/health/ready"
    return lambda: answers(stack.ports[name], path)


def answers(port: int, path: str) -> bool:
    """Whether a loopback port answers a request with 200."""
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == HTTPStatus.OK
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()
