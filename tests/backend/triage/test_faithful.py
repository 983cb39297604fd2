"""A question in a model's words keeps what narrows it, and gets nothing that it did not say."""

import pytest

from netra.backend.agents.triage.domain.faithful import changed_meaning
from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING
from tests.backend.triage.questions import CHANGES, LEVERS, MONEY, REST, SAVING

SAME = (
    ("Which of my robots is the hungriest one, purse-wise?", "Which agent costs the most?"),
    ("Which of my robots is the hungriest one, purse-wise?", "Where does the money go?"),
    ("how much dough went up in smoke in October?", "How much did we spend in October?"),
    ("what's the damage for the support thing last week", "What did support-bot cost last week?"),
    ("is gpt5 being a money pit since the 3rd?", "How much did gpt-5 cost since the 3rd?"),
    ("what if we did 2x the traffic, damage?", "What would it cost with 2 times as many calls?"),
    ("two days ago, what was the damage?", "How much did we spend 2 days ago?"),
    ("Was haben wir seit vorvorgestern mit gpt-5 verbraten?", "How much did gpt-5 cost last week?"),
    ("quanto brucia bob con 'gpt-5' ?", "How much does bob spend on gpt-5?"),
    ("What did Sacher burn?", "How much did Sacher cost?"),
    ("damage, leaving search out?", "How much did we spend without search?"),
    ("damage in October, plus the worst agent", "What was the cost in October? Which agent costs most?"),
    ("damage of 1,500 calls", "What do 1500 calls cost?"),
    ("I can't believe what we're paying these LLM folks", "How much did we spend?"),
)
CHANGED = (
    ("how much dough went up in smoke in October?", "How much did we spend?", "October"),
    ("how much dough went up in smoke in October?", "How much did we spend in November?", "October"),
    ("how much dough went up in smoke?", "How much did we spend in October?", "time"),
    ("how much dough went up in smoke?", "How much did we spend last week?", "time"),
    ("damage for bob, please", "How much did we spend?", "bob"),
    ("damage for bob, please", "How much did alice@example.com spend?", "bob"),
    ("what's the damage?", "How much did gpt-5 cost?", "gpt-5"),
    ("damage for gpt-5?", "How much did gpt-5-mini cost?", "gpt-5"),
    ("damage, leaving search out?", "How much did search cost?", "left out"),
    ("everything's damage sans search", "How much does search cost?", "sans"),
    ("what did Sacher burn?", "How much did we spend?", "Sacher"),
    ("what did “the big one” burn?", "How much did we spend?", "the big one"),
    ("what did my_tool burn?", "How much did we spend?", "my_tool"),
    ("tame it by 20 percent", "How can we spend less?", "20"),
    ("tame it by 20 percent", "How can we spend 30 percent less?", "30"),
    ("tame it", "How can we spend 30 percent less?", "30"),
    ("tame it by twenty percent", "How can we spend less?", "twenty"),
    ("the damage, robot by robot", "How much did we spend per agent on 3 days?", "3"),
    ("les dégâts en octobre chez nous avec gpt-5 ?", "How much did we spend on gpt-5?", "octobre"),
    ("Dove finiscono i soldi?", "Where does the money go? Which feature costs most?", "one sentence"),
    ("burn, agent by agent", "How much did we spend by feature?", "told by"),
    ("shrink the bill, same quality please", "How can we spend less?", "must stay"),
)


def goal_of(question: str) -> Goal:
    read = read_question(question, SETTING)
    assert isinstance(read, Understood)
    return read.goal


@pytest.mark.parametrize(("asked", "said"), SAME)
def test_the_same_in_other_words_is_the_same(asked: str, said: str) -> None:
    assert changed_meaning(asked, said, SETTING) == []


@pytest.mark.parametrize(("asked", "said", "about"), CHANGED)
def test_what_is_lost_or_added_is_told(asked: str, said: str, about: str) -> None:
    faults = changed_meaning(asked, said, SETTING)
    assert about in " ".join(faults)


def test_every_question_says_what_it_says() -> None:
    questions = [question for question, _ in (*SAVING, *LEVERS, *MONEY, *CHANGES, *REST)]
    differing = {one for one in questions if changed_meaning(one, one, SETTING)}
    assert differing == set()


def test_what_the_thread_named_may_be_said_again() -> None:
    before = goal_of("How much did gpt-5 cost since 3 November?")
    said = "How many calls did gpt-5 have since 3 November?"
    assert changed_meaning("and how busy was it?", said, SETTING, before) == []
    assert changed_meaning("and how busy was it?", said, SETTING)
    assert changed_meaning("and how busy was it?", said.replace("3", "4"), SETTING, before)
