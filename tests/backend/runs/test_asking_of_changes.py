"""Behind a change of cost: its day and what a call is made of; where failed calls cost money; by hand."""

import httpx
import pytest

from tests.backend.alternatives.test_alternatives import DAY, claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START
from tests.backend.test_overview import project_with

OPUS = "claude-opus-4-5"
# Two calls a day from 28 May 2026 on: a week of 1,000 tokens of input and 800 read from caches, at $5 and
# $0.5 a million, then a week of 3,000 and none; 100 of output at $25.
SPANS = tuple(
    claude(
        number,
        model=OPUS,
        start=START + number // 2 * DAY + number,
        input=1_000 if number < 14 else 3_000,
        cache_read=800 if number < 14 else 0,
        user="ada" if number % 2 else "ben",
        feature="report",
    )
    for number in range(28)
)
# Four of a fifth user's failed, and cost as much as they recorded.
FAILED = tuple(
    claude(100 + number, model=OPUS, start=START + number * DAY, user="eve", session="s-1", error="timeout")
    for number in range(4)
)


@pytest.mark.asyncio
async def test_the_day_of_a_change_and_what_a_call_is_made_of(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (why,) = await asked(tab, organization, project, "why did the cost go up since 2 June 2026?")
    assert "It began on 4 June 2026: since then a day costs more." in said(why)
    # From 2 June on 4 calls of 1,000 and 14 of 3,000; before it 10 calls of 1,000.
    figures = why["answer"]["figures"]
    assert figures["input_before"]["value"] == "1000"
    assert "output_before" not in figures
    assert figures["input_after"]["value"].startswith("2555.55")
    assert figures["cached_before"]["value"] == "0.8"
    assert figures["cached_after"]["value"].startswith("0.0695")


@pytest.mark.asyncio
async def test_where_failed_calls_cost_money(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS, *FAILED)
    (cost,) = await asked(tab, organization, project, "what do failed calls cost us?")
    assert "Most of what they cost is the user eve (4 calls, 1), " in said(cost)
    assert "the session s-1 (4 calls, 1)." in said(cost)


@pytest.mark.asyncio
async def test_how_something_went_is_told_step_by_step(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (days,) = await asked(tab, organization, project, "cost by day")
    # 0.0039 a call before, 0.0175 after.
    assert (
        "The last 6 whole days, up to that of 2026-06-10: 0.035, 0.035, 0.035, 0.035, 0.035, 0.035."
        in said(days)
    )
    assert "The last is higher, " in said(days)
