"""A question of a thread is about the calls of the one before it, unless it says otherwise."""

from datetime import datetime

import pytest

from netra.backend.agents.triage.domain.goal import Goal, TimeRange, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, ZONE, gist

MARCH = "time=2026-03-01/2026-04-01"
KEPT = (
    (
        "what did bob cost in March?",
        "and the other users?",
        f"how_much not_users=bob {MARCH}",
    ),
    ("what did search cost in March?", "and all the rest?", f"how_much not_features=search {MARCH}"),
    (
        "what did search cost in March?",
        "and which users are the dearest?",
        f"where_money_goes features=search {MARCH} by=user",
    ),
    (
        "what did search cost in March?",
        "how many of those calls did bob make?",
        f"how_much metric=calls users=bob features=search {MARCH}",
    ),
    ("what did search cost in March?", "which users make up most of our bill", "where_money_goes by=user"),
    ("what did search cost in March?", "Where can I save?", f"spend_less features=search {MARCH}"),
    (
        "how long do search calls take in March?",
        "is it slower in the afternoon?",
        f"speed features=search {MARCH} hours=12,13,14,15,16,17",
    ),
    ("how often do search calls fail?", "which model is that mostly?", "errors features=search by=model"),
    ("cost by user on weekends", "und unter der Woche?", "where_money_goes by=user weekdays=1,2,3,4,5"),
    ("what did bob cost in March?", "and which user costs the most?", f"where_money_goes {MARCH} by=user"),
    ("cost per search session", "and the median?", "where_money_goes features=search by=session"),
)
OTHERWISE = (
    ("what did search cost in March?", "which of our users are the dearest", "where_money_goes by=user"),
    ("what did search cost in March?", "how many calls did bob make?", "how_much metric=calls users=bob"),
    (
        "what did search cost in March?",
        "we have 500 bucks for next month, will that do",
        "run_rate target=<500 in=2026-12-01/2027-01-01",
    ),
    (
        "how long do search calls take in March?",
        "whats slow in general, p95 per model please",
        "speed metric=latency_p95 by=model",
    ),
    ("what did search cost in March?", "And of all calls?", "how_much"),
    ("what did search cost in March?", "how much do we spend overall?", "how_much"),
    (
        "what did search cost in March?",
        "Which model is the dearest overall?",
        "where_money_goes by=model",
    ),
)


def _goal(question: str, before: Goal | None = None, leading: Leading | None = None) -> Goal:
    reading = read_question(question, SETTING, before, leading)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("first", "then", "expected"), [*KEPT, *OTHERWISE])
def test_the_calls_of_the_thread(first: str, then: str, expected: str) -> None:
    assert " ".join(gist(Understood(_goal(then, _goal(first)))).split()) == expected


def test_days_behind_failures_are_days_of_failures() -> None:
    goal = _goal("which days were the worst?", _goal("how many search calls failed?"))
    assert gist(Understood(goal)) == "errors features=search by=day"


def test_what_a_month_comes_to_is_reckoned() -> None:
    goal = _goal("So what will November come to in total?", _goal("what did we spend in November so far?"))
    assert gist(Understood(goal)) == "run_rate in=2026-11-01/2026-12-01"


def test_what_something_cost_extra_is_asked_beside_the_time_before() -> None:
    before = _goal("why did search get dearer between 1 and 9 November?")
    goal = _goal("how much extra did that cost since the 6th?", before)
    assert (goal.intent, goal.unread, goal.earlier is not None) == ("how_much", (), True)


def test_it_is_told_whether_calls_were_kept() -> None:
    first = _goal("what did search cost in March?")
    assert _goal("Where can I save?", first).keeps
    assert not _goal("Where can I save on search in March?", first).keeps


def test_why_behind_a_day_is_what_that_day_has_beside_the_one_before() -> None:
    first, day = _goal("which day was the dearest?"), Leading(GroupKey.DAY, "2026-11-03", is_one=True)
    for question in ("why?", "and why that one?", "et pourquoi celle-l\u00e0 ?"):
        goal = _goal(question, first, day)
        assert goal.intent == "why_changed"
        assert goal.time == TimeRange(datetime(2026, 11, 3, tzinfo=ZONE), datetime(2026, 11, 4, tzinfo=ZONE))
        assert goal.earlier == TimeRange(
            datetime(2026, 11, 2, tzinfo=ZONE), datetime(2026, 11, 3, tzinfo=ZONE)
        )


def test_why_behind_a_model_is_what_sets_it_apart() -> None:
    first = _goal("which model is the dearest in March?")
    goal = _goal("why?", first, Leading(GroupKey.MODEL, "gpt-5", is_one=True))
    assert gist(Understood(goal)) == f"why_dear models=gpt-5 {MARCH} by=model"


def test_parts_are_pointed_at_by_their_place() -> None:
    first = _goal("top 3 users in March by cost")
    leading = Leading(GroupKey.USER, "bob", others=("u-1042", "alice@example.com"))
    for words, user in (("first", "bob"), ("second", "u-1042"), ("third", "alice@example.com")):
        goal = _goal(f"how many calls did the {words} one make?", first, leading)
        assert gist(Understood(goal)) == f"how_much metric=calls users={user} {MARCH}"
