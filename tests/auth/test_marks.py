"""Whatever ends somebody's right leaves a mark for every service, and nothing else leaves one."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from netra.auth.tokens.domain import refresh
from netra.shared.clock import FixedClock
from netra.shared.redis import RedisStore
from netra.shared.revocations import Mark
from tests.auth.apps import ADA, CSRF, GRACE, Instance

Headers = dict[str, str]


class Stage:
    """Ada in two browsers, and Grace, an analyst in the same organization."""

    def __init__(self, auth: Instance, other: Instance, store: RedisStore, clock: FixedClock) -> None:
        self.auth, self.other, self.clock = auth, other, clock
        self._store = store
        self.here, self.there = "", ""
        self.key: dict[str, Any] = {}
        self.organization = UUID(int=0)

    async def prepare(self) -> None:
        grace = await self.auth.sign_in(GRACE)
        async with self.auth.resources.database.session() as session:
            await session.execute(
                text("UPDATE memberships SET role = 'analyst' WHERE user_id = :grace"), {"grace": GRACE.id}
            )
        self.organization = UUID(grace["user"]["organization"]["id"])
        await self.auth.sign_in(ADA)
        await self.other.sign_in(ADA)
        self.here, self.there = await self._current(self.auth), await self._current(self.other)
        self.key = (await self.ask("POST", "/keys", project_id=str(ADA.id), name="k")).json()
        await self._store.client.flushall()

    async def ask(self, method: str, path: str, **body: object) -> Any:
        bearer = await self.bearer(self.auth)
        answer = await self.auth.browser.request(
            method, f"/auth{path}", headers={**bearer, **CSRF}, json=body or None
        )
        assert answer.status_code < 300, answer.text
        return answer

    async def bearer(self, instance: Instance) -> Headers:
        return {"Authorization": f"Bearer {(await instance.refresh()).json()['access_token']}"}

    async def marks(self) -> set[Mark | None]:
        beginning = f"{self._store.common_key('ended')}:"
        keys = [key async for key in self._store.client.scan_iter(f"{beginning}*")]
        return {Mark.parse(key.removeprefix(beginning)) for key in keys}

    async def _current(self, instance: Instance) -> str:
        answer = await instance.browser.get("/auth/sessions", headers=await self.bearer(instance))
        return next(str(one["id"]) for one in answer.json() if one["is_current"])


@pytest_asyncio.fixture
async def stage(auth: Instance, other: Instance, redis_url: str, clock: FixedClock) -> AsyncIterator[Stage]:
    store = RedisStore(redis_url, "test")
    made = Stage(auth, other, store, clock)
    await made.prepare()
    yield made
    await store.close()


async def _theft(stage: Stage) -> None:
    stolen = stage.other.cookie
    await stage.other.refresh()
    stage.clock.advance(refresh.GRACE + timedelta(seconds=1))
    assert (await stage.other.refresh(stolen)).status_code == 401


async def _leave(stage: Stage) -> None:
    await stage.auth.sign_in(GRACE)
    await stage.ask("DELETE", "/members/me")


def _there(stage: Stage) -> set[Mark]:
    return {Mark.session(UUID(stage.there))}


def _key(stage: Stage) -> set[Mark]:
    return {Mark.api_key(UUID(stage.key["id"]))}


def _grace(stage: Stage) -> set[Mark]:
    return {Mark.member(GRACE.id, stage.organization)}


def _none(stage: Stage) -> set[Mark]:
    return set()


Way = tuple[Callable[[Stage], Awaitable[object]], Callable[[Stage], set[Mark]]]
WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        "end one": (lambda stage: stage.ask("DELETE", f"/sessions/{stage.there}"), _there),
        "end others": (lambda stage: stage.ask("DELETE", "/sessions/others"), _there),
        "sign out": (lambda stage: stage.other.browser.post("/auth/logout", headers=CSRF), _there),
        "theft": (_theft, _there),
        "disable": (lambda stage: stage.ask("DELETE", f"/keys/{stage.key['id']}"), _key),
        "replace": (
            lambda stage: stage.ask("POST", f"/keys/{stage.key['id']}/rotate", overlap_hours=0),
            _key,
        ),
        "rotate": (
            lambda stage: stage.ask("POST", f"/keys/{stage.key['id']}/rotate", overlap_hours=1),
            _none,
        ),
        "role": (lambda stage: stage.ask("PATCH", f"/members/{GRACE.id}", role="viewer"), _grace),
        "remove": (lambda stage: stage.ask("DELETE", f"/members/{GRACE.id}"), _grace),
        "leave": (_leave, _grace),
        "hand over": (
            lambda stage: stage.ask("POST", "/organization/hand-over", user_id=str(GRACE.id)),
            lambda stage: {*_grace(stage), Mark.member(ADA.id, stage.organization)},
        ),
        "look": (lambda stage: stage.ask("GET", "/sessions"), _none),
        "rename": (lambda stage: stage.ask("PATCH", "/organization", name="Renamed"), _none),
    }
)


@pytest.mark.asyncio
@pytest.mark.parametrize("way", WAYS)
async def test_what_is_marked(stage: Stage, way: str) -> None:
    do, marked = WAYS[way]
    await do(stage)
    assert await stage.marks() == marked(stage)


@pytest.mark.asyncio
async def test_what_is_refused_is_not_marked(stage: Stage) -> None:
    bearer = await stage.bearer(stage.auth)
    for path in (f"/auth/sessions/{GRACE.id}", f"/auth/keys/{GRACE.id}", f"/auth/members/{GRACE.id.int}"):
        answer = await stage.auth.browser.delete(path, headers=bearer)
        assert answer.status_code in {404, 422}
    assert await stage.marks() == set()
