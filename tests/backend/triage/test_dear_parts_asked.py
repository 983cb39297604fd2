"""Why a user, a session or the like costs so much, and how cost is spread over all of a kind."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

ALICE = "why_dear users=alice@example.com by=user"
WHY = (
    ("why does alice cost so much more than everybody else", ALICE),
    ("why is alice so expensive", ALICE),
    ("what is alice doing differently from the others", ALICE),
    ("is alice an outlier?", ALICE),
    ("why is opus 4.5 so expensive", "why_dear models=opus-4-5 by=model"),
    ("why is summarize our most expensive feature", "why_dear features=summarize by=feature"),
    ("what makes summarize so expensive", "why_dear features=summarize by=feature"),
    ("what drives the cost of summarize", "why_dear features=summarize by=feature"),
    ("is s-77f3 normal or an outlier", "why_dear sessions=s-77f3 by=session"),
    ("whats the most expensive session and why was it so pricey", "why_dear by=session"),
    ("what is going on in the most expensive session", "why_dear by=session"),
    ("whos the most expensive user and what are they doing different from everyone else", "why_dear by=user"),
    ("who is our most expensive user and why", "why_dear by=user"),
    ("warum ist alice so teuer", ALICE),
)
SPREAD = (
    ("do long sessions cost more per call than short ones?", "spread by=session"),
    ("does cost per call grow with the length of the session", "spread by=session"),
    ("how do costs spread over sessions", "spread by=session"),
    ("are a few sessions responsible for most of the cost", "spread by=session"),
    ("do 10% of sessions make up most of the bill", "spread by=session"),
    ("what share of the cost do the top 10% of sessions make up", "spread by=session"),
    ("top 10% of users, what share of spend", "spread by=user"),
    ("cost distribution by user", "spread by=user"),
    ("p95 cost per session", "spread by=session"),
    ("median and p95 cost per session", "spread by=session"),
    ("is the bill spread evenly over users or do a few of them eat it", "spread by=user"),
    ("are the expensive sessions outliers", "spread by=session"),
)
OTHERWISE = (
    ("why did alice get so expensive", "why_changed users=alice@example.com"),
    ("why is summarize so slow", "why_slow features=summarize"),
    ("how does search compare to all other features", "how_much beside=call_cost,cost,duration,error_rate"),
    ("p95 latency per session", "speed metric=latency_p95 by=session"),
    ("distribution of output tokens across agents", "where_money_goes metric=output_tokens by=agent"),
    ("how many users make up 80% of the cost", "where_money_goes by=user only=cost>=0.8 together"),
)


def _read(question: str, before: Goal | None = None, leading: Leading | None = None) -> Understood:
    reading = read_question(question, SETTING, before, leading)
    assert isinstance(reading, Understood)
    return reading


@pytest.mark.parametrize(("question", "expected"), [*WHY, *SPREAD])
def test_what_sets_a_part_apart_is_read_and_nothing_is_left(question: str, expected: str) -> None:
    reading = _read(question)
    assert (" ".join(gist(reading).split()), reading.goal.unread, reading.then) == (expected, (), "")


@pytest.mark.parametrize(("question", "expected"), OTHERWISE)
def test_what_changed_or_is_slow_or_counted_is_another_question(question: str, expected: str) -> None:
    assert " ".join(gist(_read(question)).split()) == expected


@pytest.mark.parametrize(
    "question",
    [
        "is that one an outlier or are there more like it?",
        "why is it so expensive?",
        "why?",
        "what are they doing different from everyone else?",
        "what makes it so expensive",
        "why does she cost so much",
    ],
)
def test_the_part_that_an_answer_named_is_asked_about(question: str) -> None:
    before = _read("who costs most in March?").goal
    reading = _read(question, before, Leading(GroupKey.USER, "bob", is_one=True))
    goal = reading.goal
    assert (goal.intent, goal.chosen.users, goal.time, goal.unread) == ("why_dear", ("bob",), before.time, ())
