"""One figure of two times, beside sums by hand: what a call costs since a day, and what it cost before."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_rates import CALLS, close, cost
from tests.backend.runs.test_asking_shares import at, value
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

DAYS = sorted({at(call).date() for call in CALLS})
MIDDLE = DAYS[len(DAYS) // 2]


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(
        organization, await project_with(http, organization, *(chat_span(**call) for call in CALLS))
    )
    await tab.follow(made)
    return made


def _parted(**chosen: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The calls since the day in the middle, and those before it."""
    calls = [call for call in CALLS if all(call[name] == one for name, one in chosen.items())]
    return (
        [call for call in calls if at(call).date() >= MIDDLE],
        [call for call in calls if at(call).date() < MIDDLE],
    )


def _each(calls: Sequence[dict[str, Any]]) -> Decimal:
    return Decimal(sum(map(cost, calls))) / len(calls)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "question",
    [
        "what does one search call cost on average before and after {day}?",
        "what does a search call cost on average, before and after the switch to gpt-4o on {day}?",
        "has search become more expensive since {day}?",
        "Ist search seit dem {day} teurer geworden?",
    ],
)
async def test_a_call_of_two_times(tab: Tab, organization: Organization, thread: str, question: str) -> None:
    report = await answered(tab, organization, thread, question.format(day=f"{MIDDLE:%d %B %Y}"))
    late, early = _parted(feature="search")
    figures = {name: value(figure) for name, figure in report["answer"]["figures"].items()}
    assert close(figures["after"], _each(late))
    assert close(figures["before"], _each(early))
    extra = (_each(late) - _each(early)) * len(late)
    assert close(figures["extra"], abs(extra))
    assert ("would have cost {extra} less" in report["answer"]["text"]) == (extra > 0)
    assert report["unread"] == []
    counts = report["sections"][0]["table"]["rows"][0]
    assert [cell["text"] for cell in counts[1:3]] == [str(len(early)), str(len(late))]


@pytest.mark.asyncio
async def test_calls_and_tokens_of_two_times(tab: Tab, organization: Organization, thread: str) -> None:
    late, early = _parted()
    day = f"{MIDDLE:%d %B %Y}"
    calls = (await answered(tab, organization, thread, f"how many calls before and after {day}"))["answer"]
    assert value(calls["figures"]["after"]) == len(late)
    assert value(calls["figures"]["before"]) == len(early)
    asked = f"average output tokens per call before and after {day}"
    tokens = (await answered(tab, organization, thread, asked))["answer"]["figures"]
    for name, part in (("after", late), ("before", early)):
        assert close(value(tokens[name]), Decimal(sum(call["output"] for call in part)) / len(part))


@pytest.mark.asyncio
async def test_what_it_cost_extra_is_asked_behind_it(
    tab: Tab, organization: Organization, thread: str
) -> None:
    await answered(tab, organization, thread, f"has search become dearer since {MIDDLE:%d %B %Y}?")
    report = await answered(
        tab, organization, thread, "and in total, how much extra has that cost us so far?"
    )
    late, early = _parted(feature="search")
    assert close(value(report["answer"]["figures"]["extra"]), abs(_each(late) - _each(early)) * len(late))
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_a_time_without_calls_has_nothing_to_stand_beside(
    tab: Tab, organization: Organization, thread: str
) -> None:
    asked = f"has search become dearer since {DAYS[0]:%d %B %Y}?"
    report = await answered(tab, organization, thread, asked)
    assert "no such calls" in report["answer"]["text"]


@pytest.mark.asyncio
async def test_a_share_of_two_times_is_of_each_or_not_told(
    tab: Tab, organization: Organization, thread: str
) -> None:
    late, early = _parted()
    day = f"{MIDDLE:%d %B %Y}"
    asked = f"what share of tokens is output before and after {day}?"
    answer = (await answered(tab, organization, thread, asked))["answer"]
    for name, part in (("share", late), ("share_before", early)):
        output, whole = (sum(call[side] for call in part) for side in ("output", "input"))
        assert close(value(answer["figures"][name]), Decimal(output) / (output + whole))
    other = await answered(
        tab, organization, thread, f"what share of the cost is search before and after {day}?"
    )
    assert "is not known from this" in other["answer"]["text"]
