"""A language model is configured whole or not at all, and its key is never shown."""

import pytest

from netra.backend.config import BackendSettings
from netra.shared.config import ConfigurationError
from netra.shared.environment import IsolatedEnvironment

WHOLE = {
    "LANGUAGE_MODEL_PROVIDER": "openai",
    "LANGUAGE_MODEL": "gpt-5-mini",
    "LANGUAGE_MODEL_API_KEY": "sk-never-shown",
}
OWN_SERVER = "http://127.0.0.1:11434/v1"


@pytest.fixture
def environment(isolated_environment: IsolatedEnvironment) -> IsolatedEnvironment:
    values = {"NETRA_ENV": "development", "PORT": "0", "REDIS_URL": "redis://127.0.0.1"}
    values |= {
        "BACKEND_DATABASE_URL": "postgresql://u@127.0.0.1/x",
        "CLICKHOUSE_URL": "clickhouse://u@127.0.0.1",
    }
    for name, value in {**values, "AUTH_URL": "http://127.0.0.1:1"}.items():
        isolated_environment.set(name, value, "test")
    return isolated_environment


def read(environment: IsolatedEnvironment, **given: str) -> BackendSettings:
    for name, value in given.items():
        environment.set(name, value, "test")
    return BackendSettings.read(environment)


def test_none_is_needed(environment: IsolatedEnvironment) -> None:
    assert read(environment).language_model_provider is None


@pytest.mark.parametrize("missing", WHOLE)
def test_half_a_model_is_refused(environment: IsolatedEnvironment, missing: str) -> None:
    given = {name: value for name, value in WHOLE.items() if name != missing}
    with pytest.raises(ConfigurationError, match=f"needs {missing} too: set it, or remove") as caught:
        read(environment, **given)
    assert "sk-never" not in str(caught.value)


def test_a_server_of_ones_own_needs_no_key(environment: IsolatedEnvironment) -> None:
    given = {name: value for name, value in WHOLE.items() if name != "LANGUAGE_MODEL_API_KEY"}
    settings = read(environment, LANGUAGE_MODEL_BASE_URL=OWN_SERVER, **given)
    assert settings.language_model_api_key is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE_MODEL_PROVIDER", "somebody"),
        ("LANGUAGE_MODEL_BASE_URL", "file:///etc/passwd"),
        ("LANGUAGE_MODEL_BASE_URL", OWN_SERVER),
        ("LANGUAGE_MODEL_RUN_TOKENS", "0"),
        ("LANGUAGE_MODEL_ORGANIZATION_TOKENS_A_DAY", "many"),
    ],
)
def test_what_cannot_be_is_refused(environment: IsolatedEnvironment, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match="LANGUAGE_MODEL"):
        read(environment, **{name: value})


def test_it_is_explained_without_its_key(environment: IsolatedEnvironment) -> None:
    rows = {row.variable: row.value for row in read(environment, **WHOLE).explain(environment)}
    assert rows["LANGUAGE_MODEL"] == "gpt-5-mini"
    assert rows["LANGUAGE_MODEL_API_KEY"] == "***"
    assert rows["LANGUAGE_MODEL_RUN_TOKENS"] == "60000"
    assert rows["LANGUAGE_MODEL_ORGANIZATION_TOKENS_A_DAY"] == "2000000"
