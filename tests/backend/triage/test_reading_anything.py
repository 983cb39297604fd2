"""Whatever is asked, in whatever project, a reading comes, soon, and the same one twice."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netra.backend.agents.triage.domain.goal import Reading, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from tests.backend.triage.gist import SETTING, gist
from tests.backend.triage.long_questions import assert_bounded
from tests.backend.triage.questions import QUESTIONS
from tests.framework.growth import growth

MANY_NAMES: Final = 50_000
WORDS: Final = tuple(sorted({word for question, _ in QUESTIONS for word in question.split()}))
NUMBERS: Final = st.sampled_from(
    ("0", "31 Feb", "99999999999999", "1.2.3", "$0", "13/13/2026", "0 %", "9999-99-99")
)
SENTENCES: Final = st.lists(st.sampled_from(WORDS) | st.text(max_size=8) | NUMBERS, max_size=25).map(" ".join)
NAMES: Final = st.lists(st.text(max_size=20), max_size=5).map(tuple)
PROJECTS: Final = st.builds(
    ProjectNames, models=NAMES, agents=NAMES, features=NAMES, users=NAMES, sessions=NAMES
)


def _names(reading: Reading) -> set[str]:
    if not isinstance(reading, Understood):
        return set()
    chosen = reading.goal.chosen
    return {*chosen.models, *chosen.agent_names, *chosen.features, *chosen.users, *chosen.sessions}


@settings(max_examples=400, deadline=None)
@given(st.text() | SENTENCES, PROJECTS)
def test_any_text_is_read_the_same_twice(question: str, names: ProjectNames) -> None:
    setting = replace(SETTING, names=names)
    reading = read_question(question, setting)
    assert read_question(question, setting) == reading
    known = {*names.models, *names.agents, *names.features, *names.users, *names.sessions}
    assert _names(reading) <= known


@settings(max_examples=200, deadline=None)
@given(SENTENCES, SENTENCES)
def test_any_question_can_follow_any_other(first: str, then: str) -> None:
    before = read_question(first, SETTING)
    goal = before.goal if isinstance(before, Understood) else None
    assert gist(read_question(then, SETTING, goal))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([row[0] for row in QUESTIONS]))
def test_case_and_spaces_do_not_matter(question: str) -> None:
    spaced = "  ".join(question.upper().split())
    assert gist(read_question(spaced, SETTING)).lower() == gist(read_question(question, SETTING)).lower()


@pytest.mark.parametrize(
    "unit",
    [
        "why did cost jump last week on 3 Nov for opus 4.1 ",
        *(
            "1 ",
            "1.1.1.1",
            "$1 ",
            "\n",
            "-",
            "a",
            "the ",
            "of the our all ",
            "keep quality and ",
            "e\u0301\u0300",
        ),
        *(
            "cache the ",
            "don't want ",
            "\ufdfa",
            "\ud800",
            "\u0e04\u0e48\u0e32",
            "zqxwv plokm ",
            "from 1 nov to ",
        ),
    ],
)
def test_long_questions_take_bounded_time(unit: str) -> None:
    assert_bounded(unit)


def _setting_of_names(count: int) -> QuestionSetting:
    many = tuple(f"user-{number}@example.com" for number in range(count))
    return replace(SETTING, names=replace(SETTING.names, users=many))


def test_many_names_take_bounded_time() -> None:
    question = "what did user-4711 cost last week?"
    many, fewer = _setting_of_names(MANY_NAMES), _setting_of_names(MANY_NAMES // 10)
    assert gist(read_question(question, many)) == (
        "how_much users=user-4711@example.com time=2026-11-02/2026-11-09"
    )
    # In line would be ten times, with the square a hundred times.
    assert growth(lambda: read_question(question, many), lambda: read_question(question, fewer)) < 30
