"""When calls, or days, were dearer than otherwise, and whether that is over: asked in many words."""

import pytest

from netra.backend.agents.triage.domain.goal import Metric, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

OPUS_NAMES = "models=opus-4-1,opus-4-5"
OF_A_CALL = (
    ("did something make calls more expensive, since when", ""),
    ("when did calls get more expensive and is it over?", ""),
    ("is the cost per call back to normal?", ""),
    ("are calls still more expensive than usual?", ""),
    ("are calls still expensive?", ""),
    ("are calls dearer than they used to be?", ""),
    ("when did the price of a call jump and has it come back down?", ""),
    ("did opus calls get pricier at some point?", OPUS_NAMES),
    ("has the cost of a call recovered?", ""),
    ("was there a time when calls cost more than usual?", ""),
    ("did cost per call go up at some point and is it fixed?", ""),
    ("did the cost per request surge and has it come back down", ""),
    ("seit wann sind die Aufrufe teurer und ist es vorbei?", ""),
    ("depuis quand les appels coûtent plus cher, est-ce fini ?", ""),
)
OF_DAYS = (
    ("when did our cost go up and is it over", ""),
    ("is our spend back to normal", ""),
    ("was there a cost spike?", ""),
    ("any cost incidents last week?", "time=2026-11-02/2026-11-09"),
    ("is the cost spike over?", ""),
    ("did our bill spike, and is it fixed?", ""),
    ("when did costs spike and are they back to normal?", ""),
    ("has spend per day gone back to what it was?", ""),
    ("is our daily spend still high?", ""),
    ("have our bills come back down?", ""),
    ("is spend on opus back to normal?", OPUS_NAMES),
)
NO_DEAR_TIMES = (
    ("since when do calls cost more?", "why_changed"),
    ("when did our costs go up?", "why_changed"),
    ("why did costs spike last week?", "why_changed"),
    ("did costs go up in november", "why_changed"),
    ("which day did we spend the most?", "where_money_goes"),
    ("how can we make calls cheaper?", "spend_less"),
    ("is it fixed?", "incidents"),
)


@pytest.mark.parametrize(("question", "more"), OF_A_CALL)
def test_what_a_call_costs_is_watched(question: str, more: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == f"incidents {more}".strip()
    assert isinstance(reading, Understood)
    assert (reading.goal.metric, reading.goal.unread, reading.then) == (Metric.COST, (), "")


@pytest.mark.parametrize(("question", "more"), OF_DAYS)
def test_what_days_cost_is_told_beside_it(question: str, more: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == " ".join(filter(None, ("incidents", more, "by=day")))
    assert isinstance(reading, Understood)
    assert (reading.goal.metric, reading.goal.unread, reading.then) == (Metric.COST, (), "")


@pytest.mark.parametrize(("question", "begins"), NO_DEAR_TIMES)
def test_what_asks_for_something_else_stays_as_it_was(question: str, begins: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading).startswith(begins)
    assert not (isinstance(reading, Understood) and begins == "incidents" and reading.goal.metric)


def test_behind_a_change_of_cost_it_asks_whether_that_is_over() -> None:
    asked = read_question("why did our costs go up last week?", SETTING)
    assert isinstance(asked, Understood)
    then = read_question("and is it over?", SETTING, asked.goal)
    assert isinstance(then, Understood)
    assert gist(then).startswith("incidents")
    assert (then.goal.metric, then.goal.breakdown) == (Metric.COST, "day")
