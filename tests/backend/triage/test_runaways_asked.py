"""Which sessions run away: loops, and the steps beyond a number."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("which sessions are runaway", None),
        ("any agents in a loop?", None),
        ("is an agent stuck in a loop", None),
        ("which sessions send the same prompt over and over", None),
        ("sind agenten in einer endlosschleife?", None),
        ("find endless conversations", None),
        ("how many steps does a session take", None),
        ("cost of the steps beyond 50 in a session", 50),
        ("how much do calls after step 100 cost", 100),
        ("what would a limit of 40 steps per session save", 40),
    ],
)
def test_it_is_read_and_nothing_is_left(question: str, steps: int | None) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == "runaways by=session"
    assert isinstance(reading, Understood)
    assert (reading.goal.beyond_step, reading.goal.unread, reading.then) == (steps, (), "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which session is the most expensive", "where_money_goes by=session"),
        ("calls after 5 pm", "how_much metric=calls time=2026-11-11T17/2026-11-12"),
        ("is something retrying in a loop and eating tokens?", "lever retry_waste"),
    ],
)
def test_what_names_no_steps_stays_what_it_was(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected
