"""The names the launcher shares with the build and the services: packages, ports, addresses."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Package:
    """A packaged service: the build target, the file it becomes, and the variable that names another file."""

    target: str
    file: str
    variable: str


FRONTEND: Final = "frontend"
BACKEND: Final = "backend"
WORKER: Final = "worker"
AUTH: Final = "auth"
POSTGRES: Final = "postgres"
VALKEY: Final = "valkey"
CLICKHOUSE: Final = "clickhouse"

SERVICES: Final = (AUTH, BACKEND, WORKER, FRONTEND)
ENGINES: Final = (POSTGRES, VALKEY, CLICKHOUSE)

PACKAGES: Final = MappingProxyType(
    {
        AUTH: Package("src/python/netra/auth:auth", "src.python.netra.auth/auth.pex", "NETRA_AUTH_PEX"),
        BACKEND: Package(
            "src/python/netra/backend:backend", "src.python.netra.backend/backend.pex", "NETRA_BACKEND_PEX"
        ),
        FRONTEND: Package(
            "src/js/frontend:frontend", "src.js.frontend/frontend.tar.gz", "NETRA_FRONTEND_DIST"
        ),
    }
)

DEFAULT_PORTS: Final = MappingProxyType({FRONTEND: 3000, BACKEND: 8000, AUTH: 8080})

BACKEND_DATABASE_URL: Final = "BACKEND_DATABASE_URL"
AUTH_DATABASE_URL: Final = "AUTH_DATABASE_URL"
REDIS_URL: Final = "REDIS_URL"
CLICKHOUSE_URL: Final = "CLICKHOUSE_URL"
AUTH_MASTER_KEY: Final = "AUTH_MASTER_KEY"
LANGUAGE_MODEL_API_KEY: Final = "LANGUAGE_MODEL_API_KEY"
STORE_VARIABLES: Final = (BACKEND_DATABASE_URL, AUTH_DATABASE_URL, REDIS_URL, CLICKHOUSE_URL)

BACKEND_DATABASE: Final = "netra_backend"
AUTH_DATABASE: Final = "netra_auth"
CLICKHOUSE_DATABASE: Final = "netra"
