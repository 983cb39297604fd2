"""The settings of the backend service."""

from typing import Final

from pydantic import Field

from netra.shared.web import WebSettings

SERVICE: Final = "backend"
VERSION: Final = "0.1.0"


class BackendSettings(WebSettings):
    """Where the stores and the auth service are. None has a default: a wrong store is worse than none."""

    database_url: str = Field(alias="BACKEND_DATABASE_URL")
    clickhouse_url: str
    redis_url: str
    auth_url: str
