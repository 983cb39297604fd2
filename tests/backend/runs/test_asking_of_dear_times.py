"""When calls were dearer than otherwise, and whether it is over: what a call and what a day costs, apart."""

from decimal import Decimal
from typing import Final

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.incidents.test_incidents import HOUR, behind
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY: Final = 24 * HOUR
MIDNIGHT: Final = START // DAY * DAY + DAY
HOURS_OF_SIX_DAYS: Final = 6 * 24


def two_an_hour(*, dear: range = range(0)) -> list[Span]:
    """Of gpt-5-mini, 1,000 tokens in: 100 out cost $0.00045, and 5,000, in the dear hours, $0.01025."""
    return [
        chat_span(
            2 * hour + place,
            start=MIDNIGHT + hour * HOUR + place * 60 * 10**9,
            output=5_000 if hour in dear else 100,
            cache_read=0,
        )
        for hour in range(HOURS_OF_SIX_DAYS)
        for place in range(2)
    ]


STORM_OF_COST: Final = range(2 * 24 + 8, 2 * 24 + 12)


@pytest.mark.asyncio
async def test_what_a_call_costs_is_told_with_its_end(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """8 calls of 31 May from 08:00 to 12:00; 112 are before and 168 behind them."""
    project = await project_with(http, organization, *two_an_hour(dear=STORM_OF_COST))
    (report,) = await asked(
        tab, organization, project, "did something make calls more expensive, since when, is it over?"
    )
    text = said(report)
    assert text.startswith("Calls cost more on 31 May 2026 from 08:00 to 12:00: 8 of 8 calls cost more than")
    assert "(100 %), before 0 %" in text
    assert "It is over: since then 0 of 168 calls cost more than" in text
    assert text.endswith("This is about what a call costs, not about what all calls of a day cost together.")
    assert report["unread"] == []
    figures = report["answer"]["figures"].values()
    middles = [Decimal(one["value"]) for one in figures if one["id"] == "incident.middle"]
    assert {Decimal("0.00045"), Decimal("0.01025")} == set(middles)
    for figure in (one for one in figures if one["evidence"]):
        assert await behind(organization, figure["evidence"]) == Decimal(figure["value"])


@pytest.mark.asyncio
async def test_what_days_cost_is_told_beside_what_a_call_does(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """48 x 0.00045 a day; on 31 May 40 x 0.00045 + 8 x 0.01025. The sixth day may be recorded in part."""
    project = await project_with(http, organization, *two_an_hour(dear=STORM_OF_COST))
    (report,) = await asked(tab, organization, project, "is our spend back to normal?")
    text, figures = said(report), report["answer"]["figures"]
    assert text.startswith(
        "Spend is what calls cost times how many there are, so both are told. By day: no day"
    )
    assert "the last whole day, 2 June 2026, cost $0.022, the middle one of the 4 days before it" in text
    assert "By call: Calls cost more on 31 May 2026 from 08:00 to 12:00" in text
    assert Decimal(figures["last_day_0"]["value"]) == Decimal("0.0216")
    assert Decimal(figures["middle_day_1"]["value"]) == Decimal("0.0216")
    assert await behind(organization, figures["last_day_0"]["evidence"]) == Decimal("0.0216")
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_where_all_calls_cost_the_same_none_was_dear(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *two_an_hour()[:90])
    (call, spend) = await asked(
        tab, organization, project, "are calls still expensive?", "was there a cost spike?"
    )
    assert said(call).startswith("None of 90 calls cost more than $0.00045.")
    assert "1 whole day with a known cost are too few to tell what is usual. By call: None" in said(spend)
