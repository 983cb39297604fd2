"""Parts of months, days on which something happened, and two periods in one question: none is lost."""

from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist

STAGES: Final = (
    ("cost in early March", "2026-03-01/2026-03-11"),
    ("cost in early may", "2026-05-01/2026-05-11"),
    ("spend in mid-October", "2026-10-11/2026-10-21"),
    ("mid october cost", "2026-10-11/2026-10-21"),
    ("cost in late September", "2026-09-21/2026-10-01"),
    ("what did we spend at the end of last month", "2026-10-21/2026-11-01"),
    ("cost until the end of October", "/2026-11-01"),
    ("cost since the beginning of October", "2026-10-01/"),
    ("cost from the beginning of October to the end of November", "2026-10-01/2026-12-01"),
    ("what did we spend early last week", "2026-11-02/2026-11-04"),
    ("cost late last quarter", "2026-09-01/2026-10-01"),
    ("cost in the first half of November", "2026-11-01/2026-11-16"),
    ("Kosten Anfang März", "2026-03-01/2026-03-11"),
    ("Kosten Ende Oktober", "2026-10-21/2026-11-01"),
    ("coûts mi-octobre", "2026-10-11/2026-10-21"),
    ("gastos a finales de octubre", "2026-10-21/2026-11-01"),
)
EVENTS: Final = (
    ("cost since the deploy on Nov 3", "2026-11-03/"),
    ("since the release on November 3, how much did we spend", "2026-11-03/"),
    ("since we deployed v2 on Nov 3, how much", "2026-11-03/"),
    ("cost after the migration on Oct 12", "2026-10-13/"),
    ("cost before the launch on Oct 12", "/2026-10-12"),
    ("how much since the upgrade last week", "2026-11-02/"),
    ("Kosten seit dem Deploy am 3. November", "2026-11-03/"),
    ("coûts depuis la mise en production du 3 novembre", "2026-11-03/"),
    ("costes desde el despliegue del 3 de noviembre", "2026-11-03/"),
)
_SEPTEMBER, _OCTOBER, _NOVEMBER = "2026-09-01/2026-10-01", "2026-10-01/2026-11-01", "2026-11-01/2026-12-01"
PAIRS: Final = (
    ("cost on March 3 and March 5", "2026-03-05/2026-03-06 vs=2026-03-03/2026-03-04"),
    ("cost on Oct 3, Oct 5", "2026-10-05/2026-10-06 vs=2026-10-03/2026-10-04"),
    ("cost on 2026-10-01 and 2026-10-05", "2026-10-05/2026-10-06 vs=2026-10-01/2026-10-02"),
    ("spend in October and in November", f"{_NOVEMBER} vs={_OCTOBER}"),
    ("cost for September, October", f"{_OCTOBER} vs={_SEPTEMBER}"),
    ("cost in Q2 and Q3", "2026-07-01/2026-10-01 vs=2026-04-01/2026-07-01"),
    ("spend yesterday and today", "2026-11-12/2026-11-13 vs=2026-11-11/2026-11-12"),
    ("did we spend more on Nov 3 or Nov 5?", "2026-11-05/2026-11-06 vs=2026-11-03/2026-11-04"),
    ("Kosten im September und Oktober", f"{_OCTOBER} vs={_SEPTEMBER}"),
    ("coûts en septembre et en octobre", f"{_OCTOBER} vs={_SEPTEMBER}"),
    ("gastos en septiembre y octubre", f"{_OCTOBER} vs={_SEPTEMBER}"),
)
WHOLES: Final = (
    ("how many calls in September and October", "how_much metric=calls time=2026-09-01/2026-11-01"),
    ("cost by model in Q2 and Q3", "where_money_goes time=2026-04-01/2026-10-01 by=model"),
    ("errors in September and October", "errors time=2026-09-01/2026-11-01"),
    ("cost 2026-11-05T14:00 - 2026-11-05T14:00", "how_much time=2026-11-05T14/2026-11-05T15"),
    ("cost oct 3 → oct 5", "how_much time=2026-10-03/2026-10-06"),
    ("cost since the switch to sonnet on Nov 3", "how_much time=2026-11-03/"),
    (
        "compare opus in September with October",
        f"why_changed models=opus-4-1,opus-4-5 time={_OCTOBER} vs={_SEPTEMBER}",
    ),
)
UNUSED: Final = (
    ("cost last week on Tuesday", ("Tuesday",)),
    ("cost early yesterday", ("early",)),
    ("cost in early March", ()),
    ("cost since the deploy on Nov 3", ()),
    ("cost on March 3 and March 5", ()),
    ("cost by model in Q2 and Q3", ()),
)


@pytest.mark.parametrize(("question", "time"), [*STAGES, *EVENTS])
def test_a_part_of_a_month_or_a_day_of_an_event_is_the_time(question: str, time: str) -> None:
    assert gist(read_question(question, SETTING)) == f"how_much time={time}"


@pytest.mark.parametrize(("question", "times"), PAIRS)
def test_two_periods_are_compared(question: str, times: str) -> None:
    assert gist(read_question(question, SETTING)) == f"why_changed time={times}"


@pytest.mark.parametrize(("question", "expected"), WHOLES)
def test_what_cannot_stand_side_by_side_is_taken_together(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


@pytest.mark.parametrize(("question", "unread"), UNUSED)
def test_a_period_of_which_nothing_is_made_is_said(question: str, unread: tuple[str, ...]) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert reading.goal.unread == unread
