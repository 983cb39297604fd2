"""Several questions in one are taken apart, each read behind the one before it as one of its thread."""

from collections.abc import Iterator

import pytest

from netra.backend.agents.triage.domain.clauses import without_further, without_join
from netra.backend.agents.triage.domain.goal import Reading, Unanswerable, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

APART = (
    (
        "which customer is the most expensive and what do they use it for?",
        ("where_money_goes by=user", "where_money_goes by=feature"),
    ),
    ("what does each model cost? and why?", ("where_money_goes by=model", "why_changed by=model")),
    (
        "which model has the worst error rate and did we pay for the failed calls?",
        ("errors by=model", "lever retry_waste by=model"),
    ),
    (
        "how many calls on 3 Nov and 5 Nov",
        (
            "how_much metric=calls time=2026-11-03/2026-11-04",
            "how_much metric=calls time=2026-11-05/2026-11-06",
        ),
    ),
    (
        "p95 latency on Nov 3 and Nov 5",
        (
            "speed metric=latency_p95 time=2026-11-03/2026-11-04",
            "speed metric=latency_p95 time=2026-11-05/2026-11-06",
        ),
    ),
    (
        "cost in August, September and October",
        ("how_much time=2026-08-01/2026-09-01", "how_much time=2026-09-01/2026-11-01"),
    ),
    (
        "how many calls failed in March; what did search cost, and which model is the slowest?",
        (
            "errors time=2026-03-01/2026-04-01",
            "how_much features=search time=2026-03-01/2026-04-01",
            "speed features=search time=2026-03-01/2026-04-01 by=model",
        ),
    ),
    (
        "compare gpt-5 and haiku for search: cost per call, speed and error rate",
        ("how_much models=gpt-5,haiku-4-5 features=search beside=call_cost,duration,error_rate",),
    ),
    (
        "which agent eats the most money and how has that changed over the last 4 weeks?",
        (
            "where_money_goes by=agent",
            "where_money_goes time=2026-10-15T15/2026-11-12T15 by=week",
        ),
    ),
    (
        "how much did search cost in March and are customers happy with it?",
        ("how_much features=search time=2026-03-01/2026-04-01", "unanswerable"),
    ),
)
WHOLE = (
    "what did we spend last week and how many calls was that?",
    "calls with more than 150k input tokens, how many and what do they cost?",
    "how much did we spend last month and which feature was the biggest?",
    "how can we spend less without losing quality or speed?",
    "cost of search and summarize in March",
    "why did cost jump yesterday and which model is responsible?",
)


def _parts(reading: Reading) -> Iterator[str]:
    """The gist of each question in one, read one behind the other."""
    yield " ".join(gist(reading).split())
    while isinstance(reading, Understood) and reading.then:
        reading = read_question(reading.then, SETTING, reading.goal)
        yield " ".join(gist(reading).split())


@pytest.mark.parametrize(("question", "expected"), APART)
def test_each_question_in_one_is_read(question: str, expected: tuple[str, ...]) -> None:
    assert tuple(_parts(read_question(question, SETTING))) == expected


@pytest.mark.parametrize("question", WHOLE)
def test_what_one_answer_tells_is_not_taken_apart(question: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert (reading.then, reading.goal.unread) == ("", ())


def test_what_no_log_tells_does_not_hide_what_it_does() -> None:
    reading = read_question("are customers happy and what did they cost last week?", SETTING)
    assert not isinstance(reading, Unanswerable)


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("what does each model cost? and why?", ("what does each model cost?", "and why?")),
        (
            "which customer is the most expensive, and what do they use it for?",
            ("which customer is the most expensive", "what do they use it for?"),
        ),
        (
            "how many calls  did ann make;  how many calls did bob make?",
            ("how many calls did ann make", "how many calls did bob make?"),
        ),
        ("what did search cost?", ("what did search cost?",)),
        ("how many calls on 3 Nov and 5 Nov", ("how many calls on 3 Nov", "5 Nov")),
    ],
)
def test_each_is_shown_in_its_own_words(question: str, own: tuple[str, ...]) -> None:
    found: list[str] = []
    asked, before = question, None
    while asked:
        reading = read_question(asked, SETTING, before)
        assert isinstance(reading, Understood)
        found.append(without_further(asked, reading.then))
        asked, before = reading.then, reading.goal
    assert [found[0], *map(without_join, found[1:])] == [own[0], *map(without_join, own[1:])]
