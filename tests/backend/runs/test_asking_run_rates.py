"""What a day cost lately and what that makes: whole days only, hours where there is none, never a guess."""

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.agents.run_rate.domain import stretch_of
from netra.backend.agents.triage.domain.goal import TimeRange
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, values
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_imports import imported
from tests.backend.test_overview import project_with

A_DAY: Final = 86_400 * 10**9
AN_HOUR: Final = 3_600 * 10**9
SONNET: Final = "claude-sonnet-4-5"
PRICE: Final = {"input_per_million": "3", "output_per_million": "15"}


def _at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calls", "within", "expected"),
    [
        ((_at(3, 10), _at(6, 20)), None, (_at(4), _at(6), 2, True)),
        ((_at(3, 0, 4), _at(6, 23, 30)), None, (_at(3), _at(7), 4, False)),
        ((_at(1), _at(20, 12)), None, (_at(6), _at(20), 14, True)),
        ((_at(3, 10), _at(4, 20)), None, (_at(3, 10), _at(4, 20), 0, False)),
        ((_at(1), _at(20, 12)), TimeRange(_at(9), _at(16)), (_at(9), _at(16), 7, False)),
    ],
)
def test_only_whole_days_count_as_days(
    calls: tuple[datetime, datetime], within: TimeRange | None, expected: tuple[object, ...]
) -> None:
    found = stretch_of(calls, UTC, within)
    assert found is not None
    until = found.until.replace(microsecond=0)
    assert (found.since, until, found.whole_days, found.is_trimmed) == expected


def test_less_than_half_an_hour_makes_no_rate_and_days_are_those_of_the_zone() -> None:
    assert stretch_of((_at(3, 10), _at(3, 10, 20)), UTC, None) is None
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 24, tzinfo=berlin)
    found = stretch_of((first, first + timedelta(days=3)), berlin, None)
    assert found is not None
    assert (found.whole_days, found.since) == (3, first)


@pytest.mark.asyncio
async def test_a_budget_is_compared_with_the_rate_of_whole_days(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Two million tokens a day at $3 are $6 a day, and 7 the days with three million; ends are left out."""
    spans = [
        chat_span(n, start=START + n * A_DAY // 2, cache_read=0, model=SONNET, input=1_000_000, output=0)
        for n in range(20)
    ]
    project = await project_with(http, organization, *spans, price_book="definitions-flat")
    budget, rate, spent, year = await asked(
        tab,
        organization,
        project,
        "we have a budget of $100 a month, will we stay under?",
        "what's our run rate per week?",
        "when do we hit $9?",
        "what will we pay per year if this goes on?",
    )
    found = values(budget)
    assert (found["day"], found["ahead"].quantize(Decimal("0.01"))) == (Decimal(6), Decimal("182.50"))
    assert found["gap"].quantize(Decimal("0.01")) == Decimal("82.50")
    assert "more than the $100.00 that you name" in budget["answer"]["text"]
    assert "Days that are recorded only in part are not counted" in budget["answer"]["text"]
    assert (values(rate)["ahead"], values(year)["ahead"]) == (Decimal(42), Decimal(2_190))
    assert "$9.00 were spent on 29 May 2026" in said(spent)
    await _check(organization, budget)


async def _check(organization: Organization, report: dict[str, Any]) -> None:
    """The days are told from the estimate, and what was measured opens to its calls."""
    figures = report["answer"]["figures"]
    assert (figures["day"]["kind"], figures["ahead"]["kind"]) == ("exact", "estimated")
    assert "Each day to come costs what a day cost" in figures["ahead"]["assumptions"][0]
    for name in ("base", "lowest", "highest"):
        assert await opened(organization, figures[name]) == Decimal(figures[name]["value"])
    assert report["scope"].startswith("14 calls: ")


def _calls_of_days(counts: Sequence[int]) -> list[Span]:
    """So many calls of $3 on each day."""
    days = [day for day, count in enumerate(counts) for _ in range(count)]
    return [
        chat_span(n, start=START + day * A_DAY, cache_read=0, model=SONNET, input=1_000_000, output=0)
        for n, day in enumerate(days)
    ]


@pytest.mark.asyncio
async def test_a_cost_that_rises_is_told_beside_the_rate_of_all_days(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """$6 a day in one week, $9 in the next, and no day from which on; both ends are recorded in part."""
    calls = (1, *(1, 3, 1, 3, 1, 3, 2), *(2, 4, 2, 4, 2, 4, 3), 1)
    spans = _calls_of_days(calls)
    project = await project_with(http, organization, *spans, price_book="definitions-flat")
    report, january = await asked(
        tab,
        organization,
        project,
        "is a budget of $250 a month enough?",
        "we have a 250 dollar budget for january 2031, will we make it?",
    )
    # A month by its name has its own days.
    assert values(january)["ahead_late"] == Decimal(9) * 31
    assert values(january)["gap_late"] == Decimal(9) * 31 - 250
    assert "{ahead_late}, {gap_late} more than the $250.00." in january["answer"]["text"]
    found, text = values(report), report["answer"]["text"]
    assert (found["day"], found["early"], found["late"]) == (Decimal("7.5"), Decimal(6), Decimal(9))
    assert found["ahead_late"].quantize(Decimal("0.01")) == Decimal("273.75")
    assert found["gap_late"].quantize(Decimal("0.01")) == Decimal("23.75")
    assert "But the cost rises: the last 7 of these days cost {late} a day" in text
    assert "less than the $250.00 that you name" in text


@pytest.mark.asyncio
async def test_the_month_under_way_is_what_is_recorded_and_what_is_left(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    now = time.time_ns()
    spans = [
        chat_span(n, start=now - (40 - n) * A_DAY, cache_read=0, model=SONNET, input=1_000_000, output=0)
        for n in range(41)
    ]
    project = await project_with(http, organization, *spans)
    month, over = await asked(
        tab, organization, project, "are we on track for $500 this month?", "will this month exceed $1?"
    )
    found = values(month)
    assert found["in_all"] == found["recorded"] + found["rest"]
    assert found["gap"] == 500 - found["in_all"]
    assert "less than the $500.00" in month["answer"]["text"]
    assert "more than the $1.00" in over["answer"]["text"]
    assert await opened(organization, month["answer"]["figures"]["recorded"]) == found["recorded"]


@pytest.mark.asyncio
async def test_hours_are_said_to_be_hours_and_minutes_make_no_rate(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [
        chat_span(n, start=START + n * AN_HOUR, cache_read=0, model=SONNET, input=1_000_000, output=0)
        for n in range(4)
    ]
    hours = await project_with(http, organization, *spans)
    (report,) = await asked(tab, organization, hours, "daily run rate")
    assert "Not one whole day is recorded, only 3.0 hours" in report["answer"]["text"]
    assert report["answer"]["figures"]["day"]["kind"] == "estimated"
    minutes = await project_with(http, organization, spans[0])
    (short,) = await asked(tab, organization, minutes, "monthly run rate")
    assert "too little to tell what a day costs" in short["answer"]["text"]


@pytest.mark.asyncio
async def test_relative_times_have_a_rate_but_no_month(tab: Tab, organization: Organization) -> None:
    rows = [
        {"timestamp": hour * 3_600_000, "input_length": 1_000_000, "output_length": 0, "hash_ids": [hour]}
        for hour in range(72)
    ]
    project = await organization.project(assumed_price=PRICE)
    content = "\n".join(map(json.dumps, rows)).encode()
    await imported(organization, project, content, format="mooncake")
    report, hours, saving = await asked(
        tab,
        organization,
        project["id"],
        "will we exceed $2000 this month?",
        "cost by hour of the day",
        "How much would we save a month if prompts were 30 % shorter?",
    )
    assert "relative times only, so no calendar month" in report["answer"]["text"]
    assert hours["answer"]["text"].startswith("This log has relative times only: its hours and days are not")
    assert "this log has relative times only, which tell no pace." in saving["answer"]["text"]
    assert saving["answer"]["figures"]["trim_context_pace"]["kind"] == "unknown"
    assert values(report)["day"] == Decimal(72)
    assert "recorded" not in report["answer"]["figures"]


@pytest.mark.asyncio
async def test_days_before_a_new_level_are_not_in_the_rate(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Twelve days of $3 and ten of $9: a month costs 30.42 times 9, whatever was before."""
    spans = [
        chat_span(
            day,
            start=START + day * A_DAY,
            cache_read=0,
            model=SONNET,
            input=1_000_000 if day < 12 else 3_000_000,
            output=0,
        )
        for day in range(22)
    ]
    project = await project_with(http, organization, *spans, price_book="definitions-flat")
    (rate,) = await asked(tab, organization, project, "what does a month cost at this rate?")
    found = values(rate)
    assert (found["day"], found["early_level"]) == (Decimal(9), Decimal(3))
    assert found["ahead"].quantize(Decimal("0.01")) == Decimal("273.75")
    assert "a day costs more than before (3 on the 5 days before it), so only days since" in said(rate)
