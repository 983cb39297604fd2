"""Of whoever is gone nothing is left in any table: what they shared is there, and asked by nobody."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest

from netra.backend.language_models.domain import OWN_PROJECT_NAME, own_project_id
from netra.backend.people.domain import NOBODY
from netra.backend.people_sync.service import PeopleSync
from netra.backend.projects.schemas import ProjectCreate
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from tests.backend.conftest import Callers, Organization
from tests.backend.people.streams import another, closed, gone, heard, known, rows, tell
from tests.backend.runs.kills import ask, until_over
from tests.backend.runs.test_asking import new_thread
from tests.backend.spans import chat_span, request_of
from tests.backend.test_traces import send
from tests.backend.worker import working
from tests.framework.traces import in_clickhouse, in_postgres, in_redis

NAME = "Eve Peculiar"
QUESTION = "What did it cost?"


class Leaver(Organization):
    """Somebody who has asked in private and for others, also of a language model."""

    @property
    def user_id(self) -> UUID:
        return self.subject.subject_id

    async def leave_traces(self, resources: Resources, project: str) -> UUID:
        """A private thread, a deleted one and a shared one, each with a question; the run of the last."""
        asked = [await ask(resources, self.subject, UUID(project), QUESTION) for _ in range(3)]
        async with working(resources):
            await asyncio.gather(*(until_over(resources, self.subject, run, 60) for run in asked))
        private, deleted, shared = [await self.get(f"/api/runs/{run}") for run in asked]
        assert private["asked_by"] == str(self.user_id)
        await self.request("DELETE", f"/api/threads/{deleted['thread_id']}")
        await self.request("PATCH", f"/api/threads/{shared['thread_id']}", json={"is_shared": True})
        return asked[2]


@pytest.fixture
def leaver(http: httpx.AsyncClient, callers: Callers, organization: Organization) -> Leaver:
    made = Leaver(http, callers, organization.id)
    made.headers = callers.user(organization.id, name=NAME)
    made.subject = callers.subject(made.headers)
    return made


async def own_project(resources: Resources, organization: Organization) -> str:
    """The project where an organization finds what models were asked for it."""
    own = own_project_id(organization.id)
    async with resources.database.session() as session:
        projects = ProjectService.on(resources, session)
        await projects.provide(organization.id, own, ProjectCreate(name=OWN_PROJECT_NAME))
    return str(own)


async def traces(resources: Resources, *needles: str) -> set[str]:
    """Every column of both databases, and every key, that says any of these."""
    async with resources.database.session() as session:
        found = await in_postgres(session, needles)
    return found | await in_clickhouse(resources.clickhouse, needles)


@pytest.mark.asyncio
async def test_nothing_is_left_but_what_others_may_read(
    http: httpx.AsyncClient, resources: Resources, organization: Organization, leaver: Leaver
) -> None:
    eve = str(leaver.user_id)
    own = await own_project(resources, organization)
    await send(http, organization.key(own), request_of(chat_span(2, user=eve), chat_span(3, user="user-7")))
    run = await leaver.leave_traces(resources, (await organization.project())["id"])
    await tell(resources, 1, known(leaver.user_id, NAME))
    await heard(resources)
    assert await traces(resources, NAME) == {"users.name"}
    everywhere = {"threads.owner_id", "runs.asked_by", "run_events.message", "users.id", "calls.user_id"}
    assert await traces(resources, eve) == everywhere
    await tell(resources, 2, gone(leaver.user_id))
    await heard(resources)
    assert await traces(resources, NAME) == set()
    assert await traces(resources, eve) == {"users.id"}, "the mark that keeps an older event from coming back"
    assert await in_redis(resources.settings.redis_url, [NAME, eve]) == set()
    [(thread, owner)] = await rows(resources, "SELECT id, owner_id FROM threads")
    assert owner == NOBODY
    assert (await organization.get(f"/api/threads/{thread}"))["owner_name"] is None
    events = (await organization.get(f"/api/runs/{run}/events"))["events"]
    assert (events[0]["payload"]["asked_by"], events[-1]["type"]) == (str(NOBODY), "run_completed")
    calls = (await organization.get(f"/api/projects/{own}/calls"))["calls"]
    assert sorted(call["user_id"] for call in calls) == ["", "user-7"]


@pytest.mark.asyncio
async def test_others_keep_all_that_is_theirs(
    resources: Resources, organization: Organization, leaver: Leaver
) -> None:
    project = (await organization.project())["id"]
    mine, theirs = await new_thread(organization, project), await new_thread(leaver, project)
    await tell(resources, 1, gone(leaver.user_id))
    await heard(resources)
    assert (await organization.get(f"/api/threads/{mine}"))["owner_id"] == str(
        organization.subject.subject_id
    )
    assert (await organization.request("GET", f"/api/threads/{theirs}")).status_code == 404


@pytest.mark.asyncio
async def test_what_came_of_a_token_that_was_believed_a_little_longer_goes_as_well(
    resources: Resources, organization: Organization, leaver: Leaver
) -> None:
    project = (await organization.project())["id"]
    await tell(resources, 1, gone(leaver.user_id))
    await heard(resources)
    await new_thread(leaver, project)
    assert "threads.owner_id" in await traces(resources, str(leaver.user_id))
    await PeopleSync.on(resources).look_again()
    assert await traces(resources, str(leaver.user_id)) == {"users.id"}


@pytest.mark.asyncio
async def test_a_question_that_is_being_answered_ends_with_its_person(
    resources: Resources, organization: Organization, leaver: Leaver
) -> None:
    project = (await organization.project())["id"]
    async with another(resources) as elsewhere, working(elsewhere):
        for _ in range(4):
            await ask(resources, leaver.subject, UUID(project), QUESTION)
        await tell(resources, 1, gone(leaver.user_id))
        await heard(resources)
        await asyncio.sleep(1)
    assert await rows(resources, "SELECT id FROM runs") == []
    assert await traces(resources, str(leaver.user_id)) == {"users.id"}


@pytest.mark.asyncio
async def test_an_organization_goes_with_all_its_projects_and_no_other(
    http: httpx.AsyncClient, resources: Resources, organization: Organization, stranger: Organization
) -> None:
    kept = (await stranger.project())["id"]
    await send(http, stranger.key(kept), request_of(chat_span(1)))
    for number in range(2):
        project = (await organization.project())["id"]
        await send(http, organization.key(project), request_of(chat_span(number)))
        await new_thread(organization, project)
    await organization.request("DELETE", f"/api/projects/{project}")
    for version in (1, 2):
        await tell(resources, version, closed(organization.id))
    await tell(resources, 3, closed(uuid4()))
    await heard(resources)
    assert await traces(resources, str(organization.id)) == set()
    [held] = await resources.clickhouse.query("SELECT groupUniqArray(project_id) AS projects FROM calls")
    assert list(map(str, held["projects"])) == [kept]
    assert (await stranger.get(f"/api/projects/{kept}"))["calls"] == 1
