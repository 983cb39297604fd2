"""A table has every row, or says how many it leaves out."""

from typing import Any

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9


def _days(count: int) -> list[Any]:
    return [chat_span(number, start=START + number * DAY) for number in range(count)]


def _section(report: dict[str, Any], heading: str) -> tuple[list[str], list[str]]:
    """The first cell of each row, and what is said above them."""
    (section,) = [one for one in report["sections"] if one["heading"] == heading]
    names = [row[0]["text"] for row in section["table"]["rows"]]
    return names, [passage["text"] for passage in section["passages"]]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("days", "shown", "said"),
    [
        (21, 21, []),
        (32, 31, ["1 earlier row is left out."]),
        (40, 31, ["9 earlier rows are left out."]),
        (110, 31, ["More than 69 earlier rows are left out."]),
    ],
)
async def test_times_and_failures_of_days_are_the_last_of_them(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, days: int, shown: int, said: list[str]
) -> None:
    project = await project_with(http, organization, *_days(days))
    (report,) = await asked(tab, organization, project, "median duration by day")
    names, passages = _section(report, "Times and failures by day")
    assert (names[0], len(names) - 1, passages) == ("All", shown, said)
    assert names[1:] == sorted(names[1:])


@pytest.mark.asyncio
async def test_parts_without_an_order_are_those_with_most_calls(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, feature=f"feature-{number:02}") for number in range(14)]
    spans += [chat_span(20, feature="feature-13")]
    project = await project_with(http, organization, *spans)
    (report,) = await asked(tab, organization, project, "median duration by feature")
    names, passages = _section(report, "Times and failures by feature")
    assert (len(names), names[:2], passages) == (
        13,
        ["All", "feature-13"],
        ["2 more rows are left out."],
    )


@pytest.mark.asyncio
async def test_models_with_long_calls_are_counted_where_they_are_too_many(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, model=f"model-{number}", input=2_000) for number in range(23)]
    project = await project_with(http, organization, *spans)
    (report,) = await asked(tab, organization, project, "cost of calls with more than 1000 input tokens")
    names, passages = _section(report, "Calls with more than 1,000 input tokens")
    assert (len(names), passages) == (21, ["3 more rows are left out."])
