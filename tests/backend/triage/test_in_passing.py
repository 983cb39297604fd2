"""What people ask in passing: in few words, about two things at once, or by a figure of speech."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

LAST_WEEK = "time=2026-11-02/2026-11-09"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who burned the most last week and on what", f"where_money_goes {LAST_WEEK} by=user,feature"),
        ("show me cost by feature per week", "where_money_goes by=feature,week"),
        ("calls per day per model", "where_money_goes metric=calls by=model,day"),
        ("is anything weird going on lately?", "incidents"),
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


def test_what_customers_earn_is_not_recorded() -> None:
    assert gist(read_question("which customers are unprofitable?", SETTING)) == "unanswerable"
