"""What a fourth stranger asked: unit economics, growth, hours, other shares, and two questions in one."""

from dataclasses import replace
from datetime import UTC

import pytest

from netra.backend.agents.triage.domain.goal import Average, Goal, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

READ = (
    ("we have a budget of 65 for november, will it hold?", "run_rate target=<65 in=2026-11-01/2026-12-01"),
    ("forecast for december if we grow 15%", "run_rate in=2026-12-01/2027-01-01 usage=1.15"),
    ("what will next month cost if traffic grows 15%", "run_rate in=2026-12-01/2027-01-01 usage=1.15"),
    ("project the yearly bill if we go from 20 to 40 engineers", "run_rate 1 year usage=2"),
    ("what would it cost if answers were 30% shorter", "lever trim_output"),
    ("what if output tokens were cut by 30%", "lever trim_output"),
    ("spend between 22 and 6", "how_much hours=0,1,2,3,4,5,22,23"),
    (
        "p95 response time of support-bot during office hours (9-18)",
        "speed metric=latency_p95 features=support-bot weekdays=1,2,3,4,5 hours=9,10,11,12,13,14,15,16,17",
    ),
    ("what changed around oct 6", "why_changed time=2026-10-06/2026-10-13 vs=2026-09-29/2026-10-06"),
    ("do we process the same doc twice?", "lever response_cache"),
    ("what do we spend per month", "how_much by=month"),
    (
        "we charge 4$/month per customer. which ones do we lose money on?",
        "where_money_goes time=2026-11-01/2026-12-01 by=user only=cost>4",
    ),
    ("opus share of spend by week", "how_much models=opus-4-1,opus-4-5 by=week share_of=cost"),
)
FOLLOW_UPS = (
    (
        "why did the bill go up at the beginning of november?",
        "which customers are hit most by that?",
        "why_changed time=2026-11-01/2026-11-11 vs=2026-10-22/2026-11-01 by=user",
    ),
    (
        "error rate by provider last week vs the week before",
        "why?",
        "errors time=2026-11-02/2026-11-09 vs=2026-10-26/2026-11-02 by=provider",
    ),
    ("which night was the most expensive", "and the cheapest", "where_money_goes by=day least="),
    ("what if prices go up 10%?", "and with 20%?", "what_if prices=1.2"),
)
def _goal(question: str, before: Goal | None = None, leading: Leading | None = None) -> Goal:
    reading = read_question(question, SETTING, before, leading)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), READ)
def test_question_is_read_and_nothing_of_it_is_left(question: str, expected: str) -> None:
    goal = _goal(question)
    assert (" ".join(gist(Understood(goal)).split()), goal.unread) == (expected, ())


@pytest.mark.parametrize(("first", "then", "expected"), FOLLOW_UPS)
def test_follow_up_is_read(first: str, then: str, expected: str) -> None:
    assert " ".join(gist(Understood(_goal(then, _goal(first)))).split()) == expected


def test_they_are_whoever_the_answer_named() -> None:
    before, bob = _goal("which customer is the most expensive?"), Leading(GroupKey.USER, "bob", is_one=True)
    for question in ("what do they use it for?", "and what did they cost us the week before last?"):
        assert _goal(question, before, bob).chosen.users == ("bob",)
    every = _goal("cost by customer")
    assert not _goal("what did they cost last week?", every, Leading(GroupKey.USER, "bob")).chosen.users


@pytest.mark.parametrize(
    "question",
    [
        "How satisfied are the sales people with the bot?",
        "Which contract clauses did the model get wrong most often?",
    ],
)
def test_what_people_think_of_answers_is_not_recorded(question: str) -> None:
    assert gist(read_question(question, SETTING)) == "unanswerable"


def test_german_pro_is_no_model() -> None:
    assert not _goal("Was kostet uns der search pro Lauf?").chosen.models


def test_of_documents_a_log_knows_the_calls() -> None:
    goal = _goal("price per document?")
    assert (goal.average, goal.unread) == (Average.CALL, ("per document",))


def test_shorter_by_another_share() -> None:
    before = _goal("what if output tokens were cut by 30%")
    then = _goal("and with 50%?", before)
    assert before.supposition is not None
    assert then.supposition is not None
    assert (float(before.supposition.shorter_by or 0), float(then.supposition.shorter_by or 0)) == (0.3, 0.5)


def test_since_a_day_as_much_time_before_as_there_are_calls_after() -> None:
    goal = _goal("what changed since november 3")
    assert goal.time is not None
    assert goal.earlier is not None
    assert SETTING.span is not None
    assert goal.earlier.until == goal.time.since
    assert goal.time.since is not None
    assert goal.earlier.since is not None
    since, before = goal.time.since.astimezone(UTC), goal.earlier.since.astimezone(UTC)
    assert since - before == SETTING.span[1] - since


@pytest.mark.parametrize(
    ("question", "feature"),
    [("p95 of kb-answer", "kb-answer"), ("cost of kb-answer", "kb-answer"), ("kb answer quality", None)],
)
def test_a_name_of_ordinary_words_is_known_by_its_hyphen(question: str, feature: str | None) -> None:
    names = replace(SETTING.names, features=("kb-answer",))
    reading = read_question(question, replace(SETTING, names=names))
    chosen = reading.goal.chosen.features if isinstance(reading, Understood) else ()
    assert chosen == ((feature,) if feature else ())
