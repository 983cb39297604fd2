"""Ways of asking that mean what other words say: sizes of answers, a summary, and where figures come from."""

import pytest

from netra.backend.agents.triage.domain.goal import Choice, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.words.said_plainly import BEHIND_A_SUMMARY
from tests.backend.triage.gist import SETTING, gist

OPUS = "what_if models=opus-4-1 features=support-bot on=haiku-4-5"
SUMMARIES = [
    "give me an overview",
    "executive summary",
    "status report",
    "what should I know?",
    "what should I look at first",
    "tl;dr",
    "anything I should tell the CFO?",
    "summary for my boss",
    "give me a summary I can send to my manager",
]


def read(question: str) -> Understood:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), question
    return reading


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how long are our answers?", "how_much metric=output_tokens"),
        ("how big are our answers", "how_much metric=output_tokens"),
        ("how long are our prompts on average", "how_much metric=input_tokens"),
        ("average size of answers", "how_much metric=output_tokens"),
        ("average output length by model", "where_money_goes metric=output_tokens by=model"),
        ("how long are the answers of opus-4-1", "how_much metric=output_tokens models=opus-4-1"),
        ("how long do answers take", "speed"),
        ("how long are the answers taking?", "speed"),
        ("what is the average response time?", "speed"),
    ],
)
def test_how_large_is_not_how_long(question: str, expected: str) -> None:
    assert " ".join(gist(read(question)).split()) == expected


@pytest.mark.parametrize(
    "question",
    [
        "how many calls at night or on weekends",
        "what do weekends or nights cost",
        "anybody running stuff at night or on weekends that we could move to batch?",
    ],
)
def test_hours_or_days_are_chosen_one_at_a_time(question: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Choice)
    chosen = [option.goal.chosen for option in reading.options]
    by_both = [(bool(one.hours), bool(one.weekdays)) for one in chosen]
    assert by_both == [(True, False), (False, True), (True, True)]


def test_hours_of_days_are_one_choice_of_calls() -> None:
    chosen = read("calls at night on weekends").goal.chosen
    assert (bool(chosen.hours), bool(chosen.weekdays)) == (True, True)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("is opus 4.1 worth it for the support bot or would haiku do", OPUS),
        ("do we need opus 4.1 for the support bot or is haiku enough?", OPUS),
        ("would haiku do for the support bot", "what_if features=support-bot on=haiku-4-5"),
        ("is haiku enough for the support bot?", "what_if features=support-bot on=haiku-4-5"),
        ("could haiku do the job of opus 4.1 for the support bot", OPUS),
        ("is gpt-5 worth it or would gpt-5-mini be enough?", "what_if models=gpt-5 on=gpt-5-mini"),
    ],
)
def test_whether_another_model_would_do_is_a_supposition(question: str, expected: str) -> None:
    assert " ".join(gist(read(question)).split()) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("do conversations get more expensive the longer they go", "spread by=session"),
        ("do sessions get more expensive over time?", "spread by=session"),
        ("how many requests resend text we already sent before", "lever prompt_caching"),
        ("how much of the input is repeated from earlier requests", "lever prompt_caching"),
        ("how many calls repeat the same prompt", "lever response_cache"),
        ("how many retries were sent again", "errors metric=retries"),
    ],
)
def test_what_is_sent_again_and_what_goes_on(question: str, expected: str) -> None:
    assert " ".join(gist(read(question)).split()) == expected


def test_what_is_enough_for_something_else_is_no_model() -> None:
    assert isinstance(read_question("is 5 minutes enough for the cache", SETTING), Choice)
    assert gist(read("is opus worth it")).split()[:2] == ["lever", "cheaper_model"]


def test_a_reason_asked_for_besides_is_said_to_be_left_out() -> None:
    assert read("what do we pay per session and why is it that much").goal.unread == ("why",)
    assert read("why is our bill so high").goal.unread == ()


def test_what_follows_a_question_of_the_figures_is_read() -> None:
    before = read("where do your prices come from").goal
    for question in ("and last week?", "for opus-4-1", "why?", "and by user"):
        assert read_question(question, SETTING, before) is not None


@pytest.mark.parametrize("question", SUMMARIES)
def test_a_summary_is_where_the_money_goes_what_saves_and_what_broke(question: str) -> None:
    reading = read(question)
    assert gist(reading).split() == ["where_money_goes"]
    assert (reading.then, reading.goal.unread) == (BEHIND_A_SUMMARY, ())
    behind = read_question(reading.then, SETTING, reading.goal)
    assert isinstance(behind, Understood)
    assert gist(behind).split() == ["spend_less"]
    assert gist(read(behind.then)).split() == ["incidents"]


def test_a_summary_may_be_of_a_time() -> None:
    for question in ("summary of last week for my boss", "what should I tell my boss about last week"):
        reading = read(question)
        assert reading.goal.time is not None
        assert reading.then == BEHIND_A_SUMMARY


@pytest.mark.parametrize(
    "question",
    [
        "what should we do next week to cut the bill",
        "give me the three things I should do on monday, with dollars",
        "three things to do monday morning",
        "top 3 savings to do first, with dollars",
        "what should I do on monday",
        "what can we do this week to spend less?",
        "2 things we should change first",
    ],
)
def test_the_day_of_a_plan_is_no_day_of_the_calls(question: str) -> None:
    reading = read(question)
    assert gist(reading).split() == ["spend_less"]
    assert (reading.goal.time, reading.goal.unread) == (None, ())


@pytest.mark.parametrize(
    "question",
    [
        "how accurate are these numbers",
        "can I trust these numbers?",
        "where do your prices come from",
        "which prices do you use",
        "what prices is this based on",
        "how do you calculate the cost?",
        "will this match our openai invoice?",
        "do these numbers match our bill?",
        "are these prices up to date",
        "is that an estimate?",
        "how sure are you about the savings",
        "how do you know that?",
        "woher kommen die Preise?",
    ],
)
def test_questions_of_the_figures_themselves(question: str) -> None:
    assert gist(read(question)).split() == ["provenance"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("where does the money go", "where_money_goes"),
        ("where do the costs come from?", "where_money_goes"),
        ("where do our costs come from by model", "where_money_goes by=model"),
        ("where do our failures come from", "errors"),
        ("what did we spend on monday", "how_much time=2026-11-09/2026-11-10"),
        ("what should we do about errors", "errors"),
        ("top 3 users", "where_money_goes by=user most=3"),
    ],
)
def test_whoever_asks_for_figures_gets_them(question: str, expected: str) -> None:
    assert " ".join(gist(read(question)).split()) == expected
