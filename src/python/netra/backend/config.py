"""The settings of the backend service."""

from enum import StrEnum
from typing import Final, Self

from pydantic import Field, SecretStr, model_validator

from netra.shared.service_tokens import ServiceKey
from netra.shared.web import WebSettings

SERVICE: Final = "backend"
VERSION: Final = "0.1.0"


class LanguageModelProvider(StrEnum):
    """Whose interface the language model is reached by; `openai` is that of most local servers too."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"


class BackendSettings(WebSettings):
    """Where the stores and the auth service are. None has a default: a wrong store is worse than none.

    A language model is optional. Tokens are counted as input and output together.
    """

    database_url: str = Field(alias="BACKEND_DATABASE_URL")
    clickhouse_url: str
    redis_url: str
    auth_url: str
    # By which auth knows itself; needed with a key of ours, which proves to auth who asks.
    auth_public_url: str = ""
    service_key: SecretStr | None = Field(default=None, alias="BACKEND_SERVICE_KEY")
    # As AUTH_TRUSTED_PROXIES.
    trusted_proxies: int = Field(default=0, ge=0, le=10, alias="BACKEND_TRUSTED_PROXIES")
    # As AUTH_LIMITS_FACTOR.
    limits_factor: int = Field(default=1, ge=1, le=1_000, alias="BACKEND_LIMITS_FACTOR")
    language_model_provider: LanguageModelProvider | None = None
    language_model: str | None = Field(default=None, max_length=200)
    language_model_api_key: SecretStr | None = None
    language_model_base_url: str | None = Field(default=None, pattern="^https?://")
    language_model_seconds: float = Field(default=20.0, gt=0, le=600)
    """The longest that one question to it may take, all attempts together."""
    language_model_run_tokens: int = Field(default=60_000, gt=0)
    language_model_organization_tokens_a_day: int = Field(default=2_000_000, gt=0)

    @model_validator(mode="after")
    def _can_prove_who_it_is(self) -> Self:
        """Refuse a key that is none, and a deployed service that has none."""
        if self.service_key is not None:
            try:
                ServiceKey.read(SERVICE, self.service_key.get_secret_value())
            except ValueError:
                raise ValueError("BACKEND_SERVICE_KEY must be a key of auth new-service-key.") from None
        elif self.environment.is_deployed:
            raise ValueError("BACKEND_SERVICE_KEY is not set: auth would not tell who holds a token.")
        return self

    @model_validator(mode="after")
    def _knows_what_stands_in_front(self) -> Self:
        """Behind a proxy that is not counted, everybody would be one network to the limits."""
        if self.environment.is_deployed and "trusted_proxies" not in self.model_fields_set:
            raise ValueError(
                "BACKEND_TRUSTED_PROXIES must say how many proxies stand in front (Cloud Run: 1)."
            )
        return self

    @model_validator(mode="after")
    def _names_a_whole_language_model(self) -> Self:
        """Refuse half a language model: a product that was meant to have one must not run without."""
        named = {
            "LANGUAGE_MODEL_PROVIDER": self.language_model_provider,
            "LANGUAGE_MODEL": self.language_model,
            "LANGUAGE_MODEL_API_KEY": self.language_model_api_key,
        }
        missing = [variable for variable, value in named.items() if value is None]
        given = len(missing) < len(named) or self.language_model_base_url is not None
        # A server of one's own often asks for no key.
        if given and self.language_model_base_url is not None:
            missing = [variable for variable in missing if variable != "LANGUAGE_MODEL_API_KEY"]
        if given and missing:
            raise ValueError(
                f"A language model needs {' and '.join(missing)} too: set it, or remove every "
                "LANGUAGE_MODEL setting to work by rules alone."
            )
        return self
