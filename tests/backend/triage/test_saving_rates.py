"""The stretch of time that a saving is asked for, and what is said to be unread of others."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

OPUS = "models=opus-4-1,opus-4-5"
RATES = (
    ("What would batches save per month?", "lever batch saving/month"),
    ("how much would prompt caching save us a month?", "lever prompt_caching saving/month"),
    ("monthly savings from batching", "lever batch saving/month"),
    ("what would haiku instead of opus save per year?", f"what_if {OPUS} saving/year on=haiku-4-5"),
    ("annual savings with haiku instead of opus", f"what_if {OPUS} saving/year on=haiku-4-5"),
    (
        "What if we moved everything to gpt-4o-mini, what would that save per month?",
        "what_if saving/month on=gpt-4o-mini",
    ),
    ("what would we pay per month on haiku", "what_if saving/month on=haiku-4-5"),
    ("how much can we save per month?", "spend_less saving/month"),
    ("how much money can be saved yearly", "spend_less saving/year"),
    ("Where can I save, and how much per month?", "spend_less saving/month"),
    ("how much could we save a week with shorter answers?", "lever trim_output saving/week"),
    ("if answers were 30 % shorter, what would that save per day?", "lever trim_output saving/day"),
    ("what do retries cost us per month?", "lever retry_waste saving/month"),
    ("what does caching save us now per month?", "what_if saving/month uncached"),
    (
        "What would batches save per month in October?",
        "lever batch time=2026-10-01/2026-11-01 saving/month",
    ),
    ("Wie viel sparen wir im Monat mit Prompt-Caching?", "lever prompt_caching saving/month"),
    ("combien économiserait-on par mois avec le batch ?", "lever batch saving/month"),
    ("¿cuánto ahorraríamos al mes con batches?", "lever batch saving/month"),
)
OTHERS = (
    ("what would batches save if answers come within a day?", "lever batch"),
    ("what if usage doubles per month", "what_if usage=2"),
    ("how much would we save by month with batches", "lever batch"),
    ("how can we save $500 a month?", "spend_less target=-500/month"),
    ("how much did we spend per month?", "how_much by=month"),
)


@pytest.mark.parametrize(("question", "expected"), RATES)
def test_a_saving_is_asked_for_a_stretch_of_time(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert " ".join(gist(reading).split()) == expected
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize(("question", "expected"), OTHERS)
def test_other_stretches_of_time_are_of_something_else(question: str, expected: str) -> None:
    assert " ".join(gist(read_question(question, SETTING)).split()) == expected


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("what would the batch api save", "and per month?"), "lever batch saving/month"),
        (("what would the batch api save", "and what is that a year?"), "lever batch saving/year"),
        (("where can I save?", "how much is that a month?"), "spend_less saving/month"),
        (
            ("what would haiku instead of opus save", "and what would that save per month?"),
            f"what_if {OPUS} saving/month on=haiku-4-5",
        ),
        (("What would batches save?", "and per week for search?"), "lever batch features=search saving/week"),
        (
            ("What would batches save a month?", "and per year?", "and prompt caching?"),
            "lever prompt_caching saving/year",
        ),
    ],
)
def test_the_stretch_of_time_is_asked_behind_the_saving(questions: tuple[str, ...], expected: str) -> None:
    goal: Goal | None = None
    for question in questions:
        reading = read_question(question, SETTING, goal)
        assert isinstance(reading, Understood)
        goal = reading.goal
    assert goal is not None
    assert (" ".join(gist(Understood(goal)).split()), goal.unread) == (expected, ())
