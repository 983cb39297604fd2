"""What lies beyond an amount of each: asked in many ways, read as one question."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

SESSIONS = "where_money_goes by=session only=cost>50"
BEYOND = (
    (
        "if I gave every session a cap of $50, how many would have run into it and how much money would that "
        "have kept",
        SESSIONS,
    ),
    ("how many sessions cost more than $50, and what is the total above $50?", SESSIONS),
    ("how many sessions went over $50 and by how much in total", SESSIONS),
    ("what if no session could cost more than $50", SESSIONS),
    ("if we stopped every session at $50, what would we have saved", SESSIONS),
    ("a hard stop at 50 dollars per session - how many are affected and what does it save?", SESSIONS),
    ("cap sessions at $50: how many hit it, how much is saved?", SESSIONS),
    ("sessions over $50, total excess", SESSIONS),
    ("how much of session cost is above $50 per session", SESSIONS),
    ("what would a limit of $20 per user have saved", "where_money_goes by=user only=cost>20"),
    (
        "users above $100: how many, and how much is the excess together",
        "where_money_goes by=user only=cost>100",
    ),
    ("if every call had been cut off at $2, how much would we have saved", "how_much cost>2 only=cost>2"),
)


@pytest.mark.parametrize(("question", "expected"), BEYOND)
def test_what_lies_beyond_is_asked_in_one(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    parts = reading.goal.only_parts
    assert (" ".join(gist(reading).split()), reading.goal.unread, reading.then) == (expected, (), "")
    assert parts is not None
    assert parts.tells_excess


@pytest.mark.parametrize(
    "question",
    [
        "how many sessions cost more than $50",
        "cut costs under $500 a month",
        "will we stay below $100 a day?",
    ],
)
def test_an_amount_alone_asks_for_nothing_beyond_it(question: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert reading.goal.only_parts is None or not reading.goal.only_parts.tells_excess
