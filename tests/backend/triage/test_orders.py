"""Orders, shares and times that come again: asked in many ways, read as one."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

OPUS = "models=opus-4-1,opus-4-5"
ORDERS = (
    ("What are our 10 most expensive calls?", "where_money_goes most=10cost"),
    ("top 10 calls by tokens", "where_money_goes metric=tokens most=10tokens"),
    (
        "show me the five dearest requests of last week",
        "where_money_goes time=2026-11-02/2026-11-09 most=5cost",
    ),
    ("which call cost the most?", "where_money_goes most=1cost"),
    ("Which requests took the longest?", "speed most=10duration"),
    ("slowest 5 calls for opus", f"speed {OPUS} most=5duration"),
    ("longest prompts", "where_money_goes metric=input_tokens most=10input"),
    (
        "biggest prompts of support-bot",
        "where_money_goes metric=input_tokens features=support-bot most=10input",
    ),
    ("the 3 longest answers", "where_money_goes metric=output_tokens most=3output"),
    ("cheapest day", "where_money_goes by=day least="),
    ("What was our least expensive week?", "where_money_goes by=week least="),
    ("top 3 features", "where_money_goes by=feature most=3"),
    ("top 5 users by input tokens", "where_money_goes metric=input_tokens by=user most=5"),
    ("which feature uses the fewest tokens?", "where_money_goes metric=tokens by=feature least="),
    ("which feature makes the most calls?", "where_money_goes metric=calls by=feature"),
    ("tokens by feature", "where_money_goes metric=tokens by=feature"),
    ("reduce the cost of our most expensive calls", "spend_less"),
)
SHARES = (
    ("what share of our spend is opus?", f"how_much {OPUS} share_of=cost"),
    (
        "what percentage of calls are haiku",
        "how_much metric=calls models=haiku-4-5 share_of=calls",
    ),
    (
        "what percent of the bill comes from support-bot?",
        "how_much features=support-bot share_of=cost",
    ),
    ("how much of our spend goes to sonnet?", "how_much models=sonnet-4-5 share_of=cost"),
    (
        "what share of opus cost is support-bot?",
        f"how_much {OPUS} features=support-bot share_of=cost of_{OPUS}",
    ),
    ("what fraction of input tokens was cached?", "how_much metric=cached_tokens share_of=input_tokens"),
    ("what share of tokens is output?", "how_much metric=output_tokens share_of=tokens"),
    ("share of cost by model", "where_money_goes by=model share_of=cost"),
    ("welcher Anteil der Kosten ist opus?", f"how_much {OPUS} share_of=cost"),
    ("quelle part des couts vient de support-bot", "how_much features=support-bot share_of=cost"),
    ("what share of requests failed?", "errors"),
)
AGAIN = (
    ("what proportion of cost is on weekends?", "how_much share_of=cost weekdays=6,7"),
    ("cost on weekends only", "how_much weekdays=6,7"),
    ("how much do we spend on Mondays?", "how_much weekdays=1"),
    ("cost at night", "how_much hours=0,1,2,3,4,5,22,23"),
    (
        "spend during business hours last month",
        "how_much time=2026-10-01/2026-11-01 weekdays=1,2,3,4,5 hours=9,10,11,12,13,14,15,16",
    ),
    (
        "excluding weekends, what did we spend in October?",
        "how_much time=2026-10-01/2026-11-01 weekdays=1,2,3,4,5",
    ),
    ("weekdays vs weekends", "where_money_goes by=weekday"),
    ("which hour of the day is most expensive?", "where_money_goes by=hour_of_day"),
    ("cost by weekday", "where_money_goes by=weekday"),
    ("cost by provider", "where_money_goes by=provider"),
    ("which provider costs most?", "where_money_goes by=provider"),
    ("main agent vs sub-agents cost", "where_money_goes agents=sub,main by=agent_kind"),
    ("tokens in vs tokens out", "how_much metric=tokens"),
)
PARTS = (
    (
        "how many different users used search in october?",
        "where_money_goes features=search time=2026-10-01/2026-11-01 by=user",
    ),
    ("how many models do we use?", "where_money_goes by=model"),
    (
        "which subagent has the worst cache hit rate",
        "where_money_goes metric=cached_tokens agents=sub by=agent least="
        " share_of=input_tokens of_agents=sub",
    ),
    ("cache hit rate by model", "where_money_goes metric=cached_tokens by=model share_of=input_tokens"),
    ("longest session by number of calls", "where_money_goes metric=calls by=session"),
    ("busiest day?", "where_money_goes metric=calls by=day"),
    ("unser teuerstes Modell letzten Monat?", "where_money_goes time=2026-10-01/2026-11-01 by=model"),
    ("are we growing? weekly cost trend please", "where_money_goes by=week"),
    ("cost per session on average, and median", "where_money_goes by=session"),
    ("cost of the 5 cheapest features", "where_money_goes by=feature least=5"),
    ("cache read vs cache write tokens", "how_much metric=cached_tokens"),
)
LAST_WEEK = f"{OPUS} time=2026-11-02/2026-11-09"
FOLLOW_UPS = (
    (
        "how many input tokens did opus use last week?",
        "and output?",
        f"how_much metric=output_tokens {LAST_WEEK}",
    ),
    ("what did opus cost last week?", "how many calls was that?", f"how_much metric=calls {LAST_WEEK}"),
    ("what did opus cost last week?", "how many tokens did that use?", f"how_much metric=tokens {LAST_WEEK}"),
    (
        "what did opus cost last week?",
        "what share of the total is that?",
        f"how_much {LAST_WEEK} share_of=cost",
    ),
    ("which day was the most expensive?", "and the cheapest?", "where_money_goes by=day least="),
    (
        "which feature has the worst cache hit rate?",
        "top 5 users by input tokens",
        "where_money_goes metric=input_tokens by=user most=5",
    ),
    ("top 3 calls by input tokens", "and the shortest?", "where_money_goes metric=input_tokens least=3input"),
)


def _goal(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, SETTING, before)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), [*ORDERS, *SHARES, *AGAIN, *PARTS])
def test_question_is_read_and_nothing_of_it_is_left(question: str, expected: str) -> None:
    goal = _goal(question)
    assert (" ".join(gist(Understood(goal)).split()), goal.unread) == (expected, ())


@pytest.mark.parametrize(("first", "then", "expected"), FOLLOW_UPS)
def test_a_follow_up_measures_the_same_calls_otherwise(first: str, then: str, expected: str) -> None:
    goal = _goal(then, _goal(first))
    assert (" ".join(gist(Understood(goal)).split()), goal.unread) == (expected, ())


@pytest.mark.parametrize(
    "question", ["what did we spend outside business hours", "what did we spend out of office hours"]
)
def test_what_no_choice_expresses_is_left_and_said(question: str) -> None:
    goal = _goal(question)
    assert not goal.chosen
    assert goal.unread


def test_what_no_table_holds_is_said() -> None:
    assert _goal("median cached tokens of a call").unread == ("median",)
