"""A worker that dies for good, at every event of a run: another one ends it, with the same events."""

import asyncio
from contextlib import ExitStack
from uuid import UUID

import httpx
import pytest

from netra.backend.config import BackendSettings
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.runs.kills import POINTS, ask, killed_at, shape, until_over
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with
from tests.backend.worker import working
from tests.framework.engines import TestPostgres

QUESTIONS = ("Where can I save with prompt caching?", "which model is the most expensive? and why?")
AT_ONCE = 8


@pytest.mark.asyncio
@pytest.mark.timeout(800)
@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_run_survives_its_worker_at_every_event(
    question: str,
    http: httpx.AsyncClient,
    organization: Organization,
    resources: Resources,
    stores: BackendSettings,
    postgres_server: TestPostgres,
) -> None:
    project = UUID(await project_with(http, organization, *(chat_span(number) for number in range(9))))
    user = organization.subject
    await resources.database.dispose()
    template = stores.database_url.rpartition("/")[2]
    with ExitStack() as databases:
        urls = [databases.enter_context(postgres_server.fresh(template)) for _ in range(AT_ONCE)]
        async with working(resources):
            whole = await until_over(resources, user, await ask(resources, user, project, question), 30)
        points = [(number, POINTS[number % 3]) for number in range(2, len(whole) + 1)]
        settings = [stores.model_copy(update={"database_url": url}) for url in urls]
        lanes = [
            killed_at(one, user, project, question, points[lane::AT_ONCE])
            for lane, one in enumerate(settings)
        ]
        survived = [one for lane in await asyncio.gather(*lanes) for one in lane]
    assert [one.told for one in survived if not one.is_whole] == []
    assert all(shape(one.events) == shape(whole) for one in survived)
