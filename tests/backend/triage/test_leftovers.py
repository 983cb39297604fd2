"""What is left of a question is said, whatever the word; what says nothing of its own is passed over."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING

LEFT = (
    ("how much extra did search cost in October?", ("extra",)),
    ("what does the support bot cost at breakfast?", ("breakfast",)),
    ("how much did lawyers spend last week?", ("lawyers",)),
    ("effective cost of opus in March", ("effective",)),
    ("was kosten uns Übersetzungen im Oktober?", ("Übersetzungen",)),
    ("combien coûtent les traductions ?", ("traductions",)),
    ("cuánto cuestan las traducciones?", ("traducciones",)),
)
PASSED_OVER = (
    "Could you please tell me how much we actually spent last month?",
    "I was just wondering which feature gets the most of our money",
    "Kannst du mir bitte sagen, was wir letzten Monat ausgegeben haben?",
    "Pouvez-vous me dire combien nous avons dépensé hier ?",
    "how often do calls fail?",
    "what did we spend in total, by feature and by model?",
)


def _unread(question: str) -> tuple[str, ...]:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    return reading.goal.unread


@pytest.mark.parametrize(("question", "left"), LEFT)
def test_a_word_that_no_figure_rests_on_is_said(question: str, left: tuple[str, ...]) -> None:
    assert _unread(question) == left


@pytest.mark.parametrize("question", PASSED_OVER)
def test_mere_fillers_are_passed_over(question: str) -> None:
    assert _unread(question) == ()


def test_a_long_story_is_not_listed_word_by_word() -> None:
    story = "Yesterday our auditors visited, brought croissants, admired the harbour and asked many things. "
    assert "croissants" not in " ".join(_unread(story * 2 + "How much did we spend in October?"))
