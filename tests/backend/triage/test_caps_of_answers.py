"""Limits on the output of calls: what is supposed to be cut off, and what only looks like it."""

import pytest

from netra.backend.agents.triage.domain.goal import Above, Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

OPUS = "models=opus-4-1,opus-4-5"
CAPS = (
    (
        "If I cap every answer at 2000 output tokens, how many calls would be cut off and what would I save?",
        "cap=2000",
    ),
    ("limit answers to 1,000 tokens", "cap=1000"),
    ("max_tokens 500 - what would that save?", "cap=500"),
    ("max_tokens=500", "cap=500"),
    ("what if we set max_tokens to 1k?", "cap=1000"),
    ("set max_tokens from 4096 to 1000", "cap=1000"),
    ("What if we used max_tokens=1024 for support-bot?", "features=support-bot cap=1024"),
    ("what would happen if we lower max_tokens to 800?", "cap=800"),
    ("max output tokens of 1000: what do we save", "cap=1000"),
    ("if the max output was 1000 tokens, how many calls are affected?", "cap=1000"),
    (
        "What would a cap of 2,000 output tokens save in support-bot last month?",
        "features=support-bot time=2026-10-01/2026-11-01 cap=2000",
    ),
    ("How much would we save if answers were at most 800 tokens?", "cap=800"),
    ("what if no answer had more than 2000 tokens?", "cap=2000"),
    ("what if outputs never exceeded 1000 tokens", "cap=1000"),
    ("what if our answers had been no longer than 300 tokens?", "cap=300"),
    ("how many answers would be cut off at 1500 tokens?", "cap=1500"),
    ("how many responses would be truncated with a 1,000-token limit?", "cap=1000"),
    ("what if responses were limited to 1.5k tokens for opus?", f"{OPUS} cap=1500"),
    ("restrict answers to max 400 tokens for gpt-5", "models=gpt-5 cap=400"),
    ("limit opus to 1000 tokens", f"{OPUS} cap=1000"),
    (
        "if i put a 2000 token cap on opus answers how much money do i save in october",
        f"{OPUS} time=2026-10-01/2026-11-01 cap=2000",
    ),
    ("how much would a 4k output limit save?", "cap=4000"),
    ("cap output at 1000", "cap=1000"),
    ("cap at 2000 tokens", "cap=2000"),
    ("set a max of 2000 tokens per answer", "cap=2000"),
    ("What would a limit of 1000 tokens per call save?", "cap=1000"),
    ("What would we save if we stopped generation after 500 tokens?", "cap=500"),
    ("was, wenn wir Antworten auf 2000 Tokens begrenzen?", "cap=2000"),
    ("Wie viel sparen wir mit maximal 1000 Tokens pro Antwort?", "cap=1000"),
    ("Wie viele Antworten würden bei maximal 500 Tokens abgeschnitten?", "cap=500"),
    ("et si on limitait les réponses à 2000 tokens ?", "cap=2000"),
    ("combien économiserait-on avec une limite de 500 tokens par réponse ?", "cap=500"),
    ("¿y si limitamos las respuestas a 2000 tokens?", "cap=2000"),
    ("¿Cuánto ahorraríamos con un máximo de 500 tokens por respuesta?", "cap=500"),
)
NO_CAPS = (
    "how many calls have more than 2000 output tokens?",
    "how much do answers over 2000 tokens cost?",
    "limit prompts to 1000 tokens",
    "limit input to 8k tokens, what would that save?",
    "cap our budget at $2000 a month",
    "limit each user to 2000 tokens",
    "limit answers to 200 words",
    "cut output tokens by 2000",
    "what if we limit the number of answers to 1000",
    "rate limit of 2000 tokens per minute",
    "cap max_tokens",
)


@pytest.mark.parametrize(("question", "expected"), CAPS)
def test_a_limit_on_answers_is_supposed(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert " ".join(gist(reading).split()) == f"lever trim_output {expected}"
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize("question", NO_CAPS)
def test_other_limits_and_amounts_are_none(question: str) -> None:
    assert "cap=" not in gist(read_question(question, SETTING))


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("how fast are calls if we cap output at 500 tokens?", "cap output at 500 tokens"),
        ("why did costs drop after we set max_tokens to 500?", "set max_tokens to 500"),
        ("since we set max_tokens to 500 on 9 November, what does a call cost?", "set max_tokens to 500"),
        ("what did the switch to max_tokens 500 on 9 November save?", "switch to max_tokens 500"),
        ("could we save 30% if answers were at most 500 tokens?", "30%"),
    ],
)
def test_what_no_limit_answers_stays_unread(question: str, unread: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert any(unread in words for words in reading.goal.unread)


def test_another_limit_and_other_calls_go_on_from_it() -> None:
    goal: Goal | None = None
    gists = []
    for question in (
        "cap answers at 2000 tokens",
        "and at 1000?",
        "only opus",
        "with 500 tokens",
        "per month?",
    ):
        reading = read_question(question, SETTING, goal)
        assert isinstance(reading, Understood)
        goal = reading.goal
        gists.append(" ".join(gist(reading).split()).removeprefix("lever trim_output "))
    capped = f"{OPUS} cap=500"
    assert gists == [
        "cap=2000",
        "cap=1000",
        f"{OPUS} cap=1000",
        capped,
        capped.replace("cap", "saving/month cap"),
    ]


def test_a_number_of_tokens_that_could_be_a_year_is_none() -> None:
    reading = read_question("how many calls have more than 2000 output tokens?", SETTING)
    assert isinstance(reading, Understood)
    assert (reading.goal.above, reading.goal.time) == (Above("output", 2_000), None)
