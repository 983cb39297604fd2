"""Questions as one asks a colleague: what happened on a day, how many of a feature, what one costs."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

TWO_DAYS = "time=2026-11-03/2026-11-05"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what happened on November 3 and 4?", f"why_changed {TWO_DAYS} vs=2026-11-01/2026-11-03"),
        ("what happened last Tuesday?", "why_changed time=2026-11-10/2026-11-11 vs=2026-11-09/2026-11-10"),
        ("cost between November 3 and 7", "how_much time=2026-11-03/2026-11-08"),
        ("cost on 3 and 4 November", f"how_much {TWO_DAYS}"),
        (
            "Can we expect to stay under 40 dollars in December?",
            "run_rate target=<40 in=2026-12-01/2027-01-01",
        ),
        ("how many support bots calls failed?", "errors features=support-bot"),
        (
            "how many invoice extractions did we do in October?",
            "how_much metric=calls features=invoice-extraction time=2026-10-01/2026-11-01",
        ),
        ("Which user is the most expensive per session, and why?", "where_money_goes by=user each=session"),
        ("What does one support-bot session cost?", "how_much features=support-bot"),
        ("Was kostet eine Sitzung?", "how_much"),
        ("calls by model", "where_money_goes metric=calls by=model"),
        (
            "What does a support-bot session cost in October and in November?",
            "how_much features=support-bot time=2026-11-01/2026-12-01 vs=2026-10-01/2026-11-01",
        ),
        (
            "What does one search cost us today compared with early October?",
            "how_much features=search time=2026-11-12/2026-11-13 vs=2026-10-01/2026-10-11",
        ),
        (
            "what does an average summarize cost for each customer?",
            "where_money_goes features=summarize by=user",
        ),
        (
            "Was kostet uns bob am Wochenende im Vergleich zu Werktagen?",
            "where_money_goes users=bob by=weekday",
        ),
        (
            "Were calls slower on 10 and 11 November than the week before?",
            "speed time=2026-11-10/2026-11-12 vs=2026-11-03/2026-11-10",
        ),
        ("How often do we get overloaded errors, and is it getting worse?", "errors by=week"),
        ("are the calls getting slower?", "speed by=week"),
        ("have the answers become shorter?", "why_changed metric=output_tokens"),
    ],
)
def test_question_is_read_and_all_of_it(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert reading.goal.unread == ()


def test_two_days_apart_are_not_those_between() -> None:
    first = read_question("cost on 3 and 9 November", SETTING)
    assert "time=2026-11-03/2026-11-10" not in gist(first)


def test_what_is_to_be_compared_is_asked_of_both() -> None:
    reading = read_question("Compare what search costs with what support-bot costs", SETTING)
    assert gist(reading) == "how_much features=search,support-bot beside=call_cost,cost"
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == ((), "")


@pytest.mark.parametrize(
    "question",
    [
        "leave out November 3: what did we spend in November?",
        "what did we spend in November except on November 3?",
    ],
)
def test_a_day_to_leave_out_is_not_the_one_asked_about(question: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == "how_much time=2026-11-01/2026-12-01"
    assert isinstance(reading, Understood)
    assert any("November 3" in words for words in reading.goal.unread)
