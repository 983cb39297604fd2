"""Latency and errors of calls that were sent and imported."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_imports import imported, native
from tests.backend.test_overview import project_with
from tests.backend.worker import working

TIMES = ("duration_p50", "duration_p95", "duration_p99", "ttft_p50", "ttft_p95", "output_speed_p50")
HOURS = int(timedelta(hours=1).total_seconds()) * 10**9


def values(group: dict[str, Any], *names: str) -> list[str | None]:
    return [group[name]["value"] for name in names]


@pytest.mark.asyncio
async def test_percentiles_are_interpolated_over_the_calls_that_recorded_a_time(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    timed = [native(1, duration_ms=ms, ttft_ms=ms / 10) for ms in (1_000, 2_000, 3_000, 5_000)]
    async with working(resources):
        await imported(organization, project, b"".join(timed) + native(1) + native(1, model="gpt-5"))
    page = await organization.get(f"/api/projects/{project['id']}/latency")
    # p95 of four lies at place 2.85 from 0: 3,000 + 0.85 x 2,000; p99 at 2.97.
    # Ten tokens in 0.9, 1.8, 2.7 and 4.5 seconds: the median lies between 5.556 and 3.704 a second.
    assert values(page["whole"], *TIMES) == ["2500", "4700", "4940", "250", "470", "4.63"]
    mini, other = page["groups"]
    assert (mini["key"], mini["calls"], mini["duration_p50"]["calls"]) == ("gpt-5-mini", 5, 4)
    assert values(other, *TIMES) == [None] * 6
    assert {other[name]["kind"] for name in TIMES} == {"unknown"}
    assert "ttft_ms" in other["output_speed_p50"]["missing"]


@pytest.mark.asyncio
async def test_a_percentile_says_how_many_failed_calls_are_in_it(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    answered = [native(1, duration_ms=2_000) for _ in range(3)]
    failed = native(1, duration_ms=0, status="error") + native(1, status="error")
    async with working(resources):
        await imported(organization, project, b"".join(answered) + failed)
    path = f"/api/projects/{project['id']}"
    told = "Failed calls among these, which count with the time that they record: 1."
    whole = (await organization.get(f"{path}/latency"))["whole"]
    overview = await organization.get(f"{path}/overview")
    for figure in (whole["duration_p50"], overview["latency_p50"]):
        assert (figure["calls"], figure["assumptions"]) == (4, [told])
    assert whole["ttft_p50"]["assumptions"] == []
    succeeded = (await organization.get(f"{path}/latency", status="ok"))["whole"]
    assert (succeeded["duration_p95"]["value"], succeeded["duration_p95"]["assumptions"]) == ("2000", [])


@pytest.mark.asyncio
@pytest.mark.parametrize("by", ["model", "agent", "feature", "user", "session", "hour", "day"])
async def test_errors_are_counted_by_type_and_open_in_every_table(
    http: httpx.AsyncClient, organization: Organization, by: str
) -> None:
    spans = [chat_span(number, start=START + number * 30 * HOURS, user="ann") for number in range(3)]
    spans += [chat_span(10 + number, start=START, user="ben", error="timeout") for number in range(2)]
    spans += [chat_span(20, model="gpt-5", start=START, agent="helper", error="rate_limit")]
    project = await project_with(http, organization, *spans, time_zone="Asia/Kolkata")
    page = await organization.get(f"/api/projects/{project}/latency", by=by)
    whole = page["whole"]
    assert values(whole, "errors", "error_rate") == ["3", "0.5"]
    assert whole["error_types"] == [
        {"error_type": "timeout", "calls": 2},
        {"error_type": "rate_limit", "calls": 1},
    ]
    assert "3 failed of 6 calls" in whole["error_rate"]["formula"]
    for group in (whole, *page["groups"]):
        assert len(await opened(organization, group["errors"])) == int(group["errors"]["value"])
    assert sum(group["calls"] for group in page["groups"]) == whole["calls"] == 6
    assert sum(int(group["errors"]["value"]) for group in page["groups"]) == 3


@pytest.mark.asyncio
async def test_an_empty_project_has_no_latency(organization: Organization) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/latency"
    page = await organization.get(path)
    assert (page["whole"]["calls"], page["groups"], page["whole"]["error_rate"]["kind"]) == (0, [], "unknown")
    for params in ({"figure": "luck"}, {"figure": "errors", "cursor": "x"}):
        assert (await organization.request("GET", f"{path}/evidence", params=params)).status_code == 422
    assert (await organization.request("GET", path, params={"by": "moon"})).status_code == 422
