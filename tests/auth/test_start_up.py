"""What the auth service refuses to start with, and what it tells about its settings."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from netra.auth.config import AuthSettings
from netra.auth.main import cli
from netra.auth.sealing import SealBrokenError
from netra.auth.tokens.domain.signing import SigningKey
from netra.shared.clock import FixedClock
from netra.shared.config import ConfigurationError
from netra.shared.environment import IsolatedEnvironment
from netra.shared.service_tokens import ServiceKey
from tests.auth.apps import ADA, auth_settings, instance_on

MASTER_KEY = Fernet.generate_key().decode()
GOOD = {
    "NETRA_ENV": "development",
    "AUTH_DATABASE_URL": "postgresql://netra_auth:c7f1e09ab2@127.0.0.1:5432/netra_auth",
    "AUTH_MASTER_KEY": MASTER_KEY,
    "AUTH_PUBLIC_URL": "http://localhost:8080",
    "REDIS_URL": "redis://:p4s5@127.0.0.1:6379/0",
}
DEPLOYED = {
    **GOOD,
    "AUTH_DATABASE_URL": "postgresql://netra_auth:c7f1e09ab2@10.0.0.5/netra_auth?sslmode=require",
    "AUTH_PUBLIC_URL": "https://auth.netra.example",
    "AUTH_TRUSTED_PROXIES": "1",
    "AUTH_SERVICE_KEYS": json.dumps({"keys": [ServiceKey.new("backend").public_jwk]}),
}


def _read(env: IsolatedEnvironment, values: dict[str, str]) -> AuthSettings:
    for key, value in values.items():
        env.set(key, value, "test")
    return AuthSettings.read(env)


def test_defaults(isolated_environment: IsolatedEnvironment) -> None:
    settings = _read(isolated_environment, GOOD)
    assert (settings.port, settings.bind_host, settings.access_token_seconds) == (8080, "127.0.0.1", 900)
    assert settings.dev_login
    assert settings.allowed_origins == {"http://localhost:8080"}


@pytest.mark.parametrize("environment", ["test", "staging", "production"])
def test_elsewhere_it_listens_everywhere_and_has_no_development_login(
    isolated_environment: IsolatedEnvironment, environment: str
) -> None:
    settings = _read(isolated_environment, {**DEPLOYED, "NETRA_ENV": environment})
    assert (settings.bind_host, settings.dev_login) == ("0.0.0.0", False)  # noqa: S104


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
def test_development_login_on_loopback(isolated_environment: IsolatedEnvironment, host: str) -> None:
    assert _read(isolated_environment, {**GOOD, "HOST": host}).dev_login


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"HOST": "0.0.0.0"}, "HOST must be a loopback address"),  # noqa: S104
        ({"HOST": "::"}, "HOST must be a loopback address"),
        ({"HOST": "192.168.1.5"}, "HOST must be a loopback address"),
        ({"HOST": "auth.internal"}, "HOST must be a loopback address"),
        ({"AUTH_DATABASE_URL": ""}, "AUTH_DATABASE_URL is not set."),
        ({"REDIS_URL": ""}, "REDIS_URL is not set."),
        ({"AUTH_TRUSTED_PROXIES": "-1"}, "AUTH_TRUSTED_PROXIES"),
        ({"AUTH_MASTER_KEY": ""}, "AUTH_MASTER_KEY is not set."),
        ({"AUTH_MASTER_KEY": "c2hvcnQ="}, "AUTH_MASTER_KEY must be a Fernet key"),
        ({"AUTH_MASTER_KEY": "geheim"}, "AUTH_MASTER_KEY must be a Fernet key"),
        ({"AUTH_MASTER_KEY": f"{MASTER_KEY},"}, "AUTH_MASTER_KEY must be a Fernet key"),
        ({"AUTH_PUBLIC_URL": "http://localhost:8080/auth"}, "AUTH_PUBLIC_URL"),
        ({"AUTH_DATABASE_URL": "mysql://u:geheim@h/d"}, "begin with postgresql://"),
        ({"AUTH_ACCESS_SECONDS": "86400"}, "AUTH_ACCESS_SECONDS"),
        ({"AUTH_SERVICE_KEYS": "geheim"}, "AUTH_SERVICE_KEYS: not a JWK Set"),
        ({"AUTH_GOOGLE_CLIENT_ID": "x"}, "AUTH_GOOGLE_CLIENT_ID and AUTH_GOOGLE_CLIENT_SECRET go together"),
        ({"AUTH_OIDC_ISSUER": "https://i.example"}, "AUTH_OIDC_ISSUER and AUTH_OIDC_CLIENT_ID go together"),
        ({"AUTH_GITHUB_URL": "http://github.example"}, "AUTH_GITHUB_URL must begin with https://"),
        ({"FRONTEND_ORIGINS": "*"}, "FRONTEND_ORIGINS must name origins"),
        ({"NETRA_ENV": ""}, "NETRA_ENV must be one of"),
        ({"NETRA_ENV": "prod"}, "NETRA_ENV must be one of"),
    ],
)
def test_refuses_to_start(
    isolated_environment: IsolatedEnvironment, changes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        _read(isolated_environment, {**GOOD, **changes})
    assert sentence in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_every_command_says_what_is_wrong(isolated_environment: IsolatedEnvironment) -> None:
    for command in ("serve", "migrate", "explain-config"):
        result = CliRunner().invoke(cli, [command])
        assert result.exit_code == 1
        assert result.output == "Error: NETRA_ENV must be one of development, test, staging, production.\n"


def test_explain_config_hides_secrets(isolated_environment: IsolatedEnvironment) -> None:
    _read(isolated_environment, GOOD)
    result = CliRunner().invoke(cli, ["explain-config"])
    assert result.exit_code == 0
    assert "AUTH_MASTER_KEY = ***  (test)" in result.output
    assert (
        "AUTH_DATABASE_URL = postgresql://netra_auth:***@127.0.0.1:5432/netra_auth  (test)" in result.output
    )
    assert "PORT = 8080  (default)" in result.output
    assert MASTER_KEY not in result.output
    assert "c7f1e09ab2" not in result.output


def test_secrets_do_not_show_in_a_repr() -> None:
    shown = repr(auth_settings("postgresql://u:geheim@127.0.0.1/d", master_key=MASTER_KEY))
    assert "geheim" not in shown
    assert MASTER_KEY not in shown


def test_a_new_master_key_still_opens_what_the_old_one_sealed() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    url = "postgresql://u:p4s5@127.0.0.1/d"
    key = SigningKey.new(datetime.now(UTC))
    sealed = key.seal(auth_settings(url, master_key=old).sealer())
    opened = sealed.open(auth_settings(url, master_key=f"{new}, {old}").sealer())
    assert opened.public_jwk() == key.public_jwk()
    with pytest.raises(SealBrokenError):
        sealed.open(auth_settings(url, master_key=new).sealer())


@pytest.mark.asyncio
async def test_a_lost_master_key_is_said_and_nobody_is_signed_in(
    auth_database: str, clock: FixedClock
) -> None:
    before = instance_on(auth_database, clock)
    await before.sign_in()
    after = instance_on(auth_database, clock, master_key=MASTER_KEY)
    answer = await after.browser.post("/auth/dev/login", json={"user_id": str(ADA.id)})
    assert answer.status_code == 503
    assert "AUTH_MASTER_KEY" in answer.json()["detail"]
    await before.close()
    await after.close()
