"""The busiest minute, whom failures meet, and whether sending again helps."""

import pytest

from netra.backend.agents.triage.domain.goal import Metric, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.peaks.domain import PeakLength
from tests.backend.triage.gist import SETTING, gist

CALLS, TOKENS = Metric.CALLS, Metric.TOKENS
SECOND, MINUTE = PeakLength.SECOND, PeakLength.MINUTE


@pytest.mark.parametrize(
    ("question", "length", "metric"),
    [
        ("how many requests per minute at the peak", MINUTE, CALLS),
        ("how many calls do we make and how many per minute at the peak", MINUTE, CALLS),
        ("peak calls per second", SECOND, CALLS),
        ("max requests in one minute", MINUTE, CALLS),
        ("what is our peak rpm", MINUTE, CALLS),
        ("how many tokens per minute at most", MINUTE, TOKENS),
        ("requests per minute", MINUTE, CALLS),
        ("busiest minute", MINUTE, CALLS),
        ("when is the peak minute", MINUTE, CALLS),
        ("what was the highest number of calls in a single second yesterday", SECOND, CALLS),
        ("wie viele aufrufe pro minute maximal?", MINUTE, CALLS),
    ],
)
def test_the_busiest_time_is_asked_for(question: str, length: PeakLength, metric: Metric) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert (reading.goal.peak, reading.goal.metric) == (length, metric)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize(
    "question",
    [
        *("how fast is the first token at peak hours", "busiest hour", "cost per minute"),
        *("output tokens per second by model", "calls over 2 minutes"),
    ],
)
def test_what_is_no_peak_is_none(question: str) -> None:
    reading = read_question(question, SETTING)
    assert not isinstance(reading, Understood) or reading.goal.peak is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("does the retry work", "errors metric=retries"),
        ("do retries work?", "errors metric=retries"),
        ("does retrying help?", "errors metric=retries"),
        ("do calls succeed after a retry", "errors metric=retries"),
        ("success rate of retries by error type", "errors metric=retries"),
        ("is retrying worth it after a timeout", "errors metric=retries"),
        ("which errors go away when we retry", "errors metric=retries"),
        ("which users are affected", "errors by=user"),
        ("who is affected by the errors?", "errors by=user"),
        ("which sessions are affected by errors", "errors by=session"),
        ("how many users had errors", "errors by=user"),
        ("how many sessions had a failed call", "errors by=session"),
        ("whom do the failures hit", "errors by=user"),
        ("welche nutzer sind von fehlern betroffen?", "errors by=user"),
        ("which features are hit by timeouts", "errors by=feature"),
        ("how many failures per day and model", "how_much metric=calls statuses=error by=day,model"),
        ("which model fails, and by whom", "how_much metric=calls statuses=error by=model,user"),
        ("failures per model, and for whom?", "how_much metric=calls statuses=error by=model,user"),
        ("which day had failures and who met them", "how_much metric=calls statuses=error by=day,user"),
    ],
)
def test_what_is_asked_of_failures(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert reading.goal.unread == ()


def test_behind_a_count_the_peak_is_one_of_the_same_calls() -> None:
    asked = read_question("how many calls of search?", SETTING)
    assert isinstance(asked, Understood)
    then = read_question("and how many per minute at the peak?", SETTING, asked.goal)
    assert isinstance(then, Understood)
    assert (then.goal.peak, then.goal.chosen.features) == (MINUTE, ("search",))
