"""Cross-tabulations of calls that were sent, beside sums, means and percentiles by hand."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from netra.backend.crosstabs.domain.measures import CallQuantity, Statistic, TableMeasure
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_imports import imported, native
from tests.backend.test_overview import project_with
from tests.backend.worker import working

DAY = int(timedelta(days=1).total_seconds()) * 10**9
PATH = "crosstab"


async def table(organization: Organization, project: str, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = await organization.get(f"/api/projects/{project}/{PATH}", **asked)
    return found


def told(row: dict[str, Any], side: str = "now") -> list[Decimal | None]:
    values = [cell[side]["value"] for cell in row["cells"]]
    return [None if value is None else Decimal(value).normalize() + 0 for value in values]


def numbers(*amounts: str | None) -> list[Decimal | None]:
    return [None if amount is None else Decimal(amount).normalize() + 0 for amount in amounts]


def test_measures_are_written_as_they_are_read_and_said_in_words() -> None:
    measure = TableMeasure.written("duration.most")
    assert (measure.quantity, measure.statistic, measure.name) == ("duration", "most", "duration.most")
    assert measure.words == "longest duration"
    assert TableMeasure(CallQuantity.COST, Statistic.P95).words == "95th percentile of the cost of a call"
    assert TableMeasure(CallQuantity.FAILED, Statistic.RATE).words == "share of calls that failed"
    assert not TableMeasure(CallQuantity.CALLS, Statistic.MEDIAN).is_known


@pytest.mark.asyncio
async def test_means_percentiles_and_ends_are_those_of_the_calls_that_tell_them(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    timed = [native(1, duration_ms=ms) for ms in (1_000, 2_000, 3_000, 6_000)]
    failed = native(1, duration_ms=500, status="error")
    async with working(resources):
        await imported(organization, project, b"".join(timed) + native(1, model="gpt-5") + failed)
    asked = ("duration.mean", "duration.median", "duration.p95", "duration.least", "duration.most")
    page = await table(organization, project["id"], measure=[*asked, "failed.rate"], by="model")
    mini, other = page["rows"]
    # Of 500, 1,000, 2,000, 3,000 and 6,000: 95 of 100 lie at place 3.8 from 0, 3,000 + 0.8 x 3,000.
    assert told(mini) == numbers("2500", "2000", "5400", "500", "6000", "0.2")
    assert told(other) == numbers(None, None, None, None, None, "0")
    assert told(page["whole"])[:5] == told(mini)[:5]
    assert page["whole"]["cells"][5]["now"]["formula"].startswith("(1 of 6 calls failed)")
    assert "duration_ms" in other["cells"][0]["now"]["missing"]
    assert mini["cells"][0]["now"]["assumptions"] == [
        "Failed calls among these, which count with the time that they record: 1."
    ]


@pytest.mark.asyncio
async def test_money_and_tokens_of_two_dimensions_open_to_their_calls(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    # gpt-5-mini costs $0.25 and $2 a million tokens.
    spans = [
        chat_span(number, start=START + day * DAY, session=session, input=tokens, output=100, cache_read=0)
        for number, (day, session, tokens) in enumerate(
            ((0, "a", 1_000), (0, "a", 3_000), (1, "a", 2_000), (1, "b", 4_000))
        )
    ]
    project = await project_with(http, organization, *spans)
    asked = ["cost.total", "cost.mean", "input.most", "cost.share", "calls.total", "sessions.total"]
    page = await table(organization, project, measure=asked, by=["session", "day"])
    rows = {tuple(row["keys"]): told(row) for row in page["rows"]}
    (first, second) = sorted({day for _, day in rows})
    whole = Decimal("0.0033")
    share = (Decimal(14) / 33).quantize(Decimal("1e-12"))
    assert rows["a", first] == numbers("0.0014", "0.0007", "3000", str(share), "2", "1")
    assert rows["b", second][:3] == numbers("0.0012", "0.0012", "4000")
    assert told(page["whole"]) == numbers(str(whole), "0.000825", "4000", "1", "4", "2")
    assert sum(values[0] or 0 for values in rows.values()) == whole
    dearest = page["rows"][0]
    assert dearest["keys"] == ["a", first]
    for cell in (dearest["cells"][0], dearest["cells"][4]):
        assert len(await opened(organization, cell["now"])) == 2


@pytest.mark.asyncio
async def test_an_earlier_time_stands_beside_a_part_that_only_one_of_both_has(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [
        chat_span(number, start=START + day * DAY, model=model, input=tokens, output=0, cache_read=0)
        for number, (day, model, tokens) in enumerate(
            ((0, "gpt-5-mini", 100), (0, "gpt-5", 700), (1, "gpt-5-mini", 300), (1, "gpt-5-mini", 500))
        )
    ]
    project = await project_with(http, organization, *spans)
    days = (await table(organization, project, measure="calls.total", by="day"))["rows"]
    begin, middle = (f"{row['keys'][0]}T00:00:00Z" for row in days)
    times = {"from": middle, "before_from": begin, "before_to": middle}
    page = await table(organization, project, measure=["input.mean", "calls.total"], by="model", **times)
    rows = {row["keys"][0]: row for row in page["rows"]}
    assert (told(rows["gpt-5-mini"]), told(rows["gpt-5-mini"], "before")) == (
        numbers("400", "2"),
        numbers("100", "1"),
    )
    assert (told(rows["gpt-5"]), told(rows["gpt-5"], "before")) == (numbers(None, "0"), numbers("700", "1"))
    assert (page["whole"]["calls"], page["whole"]["calls_before"]) == (2, 2)
    assert told(page["whole"], "before") == numbers("400", "2")


@pytest.mark.asyncio
async def test_what_calls_do_not_have_is_refused_and_no_calls_are_no_number(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, chat_span(1))
    path = f"/api/projects/{project}/{PATH}"
    for wrong in ({"measure": "calls.median"}, {"by": ["model", "model"]}, {"by": ["model", "day", "user"]}):
        answer = await http.get(path, params=wrong, headers=organization.headers)
        assert answer.status_code == 422, wrong
    asked = ["duration.mean", "cost.mean", "failed.rate"]
    page = await table(organization, project, measure=asked, model="no such")
    assert (page["rows"], told(page["whole"])) == ([], numbers(None, None, None))
