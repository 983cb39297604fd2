"""Projects: made, changed, deleted with a way back, and never seen by strangers."""

import asyncio
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import func, select

from netra.backend.imports.models import ImportRow
from netra.backend.projects.models import ProjectRow
from netra.backend.resources import Resources
from netra.shared.clock import FixedClock, SystemClock
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span, request_of
from tests.backend.test_imports import imported, native
from tests.backend.test_traces import send
from tests.backend.worker import working

PRICE = MappingProxyType({"input_per_million": "3", "output_per_million": "15"})


@pytest.mark.asyncio
async def test_a_project_is_created_listed_and_changed(organization: Organization) -> None:
    project = await organization.project(
        time_zone="Europe/Berlin", assumed_price={"input_per_million": "3", "output_per_million": "15"}
    )
    assert project["calls"] == 0
    assert project["assumed_price"] == {"input_per_million": "3", "output_per_million": "15"}
    changed = await organization.request(
        "PATCH", f"/api/projects/{project['id']}", json={"name": "Renamed", "assumed_price": None}
    )
    assert changed.json() == {**project, "name": "Renamed", "assumed_price": None}
    assert await organization.get("/api/projects") == [changed.json()]


@pytest.mark.asyncio
async def test_a_deleted_project_can_be_restored_for_thirty_days(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    path = f"/api/projects/{project['id']}"
    assert (await organization.request("DELETE", path)).status_code == 204
    assert (await organization.request("GET", path)).status_code == 404
    (deleted,) = await organization.get("/api/projects/deleted")
    assert (deleted["id"], deleted["deleted_at"] is None) == (project["id"], False)
    assert (await organization.request("POST", f"{path}/restore")).json() == project
    assert await organization.get("/api/projects/deleted") == []
    assert (await organization.request("DELETE", path)).status_code == 204
    resources.clock = FixedClock(SystemClock().now() + timedelta(days=31))
    assert (await organization.request("POST", f"{path}/restore")).status_code == 410
    assert await organization.get("/api/projects/deleted") == []


@pytest.mark.asyncio
async def test_strangers_find_nothing(organization: Organization, stranger: Organization) -> None:
    project = await organization.project()
    path = f"/api/projects/{project['id']}"
    for method, under in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/restore"),
        ("GET", "/overview"),
        ("GET", "/calls"),
        ("GET", "/imports"),
    ):
        assert (await stranger.request(method, path + under)).status_code == 404
    assert await stranger.get("/api/projects") == []
    assert (await organization.request("GET", path)).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x", "time_zone": "Mars/Olympus"},
        {"name": "x", "text_policy": "burn"},
        {"name": "x", "assumed_price": {"input_per_million": "-1", "output_per_million": "1"}},
        {"name": "x", "assumed_price": {"input_per_million": "NaN", "output_per_million": "1"}},
        {"name": "x", "unknown": 1},
    ],
)
async def test_bad_projects_are_refused(organization: Organization, body: dict[str, object]) -> None:
    response = await organization.request("POST", "/api/projects", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
async def test_nobody_and_keys_are_kept_out(http: httpx.AsyncClient, organization: Organization) -> None:
    project = await organization.project()
    assert (await http.get("/api/projects")).status_code == 401
    assert (await http.get("/api/projects", headers={"Authorization": "Bearer nonsense"})).status_code == 401
    key = organization.key(project["id"])
    assert (await http.get(f"/api/projects/{project['id']}", headers=key)).status_code == 403


@pytest.mark.asyncio
async def test_a_project_that_never_was_is_not_found(organization: Organization) -> None:
    assert (await organization.request("GET", f"/api/projects/{uuid4()}")).status_code == 404


async def kept(resources: Resources, project_id: str) -> dict[str, int]:
    """Rows of a project in every table of both stores."""
    stores = {}
    for table in ("calls", "spans"):
        sql = f"SELECT count() AS rows FROM {table} WHERE project_id = {{project:UUID}}"  # noqa: S608
        stores[table] = (await resources.clickhouse.query(sql, {"project": project_id}))[0]["rows"]
    async with resources.database.session() as session:
        for row in (ProjectRow, ImportRow):
            owner = ProjectRow.id if row is ProjectRow else ImportRow.project_id
            query = select(func.count()).select_from(row).where(owner == UUID(project_id))
            stores[row.__tablename__] = await session.scalar(query) or 0
    return stores


@pytest.mark.asyncio
async def test_thirty_days_after_its_deletion_nothing_of_a_project_is_left(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    old, recent = [(await organization.project())["id"] for _ in range(2)]
    spans = request_of(chat_span(1), chat_span(2, operation="execute_tool"))
    async with working(resources):
        for project in (old, recent):
            assert (await send(http, organization.key(project), spans)).status_code == 200
            await imported(organization, {"id": project}, native(5))
    everything = {"calls": 6, "spans": 1, "projects": 1, "imports": 1}
    for project, days in ((old, 31), (recent, 29)):
        resources.clock = FixedClock(SystemClock().now() - timedelta(days=days))
        assert (await organization.request("DELETE", f"/api/projects/{project}")).status_code == 204
    assert await kept(resources, old) == everything
    resources.clock = SystemClock()
    async with working(resources):
        for _ in range(200):
            if not (await kept(resources, old))["projects"]:
                break
            await asyncio.sleep(0.05)
    assert not any((await kept(resources, old)).values())
    assert await kept(resources, recent) == everything
    assert (await organization.request("POST", f"/api/projects/{recent}/restore")).json()["calls"] == 6


@pytest.mark.asyncio
async def test_rules_and_calls_never_pass_each_other(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """However a change of the text policy and the first calls meet: no text is kept under "drop"."""
    for number in range(12):
        project = await organization.project()
        path, key = f"/api/projects/{project['id']}", organization.key(project["id"])
        changes = organization.request("PATCH", path, json={"text_policy": "drop"})
        sends = (send(http, key, request_of(chat_span(100 * number + place))) for place in range(4))
        changed, *sent = await asyncio.gather(changes, *sends)
        assert {answer.status_code for answer in sent} <= {200, 503}
        policy = (await organization.get(path))["text_policy"]
        assert (changed.status_code, policy) in {(200, "drop"), (409, "keep")}
        for call in (await organization.get(f"{path}/calls"))["calls"]:
            text = (await organization.get(f"{path}/calls/{call['call_id']}"))["prompt_text"]
            assert (text is None) is (policy == "drop")


@pytest.mark.asyncio
async def test_changes_at_once_undo_neither_each_other_nor_a_deletion(organization: Organization) -> None:
    project = await organization.project()
    path = f"/api/projects/{project['id']}"
    changes = ({"name": "Renamed"}, {"time_zone": "Asia/Tokyo"}, {"assumed_price": dict(PRICE)})
    await asyncio.gather(*(organization.request("PATCH", path, json=change) for change in changes))
    now = await organization.get(path)
    assert (now["name"], now["time_zone"], now["assumed_price"]) == ("Renamed", "Asia/Tokyo", PRICE)
    for _ in range(10):
        await asyncio.gather(
            organization.request("PATCH", path, json={"name": "Again"}),
            organization.request("DELETE", path),
        )
        assert (await organization.request("GET", path)).status_code == 404
        assert (await organization.request("POST", f"{path}/restore")).status_code == 200
