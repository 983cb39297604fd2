"""How something goes on, behind an answer or by itself; oddities, caches that work, both sides of a call."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

SEARCH = Leading(GroupKey.FEATURE, "search", is_one=True)
BEHIND = (
    ("which feature is slowest", "is it getting worse", "speed features=search by=week"),
    ("which feature is slowest", "and is it getting slower week over week?", "speed features=search by=week"),
    ("which feature has the most errors", "is it getting better", "errors features=search by=week"),
    ("which feature costs the most", "is it growing", "where_money_goes features=search by=week"),
    (
        "which feature costs the most",
        "is it getting more expensive",
        "where_money_goes features=search by=week",
    ),
)
ALONE = (
    ("when and why did summarize get more expensive?", "why_changed features=summarize", ""),
    ("summarize got way pricier at some point, when exactly and why", "why_changed features=summarize", ""),
    (
        "error rate last week vs before",
        "errors time=2026-11-02/2026-11-09 vs=2026-10-26/2026-11-02",
        "",
    ),
    ("are subagents worth it or just burning tokens", "how_much agents=sub share_of=cost", ""),
    ("set me a sane monthly budget", "run_rate 1 month", ""),
    ("monthly bill if traffic doubles", "run_rate 1 month usage=2", ""),
    ("any users that suddenly started using way more", "why_changed by=user", ""),
    ("which model gives most bang for the buck", "where_money_goes by=model least= each=1,000,000 token", ""),
    ("what costs more, answers or prompts", "how_much cost_of=all share_of=cost", ""),
    ("how much of the spend is the weekend", "how_much share_of=cost weekdays=6,7", ""),
    ("how many people use it", "where_money_goes by=user", ""),
    ("is one customer dominating", "spread by=user", ""),
    ("how much is a typical session", "spread by=session", ""),
    ("how much would we save if we turned off search", "how_much features=search", ""),
    ("whats the trend in errors", "errors by=week", ""),
    ("which hours are busiest", "where_money_goes metric=calls by=hour_of_day", ""),
    ("output tokens per second by model", "speed metric=output_speed by=model", ""),
    ("is usage growing", "how_much metric=calls by=week", ""),
    ("which feature is slowest and is it getting worse", "speed by=feature", "and is it getting worse"),
    ("which user is eating the most and is he getting worse", "where_money_goes by=user", ""),
    ("which feature is growing, by how much week over week", "why_changed by=feature", ""),
    ("whats the avg input vs output", "how_much metric=tokens", ""),
    ("is caching even doing anything for us, seems broken lately", "what_if uncached", ""),
    (
        "did the cache hit rate drop?",
        "how_much metric=cached_tokens by=week share_of=input_tokens",
        "",
    ),
    ("anything weird in march i should know abt", "incidents time=2026-03-01/2026-04-01 by=day", ""),
    ("what would 3x the traffic cost in december", "run_rate in=2026-12-01/2027-01-01 usage=3", ""),
    ("what would 3x traffic cost us a month", "run_rate 1 month usage=3", ""),
    ("is spend going up or down?", "how_much by=week", ""),
    ("cost by minute", "how_much by=minute", ""),
    ("which minute was the dearest?", "where_money_goes by=minute", ""),
    ("spend every five minutes", "how_much by=five_minutes", ""),
    ("how many calls per minute?", "how_much metric=calls", ""),
    ("average cost per call over time", "how_much by=week", ""),
    ("how did the number of calls develop?", "how_much metric=calls by=week", ""),
    ("why does it go up or down?", "why_changed", ""),
    ("what do our developers spend", "how_much", ""),
    ("anything weird in this data?", "incidents by=day", ""),
    ("any surprises in March?", "incidents time=2026-03-01/2026-04-01 by=day", ""),
    ("which session spends the most and on what model", "where_money_goes by=session,model", ""),
    ("which project spends the most", None, ""),
    ("which tools get called the most", None, ""),
    ("if traffic doubles what do we pay per month", "run_rate 1 month usage=2", ""),
    ("what would a month cost at this rate if traffic doubles", "run_rate 1 month usage=2", ""),
    ("what if token prices doubled", "what_if prices=2", ""),
    ("something off with gpt-5?", "incidents models=gpt-5", ""),
)


def _read(question: str, before: Goal | None = None, leading: Leading | None = None) -> Understood:
    reading = read_question(question, SETTING, before, leading)
    assert isinstance(reading, Understood)
    return reading


@pytest.mark.parametrize(("first", "then", "expected"), BEHIND)
def test_how_that_goes_on_which_was_named(first: str, then: str, expected: str) -> None:
    goal = _read(then, _read(first).goal, SEARCH).goal
    assert (" ".join(gist(Understood(goal)).split()), goal.unread, goal.keeps) == (expected, (), True)


@pytest.mark.parametrize(("question", "expected", "then"), ALONE)
def test_it_is_read_and_what_stands_behind_it(question: str, expected: str | None, then: str) -> None:
    if expected is None:  # What a project is, is asked back; it is no forecast.
        assert "run_rate" not in gist(read_question(question, SETTING))
        return
    reading = _read(question)
    assert " ".join(gist(reading).split()) == expected
    assert then in reading.then
