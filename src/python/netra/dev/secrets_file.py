"""The passwords and keys of one installation, made once."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from netra.dev.engines.files import write_private
from netra.dev.errors import LauncherError


@dataclass(frozen=True, repr=False)
class Secrets:
    """Passwords are letters and digits, so they stand in addresses unquoted."""

    postgres_admin: str
    backend_database: str
    auth_database: str
    redis: str
    clickhouse: str
    clickhouse_admin: str
    auth_master_key: str


def create_secrets() -> Secrets:
    passwords = {field.name: secrets.token_hex(24) for field in fields(Secrets)}
    return Secrets(**{**passwords, "auth_master_key": new_master_key()})


def new_master_key() -> str:
    """A Fernet key: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def write_secrets(path: Path, made: Secrets) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, json.dumps(asdict(made), indent=1))


def read_secrets(path: Path) -> Secrets:
    """The stored secrets; LauncherError when the file is damaged, for new ones would not open the data."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        names = [field.name for field in fields(Secrets)]
        if sorted(raw) != sorted(names) or not all(
            isinstance(raw[name], str) and raw[name] for name in names
        ):
            raise ValueError("its entries are not the expected ones")
    except (ValueError, TypeError) as error:
        raise LauncherError(
            f"The secrets file {path} is damaged ({error}); put back a copy of it or restore a backup into "
            "another home, for the data cannot be opened without it."
        ) from error
    return Secrets(**raw)
