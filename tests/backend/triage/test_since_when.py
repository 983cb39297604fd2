"""Since when something costs more or less is asked for a day that nobody names."""

import pytest

from netra.backend.agents.triage.domain.goal import Direction, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist


@pytest.mark.parametrize(
    ("question", "expected", "direction"),
    [
        ("since when does bob cost so much more?", "why_changed users=bob", Direction.UP),
        ("since when is search so expensive?", "why_changed features=search", Direction.UP),
        ("when did the cost go up?", "why_changed", Direction.UP),
        ("when did it get cheaper?", "why_changed", Direction.DOWN),
        ("from which day on did sonnet cost less?", "why_changed models=sonnet-4-5", Direction.DOWN),
        ("something got more expensive at bob. What?", "why_changed users=bob", Direction.UP),
        ("seit wann kostet bob so viel mehr?", "why_changed users=bob", Direction.UP),
        ("depuis quand search coûte plus cher ?", "why_changed features=search", Direction.UP),
        (
            "did the prompts of search get longer, and since when?",
            "why_changed metric=input_tokens features=search",
            Direction.UP,
        ),
    ],
)
def test_the_day_is_sought(question: str, expected: str, direction: Direction) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert reading.goal.day_sought is direction
    assert reading.goal.unread == ()


def test_when_most_was_spent_is_a_table_of_days() -> None:
    assert gist(read_question("when did we spend the most?", SETTING)) == "how_much by=day"


def test_before_and_after_is_so_of_the_day_that_was_found() -> None:
    asked = read_question("since when does bob cost so much more?", SETTING)
    assert isinstance(asked, Understood)
    leading = Leading(GroupKey.DAY, "2026-11-03", is_one=True)
    then = read_question("how many calls a day was that before and after?", SETTING, asked.goal, leading)
    assert "time=2026-11-03/ vs=/2026-11-03" in gist(then)
    assert isinstance(then, Understood)
    assert then.goal.unread == ()
