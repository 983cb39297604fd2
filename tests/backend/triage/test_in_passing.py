"""What people ask in passing: in few words, about two things at once, or by a figure of speech."""

from dataclasses import replace
from datetime import timedelta

import pytest

from netra.backend.agents.triage.domain.goal import Unanswerable, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

LAST_WEEK = "time=2026-11-02/2026-11-09"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who burned the most last week and on what", f"where_money_goes {LAST_WEEK} by=user,feature"),
        ("show me cost by feature per week", "where_money_goes by=feature,week"),
        ("calls per day per model", "where_money_goes metric=calls by=model,day"),
        ("is anything weird going on lately?", "incidents by=day"),
        ("something off with gpt-5?", "incidents models=gpt-5"),
        ("which feature is growing fastest?", "why_changed by=feature"),
        ("which model is fastest?", "speed by=model"),
        ("when are we busiest?", "where_money_goes metric=calls by=hour_of_day"),
        ("when is traffic highest?", "where_money_goes metric=calls by=hour_of_day"),
        ("when are we slowest?", "speed by=hour_of_day"),
        ("are there sessions that went crazy", "runaways by=session"),
        ("can we drop opus?", "lever cheaper_model models=opus-4-1,opus-4-5"),
        ("what should we fix first", "spend_less"),
        ("tokens per minute", "how_much metric=tokens"),
        ("something broke on one day i think, which day and how bad was it", "incidents"),
        ("which day had the most errors", "errors by=day"),
        ("if we cap everyone at $50 who would hit it", "where_money_goes by=user only=cost>50"),
        ("longest session, what did it cost", "where_money_goes metric=calls by=session"),
        ("is opus worth it?", "lever cheaper_model models=opus-4-1,opus-4-5"),
        ("how concentrated is our spend?", "where_money_goes by=user only=cost>=0.8 together"),
        ("how many users make up 80% of the cost", "where_money_goes by=user only=cost>=0.8 together"),
        ("how many users are half the bill", "where_money_goes by=user only=cost>=0.5 together"),
        (
            "how many models cover 90% of our calls",
            "where_money_goes metric=calls by=model only=calls>=0.9 together",
        ),
        (
            "does any single customer account for more than 10% of spend",
            "where_money_goes by=user only=cost>0.1 share",
        ),
    ],
)
def test_what_is_asked_in_passing_is_read(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert (gist(reading), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize("reason", ["and is that because of long prompts?", "is it the model?"])
def test_a_reason_that_is_named_behind_a_time_is_looked_for(reason: str) -> None:
    before = read_question("time to first token by model", SETTING)
    assert isinstance(before, Understood)
    assert gist(read_question(reason, SETTING, before.goal)) == "why_slow metric=ttft by=model"


@pytest.mark.parametrize(
    "question",
    ["how much on weekends", "how many calls at night", "compare last week with the week before"],
)
def test_of_a_log_without_dates_no_weekday_is_told_as_one_without_calls(question: str) -> None:
    dateless = replace(SETTING, now=SETTING.now + timedelta(days=400), has_dates=False)
    reading = read_question(question, dateless)
    assert isinstance(reading, Unanswerable)
    assert reading.reason.startswith("This log has relative times only")


def test_no_time_is_asked_back_for_where_a_log_has_no_dates() -> None:
    dateless = replace(SETTING, now=SETTING.now + timedelta(days=400), has_dates=False)
    reading = read_question("why was it slow last week, p95 pls", dateless)
    assert isinstance(reading, Understood)
    assert (reading.goal.time, reading.goal.unread) == (None, ("last week",))


@pytest.mark.parametrize(
    "question", ["do the adjusters actually like the letters it writes", "did the code it wrote get merged?"]
)
def test_what_became_of_answers_is_not_recorded(question: str) -> None:
    assert gist(read_question(question, SETTING)) == "unanswerable"


def test_what_customers_earn_is_not_recorded() -> None:
    assert gist(read_question("which customers are unprofitable?", SETTING)) == "unanswerable"
