"""What models are asked for an organization is found in a project of its own, like any other call."""

import json
from typing import Any
from uuid import UUID

import httpx
import pytest

from netra.backend.ingest.service import TraceService
from netra.backend.language_models.domain import OWN_PROJECT_NAME, own_project_id
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.language_models.asking import asked
from tests.backend.language_models.stub import INPUT, KEY, OUTPUT, Stub, answering
from tests.backend.language_models.test_runs import BROKEN, FREE, MONEY, PLAIN, project_of


async def own_calls(organization: Organization) -> list[dict[str, Any]]:
    path = f"/api/projects/{own_project_id(organization.id)}/calls"
    calls: list[dict[str, Any]] = (await organization.get(path))["calls"]
    return sorted(calls, key=lambda call: str(call["started_at"]))


@pytest.mark.asyncio
async def test_questions_to_a_model_arrive_as_calls(
    http: httpx.AsyncClient,
    organization: Organization,
    stranger: Organization,
    resources: Resources,
    stub: Stub,
) -> None:
    project = await project_of(http, organization)
    stub.behave = answering(MONEY)
    done = await asked(resources, organization, project, FREE)
    names = {one["name"]: one["id"] for one in await organization.get("/api/projects")}
    assert names[OWN_PROJECT_NAME] == str(own_project_id(organization.id))
    calls = await own_calls(organization)
    assert [call["feature"] for call in calls] == ["triage", "reporting"]
    whose = (done.events[0]["thread_id"], str(done.user.subject_id), "stub-1")
    assert {(call["session_id"], call["user_id"], call["model"]) for call in calls} == {whose}
    text = json.dumps([await own_call(organization, call) for call in calls])
    assert FREE[:20] in text
    assert KEY not in text
    overview = await organization.get(f"/api/projects/{own_project_id(organization.id)}/overview")
    assert overview["calls"] == 2
    assert (overview["input"]["value"], overview["output"]["value"]) == (str(2 * INPUT), str(2 * OUTPUT))
    foreign = await stranger.request("GET", f"/api/projects/{own_project_id(organization.id)}/overview")
    assert foreign.status_code == 404


async def own_call(organization: Organization, call: dict[str, Any]) -> Any:
    return await organization.get(f"/api/projects/{own_project_id(organization.id)}/calls/{call['call_id']}")


@pytest.mark.asyncio
async def test_a_question_about_the_own_project_is_recorded_and_ends(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, stub: Stub
) -> None:
    project = await project_of(http, organization)
    await asked(resources, organization, project, PLAIN)
    own = str(own_project_id(organization.id))
    done = await asked(resources, organization, own, PLAIN)
    assert done.report.method.calls == 3
    assert len(await own_calls(organization)) == len(stub.asked) == 4


@pytest.mark.asyncio
async def test_failed_requests_are_recorded_as_such(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, stub: Stub
) -> None:
    project = await project_of(http, organization)
    stub.behave = BROKEN["401"]
    await asked(resources, organization, project, PLAIN)
    calls = await own_calls(organization)
    assert [call["status"] for call in calls] == ["error"]
    assert "sk-of" not in json.dumps([await own_call(organization, call) for call in calls])


@pytest.mark.asyncio
async def test_a_request_that_took_too_long_is_recorded_as_such(
    http: httpx.AsyncClient,
    organization: Organization,
    resources: Resources,
    stub: Stub,
) -> None:
    project = await project_of(http, organization)
    resources.settings = resources.settings.model_copy(update={"language_model_seconds": 1.0})
    stub.behave = BROKEN["slow"]
    await asked(resources, organization, project, PLAIN)
    (call,) = await own_calls(organization)
    assert call["status"] == "error"
    assert "timeout" in json.dumps(await own_call(organization, call))


@pytest.mark.asyncio
async def test_what_cannot_be_recorded_is_answered_all_the_same(
    http: httpx.AsyncClient,
    organization: Organization,
    resources: Resources,
    stub: Stub,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("The store is on fire.")

    project = await project_of(http, organization)
    monkeypatch.setattr(TraceService, "receive", broken)
    done = await asked(resources, organization, project, PLAIN)
    assert done.report.method.written_by == "stub-1"
    assert "was not recorded" in caplog.text


@pytest.mark.asyncio
async def test_who_deletes_the_own_project_gets_no_record(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, stub: Stub
) -> None:
    project = await project_of(http, organization)
    await asked(resources, organization, project, PLAIN)
    own = own_project_id(organization.id)
    assert (await organization.request("DELETE", f"/api/projects/{own}")).status_code == 204
    done = await asked(resources, organization, project, PLAIN)
    assert done.report.method.written_by == "stub-1"
    assert UUID(str(own)) not in {UUID(one["id"]) for one in await organization.get("/api/projects")}
