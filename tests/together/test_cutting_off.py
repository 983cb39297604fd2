"""What has ended is refused everywhere within 5 s, on open sockets too, also while auth or Redis is away."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest

from netra.auth.tokens.service import KEY_SECONDS
from netra.shared.access_token_format import key_id_of
from netra.shared.auth_client import RECOVERY_SECONDS, STALE_FOR
from netra.shared.clock import FixedClock
from netra.shared.revocations import Revocations
from tests.auth.apps import GRACE
from tests.backend.sockets import Tab
from tests.framework.credentials import token_like
from tests.together.house import INSTANCES, House, Visitor, closed_with, seconds_until

End = Callable[[Visitor, Visitor], Awaitable[None]]
WITHIN_SECONDS = 5.0
SESSION_OVER = 4401
TRY_AGAIN = 1013


async def _end_one(ending: Visitor, ended: Visitor) -> None:
    await ending.ask_auth("DELETE", f"/sessions/{await ended.session_id()}")


async def _end_others(ending: Visitor, ended: Visitor) -> None:
    await ending.ask_auth("DELETE", "/sessions/others")


async def _sign_out(ending: Visitor, ended: Visitor) -> None:
    await ended.ask_auth("POST", "/logout")


async def _tabs(stack: AsyncExitStack, visitor: Visitor) -> list[Tab]:
    """A socket at each instance, which is known to work."""
    tabs = [await stack.enter_async_context(visitor.tab(number).tab()) for number in range(INSTANCES)]
    for tab in tabs:
        await tab.say("ping", {})
        await tab.until(lambda message: message["type"] == "pong")
    return tabs


async def _works(tab: Tab) -> bool:
    await tab.say("ping", {})
    return bool(await tab.until(lambda message: message["type"] == "pong"))


async def _refused_everywhere(house: House, token: str) -> float:
    async def is_refused() -> bool:
        return await house.statuses(token) == [401] * INSTANCES

    return await seconds_until(is_refused)


async def _over(house: House, tabs: list[Tab], token: str) -> tuple[list[int], float]:
    """With which codes sockets are closed, and after how long that and each refusal was true."""
    closing = asyncio.gather(*(closed_with(tab) for tab in tabs))
    refused = await _refused_everywhere(house, token)
    ends = await closing
    return [code for code, _ in ends], max(refused, *(seconds for _, seconds in ends))


@pytest.mark.asyncio
@pytest.mark.parametrize("end", [_end_one, _end_others, _sign_out])
async def test_an_ended_session_is_over_everywhere(house: House, end: End) -> None:
    staying, leaving = await house.visitor(), await house.visitor()
    async with AsyncExitStack() as stack:
        tabs, kept = await _tabs(stack, leaving), await _tabs(stack, staying)
        assert await house.statuses(leaving.token) == [200] * INSTANCES
        await end(staying, leaving)
        codes, seconds = await _over(house, tabs, leaving.token)
        assert codes == [SESSION_OVER] * INSTANCES
        assert seconds < WITHIN_SECONDS
        assert await house.statuses(staying.token) == [200] * INSTANCES
        assert all([await _works(tab) for tab in kept])


@pytest.mark.asyncio
async def test_also_where_nobody_heard_of_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    staying, leaving = await house.visitor(), await house.visitor()
    async with AsyncExitStack() as stack:
        tabs = await _tabs(stack, leaving)
        monkeypatch.setattr(Revocations, "mark", _mark_silently)
        await _end_one(staying, leaving)
        codes, seconds = await _over(house, tabs, leaving.token)
        assert codes == [SESSION_OVER] * INSTANCES
        assert seconds < WITHIN_SECONDS


async def _mark_silently(self: Revocations, *marks: object) -> None:
    """As when a message is lost."""
    for one in marks:
        await self._redis.client.set(self._redis.common_key("ended", one), 1, ex=120)


@pytest.mark.asyncio
async def test_what_a_withdrawn_key_has_signed_is_over_and_browsers_renew(house: House) -> None:
    ada = await house.visitor()
    async with AsyncExitStack() as stack:
        tabs = await _tabs(stack, ada)
        key_id = key_id_of(ada.token)
        assert key_id is not None
        await house.withdraw_signing_key(key_id)
        ends = [await closed_with(tab) for tab in tabs]
        assert [code for code, seconds in ends if seconds < WITHIN_SECONDS] == [SESSION_OVER] * INSTANCES
        assert await _refused_everywhere(house, ada.token) < KEY_SECONDS + WITHIN_SECONDS
        ada.token = (await ada.ask_auth("POST", "/refresh"))["access_token"]
        assert await house.statuses(ada.token) == [200] * INSTANCES


@pytest.mark.asyncio
async def test_a_member_who_is_removed_is_out(house: House) -> None:
    await house.visitor(GRACE)
    await house.set_role(GRACE, "analyst")
    ada, grace = await house.visitor(), await house.visitor(GRACE)
    async with AsyncExitStack() as stack:
        tabs = await _tabs(stack, grace)
        assert await house.statuses(grace.token) == [200] * INSTANCES
        await ada.ask_auth("DELETE", f"/members/{GRACE.id}")
        codes, seconds = await _over(house, tabs, grace.token)
        assert codes == [SESSION_OVER] * INSTANCES
        assert seconds < WITHIN_SECONDS


@pytest.mark.asyncio
async def test_a_lowered_role_holds_on_an_open_socket(house: House) -> None:
    await house.visitor(GRACE)
    await house.set_role(GRACE, "analyst")
    ada, grace = await house.visitor(), await house.visitor(GRACE)
    thread = {"thread_id": str(GRACE.id), "run_id": str(GRACE.id), "question": "What did we spend?"}
    async with AsyncExitStack() as stack:
        [tab, _] = await _tabs(stack, grace)

        async def refusal() -> str:
            await tab.say("start_run", thread)
            refused = await tab.until(lambda message: message["type"] == "error")
            return str(refused["payload"]["code"])

        async def is_forbidden() -> bool:
            await asyncio.sleep(0.1)
            return await refusal() == "forbidden"

        assert await refusal() == "not_found"
        await ada.ask_auth("PATCH", f"/members/{GRACE.id}", role="viewer")
        assert await seconds_until(is_forbidden) < WITHIN_SECONDS
        assert await _works(tab)


async def _is_back(house: House, token: str) -> float:
    async def is_let_in() -> bool:
        return await house.statuses(token) == [200] * INSTANCES

    return await seconds_until(is_let_in)


@dataclass(frozen=True)
class _Desk:
    """A person and a key that were let in, and a page of theirs."""

    token: str
    key: str
    page: str

    async def told(self, house: House) -> set[int]:
        """What both are answered by every instance."""
        return {*await house.statuses(self.token), *await house.statuses(self.key, self.page)}


async def _desks(house: House) -> tuple[_Desk, _Desk]:
    """One that stays, and one whose person and key are ended a moment before auth goes away."""
    staying, leaving = [await house.visitor() for _ in range(2)]
    project = (await _new_project(house, staying))["id"]
    kept, disabled = await staying.new_key(project), await staying.new_key(project)
    page = f"/api/projects/{project}/overview"
    desks = (_Desk(staying.token, kept["key"], page), _Desk(leaving.token, disabled["key"], page))
    assert [await desk.told(house) for desk in desks] == [{200}, {200}]
    await _end_one(staying, leaving)
    await staying.ask_auth("DELETE", f"/keys/{disabled['id']}")
    return desks


async def _nobody_can_tell(house: House, token: str) -> bool:
    answer = await house.status(0, token)
    return answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0


@pytest.mark.asyncio
async def test_while_auth_is_away_whoever_was_known_goes_on_for_a_minute(
    house: House, clock: FixedClock
) -> None:
    unseen, present = [await house.visitor() for _ in range(2)]
    staying, leaving = await _desks(house)
    assert await house.statuses(present.token) == [200] * INSTANCES
    await house.stop_auth()
    async with AsyncExitStack() as stack:
        tabs = await _tabs(stack, present)
        # So that nothing comes out of what is remembered for the moment.
        await asyncio.sleep(WITHIN_SECONDS)
        clock.advance(STALE_FOR - timedelta(seconds=1))
        assert [await staying.told(house), await leaving.told(house)] == [{200}, {401}]
        assert [await _nobody_can_tell(house, one) for one in (unseen.token, token_like("x"))] == [True] * 2
        assert await house.statuses("nonsense") == [401] * INSTANCES
        clock.advance(timedelta(seconds=2))
        assert await staying.told(house) == {503}
        assert all([await _works(tab) for tab in tabs])
    await house.start_auth()
    assert await _is_back(house, staying.token) < RECOVERY_SECONDS + 2
    assert await house.statuses(unseen.token) == [200] * INSTANCES


@pytest.mark.asyncio
async def test_a_token_that_expires_while_auth_is_away_is_refused(house: House, clock: FixedClock) -> None:
    ada = await house.visitor()
    clock.advance(timedelta(seconds=870))
    assert await house.statuses(ada.token) == [200] * INSTANCES
    await house.stop_auth()
    clock.advance(timedelta(seconds=30))
    assert await house.statuses(ada.token) == [401] * INSTANCES


@pytest.mark.asyncio
async def test_without_auth_and_redis_nobody_is_let_in(house: House) -> None:
    ada = await house.visitor()
    assert await house.statuses(ada.token) == [200] * INSTANCES
    async with AsyncExitStack() as stack:
        tabs = await _tabs(stack, ada)
        await house.stop_auth()
        house.stores.redis.stop()
        ends = await asyncio.gather(*map(closed_with, tabs))
        assert [code for code, _ in ends] == [TRY_AGAIN] * INSTANCES
        await asyncio.sleep(WITHIN_SECONDS)
        assert await house.statuses(ada.token) == [503] * INSTANCES
    house.stores.redis.start()
    assert await _is_back(house, ada.token) < WITHIN_SECONDS
    await house.start_auth()
    assert await _is_back(house, ada.token) < RECOVERY_SECONDS + 2


@pytest.mark.asyncio
async def test_a_session_that_ends_while_redis_is_away_is_over_all_the_same(house: House) -> None:
    staying, leaving = await house.visitor(), await house.visitor()
    async with AsyncExitStack() as stack:
        tabs, kept = await _tabs(stack, leaving), await _tabs(stack, staying)
        house.stores.redis.stop()
        assert await house.statuses(leaving.token) == [200] * INSTANCES
        await _end_one(staying, leaving)
        codes, seconds = await _over(house, tabs, leaving.token)
        assert codes == [SESSION_OVER] * INSTANCES
        assert seconds < WITHIN_SECONDS
        assert all([await _works(tab) for tab in kept])
    house.stores.redis.start()


async def _new_project(house: House, owner: Visitor) -> dict[str, str]:
    url = f"http://{house.backends[0]}/api/projects"
    answer = await owner.http.post(url, headers=owner.headers, json={"name": "Cut off"})
    made: dict[str, str] = answer.raise_for_status().json()
    return made
