"""The backend learns of people by events, in any order and however often, and by a first request."""

import asyncio
import signal
import subprocess
import sys
from typing import Any
from uuid import uuid4

import httpx
import pytest

from netra.backend.config import BackendSettings
from netra.backend.people_sync import service
from netra.backend.people_sync.repository import GROUP, Deliveries
from netra.backend.people_sync.service import PeopleSync
from netra.backend.resources import Resources
from netra.dev.ports import free_port
from netra.shared.errors import Unavailable
from netra.shared.events.people import PEOPLE_FIELD, PEOPLE_STREAM
from netra.shared.redis import RedisStore
from tests.backend.conftest import Callers, Organization
from tests.backend.people.streams import gone, heard, known, name_of, rows, tell, unsettled
from tests.backend.runs.test_asking import new_thread
from tests.backend.worker import worker_environment, working
from tests.framework.awaited import eventually


@pytest.mark.asyncio
async def test_a_name_is_heard_and_changed_and_forgotten(resources: Resources) -> None:
    eve = uuid4()
    for version, event in enumerate((known(eve, "Eve"), known(eve, "Eva")), 1):
        await tell(resources, version, event)
    await heard(resources)
    assert await name_of(resources, eve) == "Eva"
    await tell(resources, 3, gone(eve))
    await heard(resources)
    assert await name_of(resources, eve) is None
    assert await unsettled(resources) == (0, 0), "nothing of a person stays in Redis"


@pytest.mark.asyncio
async def test_an_older_event_never_takes_the_place_of_a_newer_one(resources: Resources) -> None:
    eve, back = uuid4(), uuid4()
    for version, event in ((5, known(eve, "New")), (3, known(eve, "Old")), (5, known(eve, "Twice"))):
        await tell(resources, version, event)
    for version, event_of_back in ((7, gone(back)), (6, known(back, "Before")), (7, gone(back))):
        await tell(resources, version, event_of_back)
    await heard(resources)
    assert (await name_of(resources, eve), await name_of(resources, back)) == ("New", None)
    await tell(resources, 8, known(back, "Again"))
    await tell(resources, 7, gone(back))
    await heard(resources)
    assert await name_of(resources, back) == "Again"


@pytest.mark.asyncio
async def test_a_consumer_that_is_killed_before_it_settles_is_followed_by_another(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = uuid4()
    await tell(resources, 1, known(eve, "Eve"))
    assert await asyncio.to_thread(_killed, resources.settings) == -signal.SIGKILL
    assert await name_of(resources, eve) == "Eve"
    assert await unsettled(resources) == (1, 1)
    monkeypatch.setattr(service, "LEFT_AFTER_MS", 0)
    async with working(resources):
        await eventually(lambda: unsettled(resources), lambda left: left == (0, 0))
    assert await name_of(resources, eve) == "Eve"


def _killed(stores: BackendSettings) -> int:
    """How a worker of another process ended."""
    command = [sys.executable, "-m", "tests.backend.people.dying_consumer"]
    env = worker_environment(stores)
    return subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False, timeout=60).returncode


@pytest.mark.asyncio
async def test_a_consumer_that_dies_before_it_commits_has_done_nothing(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = uuid4()
    await tell(resources, 1, gone(eve))

    async def die(*_: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(PeopleSync, "_forget", die)
    with pytest.raises(asyncio.CancelledError):
        await heard(resources)
    monkeypatch.undo()
    assert await rows(resources, "SELECT id FROM users") == []
    monkeypatch.setattr(service, "LEFT_AFTER_MS", 0)
    await PeopleSync.on(resources).take_some()
    assert len(await rows(resources, "SELECT id FROM users WHERE deleted_at IS NOT NULL")) == 1


@pytest.mark.asyncio
async def test_what_is_not_understood_is_passed_over(resources: Resources) -> None:
    eve = uuid4()
    for content in ("nonsense", '{"version": 1, "event": {"type": "user.married"}}'):
        await resources.redis.client.xadd(PEOPLE_STREAM, {PEOPLE_FIELD: content})
    await tell(resources, 2, known(eve, "Eve"))
    await heard(resources)
    assert await name_of(resources, eve) == "Eve"
    assert await unsettled(resources) == (0, 0)


@pytest.mark.asyncio
async def test_a_worker_hears_at_once_and_after_redis_has_lost_everything(resources: Resources) -> None:
    eve = uuid4()
    async with working(resources):
        await tell(resources, 1, known(eve, "Eve"))
        await eventually(lambda: name_of(resources, eve), lambda name: name == "Eve")
        await resources.redis.client.flushall()
        await tell(resources, 2, known(eve, "Eva"))
        await eventually(lambda: name_of(resources, eve), lambda name: name == "Eva")
    assert await unsettled(resources) == (0, 0)


@pytest.mark.asyncio
async def test_consumers_that_have_ended_are_forgotten_unless_they_owe_something(
    resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    await PeopleSync.on(resources).forget_dead()
    await heard(resources)
    await tell(resources, 1, known(uuid4(), "Eve"))
    owing = Deliveries(resources.redis, "owing")
    assert len(await owing.new(1, 1)) == 1
    monkeypatch.setattr(service, "DEAD_AFTER_MS", 0)
    await PeopleSync.on(resources).forget_dead()
    left: Any = await resources.redis.client.xinfo_consumers(PEOPLE_STREAM, GROUP)
    assert [one["name"] for one in left] == ["owing"]


@pytest.mark.asyncio
async def test_redis_that_is_away_is_told_apart_from_nothing_to_do(resources: Resources) -> None:
    nowhere = RedisStore(f"redis://127.0.0.1:{free_port()}", "backend")
    with pytest.raises(Unavailable):
        await PeopleSync(resources, Deliveries(nowhere, "worker")).take_some()
    await nowhere.close()


@pytest.mark.asyncio
async def test_a_person_is_known_by_their_first_request_and_never_brought_back_by_one(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, resources: Resources
) -> None:
    headers = callers.user(organization.id, name="Eve")
    eve = callers.subject(headers).subject_id
    for _ in range(3):
        assert (await http.get("/api/projects", headers=headers)).status_code == 200
    assert await name_of(resources, eve) == "Eve"
    mallory = uuid4()
    await tell(resources, 1, gone(mallory))
    await heard(resources)
    late = callers.user(organization.id, subject_id=str(mallory), name="Mallory")
    assert (await http.get("/api/projects", headers=late)).status_code == 200
    assert await name_of(resources, mallory) is None


@pytest.mark.asyncio
async def test_a_key_is_nobody(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    project = (await organization.project())["id"]
    before = await rows(resources, "SELECT count(*) FROM users")
    key = organization.key(project, scopes=("read",))
    assert (await http.get(f"/api/projects/{project}", headers=key)).status_code == 200
    assert await rows(resources, "SELECT count(*) FROM users") == before


@pytest.mark.asyncio
async def test_a_shared_thread_says_whose_it_is(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, resources: Resources
) -> None:
    project = (await organization.project())["id"]
    thread = await new_thread(organization, project)
    path = f"/api/threads/{thread}"
    assert (await organization.get(path))["owner_name"] == organization.subject.name
    await organization.request("PATCH", path, json={"is_shared": True})
    reader = callers.user(organization.id)
    assert (await http.get(path, headers=reader)).json()["owner_name"] == organization.subject.name
    await tell(resources, 1, known(organization.subject.subject_id, "Ada"))
    await heard(resources)
    assert (await http.get(path, headers=reader)).json()["owner_name"] == "Ada"
    await tell(resources, 2, gone(organization.subject.subject_id))
    await heard(resources)
    left = (await http.get(path, headers=reader)).json()
    assert (left["owner_name"], left["owner_id"]) == (None, "00000000-0000-0000-0000-000000000000")
