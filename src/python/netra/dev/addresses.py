"""The addresses of the stores: those given in the environment, else those of our own engines."""

from dataclasses import dataclass, field

from netra.dev.names import AUTH_DATABASE_URL, BACKEND_DATABASE_URL, CLICKHOUSE_URL, REDIS_URL
from netra.shared.environment import get_env


@dataclass(frozen=True)
class Addresses:
    """An address for each store of each service."""

    backend_database: str = field(repr=False)
    auth_database: str = field(repr=False)
    redis: str = field(repr=False)
    clickhouse: str = field(repr=False)


def given(variable: str) -> str | None:
    """The address the person gave, if any; then the engine behind it is not ours to start."""
    return get_env().get(variable) or None


def needs_postgres() -> bool:
    return not (given(BACKEND_DATABASE_URL) and given(AUTH_DATABASE_URL))


def needs_valkey() -> bool:
    return not given(REDIS_URL)


def needs_clickhouse() -> bool:
    return not given(CLICKHOUSE_URL)
