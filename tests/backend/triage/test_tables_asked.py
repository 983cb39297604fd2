"""Several numbers in one question, and one by two things at once: what is read of them."""

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING

TABLES = (
    ("what is the mean duration and the single slowest call?", "duration.mean duration.most", ""),
    ("average latency and error rate by feature", "duration.mean failed.rate", "feature"),
    ("p95 latency by model and day", "duration.p95", "model day"),
    ("error rate by feature and user", "failed.rate", "feature user"),
    ("p50 and p95 by model", "duration.median duration.p95", "model"),
    (
        "cost per call, number of calls and p95 latency by model",
        "cost.mean calls.total duration.p95",
        "model",
    ),
    ("mean and max output tokens by user", "output.mean output.most", "user"),
    ("median and p99 time to first token by model", "ttft.median ttft.p99", "model"),
    ("median output tokens of a call", "output.median", ""),
    ("biggest prompt by feature", "input.most", "feature"),
    ("are prompts getting longer over time, by model?", "input.mean", "model week"),
    ("average input tokens by model, last week compared with the week before", "input.mean", "model"),
    ("error rate by feature last week vs the week before", "failed.rate", "feature"),
    ("cost and error rate for each user", "cost.total failed.rate", "user"),
    ("slowest feature by p95 and its error rate", "duration.p95 failed.rate", "feature"),
    ("cache hit rate and cost by model", "cached.rate cost.total", "model"),
)
OTHERWISE = (
    "cost by model and day",
    "which sessions are the longest?",
    "what is the slowest call?",
    "p95 latency by model",
    "how many input and output tokens did we use?",
    "which users cost most and why?",
    "how much are retries and failed calls costing us by feature?",
    "how many calls failed, by model?",
    "what does a session cost on average and what is the most expensive session?",
    "how can we reduce the mean and the p95 latency?",
    "what did search cost in March compared with April?",
)


def _goal(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, SETTING, before)
    assert isinstance(reading, Understood), reading
    return reading.goal


@pytest.mark.parametrize(("question", "measures", "by"), TABLES)
def test_every_number_is_read_and_no_word_is_left(question: str, measures: str, by: str) -> None:
    goal = _goal(question)
    assert goal.table is not None
    told = " ".join(one.name for one in goal.table.measures)
    divided = " ".join(one.value for one in (goal.breakdown, goal.also_by) if one is not None)
    assert (told, divided, goal.unread) == (measures, by, ())


@pytest.mark.parametrize("question", OTHERWISE)
def test_what_a_single_figure_answers_is_no_table(question: str) -> None:
    assert _goal(question).table is None


def test_a_question_that_goes_on_keeps_the_table_unless_it_asks_for_something_else() -> None:
    first = _goal("average latency and error rate by feature")
    assert _goal("and last week?", first).table == first.table
    assert _goal("and by model?", first).table == first.table
    assert _goal("and what did these calls cost?", first).table is None
