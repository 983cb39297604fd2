"""The cost of a kind of token is read; its number, its rate and what would lower it are not taken for it."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

QUESTIONS = (
    ("how much of the spend is reasoning tokens?", "how_much cost_of=output_reasoning share_of=cost"),
    ("how much of the spend is reasoning", "how_much cost_of=output_reasoning share_of=cost"),
    ("how much do reasoning tokens cost?", "how_much cost_of=output_reasoning"),
    ("how much does reasoning cost us", "how_much cost_of=output_reasoning"),
    ("how much is thinking costing us", "how_much cost_of=output_reasoning"),
    ("how much money goes to reasoning", "how_much cost_of=output_reasoning"),
    (
        "what did thinking cost yesterday",
        "how_much cost_of=output_reasoning time=2026-11-11/2026-11-12",
    ),
    (
        "how much did we spend on reasoning last week",
        "how_much cost_of=output_reasoning time=2026-11-02/2026-11-09",
    ),
    ("reasoning cost by model", "where_money_goes cost_of=output_reasoning by=model"),
    ("reasoning cost per week", "how_much cost_of=output_reasoning by=week"),
    ("Wie viel kosten die Reasoning-Tokens pro Woche?", "how_much cost_of=output_reasoning by=week"),
    ("what do input and output cost us?", "how_much cost_of=all"),
    ("input vs output cost", "how_much cost_of=all"),
    ("do we spend more on input or output?", "how_much cost_of=all"),
    ("split the cost by input and output", "how_much cost_of=all"),
    ("break down the cost by kind of token", "how_much cost_of=all"),
    ("cost by token type", "how_much cost_of=all"),
    ("which token type costs the most?", "how_much cost_of=all"),
    ("cost of cached input", "how_much cost_of=cache_read"),
    ("how much are we paying for cache reads", "how_much cost_of=cache_read"),
    ("share of cost from cached tokens", "how_much cost_of=cache_read share_of=cost"),
    ("cost of cache writes by model", "where_money_goes cost_of=cache_write by=model"),
    ("how much do cache writes cost", "how_much cost_of=cache_write"),
    ("total cost of uncached input tokens per day", "how_much cost_of=input_fresh by=day"),
    ("how much of our bill is output?", "how_much cost_of=output share_of=cost"),
    ("what share of our bill is output", "how_much cost_of=output share_of=cost"),
    ("what percentage of our spend goes to output?", "how_much cost_of=output share_of=cost"),
    ("how much of our cost is due to output", "how_much cost_of=output share_of=cost"),
    ("which model has the highest output cost", "where_money_goes cost_of=output by=model"),
    ("which feature spends the most on output tokens", "where_money_goes cost_of=output by=feature"),
    ("cost of output tokens for haiku", "how_much cost_of=output models=haiku-4-5"),
    (
        "how much of alice@example.com's spend was output last week",
        "how_much cost_of=output users=alice@example.com time=2026-11-02/2026-11-09 share_of=cost "
        "of_users=alice@example.com",
    ),
    ("was kosten uns die output tokens?", "how_much cost_of=output"),
    ("combien coutent les tokens de sortie", "how_much cost_of=output"),
    ("cuanto cuestan los tokens de entrada por modelo", "where_money_goes cost_of=input by=model"),
    ("what do we pay for input tokens", "how_much cost_of=input"),
    ("how much of our spend is prompts vs completions?", "how_much cost_of=all share_of=cost"),
    ("cached vs uncached input cost", "how_much cost_of=all"),
    ("how much of the bill are cache reads and writes", "how_much cost_of=all share_of=cost"),
    ("cost split: input, output, reasoning", "how_much cost_of=all"),
    ("is reasoning eating our budget?", "how_much cost_of=output_reasoning"),
    ("do thinking tokens make up most of our spend?", "how_much cost_of=output_reasoning"),
    ("reasoning share of cost by model", "where_money_goes cost_of=output_reasoning by=model share_of=cost"),
    ("monthly output spend", "how_much cost_of=output by=month"),
    ("top 3 users by output cost", "where_money_goes cost_of=output by=user most=3"),
)
OTHERS = (
    "how many reasoning tokens",
    "how many output tokens did we pay for last week",
    "what share of output tokens is reasoning",
    "output tokens by model",
    "cost and output tokens by model",
    "cost per million output tokens",
    "what do output tokens cost per million",
    "price of output tokens",
    "how can we cut output costs",
    "reduce reasoning cost",
    "how much would we save with less reasoning",
    "what would it cost without caching",
    "how much does caching cost us",
    "how much do reasoning models cost",
    "how much does the output filter cost",
    "calls with more than 1000 output tokens: what do they cost?",
    "cost of prompts with more than 10k input tokens",
    "cost of tokens in march",
    "what do tokens cost us",
    "how much would reasoning cost with gpt-5-mini?",
)
UNREAD = (
    ("why did output costs go up", "output costs"),
    ("what will output tokens cost next month", "output tokens cost"),
    ("dearest calls by output cost", "output cost"),
    ("users with output cost over $5", "$5"),
    ("average reasoning cost per call", "average"),
    ("did reasoning cost more this week than last week?", "reasoning cost"),
    ("output cost by model and feature", "feature"),
)
FOLLOW_UPS = (
    ("how much do reasoning tokens cost?", "per week pls", "how_much cost_of=output_reasoning by=week"),
    ("how much do reasoning tokens cost?", "and per month?", "how_much cost_of=output_reasoning by=month"),
    ("reasoning cost by model", "and output?", "where_money_goes cost_of=output by=model"),
    ("how much of our bill is output?", "and how much is cached input?", "how_much cost_of=cache_read"),
    ("reasoning cost by model", "by user", "where_money_goes cost_of=output_reasoning by=user"),
    ("output cost", "and for haiku?", "how_much cost_of=output models=haiku-4-5"),
    (
        "reasoning cost by model",
        "and the cheapest?",
        "where_money_goes cost_of=output_reasoning by=model least=",
    ),
    (
        "what did we spend last week?",
        "how much of that is reasoning?",
        "how_much cost_of=output_reasoning time=2026-11-02/2026-11-09",
    ),
    ("what did we spend on output last week?", "and in total?", "how_much time=2026-11-02/2026-11-09"),
    ("how much do reasoning tokens cost?", "and the calls?", "how_much metric=calls"),
    ("reasoning cost", "and what did haiku cost?", "how_much models=haiku-4-5"),
    ("how many reasoning tokens", "and output?", "how_much metric=output_tokens"),
)


def _goal(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, SETTING, before)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_the_cost_of_a_kind_is_read_and_nothing_of_it_is_left(question: str, expected: str) -> None:
    goal = _goal(question)
    assert (" ".join(gist(Understood(goal)).split()), goal.unread) == (expected, ())


@pytest.mark.parametrize("question", OTHERS)
def test_what_only_names_a_kind_is_not_taken_for_its_cost(question: str) -> None:
    reading = read_question(question, SETTING)
    assert not isinstance(reading, Understood) or reading.goal.cost_of is None


@pytest.mark.parametrize(("question", "words"), UNREAD)
def test_what_the_cost_of_a_kind_is_not_told_by_is_said(question: str, words: str) -> None:
    assert words in _goal(question).unread


@pytest.mark.parametrize(("first", "then", "expected"), FOLLOW_UPS)
def test_short_questions_keep_the_kind_or_change_it(first: str, then: str, expected: str) -> None:
    goal = _goal(then, _goal(first))
    assert " ".join(gist(Understood(goal)).split()) == expected


def test_what_became_of_a_kind_in_another_question_is_said() -> None:
    why = _goal("why?", _goal("how much did reasoning cost last week?"))
    assert (why.cost_of, why.unread) == (None, ("reasoning cost",))
