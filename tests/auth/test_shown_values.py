"""What holds a secret does not show it, wherever a log or an error prints it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from netra.auth.oauth.domain import Arrival, AskedAgain, Proven, ProviderGrant, Standing
from netra.auth.organizations.domain import Membership
from netra.auth.sessions.service import Grant, Worker
from netra.auth.tokens.domain.refresh import Beginning, DueCheck
from netra.auth.tokens.service import AccessToken, FamilyToken
from netra.auth.users.domain import DEVELOPMENT_USERS, Profile
from netra.shared.api_key_format import PresentedKey
from netra.shared.rights import Role

SOME_ID = UUID(int=1)
HERE = Membership(SOME_ID, "Netra", Role.OWNER)
GRANT = ProviderGrant("issuer", "ada", "hidden", "hidden")
NOW = datetime.now(UTC)
WORKER = Worker(DEVELOPMENT_USERS[0], HERE, (HERE,))


@pytest.mark.parametrize(
    "holder",
    [
        PresentedKey(SOME_ID, b"hidden"),
        FamilyToken(SOME_ID, SOME_ID, None, "hidden"),
        Grant(WORKER, AccessToken("hidden", 900), "hidden too"),
        GRANT,
        Arrival(Profile.of("issuer", "ada", "ada@example.com", "Ada"), GRANT, "hidden"),
        AskedAgain(Standing.CONFIRMED, "hidden", "hidden"),
        Proven(SOME_ID, "oidc", SOME_ID, None, b"hidden", b"hidden"),
        Beginning("", "", "oidc", SOME_ID, None, b"hidden", b"hidden"),
        DueCheck(SOME_ID, "oidc", b"hidden", has_id_token=True, claimed_until=NOW, unconfirmed_since=None),
    ],
)
def test_secrets_are_not_shown(holder: object) -> None:
    assert "hidden" not in repr(holder)
