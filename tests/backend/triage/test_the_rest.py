"""One name, or one time, beside all the rest of its kind; and how often something is so."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import NAMES, SETTING, gist

KNOWN = "call_cost,cost,duration,error_rate"
FIRST_HOURS = "vs=2026-03-02T10/2026-03-02T12"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("compare opus with the rest", f"how_much beside={KNOWN}"),
        ("opus vs everything else", f"how_much beside={KNOWN}"),
        ("is gpt-5 slower than the rest?", "how_much beside=duration >gpt-5"),
        ("how does search compare to all other features", f"how_much beside={KNOWN}"),
        ("is bob more expensive than everyone else", "how_much beside=cost,call_cost >bob"),
        ("cost of opus compared to the other models", "how_much beside=call_cost,cost"),
        (
            "compare search with the rest in March",
            f"how_much time=2026-03-01/2026-04-01 beside={KNOWN}",
        ),
        ("first 2 hours vs the rest", f"why_changed time=2026-03-02T12/ {FIRST_HOURS}"),
        ("were the first 2 hours slower than the rest?", f"speed time=2026-03-02T12/ {FIRST_HOURS}"),
        ("compare March with the rest", "why_changed time=2026-04-01/ vs=2026-03-01/2026-04-01"),
        (
            "cost per call in March vs the rest of the time",
            "how_much time=2026-04-01/ vs=2026-03-01/2026-04-01",
        ),
        (
            "cost of the last day compared to all other days",
            "why_changed time=2026-11-11/2026-11-12 vs=2026-03-02T10/2026-11-11",
        ),
        ("do we pay more than everyone else", "unanswerable"),
    ],
)
def test_one_stands_beside_the_rest(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def test_the_rest_of_the_names_is_all_of_them_but_one() -> None:
    reading = read_question("gpt-5 against all other models", SETTING)
    assert isinstance(reading, Understood)
    assert reading.goal.beside is not None
    one, rest = reading.goal.beside.sides
    assert one.names == ("gpt-5",)
    assert set(rest.names) == set(NAMES.models) - {"gpt-5"}
    assert (rest.label, reading.goal.unread) == ("all other models", ())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how often are answers cut off?", "how_much metric=calls cut_off share_of=calls"),
        ("how often do answers stop at the token limit", "how_much metric=calls cut_off share_of=calls"),
        ("how often do we call gpt-5", "how_much metric=calls models=gpt-5 share_of=calls"),
        ("how often do calls fail", "errors"),
        ("how often do we send the same prompt", "lever response_cache"),
        ("how often do sessions cost more than $5", "where_money_goes by=session only=cost>5"),
    ],
)
def test_how_often_asks_for_a_share_of_the_calls(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert (gist(reading), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("is 10k a month realistic?", "run_rate target=<10000/month 1 month"),
        ("are we on track for 10k a month", "run_rate target=<10000/month 1 month"),
        ("can we live with 10k per month?", "run_rate target=<10000/month 1 month"),
        ("get our bill under 5k a month", "spend_less target=<5000/month"),
    ],
)
def test_a_number_of_thousands_a_month_is_money(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected
