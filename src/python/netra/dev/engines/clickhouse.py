"""ClickHouse as a process of the launcher: its configuration, its command, its users."""

import hashlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from netra.dev.engines import clickhouse_host
from netra.dev.engines.files import write_private
from netra.dev.errors import LauncherError
from netra.dev.ports import LOOPBACK, accepts
from netra.dev.processes import POLL_S, ProcessSpec

if TYPE_CHECKING:
    from clickhouse_driver import Client

USER: Final = "netra"
ADMIN: Final = "launcher"

# Small on purpose: the stack shares a laptop with everything else on it. Queries that need more are refused.
MAX_MEMORY_BYTES: Final = 2_000_000_000
MARK_CACHE_BYTES: Final = 64_000_000
TIMEOUT_S: Final = 60

UNDER_WAY: Final = ("CREATING_BACKUP", "RESTORING")
PROGRESS: Final = "SELECT status, error FROM system.backups WHERE id = %(work)s"

CONFIG: Final = Template("""<clickhouse>
  <logger><level>warning</level><console>0</console><log>$folder/server.log</log><size>10M</size><count>2</count></logger>
  <path>$folder/data/</path>
  <backups><allowed_path>$folder/backups/</allowed_path></backups>
  <tcp_port>$port</tcp_port>
  <listen_host>$host</listen_host>
  <users_config>$folder/users.xml</users_config>
  <max_server_memory_usage>$memory</max_server_memory_usage>
  <mark_cache_size>$marks</mark_cache_size>
</clickhouse>
""")

# The engine's own first statement runs as `default`, who has no password and may only open the port. That is
# the one session `default` may have, or everybody on this machine could close the port again.
USERS: Final = Template("""<clickhouse>
  <profiles><default/><opener><max_sessions_for_user>1</max_sessions_for_user></opener></profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <no_password/><networks><ip>$host</ip></networks><profile>opener</profile><quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query></grants>
    </default>
    <$user>
      <password_sha256_hex>$digest</password_sha256_hex>
      <networks><ip>$host</ip></networks><profile>default</profile><quota>default</quota>
      <grants>
        <query>GRANT SHOW, SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE ON netra*.*</query>
        <query>GRANT SELECT ON system.*</query>
        <query>GRANT TABLE ENGINE ON *</query>
        <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
        <query>GRANT KILL QUERY ON *.*</query>
      </grants>
    </$user>
    <$admin>
      <password_sha256_hex>$admin_digest</password_sha256_hex>
      <networks><ip>$host</ip></networks><profile>default</profile><quota>default</quota>
      <grants><query>GRANT ALL ON *.*</query></grants>
    </$admin>
  </users>
</clickhouse>
""")


def _said(words: str) -> str:
    """An error without the addresses of functions that ClickHouse adds to it, on one line."""
    return " ".join(words.partition("Stack trace")[0].split()).rstrip(" ,.")


@dataclass(frozen=True)
class ClickHouseEngine:
    """An engine that keeps everything in `folder` and listens on one loopback port."""

    folder: Path
    port: int
    library: Path
    password: str = field(repr=False)
    admin_password: str = field(repr=False)

    def url(self, database: str = "netra") -> str:
        """The address for the application's user, who reaches databases named `netra*` only."""
        return f"clickhouse://{USER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @contextmanager
    def admin(self) -> Iterator["Client"]:
        """A connection that may do everything; what ClickHouse refuses is a LauncherError."""
        from clickhouse_driver.errors import Error

        client = self._client(ADMIN, self.admin_password)
        try:
            yield client
        except (Error, EOFError) as error:
            raise LauncherError(f"ClickHouse refused: {_said(str(error))}") from error
        finally:
            client.disconnect()

    def back_up(self, database: str, archive: Path) -> None:
        """Writes one consistent picture of all tables of a database, below `backups`."""
        self._work_off(f"BACKUP DATABASE {database} TO File('{archive}')", done="BACKUP_CREATED")

    def restore(self, database: str, archive: Path) -> None:
        """Makes a database that is not there yet from such a picture."""
        self._work_off(f"RESTORE DATABASE {database} FROM File('{archive}')", done="RESTORED")

    def _work_off(self, statement: str, *, done: str) -> None:
        """Asks again and again: nothing is heard of the work meanwhile, and it outlasts any timeout."""
        with self.admin() as client:
            ((work, state),) = client.execute(f"{statement} ASYNC")
            while state in UNDER_WAY:
                time.sleep(POLL_S)
                found = client.execute(PROGRESS, {"work": work})
                state, error = found[0] if found else ("LOST", "it was restarted meanwhile")
        if state != done:
            raise LauncherError(f"ClickHouse could not do it ({state}): {_said(error)}")

    def is_ready(self) -> bool:
        # The driver logs a traceback for every refused connection, so it is asked once there is a listener.
        if not accepts(self.port):
            return False
        from clickhouse_driver.errors import Error

        client = self._client(USER, self.password)
        try:
            return bool(client.execute("SELECT 1") == [(1,)])
        except (Error, EOFError, OSError):
            return False
        finally:
            client.disconnect()

    @property
    def backups(self) -> Path:
        """The one folder where the engine may write and read backups."""
        return self.folder / "backups"

    def prepare(self) -> None:
        """Writes the configuration; data of an earlier start is left as it is."""
        for name in ("data", "backups", "home"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        write_private(self.folder / "users.xml", self._users())
        write_private(self.folder / "config.xml", self._config())

    def spec(self, log: Path) -> ProcessSpec:
        return ProcessSpec(
            name="clickhouse",
            command=(
                *(sys.executable, "-I", clickhouse_host.__file__, str(self.library)),
                *("--config-file", str(self.folder / "config.xml"), "--interactive"),
                *("--history_file", "/dev/null", "--query", "SYSTEM START LISTEN TCP"),
            ),
            env={"HOME": str(self.folder / "home"), "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "dumb"},
            cwd=self.folder,
            log=log,
            ready=self.is_ready,
        )

    def _config(self) -> str:
        return CONFIG.substitute(
            folder=self.folder, port=self.port, host=LOOPBACK, memory=MAX_MEMORY_BYTES, marks=MARK_CACHE_BYTES
        )

    def _users(self) -> str:
        return USERS.substitute(
            host=LOOPBACK,
            user=USER,
            digest=hashlib.sha256(self.password.encode()).hexdigest(),
            admin=ADMIN,
            admin_digest=hashlib.sha256(self.admin_password.encode()).hexdigest(),
        )

    def _client(self, user: str, password: str) -> "Client":
        # The driver takes half a second to load, and most commands of the launcher do without it.
        from clickhouse_driver import Client

        return Client(
            host=LOOPBACK,
            port=self.port,
            user=user,
            password=password,
            connect_timeout=2,
            send_receive_timeout=TIMEOUT_S,
        )
