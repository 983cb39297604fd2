"""What the auth service is told from outside."""

from enum import StrEnum
from ipaddress import ip_address
from typing import Final, Self
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, MultiFernet
from pydantic import Field, SecretStr, field_validator, model_validator

from netra.shared.deployment import DeploymentEnvironment
from netra.shared.postgres import Driver, resolve_url
from netra.shared.service_tokens import public_keys
from netra.shared.web import WebSettings

SERVICE: Final = "auth"
VERSION: Final = "0.1.0"
_ADDRESS: Final = r"^https?://[^\s?#]*[^\s?#/]$"


class CheckAgain(StrEnum):
    """Whether an issuer is asked again, while a session lasts, whether its person is still there."""

    AUTO = "auto"
    """Where its discovery document says that it can be."""
    ON = "on"
    """With its consent page at each sign-in, which some ask for before they let anybody ask again."""
    OFF = "off"


class AuthSettings(WebSettings):
    """Settings of the auth service; none of the secrets has a default."""

    port: int = Field(default=8080, ge=0, le=65535)
    database_url: SecretStr = Field(alias="AUTH_DATABASE_URL")
    # Fernet keys, comma separated: the first seals, all open, so that a master key can be replaced.
    master_key: SecretStr = Field(alias="AUTH_MASTER_KEY")
    redis_url: str
    public_url: str = Field(alias="AUTH_PUBLIC_URL", pattern=r"^https?://[^/\s]+$")
    google_client_id: str = Field(default="", alias="AUTH_GOOGLE_CLIENT_ID")
    google_client_secret: SecretStr = Field(default=SecretStr(""), alias="AUTH_GOOGLE_CLIENT_SECRET")
    github_client_id: str = Field(default="", alias="AUTH_GITHUB_CLIENT_ID")
    github_client_secret: SecretStr = Field(default=SecretStr(""), alias="AUTH_GITHUB_CLIENT_SECRET")
    # Another GitHub, such as a company's own.
    github_url: str = Field(default="https://github.com", alias="AUTH_GITHUB_URL", pattern=_ADDRESS)
    github_api_url: str = Field(
        default="https://api.github.com", alias="AUTH_GITHUB_API_URL", pattern=_ADDRESS
    )
    # Any issuer of OpenID Connect; it is trusted to know the addresses of its own people.
    oidc_issuer: str = Field(default="", alias="AUTH_OIDC_ISSUER")
    oidc_client_id: str = Field(default="", alias="AUTH_OIDC_CLIENT_ID")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), alias="AUTH_OIDC_CLIENT_SECRET")
    oidc_title: str = Field(default="single sign-on", alias="AUTH_OIDC_TITLE", max_length=60)
    oidc_check_again: CheckAgain = Field(default=CheckAgain.AUTO, alias="AUTH_OIDC_CHECK_AGAIN")
    # Google lets nobody ask again but after its consent page, at each sign-in.
    google_check_again: bool = Field(default=False, alias="AUTH_GOOGLE_CHECK_AGAIN")
    # So long the last answer of a provider counts.
    check_again_seconds: int = Field(default=3_600, ge=1, le=86_400, alias="AUTH_CHECK_AGAIN_SECONDS")
    # Who may sign in for the first time, comma separated; nobody named is everybody.
    email_domains: str = Field(default="", alias="AUTH_EMAIL_DOMAINS")
    # The public keys of our services as a JWK Set, named after them; without it anybody may validate.
    service_keys: str = Field(default="", alias="AUTH_SERVICE_KEYS")
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

    @property
    def first_origin(self) -> str:
        """Where our pages are, for a browser that does not say where it came from."""
        return next(iter(self.origins), self.public_url)

    @property
    def admitted_domains(self) -> frozenset[str]:
        """Domains of e-mail addresses, in lower case; empty for all."""
        return frozenset(one.strip().lower() for one in self.email_domains.split(",") if one.strip())

    def sealer(self) -> MultiFernet:
        """What seals the signing keys in the database, and what is kept of providers."""
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
    def _knows_what_stands_in_front(self) -> Self:
        """Behind a proxy that is not counted, everybody would be one network to the limits."""
        if self.environment.is_deployed and "trusted_proxies" not in self.model_fields_set:
            raise ValueError("AUTH_TRUSTED_PROXIES must say how many proxies stand in front (Cloud Run: 1).")
        return self

    @model_validator(mode="after")
    def _knows_its_services(self) -> Self:
        try:
            public_keys(self.service_keys)
        except ValueError as error:
            raise ValueError(f"AUTH_SERVICE_KEYS: {error}.") from None
        if self.environment.is_deployed and not self.service_keys:
            raise ValueError("AUTH_SERVICE_KEYS must name the services that may validate tokens.")
        return self

    @model_validator(mode="after")
    def _knows_each_provider_in_full(self) -> Self:
        for name in ("google", "github", "oidc"):
            client_id, secret = getattr(self, f"{name}_client_id"), getattr(self, f"{name}_client_secret")
            if bool(client_id) != bool(secret.get_secret_value()):
                variable = f"AUTH_{name.upper()}_CLIENT"
                raise ValueError(f"{variable}_ID and {variable}_SECRET go together.")
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise ValueError("AUTH_OIDC_ISSUER and AUTH_OIDC_CLIENT_ID go together.")
        return self

    @model_validator(mode="after")
    def _hears_providers_in_private(self) -> Self:
        addresses = {"AUTH_OIDC_ISSUER": self.oidc_issuer, "AUTH_GITHUB_URL": self.github_url}
        for variable, address in {**addresses, "AUTH_GITHUB_API_URL": self.github_api_url}.items():
            parts = urlsplit(address)
            at_home = not self.environment.is_deployed and _is_loopback(parts.hostname or "")
            if address and parts.scheme != "https" and not at_home:
                raise ValueError(f"{variable} must begin with https://.")
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
