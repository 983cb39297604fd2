"""Caching as billed, as it is asked: by any dimension, over time, and where it costs more than it saves."""

from dataclasses import replace
from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import CacheTold, Choice, Goal, Period, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import RecordedCaches
from tests.backend.triage.gist import SETTING, gist

LOSSES: Final = (
    ("where does caching cost more than it saves?", ""),
    ("which feature's cache is written but never read?", "by=feature"),
    ("which caches are written and hardly ever read", ""),
    ("is any cache never read?", ""),
    ("which users have a broken cache?", "by=user"),
    ("are there useless caches", ""),
    ("where is caching losing money?", ""),
    ("is caching wasting money in the search feature?", "features=search"),
    ("do we waste money on cache writes?", ""),
    ("which model's cache is not used since last week?", "time=2026-11-02/ by=model"),
    ("for which feature does our prompt cache cost more than it brings", "by=feature"),
    ("where does caching not pay off", ""),
    ("wo kostet caching mehr als es spart?", ""),
    ("welcher Cache wird nie gelesen?", ""),
    ("où le cache coûte plus qu'il n'économise ?", ""),
    ("dónde la caché cuesta más de lo que ahorra?", ""),
)
PARTS: Final = (
    ("caching by feature", "by=feature"),
    ("prompt caching by user", "by=user"),
    ("how much does caching save us by user?", "by=user"),
    ("what does caching save by provider", "by=provider"),
    ("caching savings by agent", "by=agent"),
    ("how much does caching save us by week?", "by=week"),
    ("caching per feature last week", "time=2026-11-02/2026-11-09 by=feature"),
    ("how did caching go over time", "by=week"),
    ("caching over time for search", "features=search by=week"),
    ("daily caching savings", "by=day"),
    ("is our cache working?", ""),
    ("how well does caching work?", ""),
    ("cache efficiency by model", "by=model"),
)
WRITES: Final = (
    ("cache writes by user", "by=user"),
    ("cache writes per week", "by=week"),
    ("how many tokens did we write to the cache by feature", "by=feature"),
)
OTHERWISE: Final = (
    ("cache hit rate by feature", "where_money_goes metric=cached_tokens by=feature share_of=input_tokens"),
    ("cost of cache writes by feature", "where_money_goes cost_of=cache_write by=feature"),
    ("how many cached tokens by user", "where_money_goes metric=cached_tokens by=user"),
    ("response cache by feature", "lever response_cache by=feature"),
)


def goal_of(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, SETTING, before)
    assert isinstance(reading, Understood)
    return reading.goal


def words_of(*parts: str) -> str:
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("question", "said"), LOSSES)
def test_where_caching_loses_is_asked(question: str, said: str) -> None:
    assert gist(read_question(question, SETTING)) == words_of("what_if", said, "uncached losses")
    assert not goal_of(question).unread


@pytest.mark.parametrize(("question", "said"), PARTS)
def test_caching_is_asked_by_any_dimension_and_over_time(question: str, said: str) -> None:
    assert gist(read_question(question, SETTING)) == words_of("what_if", said, "uncached")
    assert not goal_of(question).unread


@pytest.mark.parametrize(("question", "said"), WRITES)
def test_what_was_written_is_asked(question: str, said: str) -> None:
    assert gist(read_question(question, SETTING)) == words_of("what_if", said, "uncached writes")
    assert not goal_of(question).unread


@pytest.mark.parametrize(("question", "expected"), OTHERWISE)
def test_tokens_costs_and_other_caches_are_other_questions(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def test_the_cost_without_caching_is_told_apart_from_what_it_saves() -> None:
    goals = [
        goal_of("what would it cost without caching per month"),
        goal_of("what does caching save a month?"),
    ]
    told = [goal.supposition.cache_told for goal in goals if goal.supposition is not None]
    assert told == [CacheTold.COST, CacheTold.SAVING]
    assert [goal.saving_per for goal in goals] == [Period.MONTH, Period.MONTH]
    assert not any(goal.unread for goal in goals)


def test_a_second_dimension_is_said_to_be_unread_and_another_one_follows() -> None:
    first = goal_of("caching by user and feature")
    assert (gist(Understood(first)), first.unread) == ("what_if by=user uncached", ("feature",))
    assert gist(Understood(goal_of("and by day?", first))) == "what_if by=day uncached"


_EVERY: Final = "choice: lever prompt_caching | lever response_cache | lever semantic_cache"


@pytest.mark.parametrize("question", ["caching?", "how much could we save with caching?"])
@pytest.mark.parametrize(
    ("caches", "expected"),
    [
        (None, _EVERY),
        (RecordedCaches(), _EVERY),
        (RecordedCaches(cached=True), "what_if uncached"),
        (RecordedCaches(cached=True, prompt_blocks=True), "lever prompt_caching"),
        (RecordedCaches(prompt_blocks=True), "lever prompt_caching"),
        (RecordedCaches(repeats=True), "lever response_cache"),
        (RecordedCaches(cached=True, prompt_blocks=True, repeats=True), _EVERY),
    ],
)
def test_what_the_calls_record_settles_which_caching_is_meant(
    question: str, caches: RecordedCaches | None, expected: str
) -> None:
    reading = read_question(question, replace(SETTING, caches=caches))
    assert gist(reading) == expected
    if not isinstance(reading, Choice):
        assert isinstance(reading, Understood)
        assert not reading.goal.unread
