"""What a figure is asked for each of is read, with the parts that it is asked of."""

import pytest

from netra.backend.agents.triage.domain.goal import Average, Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

QUESTIONS = (
    (
        "cost per million output tokens by provider",
        "where_money_goes by=provider each=1,000,000 output token",
    ),
    ("what do we pay per million tokens?", "how_much each=1,000,000 token"),
    ("what does a million tokens cost us?", "how_much each=1,000,000 token"),
    ("what do we pay per MTok on haiku?", "how_much models=haiku-4-5 each=1,000,000 token"),
    ("cost per 1k tokens", "how_much each=1,000 token"),
    ("cost per 1,000 requests for support-bot", "how_much features=support-bot each=1,000 call"),
    ("Kosten pro 1000 Aufrufe", "how_much each=1,000 call"),
    ("what's the average cost per session by user?", "where_money_goes by=user each=session"),
    ("which user has the highest cost per session?", "where_money_goes by=user each=session"),
    ("tokens per session by feature", "where_money_goes metric=tokens by=feature each=session"),
    ("how many calls per session by feature", "where_money_goes metric=calls by=feature each=session"),
    ("cost per user by model", "where_money_goes by=model each=user"),
    ("median cost of a call", "how_much median"),
    ("median cost per call by feature", "where_money_goes by=feature median"),
    ("sessions per day", "how_much metric=sessions by=day"),
    ("how many sessions per user?", "where_money_goes metric=sessions by=user"),
    ("how many users per day?", "where_money_goes metric=users by=day"),
    ("active users per feature", "where_money_goes metric=users by=feature"),
)
AVERAGES = (
    ("what does it cost us per day?", Average.GROUP, GroupKey.DAY),
    ("our weekly spend", Average.GROUP, GroupKey.WEEK),
    ("was kostet uns ein Tag?", Average.GROUP, GroupKey.DAY),
    ("cost by day", None, GroupKey.DAY),
    ("cost per user", Average.GROUP, GroupKey.USER),
    ("cost by user", None, GroupKey.USER),
    ("average cost by model", Average.CALL, GroupKey.MODEL),
    ("average cost by weekday", Average.GROUP, GroupKey.WEEKDAY),
)


def _goal(question: str) -> Goal:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_rate_is_read_and_nothing_of_it_is_left(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    assert (" ".join(gist(reading).split()), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize(("question", "average", "breakdown"), AVERAGES)
def test_what_is_averaged(question: str, average: Average | None, breakdown: GroupKey | None) -> None:
    goal = _goal(question)
    assert (goal.average, goal.breakdown, goal.unread) == (average, breakdown, ())


@pytest.mark.parametrize(
    "question", ["which users use more than 1 million tokens", "cost per user and per day"]
)
def test_what_only_looks_like_a_rate_is_none(question: str) -> None:
    assert _goal(question).average in {None, Average.GROUP}
