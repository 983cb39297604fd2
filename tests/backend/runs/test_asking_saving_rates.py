"""What something would save per month: beside the saving of the recorded calls, at their pace."""

from decimal import Decimal

import httpx
import pytest

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.alternatives.test_alternatives import DAY, claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking_what_ifs import asked, values
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

# Two calls of Opus 4.5, 0.0075 each, the second ten days after the first: what they save is of ten days.
SPANS = tuple(
    claude(number, model="claude-opus-4-5", start=START + number * 10 * DAY, output=100)
    for number in range(2)
)
MONTH = Decimal(365) / 12
STEP = Decimal("1e-12")


def at_pace(saving: str, days: Decimal, of: int = 10) -> Decimal:
    return (Decimal(saving) / of * days).quantize(STEP)


@pytest.mark.asyncio
async def test_a_saving_is_told_for_the_recorded_time_and_for_a_month(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Each call is alone in its session: in batches half of 0.015 is saved."""
    project = await project_with(http, organization, *SPANS)
    questions = (
        "What would batches save per month?",
        "and per year?",
        "Was sparen wir im Monat mit Batches?",
    )
    month, year, german = await asked(tab, organization, project, *questions)
    assert values(month)["saved_0"] == Decimal("0.0075")
    assert values(month)["batch_pace"] == at_pace("0.0075", MONTH)
    assert values(german)["batch_pace"] == at_pace("0.0075", MONTH)
    assert values(year)["batch_pace"] == at_pace("0.0075", Decimal(365))
    text = plain_text(Passage.model_validate(month["answer"]))
    assert text.endswith("~$0.0075 less. At the pace of these 10.0 days that is ~$0.023 a month.")
    figure = month["answer"]["figures"]["batch_pace"]
    assert (figure["kind"], figure["rule"]["id"]) == ("estimated", "saving-at-a-pace")
    assert figure["formula"] == "$0.007500 / 10.00 days x 30.42 days = $0.022812"
    assert figure["assumptions"][0].startswith("Each month has as many calls of the same kind")
    assert "saving-at-a-pace" in {rule["id"] for rule in month["method"]["rules"]}
    assert [one["unread"] for one in (month, year, german)] == [[], [], []]


@pytest.mark.asyncio
async def test_supposed_models_and_limits_are_told_at_the_pace_too(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    move, back, cap, shorter = await asked(
        tab,
        organization,
        project,
        "What if we moved everything to claude haiku 4.5, what would that save per week?",
        "What if we moved everything to claude opus 4.1, per week?",
        "What would a cap of 60 output tokens save per month?",
        "How much would we save a day if answers were 30 % shorter?",
    )
    # Haiku at $1 and $5: 0.0015 a call.
    assert values(move)["change_0_pace"] == at_pace("0.012", Decimal(7))
    assert "{change_0_pace} less a week" in move["answer"]["text"]
    # Opus 4.1 at $15 and $75: 0.0225 a call.
    assert values(back)["change_0_pace"] == at_pace("0.03", Decimal(7))
    assert "{change_0_pace} more a week" in back["answer"]["text"]
    # Twice 40 tokens at $25 a million.
    assert values(cap)["trim_output_pace"] == at_pace("0.002", MONTH)
    # 30 % of twice 100 at $25.
    assert values(shorter)["trim_output_pace"] == at_pace("0.0015", Decimal(1))


@pytest.mark.asyncio
async def test_calls_of_less_than_a_day_tell_no_pace(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [claude(number, start=START + number * DAY // 3) for number in range(3)]
    project = await project_with(http, organization, *spans)
    (report,) = await asked(tab, organization, project, "what would the batch API save per month?")
    figure = report["answer"]["figures"]["batch_pace"]
    assert (figure["value"], figure["kind"]) == (None, "unknown")
    assert "these calls span less than a day" in said(report)


@pytest.mark.asyncio
async def test_an_aim_for_each_month_is_compared_at_the_pace(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Long answers, models and batches save something of 0.015 in ten days: 0.0456 a month."""
    project = await project_with(http, organization, *SPANS)
    questions = ("How can we save $0.02 a month?", "how can we save $500 a month?", "get below $0.03 a month")
    little, much, below = await asked(tab, organization, project, *questions)
    assert "reaches what you aim for" in said(little)
    assert "alone does not reach what you aim for" in said(much)
    found = values(below)
    assert found["cost_pace"] == at_pace("0.015", MONTH)
    assert found["left_pace"] == found["cost_pace"] - found["saving_pace"]


@pytest.mark.asyncio
async def test_retries_and_everything_that_saves_are_told_for_a_month(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """One call of two failed after 1,000 tokens in: 0.00025, and 0.0002 for what it had said."""
    spans = [
        chat_span(0, cache_read=0),
        chat_span(1, start=START + 2 * DAY, cache_read=0, error="timeout"),
    ]
    project = await project_with(http, organization, *spans)
    retries, less = await asked(
        tab,
        organization,
        project,
        "What do retries cost us per month?",
        "Where can I save, and how much a month?",
    )
    assert values(retries)["retry_waste_pace"] == at_pace("0.00045", MONTH, 2)
    saving = values(less)["saving"]
    assert values(less)["saving_pace"] == at_pace(str(saving), MONTH, 2)
