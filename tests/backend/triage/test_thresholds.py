"""Amounts that choose calls, or the parts that they add up to: asked in many ways, read as one."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

LAST_WEEK = "time=2026-11-02/2026-11-09"
CALLS = (
    ("how many calls ran longer than 5 seconds", "how_much metric=calls duration>5000"),
    ("calls that cost more than 5 cent - how many?", "how_much cost>0.05"),
    ("mehr als 5 cent pro Anruf - wie viele Aufrufe sind das?", "how_much metric=calls cost>0.05"),
    ("spend on calls over $0.10 last week", f"how_much {LAST_WEEK} cost>0.1"),
    ("requests slower than 2s for search", "how_much features=search duration>2000"),
    ("calls with a first token after 3 s", "how_much ttft>3000"),
    ("cheap calls under $0.001", "how_much cost<0.001"),
    ("How many requests took at least 1,5 s?", "how_much metric=calls duration>=1500"),
    ("how many took more than 2 minutes?", "how_much duration>120000"),
    ("calls costing $1 or more", "how_much cost>=1"),
    ("how many calls cost more than 2¢ and took over 3 s?", "how_much metric=calls cost>0.02 duration>3000"),
    ("calls over 5,000 tokens", "how_much"),
    ("what share of calls took over 2 seconds?", "how_much metric=calls share_of=calls duration>2000"),
    ("which models make calls over $0.50?", "where_money_goes by=model cost>0.5"),
    ("how many requests took longer than 30 seconds", "how_much metric=calls duration>30000"),
    ("reduce the cost of calls over $0.05", "spend_less cost>0.05"),
)
PARTS = (
    ("Sessions over $3", "where_money_goes by=session only=cost>3"),
    ("which users spent more than $20?", "where_money_goes by=user only=cost>20"),
    ("budget 50 dollars a day: on which days did we go over?", "where_money_goes by=day only=cost>50"),
    ("days above 1,000 calls", "where_money_goes metric=calls by=day only=calls>1000"),
    ("Welche Nutzer haben mehr als 20 Dollar ausgegeben?", "where_money_goes by=user only=cost>20"),
    ("features under $1", "where_money_goes by=feature only=cost<1"),
    ("sessions that cost at least $3 last week", f"where_money_goes {LAST_WEEK} by=session only=cost>=3"),
    ("which days went over our $50 a day budget?", "where_money_goes by=day only=cost>50"),
    (
        "which users use more than 1 million tokens",
        "where_money_goes metric=tokens by=user only=tokens>1000000",
    ),
    ("how many sessions cost at least $3?", "where_money_goes by=session only=cost>=3"),
    (
        "users with more than 2m output tokens",
        "where_money_goes metric=output_tokens by=user only=output_tokens>2000000",
    ),
)
NO_CHOICES = (
    ("p95 must stay below 1 second", "speed target=latency_p95<1000"),
    ("cut costs under $500 a month", "spend_less target=<500/month"),
    ("keep calls under $0.05", "spend_less target=<0.05"),
)


@pytest.mark.parametrize(("question", "expected"), [*CALLS, *PARTS])
def test_an_amount_chooses_and_nothing_of_it_is_left(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    assert (" ".join(gist(reading).split()), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize(("question", "expected"), NO_CHOICES)
def test_what_is_to_be_reached_chooses_nothing(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert " ".join(gist(reading).split()) == expected


@pytest.mark.parametrize(
    "question",
    [
        "how many calls cost over 5 euros?",
        "which users spent more than 20 EUR?",
        "reduce the cost of users over $20",
    ],
)
def test_an_amount_that_chooses_nothing_is_said(question: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert not reading.goal.chosen.bounds
    assert reading.goal.unread


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("calls between $1 and $2", "how_much cost>=1 cost<=2"),
        ("calls that took between 5 and 10 seconds?", "how_much duration>=5000 duration<=10000"),
        (
            "requests that cost from 1 to 3 dollars last week",
            "how_much time=2026-11-02/2026-11-09 cost>=1 cost<=3",
        ),
    ],
)
def test_two_amounts_choose_what_lies_between(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    assert (" ".join(gist(reading).split()), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("how many calls cost more than $1?", "and over $2?", "how_much metric=calls cost>2"),
        ("how many calls cost more than $1?", "less than 10 cents?", "how_much metric=calls cost<0.1"),
        ("which users spent more than $5?", "and more than $50?", "where_money_goes by=user only=cost>50"),
        ("what do we spend per week?", "and per month?", "how_much by=month"),
        ("what do we spend per week?", "and a year?", "run_rate 1 year"),
        ("cost by day", "monthly?", "how_much by=month"),
    ],
)
def test_another_amount_or_step_takes_the_place_of_the_one_before(
    first: str, then: str, expected: str
) -> None:
    before = read_question(first, SETTING)
    assert isinstance(before, Understood), before
    assert " ".join(gist(read_question(then, SETTING, before.goal)).split()) == expected
