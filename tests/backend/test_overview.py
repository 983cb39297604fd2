"""Overview, breakdowns and lists over calls that were sent."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup, GroupKey
from netra.backend.calls.repository.store import CallRepository
from netra.backend.resources import Resources
from netra.shared.access import ProjectId
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span, request_of
from tests.backend.test_traces import send

HOUR = 3_600 * 10**9


async def project_with(
    http: httpx.AsyncClient, organization: Organization, *spans: Span, **fields: Any
) -> str:
    project = await organization.project(**fields)
    assert (await send(http, organization.key(project["id"]), request_of(*spans))).status_code == 200
    return str(project["id"])


@pytest.mark.asyncio
async def test_an_empty_project_has_an_overview(organization: Organization) -> None:
    project = await organization.project()
    overview = await organization.get(f"/api/projects/{project['id']}/overview")
    assert (overview["calls"], overview["series"], overview["time"]["from"]) == (0, [], None)
    assert overview["cost"]["value"] == "0"
    page = await organization.get(f"/api/projects/{project['id']}/savings/prompt-caching")
    assert (page["calls"], page["recommendation"]) == (0, None)


@pytest.mark.asyncio
async def test_sums_by_model_and_time_and_filters(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, start=START + number * HOUR) for number in range(6)]
    spans += [chat_span(10 + number, model="claude-sonnet-4-5", cache_read=0) for number in range(2)]
    path = f"/api/projects/{await project_with(http, organization, *spans, time_zone='Asia/Kolkata')}"
    overview = await organization.get(f"{path}/overview")
    assert overview["calls"] == overview["sessions"] == 8
    assert {row["key"]: row["calls"] for row in overview["by_model"]} == {
        "gpt-5-mini": 6,
        "claude-sonnet-4-5": 2,
    }
    assert sum(point["calls"] for point in overview["series"]) == 8
    assert Decimal(overview["cost"]["value"]) == sum(Decimal(row["cost"]) for row in overview["by_model"])
    assert overview["filters"]["models"] == [
        {"value": "gpt-5-mini", "calls": 6},
        {"value": "claude-sonnet-4-5", "calls": 2},
    ]
    assert (overview["latency_p50"]["value"], overview["ttft_p50"]["kind"]) == ("1500", "unknown")
    assert any("not recorded for 6 of 8" in note for note in overview["notes"])
    one = await organization.get(f"{path}/overview", model="claude-sonnet-4-5")
    assert (one["calls"], len(one["filters"]["models"])) == (2, 2)
    since = overview["series"][-1]["at"]
    assert (await organization.get(f"{path}/overview", **{"from": since}))["calls"] == 1
    assert (await organization.get(f"{path}/overview", agent="sub"))["calls"] == 0


@pytest.mark.asyncio
@pytest.mark.parametrize(("book", "is_flat"), [("definitions-flat", True), ("genai-prices", False)])
async def test_flat_prices_are_said_to_be_flat(
    book: str, is_flat: bool, http: httpx.AsyncClient, organization: Organization
) -> None:
    span = chat_span(1, model="claude-sonnet-4-5")
    project = await project_with(http, organization, span, price_book=book)
    overview = await organization.get(f"/api/projects/{project}/overview")
    assert any("flat price" in note for note in overview["notes"]) is is_flat


@pytest.mark.asyncio
async def test_a_cost_is_exact_only_when_cache_use_is_recorded(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    silent = await project_with(http, organization, chat_span(1))
    telling = await project_with(http, organization, chat_span(1, cache_read=0))
    guessed = (await organization.get(f"/api/projects/{silent}/overview"))["cost"]
    known = (await organization.get(f"/api/projects/{telling}/overview"))["cost"]
    assert (guessed["kind"], known["kind"]) == ("estimated", "exact")
    assert guessed["value"] == known["value"]
    assert "do not say what was cached" in guessed["assumptions"][0]


@pytest.mark.asyncio
async def test_unknown_prices_are_null_and_an_assumed_price_is_estimated(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, chat_span(1, model='nobody-knows'))}"
    cost = (await organization.get(f"{path}/overview"))["cost"]
    assert (cost["value"], cost["kind"], bool(cost["missing"])) == (None, "unknown", True)
    (row,) = (await organization.get(f"{path}/breakdown", by="model"))["rows"]
    assert (row["cost"], row["unpriced_calls"]) == (None, 1)


@pytest.mark.asyncio
@pytest.mark.parametrize("by", ["model", "agent", "day", "hour", "session"])
async def test_every_table_comes_as_csv(http: httpx.AsyncClient, organization: Organization, by: str) -> None:
    path = f"/api/projects/{await project_with(http, organization, chat_span(1, model='=SUM(A1)'))}"
    response = await organization.request("GET", f"{path}/breakdown", params={"by": by, "format": "csv"})
    assert response.headers["content-type"].startswith("text/csv")
    assert "attachment" in response.headers["content-disposition"]
    header, row = response.text.strip().split("\r\n")
    assert header.startswith(f"{by},input_fresh,")
    assert not row.startswith("=")


@pytest.mark.asyncio
async def test_calls_are_paged_newest_first(http: httpx.AsyncClient, organization: Organization) -> None:
    spans = [chat_span(number) for number in range(25)]
    path = f"/api/projects/{await project_with(http, organization, *spans)}"
    seen, cursor = [], None
    while True:
        page = await organization.get(f"{path}/calls", limit=10, **({"cursor": cursor} if cursor else {}))
        seen += [call["source_seq"] for call in page["calls"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == 25
    assert seen == sorted(seen, reverse=True)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("under", "params"),
    [
        ("overview", {"from": "yesterday"}),
        ("overview", {"from": "2026-01-01T00:00:00"}),
        ("overview", {"from": "0001-01-01T00:00:00+05:00"}),
        ("overview", {"to": "9999-12-31T23:59:59-05:00"}),
        ("overview", {"agent": "boss"}),
        ("overview", {"unknown": "1"}),
        ("calls", {"cursor": "nonsense"}),
        ("calls", {"limit": "100000"}),
        ("breakdown", {"by": "moon"}),
        ("evidence", {"figure": "luck"}),
        ("savings/prompt-caching/evidence", {"figure": "luck.cost"}),
        ("savings/prompt-caching/evidence", {"figure": "none.cost", "cursor": "x"}),
    ],
)
async def test_bad_questions_are_422(organization: Organization, under: str, params: dict[str, str]) -> None:
    project = await organization.project()
    response = await organization.request("GET", f"/api/projects/{project['id']}/{under}", params=params)
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.asyncio
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
async def test_sums_by_hour_give_way_where_a_call_came_twice(
    http: httpx.AsyncClient, organization: Organization, zone: str
) -> None:
    spans = [chat_span(number, start=START + number * HOUR) for number in range(9)]
    project = await project_with(http, organization, *spans, time_zone=zone)
    once = await organization.get(f"/api/projects/{project}/overview")
    for number in range(2):
        # Another span beside them, so that the store sees another insert each time.
        request = request_of(*spans[:5], chat_span(20 + number, start=START))
        await send(http, organization.key(project), request)
    twice = await organization.get(f"/api/projects/{project}/overview")
    assert (once["calls"], twice["calls"]) == (9, 11)
    assert once["time"]["step_seconds"] == 3_600
    assert [point["calls"] for point in twice["series"]] == [3] + [1] * 8
    assert Decimal(twice["cost"]["value"]) == Decimal(once["cost"]["value"]) / 9 * 11


@pytest.mark.asyncio
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"])
@pytest.mark.parametrize("key", [GroupKey.DAY, GroupKey.WEEK])
async def test_sums_by_hour_equal_the_sums_of_calls(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, zone: str, key: GroupKey
) -> None:
    spans = [chat_span(number, start=START + number * HOUR * 5 // 4) for number in range(60)]
    project = ProjectId(UUID(await project_with(http, organization, *spans)))
    calls, keys = CallRepository(resources.clickhouse, resources.clickhouse), (key, GroupKey.MODEL)
    span = await calls.span(project, CallFilter())
    assert span is not None
    first = span.first
    cut = CallFilter(since=first + timedelta(minutes=100), until=first + timedelta(hours=31, seconds=1))
    within_an_hour = CallFilter(since=first + timedelta(minutes=70), until=first + timedelta(minutes=80))
    for _ in range(2):
        for wanted in (CallFilter(), cut, within_an_hour):
            exact = await calls.groups(project, wanted, keys, zone)
            assert added_up(await calls.groups_by_hour(project, wanted, keys, zone)) == added_up(exact)
        await resources.clickhouse.command("DELETE FROM calls WHERE source_seq % 2 = 0")


def added_up(groups: Iterable[CallGroup]) -> dict[tuple[str | int, ...], tuple[int, Decimal | None]]:
    """Calls and cost under the keys of each group, which may have come in parts."""
    sums: dict[tuple[str | int, ...], tuple[int, Decimal | None]] = {}
    for group in groups:
        calls, cost = sums.get(group.keys, (0, Decimal(0)))
        sums[group.keys] = (calls + group.calls, (cost or Decimal(0)) + (group.cost or Decimal(0)))
    return sums
