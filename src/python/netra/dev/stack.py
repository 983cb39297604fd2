"""One installation's ports, secrets and engines, for `up`, backup, restore and `explain-config`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from netra.dev import addresses
from netra.dev.addresses import Addresses
from netra.dev.engines.clickhouse import ClickHouseEngine
from netra.dev.engines.download import library_path
from netra.dev.engines.postgres import PostgresEngine
from netra.dev.engines.valkey import ValkeyEngine
from netra.dev.folders import cache_folder
from netra.dev.home import Home
from netra.dev.names import (
    AUTH,
    AUTH_DATABASE,
    AUTH_DATABASE_URL,
    AUTH_MASTER_KEY,
    BACKEND,
    BACKEND_DATABASE,
    BACKEND_DATABASE_URL,
    CLICKHOUSE,
    CLICKHOUSE_DATABASE,
    CLICKHOUSE_URL,
    FRONTEND,
    POSTGRES,
    REDIS_URL,
    VALKEY,
)
from netra.dev.port_choice import choose_ports
from netra.dev.processes import ProcessSpec
from netra.dev.secrets_file import Secrets, read_secrets
from netra.shared.environment import get_env


@dataclass(frozen=True)
class Options:
    """What the person asked `up` for."""

    automatic_ports: bool = False
    sample: bool = True
    reload: bool = False


class Stack:
    """An installation in its home; each part is made when a step first asks for it."""

    def __init__(self, home: Home, options: Options, ports: Mapping[str, int] | None = None) -> None:
        self.home = home
        self.options = options
        self._known_ports = ports

    @cached_property
    def ports(self) -> Mapping[str, int]:
        """Chosen at first use, which checks that they are free; given when the stack runs already."""
        if self._known_ports is not None:
            return self._known_ports
        return choose_ports(self.home.ports_file, automatic=self.options.automatic_ports)

    @property
    def secrets(self) -> Secrets:
        """As they are on disk now: a restore changes one of them."""
        return read_secrets(self.home.secrets_file)

    @property
    def master_key(self) -> str:
        """What seals the data of auth: the key that the person gave, else our own."""
        return get_env().get(AUTH_MASTER_KEY) or self.secrets.auth_master_key

    @cached_property
    def postgres(self) -> PostgresEngine:
        return PostgresEngine(self.home.engine(POSTGRES), self.ports[POSTGRES], self.secrets.postgres_admin)

    @cached_property
    def valkey(self) -> ValkeyEngine:
        return ValkeyEngine(self.home.engine(VALKEY), self.ports[VALKEY], self.secrets.redis)

    @cached_property
    def clickhouse(self) -> ClickHouseEngine:
        return ClickHouseEngine(
            self.home.engine(CLICKHOUSE),
            self.ports[CLICKHOUSE],
            library_path(cache_folder()),
            self.secrets.clickhouse,
            self.secrets.clickhouse_admin,
        )

    @cached_property
    def addresses(self) -> Addresses:
        given = addresses.given
        secrets, postgres = self.secrets, self.postgres
        return Addresses(
            given(BACKEND_DATABASE_URL)
            or postgres.url(BACKEND_DATABASE, BACKEND_DATABASE, secrets.backend_database),
            given(AUTH_DATABASE_URL) or postgres.url(AUTH_DATABASE, AUTH_DATABASE, secrets.auth_database),
            given(REDIS_URL) or self.valkey.url(),
            given(CLICKHOUSE_URL) or self.clickhouse.url(CLICKHOUSE_DATABASE),
        )

    @property
    def urls(self) -> Mapping[str, str]:
        """Addresses for a browser, which must see all services under one host name to send cookies."""
        return {name: f"http://localhost:{self.ports[name]}" for name in (FRONTEND, BACKEND, AUTH)}

    def prepare_engines(self) -> list[ProcessSpec]:
        """Writes configurations, makes what is missing, and says what to start: what no address replaces."""
        wanted = (
            (addresses.needs_postgres(), POSTGRES, lambda: self.postgres),
            (addresses.needs_valkey(), VALKEY, lambda: self.valkey),
            (addresses.needs_clickhouse(), CLICKHOUSE, lambda: self.clickhouse),
        )
        specs = []
        for needed, name, engine in wanted:
            if needed:
                engine().prepare()
                specs.append(engine().spec(self.home.log(name)))
        return specs
