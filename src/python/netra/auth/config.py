"""What the auth service is told from outside."""

from ipaddress import ip_address
from typing import Final, Self

from cryptography.fernet import Fernet, MultiFernet
from pydantic import Field, SecretStr, field_validator, model_validator

from netra.shared.deployment import DeploymentEnvironment
from netra.shared.postgres import Driver, resolve_url
from netra.shared.web import WebSettings

SERVICE: Final = "auth"
VERSION: Final = "0.1.0"


class AuthSettings(WebSettings):
    """Settings of the auth service; none of the secrets has a default."""

    port: int = Field(default=8080, ge=0, le=65535)
    database_url: SecretStr = Field(alias="AUTH_DATABASE_URL")
    # Fernet keys, comma separated: the first seals, all open, so that a master key can be replaced.
    master_key: SecretStr = Field(alias="AUTH_MASTER_KEY")
    redis_url: str
    public_url: str = Field(alias="AUTH_PUBLIC_URL", pattern=r"^https?://[^/\s]+$")
    access_token_seconds: int = Field(default=900, ge=60, le=3600, alias="AUTH_ACCESS_SECONDS")
    # Tokens end up to so much sooner, so that what began together does not renew together.
    access_jitter_seconds: int = Field(default=60, ge=0, le=60, alias="AUTH_ACCESS_JITTER_SECONDS")

    # So many proxies of our own stand in front; what X-Forwarded-For says beyond them is anybody's word.
    trusted_proxies: int = Field(default=0, ge=0, le=10, alias="AUTH_TRUSTED_PROXIES")
    # Everybody may do so many times as much as the limits say.
    limits_factor: int = Field(default=1, ge=1, le=1_000, alias="AUTH_LIMITS_FACTOR")

    @property
    def dev_login(self) -> bool:
        """Whether anyone who reaches this service may sign in as a development user."""
        return self.environment is DeploymentEnvironment.DEVELOPMENT

    @property
    def secure_cookies(self) -> bool:
        return self.environment is not DeploymentEnvironment.DEVELOPMENT

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Where a browser may sign in, refresh and sign out from."""
        return frozenset((*self.origins, self.public_url))

    def sealer(self) -> MultiFernet:
        """What seals the signing keys in the database."""
        return MultiFernet([Fernet(key.strip()) for key in self.master_key.get_secret_value().split(",")])

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, value: SecretStr) -> SecretStr:
        resolve_url(value.get_secret_value(), Driver.ASYNC)
        return value

    @model_validator(mode="after")
    def _can_seal(self) -> Self:
        try:
            self.sealer()
        except ValueError:
            raise ValueError("AUTH_MASTER_KEY must be a Fernet key: 32 bytes in URL-safe base64.") from None
        return self

    @model_validator(mode="after")
    def _keeps_development_login_at_home(self) -> Self:
        if self.dev_login and not _is_loopback(self.bind_host):
            raise ValueError("HOST must be a loopback address: development login needs no password.")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
