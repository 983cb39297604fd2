"""Whatever a person and their colleagues do in the moment in which the person goes has a plain answer."""

import asyncio

import httpx2
import pytest
from sqlalchemy import text

from netra.shared.clock import FixedClock
from tests.auth.apps import ADA, CSRF, GRACE, instance_on
from tests.auth.audits import verified
from tests.auth.test_members import Desk

ROUNDS = 5
# 503 tells to come back: two waited for each other, which the database ends.
PLAIN = frozenset({200, 201, 204, 401, 403, 404, 409, 503})


async def _everything(desk: Desk, ada: dict[str, str], link: str) -> list[httpx2.Response]:
    """Grace deletes her account while she works in two tabs and the owner changes what she may."""
    grace, auth, other = await desk.refreshed(), desk.auth.browser, desk.other.browser
    key = {"project_id": str(ADA.id), "name": "k"}
    return await asyncio.gather(
        desk.ask(grace, "DELETE", "/me", confirm=GRACE.email),
        other.post("/auth/dev/login", json={"user_id": str(GRACE.id)}),
        other.post("/auth/refresh", headers=CSRF),
        desk.ask(grace, "POST", "/invitations/accept", token=link),
        desk.ask(grace, "POST", "/invitations", role="viewer"),
        auth.post("/auth/keys", headers=grace, json=key),
        desk.ask(ada, "PATCH", "/organization", name=link[:8]),
        desk.ask(ada, "PATCH", f"/members/{GRACE.id}", role="viewer"),
        desk.ask(grace, "DELETE", "/members/me"),
        desk.ask(grace, "DELETE", "/sessions/others"),
    )


async def _gone(desk: Desk) -> int:
    grace = await desk.other.bearer(GRACE)
    return (await desk.ask(grace, "DELETE", "/me", confirm=GRACE.email)).status_code


@pytest.mark.asyncio
async def test_each_has_a_plain_answer_and_the_person_is_gone(
    auth_database: str, clock: FixedClock
) -> None:
    auth, other = (instance_on(auth_database, clock, limits_factor=100) for _ in range(2))
    desk, gone = Desk(auth, other), 0
    for _ in range(ROUNDS):
        ada = await desk.ada()
        await other.sign_in(GRACE)
        async with auth.resources.database.session() as session:
            make = "UPDATE memberships SET role = 'admin' WHERE user_id = :grace"
            await session.execute(text(make), {"grace": GRACE.id})
        link = (await desk.ask(ada, "POST", "/invitations", role="viewer")).json()["token"]
        answers = await _everything(desk, ada, link)
        assert {one.status_code for one in answers} <= PLAIN, [one.text for one in answers]
        again = answers[0].status_code == 503
        gone += (await _gone(desk) if again else answers[0].status_code) == 204
    assert gone == ROUNDS
    assert (await verified(auth, await desk.ada()))["intact"] is True
    await auth.close()
    await other.close()
