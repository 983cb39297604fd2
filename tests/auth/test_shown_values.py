"""What holds a secret does not show it, wherever a log or an error prints it."""

from uuid import UUID

import pytest

from netra.auth.organizations.domain import Membership
from netra.auth.sessions.service import Grant, Worker
from netra.auth.tokens.service import AccessToken, FamilyToken
from netra.auth.users.domain import DEVELOPMENT_USERS
from netra.shared.api_key_format import PresentedKey
from netra.shared.rights import Role

SOME_ID = UUID(int=1)
HERE = Membership(SOME_ID, "Netra", Role.OWNER)
WORKER = Worker(DEVELOPMENT_USERS[0], HERE, (HERE,))


@pytest.mark.parametrize(
    "holder",
    [
        PresentedKey(SOME_ID, b"hidden"),
        FamilyToken(SOME_ID, SOME_ID, None, "hidden"),
        Grant(WORKER, AccessToken("hidden", 900), "hidden too"),
    ],
)
def test_secrets_are_not_shown(holder: object) -> None:
    assert "hidden" not in repr(holder)
