"""No secret is in the repository; of each kind one is seen to be caught."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from netra.dev.secrets_file import new_master_key
from netra.shared.api_key_format import PresentedKey
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
# Our own, which no public detector knows: a whole API key, and a Fernet key such as AUTH_MASTER_KEY.
OWN = (
    ("Netra API key", re.compile(r"\bnk_[a-z2-7]{26}_[a-z2-7]{39}\b")),
    ("Fernet key", re.compile(r"(?<![\w/+-])[\w-]{43}=(?![\w=])", re.ASCII)),
)
SKIPPED = (".lock", "pnpm-lock.yaml", ".png", ".parquet", ".gz")
PLACEHOLDERS = frozenset({"password", "pw", "..."})
SETTINGS = {"plugins_used": [{"name": name} for name in DETECTORS]}


def _example(path: str, secret: PotentialSecret) -> bool:
    """An address with a made-up password: in a test, or where the form of addresses is explained."""
    made_up = path.startswith("tests/") or secret.secret_value in PLACEHOLDERS
    return secret.type == "Basic Auth Credentials" and made_up


def _secrets(repository: Repository) -> list[str]:
    paths = [path for path in repository.files() if not path.endswith(SKIPPED)]
    return [*_of_others(repository.root, paths), *_of_our_own(repository, paths)]


def _of_others(root: Path, paths: list[str]) -> list[str]:
    with transient_settings(SETTINGS):
        found = SecretsCollection(str(root))
        for path in paths:
            found.scan_file(path)
    return [
        f"{path}:{secret.line_number} {secret.type}" for path, secret in found if not _example(path, secret)
    ]


def _of_our_own(repository: Repository, paths: list[str]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate((repository.text(path) or "").splitlines(), start=1):
            yield from (f"{path}:{number} {kind}" for kind, form in OWN if form.search(line))


def test_repository_holds_no_secret() -> None:
    found = _secrets(REPOSITORY)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN EC PRIVATE " + "KEY-----",
        "url = 'postgresql://app:" + "hunter2hunter2@db.internal/netra'",
        "key = 'AKIA" + "IOSFODNN7EXAMPLE'",
        f"key = '{PresentedKey.new(uuid4()).text}'",
        f"AUTH_MASTER_KEY={new_master_key()}",
    ],
)
@pytest.mark.parametrize("place", ["settings.py", "infra/secret.xml", "src/__main__/tests/settings.txt"])
def test_secret_is_caught(tmp_path: Path, secret: str, place: str) -> None:
    leaking = tmp_path / place
    leaking.parent.mkdir(parents=True, exist_ok=True)
    leaking.write_text(secret + "\n", encoding="utf-8")
    assert _secrets(Repository(tmp_path))
