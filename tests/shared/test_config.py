"""Settings: read once, explained, re-read on demand, secrets from a store."""

from pathlib import Path

import pytest
from pydantic import Field, SecretStr, ValidationError

from netra.shared.config import ConfigurationError, LiveSettings, Settings
from netra.shared.environment import IsolatedEnvironment


class Example(Settings):
    size: int = Field(default=3, ge=1)
    api_key: SecretStr
    address: SecretStr = Field(alias="STORE_URL")
    names: tuple[str, ...] = ()
    note: str | None = None
    most_tokens: int = 5


VALUES = {"NETRA_ENV": "development", "API_KEY": "k-123", "STORE_URL": "redis://:hunter2@h/0"}


@pytest.fixture
def env(isolated_environment: IsolatedEnvironment) -> IsolatedEnvironment:
    for key, value in VALUES.items():
        isolated_environment.set(key, value, "test")
    return isolated_environment


def test_read(env: IsolatedEnvironment) -> None:
    env.set("SIZE", "7", "launcher")
    env.set("NOTE", "", "test")
    settings = Example.read(env)
    assert (settings.size, settings.note, settings.api_key.get_secret_value()) == (7, None, "k-123")


def test_settings_are_frozen(env: IsolatedEnvironment) -> None:
    settings = Example.read(env)
    with pytest.raises(ValidationError):
        setattr(settings, "size", 4)  # noqa: B010  mypy knows that it may not


def test_problems_are_sentences_without_values(env: IsolatedEnvironment) -> None:
    env.set("SIZE", "hunter2", "test")
    env.delete("API_KEY")
    with pytest.raises(ConfigurationError) as caught:
        Example.read(env)
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("SIZE: ")
    assert lines[1] == "API_KEY is not set."
    assert "hunter2" not in str(caught.value)


def test_explain_names_sources_and_hides_secrets(env: IsolatedEnvironment) -> None:
    env.set("SIZE", "7", "launcher")
    rows = {row.variable: (row.value, row.source) for row in Example.read(env).explain(env)}
    assert rows == {
        "API_KEY": ("***", "test"),
        "MOST_TOKENS": ("5", "default"),
        "NAMES": ("", "default"),
        "NOTE": ("", "default"),
        "SIZE": ("7", "launcher"),
        "STORE_URL": ("redis://:***@h/0", "test"),
    }


class Vault:
    def resolve(self, name: str) -> str:
        return f"value of {name}"


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_secrets_come_from_the_store_when_deployed(env: IsolatedEnvironment, environment: str) -> None:
    env.set("NETRA_ENV", environment, "test")
    env.set("API_KEY", "secret://api-key", "test")
    assert Example.read(env, Vault()).api_key.get_secret_value() == "value of api-key"


@pytest.mark.parametrize(
    ("environment", "name", "sentence"),
    [
        ("development", "api-key", "for staging and production"),
        ("test", "api-key", "for staging and production"),
        ("production", "api-key", "needs a secret store, and this service has none"),
        ("production", "api-key-staging", "names 'staging', but this is production"),
    ],
)
def test_secrets_that_cannot_be_had(
    env: IsolatedEnvironment, environment: str, name: str, sentence: str
) -> None:
    env.set("NETRA_ENV", environment, "test")
    env.set("API_KEY", f"secret://{name}", "test")
    with pytest.raises(ConfigurationError, match=sentence):
        Example.read(env)


@pytest.mark.parametrize(("hot", "size"), [("true", 9), ("false", 3), ("", 3)])
def test_hot_reload_reads_the_file_again(
    env: IsolatedEnvironment, tmp_path: Path, hot: str, size: int
) -> None:
    file = tmp_path / "netra.env"
    file.write_text("SIZE=3\n")
    env.load_file(file)
    env.set("CONFIG_HOT_RELOAD", hot, "test")
    live = LiveSettings(env, Example.read)
    file.write_text("SIZE=9\n")
    assert live.current().size == size


def test_a_bad_reload_keeps_the_last_good_settings(
    env: IsolatedEnvironment, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    env.set("CONFIG_HOT_RELOAD", "true", "test")
    live = LiveSettings(env, Example.read)
    env.set("SIZE", "0", "test")
    assert live.current().size == 3
    assert "Settings were not reloaded: SIZE" in caplog.text
