"""Two periods beside each other: together they have all calls, and what makes them unlike is said."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
import pytest

from netra.backend.agents.data.domain import bounded, unlike
from netra.backend.agents.triage.domain.goal import TimeRange
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY: Final = timedelta(days=1)
CALLS: Final = (datetime(2026, 11, 13, 0, 4, tzinfo=UTC), datetime(2026, 11, 26, 20, 43, tzinfo=UTC))
A_DAY: Final = 86_400 * 10**9


def _from(month: int, day: int, days: float) -> tuple[datetime, datetime]:
    begin = datetime(2026, month, day, tzinfo=UTC)
    return begin, begin + DAY * days


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (_from(11, 13, 7), _from(11, 20, 7), None),
        (_from(11, 24, 1), _from(11, 25, 1), None),
        (
            _from(11, 9, 7),
            _from(11, 16, 7),
            "The earlier period has calls for 3 of its 7 days, the later one for 7 of its 7 days.",
        ),
        (
            _from(11, 16, 7),
            _from(11, 23, 7),
            "The earlier period has calls for 7 of its 7 days, the later one for 4 of its 7 days.",
        ),
        (
            _from(11, 25, 1),
            _from(11, 26, 1),
            "The earlier period has calls for 24 of its 24 hours, the later one for 21 of its 24 hours.",
        ),
        (_from(11, 13, 3), _from(11, 16, 7), "The two periods are not equally long: 3 days against 7 days."),
        (
            _from(10, 1, 7),
            _from(11, 16, 7),
            "The earlier period has calls for 0 of its 7 days, the later one for 7 of its 7 days.",
        ),
    ],
)
def test_unlike_periods_are_told(
    earlier: tuple[datetime, datetime], later: tuple[datetime, datetime], said: str | None
) -> None:
    assert unlike(earlier, later, CALLS, UTC) == said


def test_days_are_those_of_the_zone_where_clocks_change() -> None:
    zone = ZoneInfo("Europe/Berlin")
    calls = (datetime(2026, 10, 1, tzinfo=zone), datetime(2026, 11, 20, tzinfo=zone))
    weeks = [datetime(2026, 10, day, tzinfo=zone) for day in (12, 19, 26)]
    assert unlike((weeks[0], weeks[1]), (weeks[1], weeks[2]), calls, zone) is None


def test_open_ends_hold_the_first_and_the_last_call() -> None:
    middle = datetime(2026, 11, 20, tzinfo=UTC)
    before, after = bounded(TimeRange(None, middle), CALLS), bounded(TimeRange(middle, None), CALLS)
    assert (before, after[0]) == ((CALLS[0], middle), middle)
    assert after[1] > CALLS[1]


@pytest.mark.asyncio
async def test_before_and_after_a_day_add_up_to_all_calls(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, start=START + number * A_DAY) for number in range(7)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    fifth = datetime.fromtimestamp(START / 10**9, UTC) + 5 * DAY
    report = await answered(tab, organization, thread, f"cost before and after {fifth:%Y-%m-%d}")
    read = await _comparison(organization, report)
    assert (read["before"]["calls"], read["after"]["calls"]) == (5, 2)
    assert "The two periods are not equally long" in report["answer"]["text"]


async def _comparison(organization: Organization, report: dict[str, Any]) -> dict[str, Any]:
    run = report["run_id"]
    events = await organization.get(f"/api/runs/{run}/events")
    done = [event["payload"] for event in events["events"] if event["type"] == "tool_completed"]
    found = next(one["result_id"] for one in done if one["tool"] == "period_comparison")
    kept = await organization.get(f"/api/runs/{run}/results/{found}")
    read: dict[str, Any] = kept["content"]["result"]
    return read
