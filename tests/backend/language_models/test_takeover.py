"""A worker that dies behind a model's answer: another one goes on with the answer that was kept."""

from uuid import UUID

import httpx
import pytest

from netra.backend.agents.service import AgentService
from netra.backend.config import BackendSettings
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.language_models.asking import asked
from tests.backend.language_models.stub import Stub, answering, is_rereading
from tests.backend.language_models.test_runs import FREE, MONEY, project_of
from tests.backend.runs.kills import killed_at

WORDED = "It is gpt-5 that takes most: {part_0} of {whole} ({share})."


@pytest.mark.asyncio
@pytest.mark.parametrize("told", ["question_read", "report_ready"])
async def test_a_takeover_asks_the_model_no_second_time(
    told: str,
    http: httpx.AsyncClient,
    organization: Organization,
    resources: Resources,
    stores: BackendSettings,
    stub: Stub,
) -> None:
    project = await project_of(http, organization)
    stub.behave = answering(MONEY, worded=WORDED)
    whole = await asked(resources, organization, project, FREE)
    number = next(
        event["seq"]
        for event in whole.events
        if event["type"] == told or event["payload"].get("part", {}).get("kind") == told
    )
    await resources.database.dispose()
    stub.asked.clear()
    user = organization.analyst
    [survived] = await killed_at(stores, user, UUID(project), FREE, [(number, "after")])
    assert survived.is_whole
    assert [is_rereading(request) for request in stub.asked] == [True, False]
    assert len(survived.events) == len(whole.events)
    report = await AgentService.on(resources).report(user, UUID(survived.events[0]["run_id"]))
    assert (report.answer.text, report.method.written_by) == (WORDED, "stub-1")
