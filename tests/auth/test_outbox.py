"""What others are told of people: with the change or not at all, in order, at once, whatever dies."""

import asyncio
import signal
import subprocess
import sys
import time

import pytest
from redis.asyncio import Redis
from sqlalchemy import text

from netra.auth.outbox import service
from netra.auth.outbox.repository import OutboxRepository
from netra.auth.outbox.service import KEPT_AFTER_PUBLICATION, OutboxService, publish_some
from netra.auth.outbox.workflows import LOOK_SECONDS, relaying
from netra.auth.users.domain import Profile
from netra.auth.users.service import UserService
from netra.dev.ports import free_port
from netra.shared.clock import FixedClock
from netra.shared.environment import get_env
from netra.shared.errors import Unavailable
from netra.shared.events.people import PEOPLE_STREAM, UserDeleted, UserKnown
from tests.auth.apps import ADA, ADDRESS, GRACE, MASTER_KEY, Instance, instance_on
from tests.auth.relays import published, waiting
from tests.framework.awaited import eventually

PROFILE = Profile.of("https://issuer.example", "1", "eve@example.com", "Eve")


async def _signed_in(auth: Instance, name: str = "Eve") -> None:
    profile = Profile.of(PROFILE.issuer, PROFILE.subject, PROFILE.email, name)
    async with auth.resources.database.session() as session:
        await UserService.on(session, auth.resources.clock).sign_in(profile)


@pytest.mark.asyncio
async def test_a_person_is_told_of_once_and_again_with_another_name(auth: Instance, redis_url: str) -> None:
    for name in ("Eve", "Eve", "Eva", "Eva"):
        await _signed_in(auth, name)
    await auth.sign_in(ADA)
    await auth.sign_in(ADA)
    await publish_some(auth.resources)
    told = [(one.event.type, getattr(one.event, "name", "")) for one in await published(redis_url)]
    assert told == [("user.created", "Eve"), ("user.changed", "Eva"), ("user.created", ADA.name)]


@pytest.mark.asyncio
async def test_nothing_is_told_of_what_was_rolled_back(auth: Instance) -> None:
    async with auth.resources.database.session() as session:
        await UserService.on(session, auth.resources.clock).sign_in(PROFILE)
        await session.rollback()
    assert await waiting(auth) == []


@pytest.mark.asyncio
async def test_it_is_told_at_once_wherever_it_was_committed(
    auth: Instance, other: Instance, redis_url: str
) -> None:
    async with relaying(auth.resources):
        await _signed_in(other)
        await eventually(lambda: published(redis_url), lambda told: len(told) == 1)
        began = time.monotonic()
        await _signed_in(other, "Eva")
        await eventually(lambda: published(redis_url), lambda told: len(told) == 2)
        assert time.monotonic() - began < LOOK_SECONDS / 2
    assert await waiting(auth) == []


@pytest.mark.asyncio
async def test_the_order_holds_with_two_relays_and_many_who_write(
    auth: Instance, other: Instance, redis_url: str
) -> None:
    async with relaying(auth.resources), relaying(other.resources):
        for number in range(20):
            await asyncio.gather(_signed_in(auth, f"{number}a"), _signed_in(other, f"{number}b"))
        told = await eventually(lambda: published(redis_url), lambda told: len(told) >= 40)
        await eventually(lambda: waiting(auth), lambda left: not left)
    versions = [one.version for one in told]
    assert versions == sorted(set(versions)), "one relay at a time: no event twice, none before an older one"
    async with auth.resources.database.session() as session:
        name = await session.scalar(text("SELECT name FROM auth_users WHERE email = 'eve@example.com'"))
    assert getattr(told[-1].event, "name", None) == name


@pytest.mark.asyncio
async def test_another_relay_goes_on_while_one_is_at_work(auth: Instance, other: Instance) -> None:
    await _signed_in(auth)
    async with auth.resources.database.session() as session:
        assert await OutboxRepository(session).take_turn()
        assert await publish_some(other.resources) is False
        assert await waiting(other) == ["user.created"]
    await publish_some(other.resources)
    assert await waiting(other) == []


@pytest.mark.asyncio
async def test_a_relay_that_is_killed_before_it_marks_is_followed_by_one_that_tells_again(
    auth: Instance, auth_database: str, redis_url: str
) -> None:
    await _signed_in(auth)
    assert await asyncio.to_thread(_killed, auth_database, redis_url) == -signal.SIGKILL
    assert len(await published(redis_url)) == 1
    assert await waiting(auth) == ["user.created"]
    async with relaying(auth.resources):
        first, second = await eventually(lambda: published(redis_url), lambda told: len(told) == 2)
        await eventually(lambda: waiting(auth), lambda left: not left)
    assert first == second, "the same event with the same version, which listeners take for the one it is"


def _killed(database: str, redis_url: str) -> int:
    """How a relay of another process ended."""
    env = get_env().get_subprocess_env(
        NETRA_ENV="development",
        AUTH_DATABASE_URL=database,
        AUTH_MASTER_KEY=MASTER_KEY,
        AUTH_PUBLIC_URL=ADDRESS,
        REDIS_URL=redis_url,
        PYTHONPATH=":".join(path for path in sys.path if path),
    )
    command = [sys.executable, "-m", "tests.auth.dying_relay"]
    return subprocess.run(command, env=env, check=False, timeout=60).returncode


@pytest.mark.asyncio
async def test_nothing_is_lost_while_redis_is_away(
    auth_database: str, auth: Instance, clock: FixedClock, redis_url: str
) -> None:
    stranded = instance_on(auth_database, clock, redis_url=f"redis://127.0.0.1:{free_port()}/0")
    await _signed_in(stranded)
    with pytest.raises(Unavailable):
        await publish_some(stranded.resources)
    async with relaying(stranded.resources):
        await asyncio.sleep(0.2)
        assert (await stranded.browser.get("/health/ready")).status_code == 200
        await _signed_in(stranded, "Eva")
    await stranded.close()
    assert await waiting(auth) == ["user.created", "user.changed"]
    async with relaying(auth.resources):
        told = await eventually(lambda: published(redis_url), lambda told: len(told) == 2)
    assert [one.event.type for one in told] == ["user.created", "user.changed"]


@pytest.mark.asyncio
async def test_a_relay_that_loses_its_database_connection_listens_anew(
    auth: Instance, other: Instance, redis_url: str
) -> None:
    async with relaying(auth.resources):
        await _signed_in(other)
        await eventually(lambda: published(redis_url), lambda told: len(told) == 1)
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        async with other.resources.database.session() as session:
            await session.execute(text(f"{cut} AND datname = current_database()"))
        await asyncio.sleep(0.1)
        await _signed_in(other, "Eva")
        await eventually(lambda: published(redis_url), lambda told: len(told) == 2)
        await asyncio.sleep(1.5)
        began = time.monotonic()
        await _signed_in(other, "Ewa")
        await eventually(lambda: published(redis_url), lambda told: len(told) == 3)
        assert time.monotonic() - began < LOOK_SECONDS / 2


@pytest.mark.asyncio
async def test_many_are_told_in_pieces(
    auth: Instance, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_AT_ONCE", 3)
    for number in range(7):
        await _signed_in(auth, f"{number}")
    assert [await publish_some(auth.resources) for _ in range(3)] == [True, True, False]
    versions = [one.version for one in await published(redis_url)]
    assert versions == sorted(versions)
    assert len(versions) == 7


@pytest.mark.asyncio
async def test_what_was_told_is_kept_for_a_day_and_of_whoever_is_gone_not_at_all(
    auth: Instance, clock: FixedClock, redis_url: str
) -> None:
    await _signed_in(auth)
    await auth.sign_in(GRACE)
    await publish_some(auth.resources)
    async with auth.resources.database.session() as session:
        eve = await session.scalar(text("SELECT id FROM auth_users WHERE email = 'eve@example.com'"))
        assert eve is not None
        await OutboxService.on(session, clock).tell(UserDeleted(user_id=eve))
    assert await _kept(auth) == ["user.created", "user.deleted"]
    async with Redis.from_url(redis_url) as client:
        await client.delete(PEOPLE_STREAM)
    await publish_some(auth.resources)
    [told] = await published(redis_url)
    assert told.event == UserDeleted(user_id=eve)
    clock.advance(KEPT_AFTER_PUBLICATION * 1.1)
    await publish_some(auth.resources)
    assert await _kept(auth) == []


async def _kept(auth: Instance) -> list[str]:
    async with auth.resources.database.session() as session:
        return list(await session.scalars(text("SELECT kind FROM outbox ORDER BY id")))


def test_no_address_is_told() -> None:
    assert set(UserKnown.model_fields) == {"type", "user_id", "name"}
