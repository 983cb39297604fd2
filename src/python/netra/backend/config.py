"""The settings of the backend service."""

from typing import Final, Self

from pydantic import Field, model_validator

from netra.shared.deployment import check_address
from netra.shared.web import WebSettings

SERVICE: Final = "backend"
VERSION: Final = "0.1.0"


class BackendSettings(WebSettings):
    """Where the stores and the auth service are. None has a default: a wrong store is worse than none."""

    database_url: str = Field(alias="BACKEND_DATABASE_URL")
    clickhouse_url: str
    redis_url: str
    auth_url: str

    @model_validator(mode="after")
    def _addresses_fit(self) -> Self:
        for name in ("database_url", "clickhouse_url", "redis_url", "auth_url"):
            check_address(getattr(self, name), self.environment, self.variables()[name])
        return self
