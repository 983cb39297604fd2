"""Times in questions are read to the minute, in any zone and at any place of a sentence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netra.backend.agents.triage.domain.goal import Choice, Goal, Reading, TimeRange, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from tests.backend.triage.long_questions import assert_bounded

NAMES: Final = ProjectNames(
    models=("claude-opus-4-5", "gpt-4o"), features=("contract-review", "support-chat")
)
FORTNIGHT: Final = QuestionSetting(
    datetime(2026, 11, 27, 14, tzinfo=UTC),
    UTC,
    (datetime(2026, 11, 13, 0, 4, tzinfo=UTC), datetime(2026, 11, 26, 20, 43, 14, 946_000, tzinfo=UTC)),
    NAMES,
)
"""Friday afternoon; two weeks of calls that end on Thursday evening."""
HOUR: Final = replace(
    FORTNIGHT,
    span=(datetime(2026, 1, 1, 0, 0, 3, tzinfo=UTC), datetime(2026, 1, 1, 0, 59, 2, tzinfo=UTC)),
)
BERLIN: Final = ZoneInfo("Europe/Berlin")
LONG_NIGHT: Final = QuestionSetting(
    datetime(2026, 10, 26, 9, tzinfo=BERLIN),
    BERLIN,
    (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 10, 26, 7, 59, tzinfo=UTC)),
    NAMES,
)
"""Monday after the Sunday on which clocks went back from 3 to 2."""

DAYS: Final = (
    ("how many calls did we make on the 24th", "2026-11-24/2026-11-25"),
    ("on the 24th, how many calls did we make?", "2026-11-24/2026-11-25"),
    ("Show spend by feature and model since the 20th", "2026-11-20/"),
    ("spend since the 20th by feature", "2026-11-20/"),
    ("what did we spend before the 15th", "/2026-11-15"),
    ("cost from the 14th to the 17th", "2026-11-14/2026-11-18"),
    ("cost from the 28th to the 3rd", "2026-10-28/2026-11-04"),
    ("cost on the 31st", "2026-10-31/2026-11-01"),
    ("cost on friday the 20th", "2026-11-20/2026-11-21"),
    ("cost on the 24th of last month", "2026-10-24/2026-10-25"),
    ("Kosten seit dem 20.", "2026-11-20/"),
    ("Kosten vom 13. bis 19.", "2026-11-13/2026-11-20"),
    ("Kosten vom 13. bis 19. November", "2026-11-13/2026-11-20"),
    ("dépenses du 13 au 19", "2026-11-13/2026-11-20"),
    ("dépenses jusqu'au 18", "/2026-11-19"),
    ("gasto antes del 15", "/2026-11-15"),
    ("gasto el 24", "2026-11-24/2026-11-25"),
    ("spend on 11/24", "2026-11-24/2026-11-25"),
    ("spend on 16/11", "2026-11-16/2026-11-17"),
    ("16/11: what did we spend", "2026-11-16/2026-11-17"),
    ("what did we spend from 16/11 to 18/11 per day", "2026-11-16/2026-11-19"),
    ("what did we spend between 16/11/2026 and 18/11/2026", "2026-11-16/2026-11-19"),
    ("spend from 05/11 to 16/11", "2026-11-05/2026-11-17"),
    ("spend on 24-11-2026", "2026-11-24/2026-11-25"),
    ("spend on 2026/11/24", "2026-11-24/2026-11-25"),
    ("Kosten am 16.11.", "2026-11-16/2026-11-17"),
    ("Kosten vom 16.11. bis 18.11.", "2026-11-16/2026-11-19"),
    ("cost on 05.11.2026", "2026-11-05/2026-11-06"),
    ("how much did we spend this week until Wednesday", "2026-11-23/2026-11-26"),
    ("how much did we spend until Wednesday this week", "2026-11-23/2026-11-26"),
    ("last week until Wednesday, what did we spend?", "2026-11-16/2026-11-19"),
    ("Kosten diese Woche bis Mittwoch", "2026-11-23/2026-11-26"),
    ("dépenses jusqu'à mercredi", "/2026-11-26"),
    ("cost per user for support-chat by Friday", "/2026-11-21"),
    ("cost since Nov 13 per model by Friday", "2026-11-13/2026-11-21"),
    ("spend through Friday", "/2026-11-21"),
    ("spend up to the 18th", "/2026-11-19"),
    ("cost from Friday to Monday", "2026-11-20/2026-11-24"),
    ("cost Monday last week", "2026-11-16/2026-11-17"),
    ("cost from 20 to 30 November", "2026-11-20/2026-12-01"),
    ("cost of the week of 13 November", "2026-11-13/2026-11-20"),
    ("dépenses de la semaine du 13 novembre", "2026-11-13/2026-11-20"),
    ("cost in the 3 days before Nov 20", "2026-11-17/2026-11-20"),
    ("cost the day before Nov 20", "2026-11-19/2026-11-20"),
    ("cost per day before Nov 20", "/2026-11-20"),
    ("cost since sat", "2026-11-21/"),
    ("spend 13/11 - 19/11", "2026-11-13/2026-11-20"),
    ("spend Nov 13 - Nov 19", "2026-11-13/2026-11-20"),
    ("spend by the end of Wednesday", "/2026-11-26"),
    ("Kosten zwischen dem 13. und dem 19.", "2026-11-13/2026-11-20"),
    ("cost on the weekend", "2026-11-21/2026-11-23"),
)
PARTS: Final = (
    ("How much did Opus cost us in the first week?", "2026-11-13/2026-11-20"),
    ("cost in the second week of November", "2026-11-08/2026-11-15"),
    ("second week: what did we spend", "2026-11-20/2026-11-27"),
    ("cost in the last week of October", "2026-10-25/2026-11-01"),
    ("How many tokens did we use the first half of November?", "2026-11-01/2026-11-16"),
    ("spend in the second half of January by model", "2026-01-16/2026-02-01"),
    ("cost in the first half of 2026", "2026-01-01/2026-07-01"),
    ("cost in the second half of February 2024", "2024-02-15/2024-03-01"),
    ("what did the first three days cost", "2026-11-13/2026-11-16"),
    ("cost of the first week of data", "2026-11-13/2026-11-20"),
    ("cost of the last 2 days of the data", "2026-11-25/2026-11-27"),
    ("cost in the first half of the data", "2026-11-13/2026-11-20"),
    ("cost on the first day of last month", "2026-10-01/2026-10-02"),
    ("Kosten in der zweiten Woche", "2026-11-20/2026-11-27"),
    ("Kosten in der ersten Hälfte November", "2026-11-01/2026-11-16"),
    ("dépenses la première semaine de novembre", "2026-11-01/2026-11-08"),
    ("dépenses les trois premiers jours", "2026-11-13/2026-11-16"),
    ("gasto en la primera mitad de noviembre", "2026-11-01/2026-11-16"),
    ("gasto los primeros tres días", "2026-11-13/2026-11-16"),
)
TIMES_OF_DAY: Final = (
    ("How many calls failed on 24 November between 2pm and 4pm and why", "2026-11-24T14:00/2026-11-24T16:00"),
    ("between 14:00 and 16:00 on 24 November how much did we spend", "2026-11-24T14:00/2026-11-24T16:00"),
    ("cost 2-4pm on Nov 24", "2026-11-24T14:00/2026-11-24T16:00"),
    ("cost between 11 and 2pm on Nov 24", "2026-11-24T11:00/2026-11-24T14:00"),
    ("cost between 2 p.m. and 4 p.m. on 24/11", "2026-11-24T14:00/2026-11-24T16:00"),
    ("cost from 24 November 14:00 to 25 November 16:00", "2026-11-24T14:00/2026-11-25T16:00"),
    ("cost 2026-11-24T14:00 to 2026-11-24T16:00", "2026-11-24T14:00/2026-11-24T16:00"),
    ("spend since January 1 at 10:00", "2026-01-01T10:00/"),
    ("spend until yesterday at 10:00", "/2026-11-26T10:00"),
    ("spend at 10:00", "2026-11-26T10:00/2026-11-26T11:00"),
    ("spend yesterday at 10:20", "2026-11-26T10:00/2026-11-26T11:00"),
    ("spend after 18:00 yesterday", "2026-11-26T18:00/2026-11-27"),
    ("yesterday before noon, what did we spend", "2026-11-26/2026-11-26T12:00"),
    ("spend between 22:00 and 02:00", "2026-11-25T22:00/2026-11-26T02:00"),
    ("errors last night", "2026-11-26T18:00/2026-11-27T06:00"),
    ("errors yesterday morning", "2026-11-26T06:00/2026-11-26T12:00"),
    ("Kosten am 24. November zwischen 14 Uhr und 16 Uhr", "2026-11-24T14:00/2026-11-24T16:00"),
    ("Kosten gestern Abend", "2026-11-26T18:00/2026-11-27"),
    ("dépenses le 24 novembre entre 14h et 16h", "2026-11-24T14:00/2026-11-24T16:00"),
    ("gasto el 24 de noviembre a las 10:00", "2026-11-24T10:00/2026-11-24T11:00"),
)
COMPARED: Final = (
    ("Why did our bill go up in the second week?", "2026-11-20/2026-11-27", "2026-11-13/2026-11-20"),
    ("compare week of Nov 13 with week of Nov 20", "2026-11-20/2026-11-27", "2026-11-13/2026-11-20"),
    ("cost, week of Nov 13 vs week of Nov 20", "2026-11-20/2026-11-27", "2026-11-13/2026-11-20"),
    ("cost from 13 Nov to 19 Nov vs 20 Nov to 26 Nov", "2026-11-20/2026-11-27", "2026-11-13/2026-11-20"),
    (
        "spend in the last 24 hours vs the 24 hours before",
        "2026-11-26T14:00/2026-11-27T14:00",
        "2026-11-25T14:00/2026-11-26T14:00",
    ),
    (
        "cost last 3 days vs the 3 days before",
        "2026-11-24T14:00/2026-11-27T14:00",
        "2026-11-21T14:00/2026-11-24T14:00",
    ),
    (
        "cost last 3 days vs the previous 3 days",
        "2026-11-24T14:00/2026-11-27T14:00",
        "2026-11-21T14:00/2026-11-24T14:00",
    ),
    (
        "cost in the last 7 days versus the preceding 7 days",
        "2026-11-20T14:00/2026-11-27T14:00",
        "2026-11-13T14:00/2026-11-20T14:00",
    ),
    ("was it more expensive on the 23rd or on the 24th?", "2026-11-24/2026-11-25", "2026-11-23/2026-11-24"),
    (
        "gasto de los últimos 3 días vs los 3 días anteriores",
        "2026-11-24T14:00/2026-11-27T14:00",
        "2026-11-21T14:00/2026-11-24T14:00",
    ),
    ("cost last week vs the 3 days before", "2026-11-16/2026-11-23", "2026-11-13/2026-11-16"),
    ("cost before and after Nov 20", "2026-11-20/", "/2026-11-20"),
    ("first week vs second week cost", "2026-11-20/2026-11-27", "2026-11-13/2026-11-20"),
)
NO_TIMES: Final = (
    *("cut costs by 1/3", "support is 24/7, what does it cost", "the bill is $16.11. reduce it"),
    *("what is the 1st thing to fix", "the 3rd most expensive call", "95th percentile latency"),
    *(
        "which model is second",
        "cut our cost in half",
        "every second day cost",
    ),
)
IN_AUTUMN: Final = (
    # Sunday has 25 hours here, and two hours that are called 2.
    ("cost on the 25th", "2026-10-24T22:00Z/2026-10-25T23:00Z"),
    ("cost yesterday", "2026-10-24T22:00Z/2026-10-25T23:00Z"),
    ("cost yesterday between 1:00 and 4:00", "2026-10-24T23:00Z/2026-10-25T03:00Z"),
    ("cost in the last 24 hours", "2026-10-25T08:00Z/2026-10-26T08:00Z"),
    ("cost yesterday at 10:00", "2026-10-25T09:00Z/2026-10-25T10:00Z"),
    ("cost on 24/10 after 18:00", "2026-10-24T16:00Z/2026-10-24T22:00Z"),
    ("cost on 29/03", "2026-03-28T23:00Z/2026-03-29T22:00Z"),
    ("cost on 29/03 between 1:00 and 4:00", "2026-03-29T00:00Z/2026-03-29T02:00Z"),
    ("cost in the first half of October", "2026-09-30T22:00Z/2026-10-15T22:00Z"),
    ("cost this week until Monday", "2026-10-25T23:00Z/2026-10-26T23:00Z"),
)


def _goal(reading: Reading) -> Goal:
    assert isinstance(reading, Understood)
    return reading.goal


def _told(range_: TimeRange | None) -> str:
    """A range as its local moments, a midnight as its day."""
    return "" if range_ is None else f"{_moment(range_.since)}/{_moment(range_.until)}"


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return f"{at:%Y-%m-%d}" if (at.hour, at.minute) == (0, 0) else f"{at:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(("question", "expected"), [*DAYS, *PARTS, *TIMES_OF_DAY])
def test_time_is_read(question: str, expected: str) -> None:
    goal = _goal(read_question(question, FORTNIGHT))
    assert _told(goal.time) == expected
    assert goal.target is None


@pytest.mark.parametrize(("question", "later", "earlier"), COMPARED)
def test_two_times_are_compared(question: str, later: str, earlier: str) -> None:
    goal = _goal(read_question(question, FORTNIGHT))
    assert (_told(goal.time), _told(goal.earlier)) == (later, earlier)


@pytest.mark.parametrize(("question", "expected"), IN_AUTUMN)
def test_time_is_read_where_clocks_change(question: str, expected: str) -> None:
    range_ = _goal(read_question(question, LONG_NIGHT)).time
    assert range_ is not None
    ends = [at.astimezone(UTC) for at in (range_.since, range_.until) if at is not None]
    assert "/".join(f"{at:%Y-%m-%dT%H:%MZ}" for at in ends) == expected


@pytest.mark.parametrize("question", NO_TIMES)
def test_what_looks_like_a_time_is_none(question: str) -> None:
    reading = read_question(question, FORTNIGHT)
    goals = [option.goal for option in reading.options] if isinstance(reading, Choice) else []
    goals += [reading.goal] if isinstance(reading, Understood) else []
    assert {goal.time for goal in goals} <= {None}


@pytest.mark.parametrize(
    ("question", "later", "earlier"),
    [
        ("spend between 00:10 and 00:20", "2026-01-01T00:10/2026-01-01T00:20", ""),
        (
            "compare the first half hour with the second half hour",
            "2026-01-01T00:30/2026-01-01T01:00",
            "2026-01-01/2026-01-01T00:30",
        ),
        ("cost of the first 10 minutes", "2026-01-01/2026-01-01T00:10", ""),
        ("cost since the 5th", "2025-12-05/", ""),
    ],
)
def test_data_of_one_hour_tells_the_day(question: str, later: str, earlier: str) -> None:
    goal = _goal(read_question(question, HOUR))
    assert (_told(goal.time), _told(goal.earlier)) == (later, earlier)


def test_half_of_a_month_is_no_target() -> None:
    assert (
        _goal(read_question("cut cost by half in the first half of November", FORTNIGHT)).target is not None
    )
    assert _goal(read_question("cost in the first half of November", FORTNIGHT)).target is None


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("last 3 days cost", "and the 3 days before that?", "2026-11-21T14:00/2026-11-24T14:00"),
        ("last 3 days cost", "the day before that", "2026-11-23T14:00/2026-11-24T14:00"),
        ("cost since the 20th", "and the 2 weeks before that?", "2026-11-06/2026-11-20"),
        ("what did we spend yesterday", "and the day before?", "2026-11-25/2026-11-26"),
        ("was haben wir gestern ausgegeben", "und die 3 Tage davor?", "2026-11-23/2026-11-26"),
    ],
)
def test_follow_up_goes_back(first: str, then: str, expected: str) -> None:
    before = _goal(read_question(first, FORTNIGHT))
    assert _told(_goal(read_question(then, FORTNIGHT, before)).time) == expected


def test_date_that_means_two_days_is_a_choice_unless_the_data_tells() -> None:
    reading = read_question("What did we pay on 05/11?", FORTNIGHT)
    assert isinstance(reading, Choice)
    assert reading.question == "Which date do you mean by “05/11”?"
    assert [option.label for option in reading.options] == ["5 November 2026", "11 May 2026"]
    assert [_told(option.goal.time) for option in reading.options] == [
        "2026-11-05/2026-11-06",
        "2026-05-11/2026-05-12",
    ]
    november = replace(FORTNIGHT, span=(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)))
    may = replace(FORTNIGHT, span=(datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 30, tzinfo=UTC)))
    assert _told(_goal(read_question("cost on 05/11", november)).time) == "2026-11-05/2026-11-06"
    assert _told(_goal(read_question("cost on 05/11", may)).time) == "2026-05-11/2026-05-12"


def test_choice_of_a_date_holds_for_what_it_is_compared_with() -> None:
    reading = read_question("why did cost go up from 05/11 to 08/11", FORTNIGHT)
    assert isinstance(reading, Choice)
    assert [(_told(one.goal.time), _told(one.goal.earlier)) for one in reading.options] == [
        ("2026-11-08/2026-11-09", "2026-11-05/2026-11-06"),
        ("2026-08-11/2026-08-12", "2026-05-11/2026-05-12"),
    ]


PIECES: Final = st.sampled_from(
    tuple({word for question, *_ in (*DAYS, *PARTS, *TIMES_OF_DAY, *COMPARED) for word in question.split()})
)
YEARS: Final = timedelta(days=1_000)
SPANS: Final = st.none() | st.tuples(
    st.timedeltas(timedelta(0), YEARS), st.timedeltas(timedelta(0), timedelta(days=400))
).map(lambda one: (FORTNIGHT.now - YEARS + one[0], FORTNIGHT.now - YEARS + one[0] + one[1]))
ZONES: Final = st.sampled_from(("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia"))
FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2130, 1, 1, tzinfo=UTC)


def _ranges(reading: Reading) -> list[TimeRange]:
    goals = [reading.goal] if isinstance(reading, Understood) else []
    goals += [option.goal for option in reading.options] if isinstance(reading, Choice) else []
    return [one for goal in goals for one in (goal.time, goal.earlier) if one is not None]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(PIECES | st.sampled_from(("9999", "0", "31/2", "24:60", "99th")), max_size=14).map(" ".join),
    SPANS,
    ZONES,
)
def test_whatever_is_said_a_range_has_a_length(
    question: str, span: tuple[datetime, datetime] | None, zone: str
) -> None:
    here = ZoneInfo(zone)
    setting = replace(FORTNIGHT, span=span, zone=here, now=datetime(2026, 11, 27, 14, tzinfo=here))
    for range_ in _ranges(read_question(question, setting)):
        since, until = range_.since or FIRST, range_.until or LAST
        assert since.astimezone(UTC) < until.astimezone(UTC)
        assert since >= FIRST
        assert until <= LAST


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "16/11 ",
            "the 24th ",
            "on the first half of ",
            "first week of november ",
            "between 2pm and ",
            "14:00 ",
        ),
        *(
            "until Wednesday ",
            "since the 20th by Friday ",
            "week of Nov 13 vs ",
            "the 3 days before ",
            "05/11-",
        ),
        *("@time ", "vom 3. bis ", "yesterday at ", "last 24 hours vs the 24 hours before "),
    ],
)
def test_long_questions_of_times_take_bounded_time(unit: str) -> None:
    assert_bounded(unit)
