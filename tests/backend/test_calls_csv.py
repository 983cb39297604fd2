"""All calls as CSV: the list in full, whatever its length and whatever its texts say."""

import csv
import io

import httpx
import pytest

from netra.backend.analytics import service
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


async def exported(organization: Organization, project: str, **params: str) -> list[dict[str, str]]:
    response = await organization.request("GET", f"/api/projects/{project}/calls.csv", params=params)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["content-disposition"] == "attachment; filename=netra-calls.csv"
    return list(csv.DictReader(io.StringIO(response.text, newline="")))


@pytest.mark.asyncio
@pytest.mark.parametrize("page", [7, 5, 25, 5_000])
async def test_the_csv_holds_every_call_of_the_list(
    http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(service, "CALLS_A_CSV_PAGE", page)
    spans = [chat_span(number, start=1_780_000_000_000_000_000) for number in range(20)]
    spans += [chat_span(20 + number, model="claude-sonnet-4-5", cache_read=0) for number in range(5)]
    project = await project_with(http, organization, *spans)
    listed = await organization.get(f"/api/projects/{project}/calls", limit=200)
    rows = await exported(organization, project)
    assert [row["call_id"] for row in rows] == [call["call_id"] for call in listed["calls"]]
    assert [row["cost_usd"] for row in rows] == [call["cost_usd"] for call in listed["calls"]]
    chosen = await exported(organization, project, model="claude-sonnet-4-5")
    assert [(row["model"], row["cache_read"]) for row in chosen] == [("claude-sonnet-4-5", "0")] * 5
    assert await exported(organization, project, model="none") == []


@pytest.mark.asyncio
async def test_hostile_text_is_text_and_what_is_unknown_is_empty(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    models = ("=SUM(A1)", "+1", "-1", "@x", 'a "b", c', "two\r\nlines")
    spans = [chat_span(number, model=model) for number, model in enumerate(models)]
    rows = await exported(organization, await project_with(http, organization, *spans))
    wanted = {"'=SUM(A1)", "'+1", "'-1", "'@x", 'a "b", c', "two\r\nlines"}
    assert {row["model"] for row in rows} == wanted
    assert {(row["cost_usd"], row["cache_read"], row["input_total"]) for row in rows} == {("", "", "1000")}


@pytest.mark.asyncio
async def test_a_stranger_finds_no_csv(
    http: httpx.AsyncClient, organization: Organization, stranger: Organization
) -> None:
    project = await project_with(http, organization, chat_span(1))
    assert (await stranger.request("GET", f"/api/projects/{project}/calls.csv")).status_code == 404
