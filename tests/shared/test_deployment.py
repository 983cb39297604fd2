"""Environments kept apart: words, passwords, secrets."""

import pytest

from netra.shared.config import ConfigurationError
from netra.shared.deployment import (
    DeploymentEnvironment,
    check_address,
    foreign_word,
    has_placeholder_password,
)
from netra.shared.environment import IsolatedEnvironment
from netra.shared.web import WebSettings

DEVELOPMENT, TEST, STAGING, PRODUCTION = DeploymentEnvironment


@pytest.mark.parametrize(
    ("value", "environment", "word"),
    [
        ("postgresql://u:p@db-staging.internal/netra", PRODUCTION, "staging"),
        ("postgresql://u:p@db/netra_dev", PRODUCTION, "dev"),
        ("postgresql://test:p@db/netra", PRODUCTION, "test"),
        ("postgresql://u:p@/netra?host=/cloudsql/netra-staging:eu:db", PRODUCTION, "staging"),
        ("redis://prod-cache:6379/0", STAGING, "prod"),
        ("secret://auth-production-key", STAGING, "production"),
        ("postgresql://u:p@db.prod.internal/netra", DEVELOPMENT, "prod"),
        ("https://auth-staging.example.com", TEST, "staging"),
        ("postgresql://u:p@h/netra%5Fprod", TEST, "prod"),
        # its own words, and words that only contain another's
        ("postgresql://u:p@db-production/netra_prod", PRODUCTION, None),
        ("postgresql://u:staging@db/netra", PRODUCTION, None),
        ("postgresql://u:p@products.internal/latest_developments", PRODUCTION, None),
        ("postgresql://u:p@127.0.0.1/netra_test_1", DEVELOPMENT, None),
        ("postgresql://u:p@127.0.0.1/netra_dev", TEST, None),
        ("http://localhost:3000", PRODUCTION, None),
    ],
)
def test_words_of_another_environment(
    value: str, environment: DeploymentEnvironment, word: str | None
) -> None:
    assert foreign_word(value, environment) == word


@pytest.mark.parametrize(
    ("url", "placeholder"),
    [
        ("postgresql://u:password@h/d", True),
        ("postgresql://u:ChangeMe@h/d", True),
        ("postgresql://netra_auth:netra_auth@h/d", True),
        ("postgresql://u:@h/d", True),
        ("redis://:secret@h/0", True),
        ("postgresql://u:%70assword@h/d", True),
        ("postgresql://u:c7f1e09ab2@h/d", False),
        ("postgresql://u@h/d", False),
        ("redis://h:6379/0", False),
    ],
)
def test_placeholder_passwords(url: str, placeholder: bool) -> None:
    assert has_placeholder_password(url) is placeholder


@pytest.mark.parametrize("environment", [TEST, STAGING, PRODUCTION])
def test_placeholders_are_for_development(environment: DeploymentEnvironment) -> None:
    check_address("postgresql://u:password@h/d", DEVELOPMENT, "DATABASE_URL")
    with pytest.raises(ValueError, match=r"^DATABASE_URL has a placeholder password") as caught:
        check_address("postgresql://u:changeme@h/d", environment, "DATABASE_URL")
    assert "changeme" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FRONTEND_ORIGINS", "https://app.example.com,https://app.staging.example.com"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector-staging:4318"),
    ],
)
def test_no_setting_may_point_elsewhere(
    isolated_environment: IsolatedEnvironment, variable: str, value: str
) -> None:
    for key, given in {"NETRA_ENV": "production", "PORT": "1", variable: value}.items():
        isolated_environment.set(key, given, "test")
    with pytest.raises(ConfigurationError, match="names 'staging', but this is production"):
        WebSettings.read(isolated_environment)
