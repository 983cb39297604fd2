"""Where most can be saved stands first, each saving is told for a month, and the parts add up to the bill."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.alternatives.test_alternatives import DAY, claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_saving_rates import MONTH, at_pace
from tests.backend.runs.test_asking_shares import value
from tests.backend.runs.test_asking_what_ifs import asked, values
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

SPANS = (
    # Two calls of Opus 4.5, 0.0075 each and alone in their sessions: in batches half of it.
    *(
        claude(number, model="claude-opus-4-5", start=START + number * 10 * DAY, output=100)
        for number in range(2)
    ),
    # A conversation of two calls and one that failed, of gpt-5-mini: 0.00045 each.
    *(chat_span(number, cache_read=0, session="talk", start=START + number * DAY) for number in (3, 4)),
    chat_span(5, cache_read=0, start=START + 5 * DAY, error="timeout"),
)


@pytest.mark.asyncio
async def test_the_largest_saving_that_changes_no_answer_is_first(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    question = "Where can I save, and how much does each save per month?"
    (report,) = await asked(tab, organization, project, question)
    found = [one for one in report["findings"] if one["saving"] is not None]
    assert [one["lever"] for one in found[:2]] == ["batch", "retry_waste"]
    for changing in (False, True):
        amounts = [value(one["saving"]) for one in found if one["changes_answers"] is changing]
        assert amounts == sorted(amounts, reverse=True)
    assert values(report)["saving"] == Decimal("0.0075")
    text = report["answer"]["text"]
    assert "as they are: (1) Batches: less for answers within a day, {saving} less, where nobody" in text
    assert "(2) Failed and repeated calls: paid for nothing, {saves_2} less." in text
    assert "They overlap, so they must not be added up." in text
    actions = [one["id"] for one in report["actions"]]
    assert actions[:2] == ["send-batches", "stop-waste"]
    known = [one["saving"] is not None for one in report["actions"]]
    assert known == sorted(known, reverse=True)


# A conversation of Opus 4.5, and a failed call that is next to nothing beside it.
ONE_MATTERS = (
    *(
        claude(number, model="claude-opus-4-5", session="talk", start=START + number * DAY, output=9_000)
        for number in range(4)
    ),
    chat_span(5, cache_read=0, session="talk", start=START + 5 * DAY, error="timeout"),
)


@pytest.mark.asyncio
async def test_the_first_is_the_first_that_is_told(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *ONE_MATTERS)
    (report,) = await asked(tab, organization, project, "how can I cut the bill by 20 %?")
    least = next(one for one in report["findings"] if one["saving"] and one["lever"] == "retry_waste")
    assert value(least["saving"]) < values(report)["saving"]
    assert least["title"] not in report["answer"]["text"]
    assert "may change answers, how is not known:" in report["answer"]["text"]


@pytest.mark.asyncio
async def test_each_saving_is_told_for_a_month(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    question = "Where can I save, and how much does each save per month?"
    (report,) = await asked(tab, organization, project, question)
    paces = {
        one["lever"]: value(one["passage"]["figures"]["pace"]) for one in report["findings"] if one["saving"]
    }
    assert paces["batch"] == at_pace("0.0075", MONTH) == values(report)["saving_pace"]
    assert paces["retry_waste"] == at_pace("0.00045", MONTH) == values(report)["saving_1_pace"]
    assert "{saving_1_pace} (Failed and repeated calls: paid for nothing)" in report["answer"]["text"]
    (plain,) = await asked(tab, organization, project, "Where can I save?")
    assert not any("pace" in one["passage"]["figures"] for one in plain["findings"])


@pytest.mark.asyncio
async def test_what_batches_count_and_what_not_is_the_bill(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, "What would batches save?")
    (finding,) = report["findings"]
    figures = finding["passage"]["figures"]
    parts = [value(figures[name]) for name in ("now", "linked", "failed")]
    assert parts == [Decimal("0.015"), Decimal("0.0009"), Decimal("0.00045")]
    assert sum(parts) == values(report).get("cost", Decimal("0.01635"))
    (said,) = report["sections"][0]["passages"]
    assert (said["text"], value(said["figures"]["failed"])) == (
        "Left out: 1 failed call ({failed}).",
        Decimal("0.00045"),
    )
