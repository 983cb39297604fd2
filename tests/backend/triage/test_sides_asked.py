"""Names side by side: each is to have its own figure, however the two are put."""

from dataclasses import replace
from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import NAMES, SETTING, gist

MORE: Final = ("claude-opus-4-6", "deepseek-v3.2", "kimi-k2")
WIDER: Final = replace(SETTING, names=replace(NAMES, models=(*NAMES.models, *MORE)))
OPUS: Final = "how_much models=opus-4-1,opus-4-6"
BOTH: Final = "how_much models=deepseek-v3.2,kimi-k2"
KIMI: Final = "how_much models=kimi-k2,deepseek-v3.2"
LAST_WEEK: Final = "time=2026-11-02/2026-11-09"
KNOWN: Final = "call_cost,cost,duration,error_rate"
SIDES: Final = (
    ("what's one call on opus 4.1 compared to opus 4.6", f"{OPUS} beside=call_cost"),
    (
        "is deepseek slower than kimi and by how much? which one should we keep",
        f"{BOTH} beside=duration judged >deepseek",
    ),
    ("cost per call for opus 4.1 and for opus 4.6, side by side", f"{OPUS} beside=call_cost"),
    (
        "median time of DeepSeek compared with Kimi, and cost of each",
        f"{BOTH} beside=duration,call_cost median",
    ),
    ("how fast is DeepSeek compared to Kimi", f"{BOTH} beside=duration"),
    ("which is better, kimi or deepseek?", f"{KIMI} beside={KNOWN} judged"),
    ("is opus 4.1 worth it over opus 4.6", f"{OPUS} beside={KNOWN} judged"),
    ("should we keep opus 4.1 or opus 4.6", f"{OPUS} beside={KNOWN} judged"),
    ("opus 4.1 vs opus 4.6: cost per call", f"{OPUS} beside=call_cost"),
    ("how much more does opus 4.1 cost than opus 4.6", f"{OPUS} beside=call_cost,cost"),
    ("difference in price per request between kimi and deepseek", f"{KIMI} beside=call_cost"),
    ("what's the price gap between kimi and deepseek per call", f"{KIMI} beside=call_cost"),
    ("p95 latency of kimi and deepseek", f"how_much metric=latency_p95{KIMI[8:]} beside=p95"),
    ("time to first token: kimi vs. deepseek", f"how_much metric=ttft{KIMI[8:]} beside=ttft"),
    ("kimi versus deepseek error rate", f"{KIMI} beside=error_rate"),
    ("does kimi fail more often than deepseek last week?", f"{KIMI} {LAST_WEEK} beside=error_rate >kimi"),
    ("is kimi cheaper than deepseek?", f"{KIMI} beside=call_cost,cost <kimi"),
    ("Ist Kimi langsamer als DeepSeek?", f"{KIMI} beside=duration >Kimi"),
    ("opus 4.1, opus 4.6 and kimi side by side", f"{OPUS},kimi-k2 beside={KNOWN}"),
    (
        "how many tokens does opus 4.6 use compared with opus 4.1",
        "how_much metric=tokens models=opus-4-6,opus-4-1 beside=tokens",
    ),
    (
        "how does support-bot compare to summarize in cost and speed",
        "how_much features=support-bot,summarize beside=call_cost,cost,duration",
    ),
    (
        "compare alice@example.com and bob by spend",
        "how_much users=alice@example.com,bob beside=cost,call_cost",
    ),
    (
        "cost per session for search vs support-bot",
        "how_much features=search,support-bot beside=session_cost",
    ),
    ("cost per call of search and of summarize", "how_much features=search,summarize beside=call_cost"),
)
ADDED_UP: Final = (
    ("cost of opus 4.1 and kimi", "how_much models=opus-4-1,kimi-k2"),
    ("how much do kimi and deepseek cost together", KIMI),
    ("what if we moved opus 4.1 to opus 4.6", "what_if models=opus-4-1 on=opus-4-6"),
)


def read(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, WIDER, before)
    assert isinstance(reading, Understood), reading
    assert reading.then == ""
    return reading.goal


def said(goal: Goal) -> str:
    return " ".join(gist(Understood(goal)).split())


@pytest.mark.parametrize(("question", "expected"), SIDES)
def test_each_name_is_asked_for_alone(question: str, expected: str) -> None:
    goal = read(question)
    sides = goal.beside.sides if goal.beside is not None else ()
    assert (said(goal).replace(" each=session", ""), goal.unread) == (expected, ())
    assert len(sides) == expected.split(" beside", maxsplit=1)[0].count(",") + 1


@pytest.mark.parametrize(("question", "expected"), ADDED_UP)
def test_names_that_are_added_up_stand_together(question: str, expected: str) -> None:
    assert said(read(question)) == expected


def test_more_may_be_asked_of_the_same_names() -> None:
    first = read("how fast is DeepSeek compared to Kimi")
    then = read("and which one should we keep?", first)
    assert said(then) == f"{BOTH} beside={KNOWN} judged"
    assert said(read("what about the error rate of both?", then)) == f"{BOTH} beside=error_rate"


def test_of_one_of_them_alone_nothing_stands_beside() -> None:
    first = read("how fast is DeepSeek compared to Kimi")
    assert read("and only for kimi?", first).beside is None
