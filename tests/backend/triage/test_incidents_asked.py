"""What broke or got worse, when, and whether it is well again: asked in many words."""

import pytest

from netra.backend.agents.triage.domain.goal import Metric, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

BOTH = (
    ("What broke, when, and is it fixed?", "incidents"),
    ("what broke?", "incidents"),
    ("did anything break", "incidents"),
    ("is it fixed?", "incidents"),
    ("was there an outage", "incidents"),
    ("was there an incident yesterday", "incidents time=2026-11-11/2026-11-12"),
    ("did search break", "incidents features=search"),
    ("what went wrong on 3 november", "incidents time=2026-11-03/2026-11-04"),
    ("when did things break", "incidents"),
)
OF_ERRORS = (
    ("did errors go up", "incidents"),
    ("did errors go up last week", "incidents time=2026-11-02/2026-11-09"),
    ("since when do so many calls fail?", "incidents"),
    ("when did the errors start", "incidents"),
    ("are the errors over", "incidents"),
    ("are we still failing", "incidents"),
    ("have failures increased", "incidents"),
    ("error spike?", "incidents"),
    ("are there more timeouts than before", "incidents"),
    ("when did it start failing", "incidents"),
    ("when did the errors start and did they stop?", "incidents"),
    ("has the error rate been climbing?", "incidents"),
    ("depuis quand y a t il plus d'erreurs ?", "incidents"),
    ("haben die Fehler zugenommen?", "incidents"),
)
OF_TIMES = (
    ("when did latency get worse and is it back to normal", "incidents"),
    ("since when are calls slower?", "incidents"),
    ("did opus get slower", "incidents models=opus-4-1,opus-4-5"),
    ("any latency regressions", "incidents"),
    ("did response times get worse at some point?", "incidents"),
    ("is the latency of opus back to normal", "incidents models=opus-4-1,opus-4-5"),
    ("is sonnet slower than it used to be", "incidents models=sonnet-4-5"),
    ("seit wann sind die Aufrufe langsamer?", "incidents"),
)
OTHERS = (
    ("errors over time", "errors by=week"),
    ("did costs go up in november", "why_changed time=2026-11-01/2026-12-01 vs=2026-10-01/2026-11-01"),
    ("break the cost down by model", "where_money_goes by=model"),
    ("is it getting slower?", "speed by=week"),
    ("how can we avoid errors?", "errors"),
    ("which model has the worst error rate", "errors by=model"),
    ("is opus slower than haiku?", "how_much models=opus-4-1,opus-4-5,haiku-4-5 beside=duration >opus"),
    ("error rate yesterday vs the day before", "errors time=2026-11-11/2026-11-12 vs=2026-11-10/2026-11-11"),
)


def _cases() -> list[tuple[str, str, Metric | None]]:
    rows = ((BOTH, None), (OF_ERRORS, Metric.ERRORS), (OF_TIMES, Metric.LATENCY))
    return [(question, expected, metric) for table, metric in rows for question, expected in table]


@pytest.mark.parametrize(("question", "expected", "metric"), _cases())
def test_it_is_read_and_nothing_is_left(question: str, expected: str, metric: Metric | None) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert (reading.goal.metric, reading.goal.unread, reading.then) == (metric, (), "")


def test_the_slowest_calls_are_asked_for_by_their_percentile() -> None:
    reading = read_question("tail latency regressed after 3 November, why?", SETTING)
    assert isinstance(reading, Understood)
    assert reading.goal.metric is Metric.LATENCY_P95


@pytest.mark.parametrize(("question", "expected"), OTHERS)
def test_what_asks_for_something_else_is_no_incident(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def test_behind_an_answer_it_is_about_the_same_calls() -> None:
    asked = read_question("which calls of search fail?", SETTING)
    assert isinstance(asked, Understood)
    assert gist(read_question("and is it fixed?", SETTING, asked.goal)) == "incidents features=search"
