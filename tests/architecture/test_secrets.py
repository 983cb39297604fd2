"""No secret is in the repository; detect-secrets is seen to catch one."""

from pathlib import Path

import pytest
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from tests.framework.repository import Repository

REPOSITORY = Repository(Path.cwd())
# Entropy guesses are left out: hashes of locks and fixtures are as random as keys. A false alarm of the
# others is marked in place with `pragma: allowlist secret`.
DETECTORS = (
    "AWSKeyDetector",
    "ArtifactoryDetector",
    "AzureStorageKeyDetector",
    "BasicAuthDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "JwtTokenDetector",
    "NpmDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "SendGridDetector",
    "SlackDetector",
    "StripeDetector",
    "TwilioKeyDetector",
)
SKIPPED = (".lock", "pnpm-lock.yaml", ".png", ".parquet", ".gz")
PLACEHOLDERS = frozenset({"password", "pw", "..."})
SETTINGS = {"plugins_used": [{"name": name} for name in DETECTORS]}


def _example(path: str, secret: PotentialSecret) -> bool:
    """An address with a made-up password: in a test, or where the form of addresses is explained."""
    made_up = "/tests/" in path or secret.secret_value in PLACEHOLDERS
    return secret.type == "Basic Auth Credentials" and made_up


def _secrets(paths: list[str]) -> list[str]:
    with transient_settings(SETTINGS):
        found = SecretsCollection()
        for path in paths:
            found.scan_file(path)
    return [
        f"{path}:{secret.line_number} {secret.type}" for path, secret in found if not _example(path, secret)
    ]


def test_repository_holds_no_secret() -> None:
    paths = [str(REPOSITORY.root / path) for path in REPOSITORY.files() if not path.endswith(SKIPPED)]
    found = _secrets(paths)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN EC PRIVATE " + "KEY-----",
        "url = 'postgresql://app:" + "hunter2hunter2@db.internal/netra'",
        "key = 'AKIA" + "IOSFODNN7EXAMPLE'",
    ],
)
def test_secret_is_caught(tmp_path: Path, secret: str) -> None:
    leaking = tmp_path / "settings.py"
    leaking.write_text(secret + "\n", encoding="utf-8")
    assert _secrets([str(leaking)])
