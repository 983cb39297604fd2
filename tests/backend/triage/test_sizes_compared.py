"""Whether prompts or answers got longer: what a call reads or writes in two times."""

import pytest

from netra.backend.agents.triage.domain.goal import Average, Metric, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

WEEKS = "time=2026-11-09/2026-11-16 vs=2026-11-02/2026-11-09"
DAYS = "time=2026-11-11/2026-11-12 vs=2026-11-10/2026-11-11"


@pytest.mark.parametrize(
    ("question", "metric", "times"),
    [
        ("did prompts get longer since Monday", Metric.INPUT_TOKENS, "time=2026-11-09/ vs=/2026-11-09"),
        ("are answers longer this week than last week", Metric.OUTPUT_TOKENS, WEEKS),
        ("average prompt size this week vs last week", Metric.INPUT_TOKENS, WEEKS),
        ("have outputs grown since 1 november", Metric.OUTPUT_TOKENS, "time=2026-11-01/ vs=/2026-11-01"),
        (
            "input size in october compared to september",
            Metric.INPUT_TOKENS,
            "time=2026-10-01/2026-11-01 vs=2026-09-01/2026-10-01",
        ),
        ("were prompts bigger yesterday than the day before", Metric.INPUT_TOKENS, DAYS),
        ("tokens per request this week versus last", Metric.TOKENS, WEEKS),
        (
            "are answers shorter now than in october",
            Metric.OUTPUT_TOKENS,
            "time=2026-11-01/2026-12-01 vs=2026-10-01/2026-11-01",
        ),
    ],
)
def test_both_times_are_asked_for(question: str, metric: Metric, times: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert gist(reading) == f"how_much metric={metric} statuses=ok {times}"
    assert reading.goal.average is Average.CALL
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("did prompts get longer", "why_changed metric=input_tokens"),
        ("can we make prompts shorter", "lever trim_context"),
        ("calls with more than 100k input tokens since Monday", "how_much time=2026-11-09/"),
    ],
)
def test_what_names_no_two_times_stays_what_it_was(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected
