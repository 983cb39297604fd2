"""Projects: made, changed, deleted with a way back, and never seen by strangers."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from netra.backend.resources import Resources
from netra.shared.clock import FixedClock, SystemClock
from tests.backend.conftest import Organization


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
    assert (await organization.request("POST", f"{path}/restore")).json() == project
    assert (await organization.request("DELETE", path)).status_code == 204
    resources.clock = FixedClock(SystemClock().now() + timedelta(days=31))
    assert (await organization.request("POST", f"{path}/restore")).status_code == 410


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
