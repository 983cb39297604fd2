"""Where a process runs, and what it therefore refuses to be pointed at."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

# What stands before the name of a secret, in place of its value.
SECRET_SCHEME: Final = "secret://"  # noqa: S105


class DeploymentEnvironment(StrEnum):
    """Where this process runs (`NETRA_ENV`)."""

    DEVELOPMENT = "development"
    TEST = "test"
    STAGING = "staging"
    PRODUCTION = "production"

    @property
    def is_deployed(self) -> bool:
        return self in {DeploymentEnvironment.STAGING, DeploymentEnvironment.PRODUCTION}


_LOCAL_WORDS: Final = frozenset({"development", "dev", "test", "testing"})
_WORDS: Final[Mapping[DeploymentEnvironment, frozenset[str]]] = MappingProxyType(
    {
        # Development and test both live on one person's machine, so they may name each other.
        DeploymentEnvironment.DEVELOPMENT: _LOCAL_WORDS,
        DeploymentEnvironment.TEST: _LOCAL_WORDS,
        DeploymentEnvironment.STAGING: frozenset({"staging", "stage", "stg"}),
        DeploymentEnvironment.PRODUCTION: frozenset({"production", "prod", "prd"}),
    }
)
_ALL_WORDS: Final = frozenset[str]().union(*_WORDS.values())
_PLACEHOLDERS: Final = frozenset(
    {
        "",
        "password",
        "passwd",
        "postgres",
        "changeme",
        "change-me",
        "change_me",
        "secret",
        "example",
        "placeholder",
    }
    | {"admin", "test", "dev", "netra", "default", "xxx", "todo", "your-password", "123456"}
)


def foreign_word(value: str, environment: DeploymentEnvironment) -> str | None:
    """The first word in an address or secret name that belongs to another environment.

    Only host, path, user and query count; a password may contain anything.
    """
    words = re.split(r"[^a-z]+", _without_password(value).lower())
    foreign = _ALL_WORDS - _WORDS[environment]
    return next((word for word in words if word in foreign), None)


def check_address(value: str, environment: DeploymentEnvironment, variable: str) -> None:
    """Raise ValueError, without the value in it, when this environment must not use the address."""
    if word := foreign_word(value, environment):
        raise ValueError(f"{variable} names {word!r}, but this is {environment}.")
    if has_placeholder_password(value) and environment is not DeploymentEnvironment.DEVELOPMENT:
        raise ValueError(f"{variable} has a placeholder password; that is for development only.")


def has_placeholder_password(url: str) -> bool:
    """Whether the address has a password that anyone would try first, or that repeats the user's name."""
    parts = urlsplit(url)
    if parts.password is None:
        return False
    password = unquote(parts.password).lower()
    return password in _PLACEHOLDERS or password == unquote(parts.username or "").lower()


def _without_password(value: str) -> str:
    if value.startswith(SECRET_SCHEME):
        return value.removeprefix(SECRET_SCHEME)
    parts = urlsplit(value)
    return " ".join(
        (unquote(parts.username or ""), parts.hostname or "", unquote(parts.path), unquote(parts.query))
    )
