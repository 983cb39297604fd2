"""Caps on reasoning: asked in many words, and what only looks like one."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

THOUGHT_CAPS = (
    ("what if we capped reasoning at 500 tokens", "reasoning<500"),
    ("limit thinking to 1k — what would that save?", "reasoning<1000"),
    ("how much of our bill is thinking beyond 2,000 tokens a call", "reasoning<2000"),
    ("what would a reasoning cap of 1,000 tokens save?", "reasoning<1000"),
    ("set the thinking budget to 1024 tokens, what do we save?", "reasoning<1024"),
    ("what if budget_tokens was 2000?", "reasoning<2000"),
    ("what would we save with max_reasoning_tokens=256", "reasoning<256"),
    (
        "thinking budget 4k instead: what would that have saved in support-bot last month?",
        "features=support-bot time=2026-10-01/2026-11-01 reasoning<4000",
    ),
    ("how much do reasoning tokens over 500 per call cost?", "reasoning<500"),
    ("what do we pay for reasoning above 1000 tokens?", "reasoning<1000"),
    ("what share of our cost is reasoning in excess of 1k tokens per call?", "reasoning<1000"),
    (
        "how many calls think for more than 500 tokens and what would capping them there save?",
        "reasoning<500",
    ),
    ("how many calls have more than 500 reasoning tokens?", "reasoning<500"),
    ("what if no call was allowed more than 800 thinking tokens?", "reasoning<800"),
    ("how much would we save if reasoning was at most 300 tokens per call?", "reasoning<300"),
    ("cut off thinking after 1,500 tokens by model", "by=model reasoning<1500"),
    ("max reasoning tokens 2000 - savings for gpt-5?", "models=gpt-5 reasoning<2000"),
    ("was, wenn wir das Denken auf 1000 Tokens begrenzen?", "reasoning<1000"),
    ("et si on limitait le raisonnement à 500 tokens ?", "reasoning<500"),
    ("¿y si limitamos el razonamiento a 500 tokens?", "reasoning<500"),
)
NO_THOUGHT_CAPS = (
    "cap output tokens including reasoning at 2000",
    "how much do reasoning tokens cost?",
    "reduce reasoning effort",
    "cap reasoning at $500",
    "limit reasoning to 20% of output",
    "limit reasoning per user to 2000 tokens",
    "how much do calls with more than 500 reasoning tokens cost?",
    "what is our reasoning budget",
)


@pytest.mark.parametrize(("question", "expected"), THOUGHT_CAPS)
def test_a_cap_on_reasoning_is_supposed(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert " ".join(gist(reading).split()) == f"lever reasoning_effort {expected}"
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize("question", NO_THOUGHT_CAPS)
def test_what_is_no_cap_on_reasoning(question: str) -> None:
    assert "reasoning<" not in gist(read_question(question, SETTING))


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("how fast are calls if we cap thinking at 500 tokens?", "cap thinking at 500 tokens"),
        ("since we capped reasoning at 500 tokens on 9 November, what does a call cost?", "capped reasoning"),
        ("could we save 30% if reasoning was capped at 500 tokens?", "30%"),
        ("cap reasoning at 500 tokens and answers at 1000", "1000"),
    ],
)
def test_what_no_cap_answers_stays_unread(question: str, unread: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert any(unread in words for words in reading.goal.unread)


def test_another_cap_stays_one_on_reasoning() -> None:
    goal: Goal | None = None
    gists = []
    for question in (
        "cap reasoning at 2000 tokens",
        "and at 1000?",
        "only opus",
        "cap answers at 500 tokens",
    ):
        reading = read_question(question, SETTING, goal)
        assert isinstance(reading, Understood)
        goal = reading.goal
        gists.append(" ".join(gist(reading).split()))
    assert gists[:2] == ["lever reasoning_effort reasoning<2000", "lever reasoning_effort reasoning<1000"]
    assert gists[2] == "lever reasoning_effort models=opus-4-1,opus-4-5 reasoning<1000"
    assert gists[3].endswith("cap=500")
