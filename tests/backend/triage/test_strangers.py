"""What a stranger asked: read as meant, or what was not read is said."""

import pytest

from netra.backend.agents.triage.domain.goal import Above, Average, Choice, Goal, Lever, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

READ = (
    ("which day was the most expensive?", "where_money_goes by=day"),
    ("most expensive hour since Monday", "where_money_goes time=2026-11-09/ by=hour"),
    ("wich sesions are the most expensiv?", "where_money_goes by=session"),
    ("cost of bob vs u-1042", "how_much users=bob,u-1042 beside=cost,call_cost"),
    ("search vs summarize spend", "how_much features=search,summarize beside=cost,call_cost"),
    ("why did search get so expensive?", "why_changed features=search"),
    ("is there any spike?", "why_changed"),
    ("when did summarize switch its model?", "why_changed features=summarize"),
    ("which feature grew the most?", "why_changed by=feature"),
    ("how much on reasoning tokens does search burn?", "how_much metric=reasoning_tokens features=search"),
    ("average prompt size and average answer size", "how_much metric=tokens"),
    ("how many identical requests did we have?", "lever response_cache"),
    ("how much did user bob.smith cost", "how_much unknown=bob.smith"),
    ("wat kost ons dit per week", "how_much by=week"),
    ("which team member burns the most money?", "where_money_goes by=user"),
    ("which feature is responsible for the increase?", "why_changed by=feature"),
    (
        "opus 4.5 vs haiku 4.5, which one is cheaper per call?",
        "how_much models=opus-4-5,haiku-4-5 beside=call_cost",
    ),
    ("at what hour are we busiest?", "where_money_goes metric=calls by=hour"),
    ("pls give costs without search", "how_much not_features=search"),
    ("run everything on haiku: price?", "what_if on=haiku-4-5"),
    ("give me a forecast for next month", "run_rate in=2026-12-01/2027-01-01"),
)
AVERAGES = (
    ("whats the avrage cost of a search call", Average.CALL, None),
    ("cost per call by feature", Average.CALL, GroupKey.FEATURE),
    ("average cost per user", Average.GROUP, GroupKey.USER),
    ("what does a session cost on average", Average.SESSION, None),
    ("average tokens per request", Average.CALL, None),
    ("what was the average per call?", Average.CALL, None),
)
UNREAD = (
    ("cut the cost of calls > 150k tokens", ("> 150k tokens",)),
    ("how much did we spend on calls > 3 MB", ("> 3 MB",)),
    ("what did we spend in euros this month", ("euros",)),
    ("spend for jane.doe@corp yesterday", ("jane.doe@corp",)),
    ("cost by model compared with budget 2,000", ("compared with budget 2,000",)),
)
"""Questions, and the words of each that nothing of its goal rests on."""
USED_UP = (
    "What did contract cost on 24 November between 2pm and 4pm, excluding bob?",
    "Please show me where our money went last week, split by feature and by model",
    "why did cost jump yesterday compared with the day before?",
    "cut the bill by 30% without hurting quality",
    "p50 and p95 latency per model please",
    "What if usage grows by 50%?",
    "Our CFO wants to know: how many calls failed last month, and which model fails most?",
)


def _goal(question: str) -> Goal:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), READ)
def test_question_of_a_stranger_is_read(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


@pytest.mark.parametrize(("question", "average", "breakdown"), AVERAGES)
def test_averages_are_taken_over_what_is_named(
    question: str, average: Average, breakdown: GroupKey | None
) -> None:
    goal = _goal(question)
    assert (goal.average, goal.breakdown, goal.unread) == (average, breakdown, ())


@pytest.mark.parametrize(("question", "unread"), UNREAD)
def test_what_was_not_used_is_said_in_the_askers_words(question: str, unread: tuple[str, ...]) -> None:
    assert _goal(question).unread == unread


@pytest.mark.parametrize("question", USED_UP)
def test_what_was_used_is_not_said_to_be_unused(question: str) -> None:
    assert _goal(question).unread == ()


def test_a_second_breakdown_is_read() -> None:
    goal = _goal("spend by feature and model since 20 October")
    assert (goal.breakdown, goal.also_by) == (GroupKey.FEATURE, GroupKey.MODEL)
    assert _goal("cost per user and per day").also_by is GroupKey.DAY
    assert _goal("cost per user and month").also_by is GroupKey.MONTH


@pytest.mark.parametrize(
    ("question", "above"),
    [
        ("calls with more than 150k input tokens, how many and what do they cost?", Above("input", 150_000)),
        ("how many calls > 2,000 output tokens", Above("output", 2_000)),
        ("spend on calls over 1.5 million tokens by model", Above("input", 1_500_000)),
        ("how many calls have more than 0 tokens", None),
    ],
)
def test_calls_are_chosen_by_their_length(question: str, above: Above | None) -> None:
    assert _goal(question).above == above


def test_a_choice_keeps_what_was_read() -> None:
    reading = read_question("sonnet on 11/24", SETTING)
    assert isinstance(reading, Choice)
    assert {option.goal.chosen.models for option in reading.options} == {("claude-sonnet-4-5-20250929",)}
    assert all(option.goal.time for option in reading.options)


def test_what_is_asked_for_next_is_not_ruled_out_any_more() -> None:
    first = _goal("where can we save without caching?")
    assert first.excluded_levers
    reading = read_question("and with prompt caching?", SETTING, first)
    assert isinstance(reading, Understood)
    assert reading.goal.levers == (Lever.PROMPT_CACHING,)
    assert Lever.PROMPT_CACHING not in reading.goal.excluded_levers


def test_a_follow_up_says_only_what_it_leaves_out_itself() -> None:
    first = _goal("what did we spend in euros last week")
    assert first.unread == ("euros",)
    reading = read_question("and for search?", SETTING, first)
    assert isinstance(reading, Understood)
    assert (reading.goal.chosen.features, reading.goal.unread) == (("search",), ())
