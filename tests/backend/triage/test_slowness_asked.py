"""Why calls are slow: where their time goes, what goes with it, and what only sounds like it."""

import pytest

from netra.backend.agents.triage.domain.goal import Metric, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("why are calls slow?", "why_slow"),
        ("who is slow?", "speed metric=latency_p95 by=user"),
        ("which customers have the slowest calls", "speed metric=latency_p95 by=user"),
        ("how slow are we and who is slowest", "speed metric=latency_p95 by=user"),
        ("what makes a call slow?", "why_slow"),
        ("why is gpt-5 slow", "why_slow models=gpt-5"),
        ("are the slow calls slow because of long outputs?", "why_slow"),
        ("is latency related to output length?", "why_slow"),
        ("is latency related to prompt size?", "why_slow"),
        ("what do our slowest calls have in common?", "why_slow"),
        ("where does the waiting time go?", "why_slow"),
        ("is it the model or the prompt that makes it slow?", "why_slow"),
        ("why is gpt-5 slower than gpt-5-mini?", "why_slow models=gpt-5,gpt-5-mini by=model"),
        ("why do calls take so long?", "why_slow"),
        ("what drives our response times?", "why_slow"),
        ("do longer answers take longer?", "why_slow"),
        ("do long prompts make calls slower?", "why_slow"),
        ("do shorter prompts get faster answers?", "why_slow"),
        ("how much of the time is waiting for the first token?", "why_slow"),
        ("how much time do calls spend generating?", "why_slow"),
        ("what slows us down?", "why_slow"),
        (
            "why is the support bot slow this month",
            "why_slow features=support-bot time=2026-11-01/2026-12-01",
        ),
        ("why is p95 so high?", "why_slow metric=latency_p95"),
        ("why is ttft so high?", "why_slow metric=ttft"),
        ("why are responses slow by model?", "why_slow by=model"),
        ("what is behind the slow calls of bob?", "why_slow users=bob"),
        ("correlation between latency and output tokens", "why_slow"),
        ("does duration depend on input tokens?", "why_slow"),
        ("how do slow calls differ from fast ones?", "why_slow"),
        ("is gpt-5 slow because of its reasoning?", "why_slow models=gpt-5"),
        ("why were calls slow yesterday", "why_slow time=2026-11-11/2026-11-12"),
        ("where is the time spent?", "why_slow"),
        ("what takes so long?", "why_slow"),
        ("is the bottleneck the model or the prompt?", "why_slow"),
        ("prompt length vs latency", "why_slow"),
        ("which part of a call takes longest", "why_slow"),
        ("why are calls slow and what do they cost?", "why_slow"),
        ("why do some calls take so much longer than others?", "why_slow"),
        ("what dominates latency, prefill or decoding?", "why_slow"),
        ("how can I find out why calls are slow?", "why_slow"),
        ("warum sind die aufrufe langsam?", "why_slow"),
        ("pourquoi les appels sont ils lents?", "why_slow"),
        ("por que son lentas las llamadas?", "why_slow"),
    ],
)
def test_it_is_read_and_nothing_is_left(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how slow are calls", "speed"),
        ("which calls are slowest", "speed most=10duration"),
        ("p95 by model", "speed metric=latency_p95 by=model"),
        ("why did latency jump last week", "incidents time=2026-11-02/2026-11-09"),
        ("why did calls get slower last week?", "incidents time=2026-11-02/2026-11-09"),
        ("since when are calls slow?", "incidents"),
        ("why are calls slower than last week?", "speed time=2026-11-09/2026-11-16 vs=2026-11-02/2026-11-09"),
        ("why is cost so high", "where_money_goes"),
        ("why are slow calls so expensive?", "where_money_goes"),
        ("slow down spending", "speed"),
        ("where does the money go?", "where_money_goes"),
        ("which model is slowest?", "speed by=model"),
        ("break down latency by model", "speed by=model"),
        ("which model is slow and why?", "speed by=model"),
        ("is gpt-5 slower than gpt-5-mini?", "how_much models=gpt-5,gpt-5-mini beside=duration >gpt-5"),
        ("how can I make calls faster?", "speed"),
        ("does caching make calls faster?", "speed"),
        ("why do calls time out?", "errors"),
        ("why are answers so long", "lever trim_output"),
        ("which calls are slower than 10 s?", "how_much duration>10000"),
        ("what share of the cost is gpt-5?", "how_much models=gpt-5 share_of=cost"),
    ],
)
def test_what_asks_for_no_reason_of_times_stays_what_it_was(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def after(*questions: str) -> str:
    """The gist of the last question of a thread."""
    goal = None
    for question in questions:
        reading = read_question(question, SETTING, goal)
        assert isinstance(reading, Understood)
        goal = reading.goal
    return gist(reading)


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("how slow are calls of gpt-5?", "why?"), "why_slow models=gpt-5"),
        (("which calls are slowest", "why?"), "why_slow"),
        (("why are calls slow?", "and by feature?"), "why_slow by=feature"),
        (("why are calls slow?", "only gpt-5"), "why_slow models=gpt-5"),
        (("what did gpt-5 cost?", "why is it so slow?"), "why_slow models=gpt-5"),
        (("why are calls slow?", "what did they cost?"), "how_much"),
    ],
)
def test_it_goes_on_in_a_thread(questions: tuple[str, ...], expected: str) -> None:
    assert after(*questions) == expected


def test_the_first_token_is_asked_about_only_where_it_is_named() -> None:
    first, plain = (read_question(one, SETTING) for one in ("why is ttft so high?", "why are calls slow?"))
    assert isinstance(first, Understood)
    assert isinstance(plain, Understood)
    assert (first.goal.metric, plain.goal.metric) == (Metric.TTFT, Metric.LATENCY)
