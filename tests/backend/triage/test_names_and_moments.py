"""Names as clouds and logs write them, and moments that are no time of calls: asked in many ways."""

from dataclasses import replace
from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Unanswerable, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames
from tests.backend.triage.gist import SETTING, gist

HAIKU: Final = "anthropic.claude-haiku-4-5-20251001-v1:0"
SONNET: Final = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
OPUS: Final = "opus-4-5@20251101"
FLASH: Final = "google/gemini-2.5-flash"
CLOUD: Final = replace(
    SETTING,
    names=ProjectNames(
        models=(HAIKU, SONNET, f"claude-{OPUS}", FLASH, "gemini-2.5-pro", "gpt-4o", "azure/gpt-4o"),
        agents=("main", "agent-7"),
        features=("support-bot", "search"),
        users=("u-017", "u-018", "bob"),
        sessions=("sess-1126-01", "sess-1126-02"),
        providers=("openai", "azure.ai.openai", "anthropic", "aws.bedrock"),
    ),
    listed_models=(
        *("claude-haiku-5", "claude-haiku-4-5", "claude-sonnet-5", "claude-sonnet-4-5"),
        *("gpt-5", "gemini-3-flash", "gemini-2.5-flash"),
    ),
)
"""A project whose models stand as Bedrock and Vertex write them, beside a price list with newer ones."""
CLAUDE: Final = f"models={HAIKU},{SONNET},{OPUS}"
MODELS: Final = (
    ("what if everything ran on claude haiku", f"what_if on={HAIKU}"),
    ("what if search ran on haiku", f"what_if features=search on={HAIKU}"),
    ("what if bob ran on haiku 4.5", f"what_if users=bob on={HAIKU}"),
    ("what if opus ran on sonnet 4.5", f"what_if models={OPUS} on={SONNET}"),
    ("what if we used gemini flash", f"what_if on={FLASH}"),
    (f"what if opus ran on {HAIKU}", f"what_if models={OPUS} on={HAIKU}"),
    ("cost of haiku", f"how_much models={HAIKU}"),
    ("cost of claude haiku", f"how_much models={HAIKU}"),
    ("cost of haiku 4.5", f"how_much models={HAIKU}"),
    ("cost of claude-haiku-4-5-20251001", f"how_much models={HAIKU}"),
    ("cost of claude-opus-4-5@20251101 by user", f"where_money_goes models={OPUS} by=user"),
    (f"cost of {SONNET} last week", f"how_much models={SONNET} time=2026-11-02/2026-11-09"),
    (f"cost of {FLASH}", f"how_much models={FLASH}"),
    ("cost of claude", f"how_much {CLAUDE}"),
)
PROVIDERS: Final = (
    ("how much did openai cost?", "how_much providers=openai"),
    ("how much do we pay openai", "how_much providers=openai"),
    ("what did we spend on openai last week", "how_much time=2026-11-02/2026-11-09 providers=openai"),
    ("was kostet openai", "how_much providers=openai"),
    ("openai vs anthropic cost", "how_much providers=openai,anthropic beside=call_cost,cost"),
    ("errors at openai", "errors providers=openai"),
    ("cost of azure", "how_much providers=azure.ai.openai"),
    ("cost of openai models", "how_much models=gpt-4o,azure/gpt-4o"),
    ("what if we moved everything to openai", "what_if on=gpt-4o"),
    ("what if claude ran on openai", f"what_if {CLAUDE} on=gpt-4o"),
    ("switch from openai to anthropic", f"what_if providers=openai on={HAIKU},{OPUS},{SONNET}"),
)
PER: Final = (
    (
        "Was kostet uns Opus im Vergleich zu Sonnet pro Sitzung?",
        f"how_much models={OPUS},{SONNET} beside=session_cost",
    ),
    ("Kosten pro Nutzer", "where_money_goes by=user"),
    ("Gemini pro Tag Kosten", f"how_much models={FLASH},gemini-2.5-pro by=day"),
    ("Sonnet pro Woche", f"how_much models={SONNET} by=week"),
    ("gemini 2.5 pro cost", "how_much models=gemini-2.5-pro"),
    ("Was kostet gemini pro pro Monat?", "how_much models=gemini-2.5-pro by=month"),
)
ELSEWHERE: Final = (
    ("preparing the board deck for monday: where did the money go?", "where_money_goes"),
    ("meeting on Tuesday, what did we spend in October?", "how_much time=2026-10-01/2026-11-01"),
    ("report due Friday: cost by model", "where_money_goes by=model"),
    ("I need slides by tomorrow, what did we spend?", "how_much"),
    ("I need this by friday: cost by feature", "where_money_goes by=feature"),
    ("before my 3pm call: how much did we spend last week", "how_much time=2026-11-02/2026-11-09"),
    ("for next week's board meeting, what did we spend in October?", "how_much time=2026-10-01/2026-11-01"),
    ("Termin am Montag: was haben wir ausgegeben?", "how_much"),
    ("cost report for Monday", "how_much time=2026-11-09/2026-11-10"),
    ("cost of calls on tuesday", "how_much time=2026-11-10/2026-11-11"),
    ("spend by the end of Wednesday", "how_much time=/2026-11-12"),
)
ALWAYS: Final = (
    ("what did we spend since we started?", "how_much"),
    ("how much have we spent to date", "how_much"),
    ("how much have we spent so far", "how_much"),
    ("spend since the beginning by model", "where_money_goes by=model"),
    ("what is the total cost of all time", "how_much"),
    ("how much did bob spend ever", "how_much users=bob"),
    ("what did we spend since the beginning of October", "how_much time=2026-10-01/"),
    ("what did we spend this month so far", "how_much time=2026-11-01/2026-11-12T15"),
)
STRETCHES: Final = tuple(
    (f"cost {words}", f"how_much time={days}")
    for words, days in (
        ("oct 20 - nov 5 excluding weekends", "2026-10-20/2026-11-06 weekdays=1,2,3,4,5"),
        ("20 oct - 5 nov", "2026-10-20/2026-11-06"),
        ("20 October - 5 November", "2026-10-20/2026-11-06"),
        ("oct 20-nov 5", "2026-10-20/2026-11-06"),
        ("20 oct-5 nov", "2026-10-20/2026-11-06"),
        ("10/20 - 11/5", "2026-10-20/2026-11-06"),
        ("10/1 - 10/15", "2026-10-01/2026-10-16"),
        ("nov 3-5", "2026-11-03/2026-11-06"),
    )
)
CALLS: Final = "how_much metric=calls"
ALIKE: Final = (
    ("is u-042 using it at all?", f"{CALLS} unknown=u-042"),
    ("how much did u-042 cost", "how_much unknown=u-042"),
    ("sess-1126-99 cost", "how_much unknown=sess-1126-99"),
    ("agent-9 errors", "errors unknown=agent-9"),
    ("is bob using it?", f"{CALLS} users=bob"),
    ("what about search?", "how_much features=search"),
    ("cost of u-017", "how_much users=u-017"),
    ("cost of bob in q3", "how_much users=bob time=2026-07-01/2026-10-01"),
    ("top-10 calls", "where_money_goes most=10cost"),
)
BARE: Final = (
    ("calls on nov 3 between 9 and 12 in the morning", f"{CALLS} time=2026-11-03T09/2026-11-03T12"),
    ("calls on nov 3 between 9 and 12", f"{CALLS} time=2026-11-03T09/2026-11-03T12"),
    ("calls between 2 and 4 in the afternoon on nov 3", f"{CALLS} time=2026-11-03T14/2026-11-03T16"),
    ("requests last Friday", f"{CALLS} time=2026-11-06/2026-11-07"),
    ("traffic in October", f"{CALLS} time=2026-10-01/2026-11-01"),
    ("Anfragen gestern", f"{CALLS} time=2026-11-11/2026-11-12"),
    ("bob's requests yesterday", f"{CALLS} users=bob time=2026-11-11/2026-11-12"),
    ("calls of bob", f"{CALLS} users=bob"),
    ("cost so far", "how_much"),
    ("Kosten bisher", "how_much"),
    ("first and last call?", CALLS),
    ("when did the log start", CALLS),
    ("which period does the data cover", CALLS),
    ("when was the first call of bob?", f"{CALLS} users=bob"),
    ("from when to when is the data", CALLS),
    ("what time range is in the logs?", CALLS),
)
NOT_RECORDED: Final = (
    "how many lines of code did the agent write?",
    "how many pull requests did the agent open last week?",
    "what did customers ask about",
    "what are users asking",
)
POINTING: Final = (
    ("how many calls did that session make?", ("that session",)),
    ("why was that session so expensive?", ("that session",)),
    ("how many calls were of this feature?", ("this feature",)),
    ("how many tokens did that user use?", ()),
)
READ: Final = (*MODELS, *PROVIDERS, *PER, *ELSEWHERE, *ALWAYS, *STRETCHES, *ALIKE, *BARE)


def _goal(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, CLOUD, before)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), READ)
def test_question_is_read_and_all_of_it(question: str, expected: str) -> None:
    goal = _goal(question)
    assert (_parts(gist(Understood(goal))), goal.unread) == (_parts(expected), ())


@pytest.mark.parametrize("question", NOT_RECORDED)
def test_what_calls_do_not_record_is_not_answered(question: str) -> None:
    reading = read_question(question, CLOUD)
    assert isinstance(reading, Unanswerable)
    assert reading.reason
    assert reading.send


@pytest.mark.parametrize(("question", "unread"), POINTING)
def test_what_points_at_no_name_is_unread(question: str, unread: tuple[str, ...]) -> None:
    assert _goal(question, _goal("what did bob cost last week?")).unread == unread


def _parts(told: str) -> list[str]:
    return sorted(told.split())
