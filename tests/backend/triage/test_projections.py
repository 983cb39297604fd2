"""Budgets, run rates and the time to come: told from targets, from what was, and from prices to come."""

from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

_NOVEMBER, _DECEMBER = "in=2026-11-01/2026-12-01", "in=2026-12-01/2027-01-01"
AHEAD: Final = (
    ("we have a budget of $100 a month, will we stay under?", "target=<100/month 1 month"),
    ("are we on track for $500 this month?", f"target=<500 {_NOVEMBER}"),
    ("what will this month cost at this rate?", _NOVEMBER),
    ("project our spend for the next 30 days", "30 day"),
    ("what will we pay per year if this goes on?", "1 year"),
    ("annualize our spend", "1 year"),
    ("project our spend for the full year 2027", "in=2027-01-01/2028-01-01"),
    ("what will 2027 cost us?", "in=2027-01-01/2028-01-01"),
    ("what does haiku cost us per year?", "models=haiku-4-5 1 year"),
    ("yearly cost", "1 year"),
    ("annualize", "1 year"),
    ("monthly run rate", "1 month"),
    ("what's our run rate?", "1"),
    ("when do we hit $1,000?", "target=<1000 1 when"),
    ("when will we reach $5k?", "target=<5000 1 when"),
    ("how long will $200 last?", "target=<200 1"),
    ("will we exceed $2000 this month?", f"target=<2000 {_NOVEMBER}"),
    ("is $500 enough for this month?", f"target=<500 {_NOVEMBER}"),
    ("how much will we spend by the end of the month?", _NOVEMBER),
    ("what will next month's bill be?", _DECEMBER),
    ("can we stay under $500 a month?", "target=<500/month 1 month"),
    ("how much of our $500 is left this month?", f"target=<500 {_NOVEMBER}"),
    ("what will December cost?", _DECEMBER),
    ("estimate the annual cost", "1 year"),
    ("cost per month at the current rate", "1 month"),
    ("are we within budget of $50 per day?", "target=<50/day 1 day"),
    ("daily run rate for support-bot", "features=support-bot 1 day"),
    ("will support-bot stay under $20 a week?", "target=<20/week features=support-bot 1 week"),
    ("how much will opus cost us next quarter?", "models=opus-4-1,opus-4-5 in=2027-01-01/2027-04-01"),
    ("at last week's rate, what does a month cost?", "time=2026-11-02/2026-11-09 1 month"),
    ("based on last week, what will we pay per year?", "time=2026-11-02/2026-11-09 1 year"),
    ("Prognose für nächsten Monat", _DECEMBER),
    ("was kostet uns das im Jahr wenn es so weitergeht?", "1 year"),
    ("Reicht ein Budget von 500 $ pro Monat?", "target=<500/month 1 month"),
    ("combien allons-nous payer par an à ce rythme ?", "1 year"),
    ("cuánto vamos a gastar este mes a este ritmo?", _NOVEMBER),
)
OTHERWISE: Final = (
    ("reduce cost to $500 a month", "spend_less target=<500/month"),
    ("how can we stay under $500 a month?", "spend_less target=<500/month"),
    ("how much did we spend this month?", "how_much time=2026-11-01/2026-12-01"),
    ("what if usage doubles next month?", "what_if usage=2"),
    ("how many calls will we make next month?", "unanswerable"),
    ("what will gpt-5 cost next week", "unanswerable"),
    ("what will anthropic charge next year", "unanswerable"),
    ("will gpt-5 get cheaper next year?", "unanswerable"),
    ("will we hit the rate limit?", "errors"),
    ("projected tokens for next month", "unanswerable"),
    ("can we get under $500 a month?", "spend_less target=<500/month"),
    ("keep cost under $500 a month", "spend_less target=<500/month"),
    ("are people asking the same questions over and over", "lever response_cache"),
)


@pytest.mark.parametrize(("question", "expected"), AHEAD)
def test_the_time_to_come_is_asked(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == f"run_rate {expected}"
    assert isinstance(reading, Understood)
    assert not reading.goal.unread


@pytest.mark.parametrize(("question", "expected"), OTHERWISE)
def test_other_questions_of_money_and_time_stay_what_they_are(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def test_what_a_rate_does_not_take_in_is_unread() -> None:
    reading = read_question("what will we pay per year if this goes on, at breakfast only?", SETTING)
    assert isinstance(reading, Understood)
    assert reading.goal.unread == ("breakfast",)
