"""Settings: frozen models read once from the environment, explained without secrets, re-read on demand."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import ClassVar, Final, Generic, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from netra.shared.deployment import SECRET_SCHEME, DeploymentEnvironment, foreign_word
from netra.shared.environment import MASK, IsolatedEnvironment, masked

HOT_RELOAD: Final = "CONFIG_HOT_RELOAD"
_log = logging.getLogger(__name__)


class ConfigurationError(Exception):
    """The service cannot start like this; the message says, one sentence a line, what to change."""


class SecretResolver(Protocol):
    """Turns the name in `secret://name` into its value; raises ConfigurationError when it cannot."""

    def resolve(self, name: str) -> str: ...


class NoSecretStore:
    """The resolver of a service that was given no secret store."""

    def resolve(self, name: str) -> str:
        raise ConfigurationError(
            f"{SECRET_SCHEME}{name} needs a secret store, and this service has none: give the value itself."
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """One effective setting as it may be shown."""

    variable: str
    value: str
    source: str


class Settings(BaseModel):
    """Base of all settings. A field `database_url` is read from `DATABASE_URL`, or from its alias."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True)

    environment_variable: ClassVar[str] = "NETRA_ENV"

    @classmethod
    def variables(cls) -> Mapping[str, str]:
        """Field name to the variable it is read from."""
        return {name: field.alias or name.upper() for name, field in cls.model_fields.items()}

    @classmethod
    def read(cls, env: IsolatedEnvironment, secrets: SecretResolver | None = None) -> Self:
        """Build from the environment; an empty variable counts as absent. Raises ConfigurationError."""
        deployment = deployment_environment(env)
        given = {name: env.get(variable) for name, variable in cls.variables().items()}
        values = {
            name: _resolved(value, deployment, secrets or NoSecretStore())
            for name, value in given.items()
            if value
        }
        try:
            return cls.model_validate(values, by_name=True)
        except ValidationError as error:
            raise ConfigurationError(_sentences(cls, error)) from None

    def explain(self, env: IsolatedEnvironment) -> list[Explanation]:
        """Every effective setting with where it came from, secrets masked, sorted by variable."""
        rows = (self._explain(name, variable, env) for name, variable in self.variables().items())
        return sorted(rows, key=lambda row: row.variable)

    def _explain(self, name: str, variable: str, env: IsolatedEnvironment) -> Explanation:
        source = env.source_of(variable) if env.get(variable) else None
        return Explanation(variable, _shown(variable, getattr(self, name)), source or "default")


def deployment_environment(env: IsolatedEnvironment) -> DeploymentEnvironment:
    """`NETRA_ENV`, which has no default: a forgotten variable must not open a development login."""
    value = env.get(Settings.environment_variable)
    try:
        return DeploymentEnvironment(value or "")
    except ValueError:
        choices = ", ".join(DeploymentEnvironment)
        raise ConfigurationError(f"NETRA_ENV must be one of {choices}.") from None


def _resolved(value: str, deployment: DeploymentEnvironment, secrets: SecretResolver) -> str:
    if not value.startswith(SECRET_SCHEME):
        return value
    if not deployment.is_deployed:
        raise ConfigurationError(
            f"{SECRET_SCHEME} names are for staging and production; in {deployment} give the value itself."
        )
    if word := foreign_word(value, deployment):
        raise ConfigurationError(f"The secret name {value} names {word!r}, but this is {deployment}.")
    return secrets.resolve(value.removeprefix(SECRET_SCHEME))


def _sentences(settings: type[Settings], error: ValidationError) -> str:
    """One line a problem; never the value, which may be a secret."""
    variables = settings.variables()
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        variable = variables.get(name, name)
        reason = problem["msg"].removeprefix("Value error, ")
        missing = problem["type"] == "missing"
        lines.append(
            f"{variable} is not set." if missing else f"{variable}: {reason}" if variable else reason
        )
    return "\n".join(lines)


def _shown(variable: str, value: object) -> str:
    if isinstance(value, SecretStr):
        revealed = value.get_secret_value()
        return masked(variable, revealed) if "://" in revealed else MASK
    if isinstance(value, tuple):
        return ",".join(masked(variable, str(item)) for item in value)
    if isinstance(value, int | float):
        return str(value)  # A number is no secret, though its name may look like one: a limit of tokens.
    return "" if value is None else masked(variable, str(value))


S = TypeVar("S", bound=Settings)


class LiveSettings(Generic[S]):
    """Settings that are read once, or at every look when CONFIG_HOT_RELOAD is true.

    A reload that fails is logged and the last good settings stay in force.
    """

    def __init__(self, env: IsolatedEnvironment, read: Callable[[IsolatedEnvironment], S]) -> None:
        self._env = env
        self._read = read
        self._lock = RLock()
        self._current = read(env)

    def current(self) -> S:
        with self._lock:
            if (self._env.get(HOT_RELOAD) or "").lower() == "true":
                self._reload()
            return self._current

    def _reload(self) -> None:
        try:
            self._env.reload_files()
            self._current = self._read(self._env)
        except (ConfigurationError, OSError, ValueError) as error:
            _log.error("Settings were not reloaded: %s", error)
