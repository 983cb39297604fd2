"""Orders, shares and times that come again, answered: each against a sum made by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOUR = 3_600 * 10**9
CALLS: list[dict[str, Any]] = [
    # Every 13 hours, so that they fall on all days of the week and on many hours.
    {
        "number": number,
        "start": START + number * 13 * HOUR,
        "input": 1_000 + 37 * number,
        "output": 10 + 3 * number,
        "feature": ("search", "chat", "mail")[number % 3],
        "provider": ("openai", "azure.ai.openai")[number % 2],
    }
    for number in range(40)
]


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(
        organization, await project_with(http, organization, *(chat_span(**call) for call in CALLS))
    )
    await tab.follow(made)
    return made


def at(call: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(call["start"] / 10**9, UTC)


def row_of(report: dict[str, Any], name: str, section: int = 0) -> list[dict[str, Any]]:
    rows: list[list[dict[str, Any]]] = report["sections"][section]["table"]["rows"]
    return next(row for row in rows if row[0]["text"] == name)


def value(figure: dict[str, Any]) -> Decimal:
    return Decimal(figure["value"])


@pytest.mark.asyncio
async def test_the_dearest_calls_are_listed_and_open(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "show me the 4 most expensive calls")
    rows = report["sections"][0]["table"]["rows"]
    assert [row[4]["text"] for row in rows] == [f"{call['input']:,}" for call in reversed(CALLS[-4:])]
    figures = report["answer"]["figures"]
    assert value(figures["together"]) == sum(value(row[1]["figure"]) for row in rows)
    project = report["project_id"]
    for row in rows:
        call = await organization.get(f"/api/projects/{project}/calls/{row[0]['call']}")
        assert f"{call['usage']['input_total']:,}" == row[4]["text"]
    shortest = await answered(tab, organization, thread, "and the shortest?")
    assert shortest["sections"][0]["table"]["rows"][0][4]["text"] == "1,000"


@pytest.mark.asyncio
async def test_a_table_is_in_the_measure_that_was_asked_for(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "which feature uses the fewest output tokens?")
    sums = {
        name: sum(call["output"] for call in CALLS if call["feature"] == name)
        for name in ("search", "chat", "mail")
    }
    least = min(sums, key=lambda name: sums[name])
    assert least in report["answer"]["text"]
    assert report["sections"][0]["table"]["columns"][2] == "Output tokens"
    names = [row[0]["text"] for row in report["sections"][0]["table"]["rows"]]
    assert names == sorted(sums, key=lambda name: sums[name])
    for name, tokens in sums.items():
        figure = row_of(report, name)[2]["figure"]
        assert value(figure) == tokens == await opened(organization, figure)
    shares = [value(row[3]["figure"]) for row in report["sections"][0]["table"]["rows"]]
    assert abs(sum(shares, Decimal(-1))) < Decimal("1e-9")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "measure", "chosen"),
    [
        ("what share of our tokens is on weekends?", "tokens", lambda call: at(call).isoweekday() > 5),
        ("what share of input tokens is used at night?", "input", lambda call: not 6 <= at(call).hour < 22),
        ("what percentage of calls are for chat?", "calls", lambda call: call["feature"] == "chat"),
        ("what share of calls goes to azure?", "calls", lambda call: call["provider"].startswith("azure")),
        ("what share of input tokens is not chat?", "input", lambda call: call["feature"] != "chat"),
    ],
)
async def test_a_share_is_its_part_of_the_whole(
    tab: Tab, organization: Organization, thread: str, question: str, measure: str, chosen: Any
) -> None:
    amounts: dict[str, Callable[[dict[str, Any]], int]] = {
        "tokens": lambda call: call["input"] + call["output"],
        "input": lambda call: call["input"],
        "calls": lambda _: 1,
    }
    of = amounts[measure]
    part, whole = (sum(of(call) for call in calls) for calls in (filter(chosen, CALLS), CALLS))
    report = await answered(tab, organization, thread, question)
    figures = report["answer"]["figures"]
    assert report["unread"] == []
    assert [value(figures["part"]), value(figures["whole"])] == [Decimal(part), Decimal(whole)]
    assert value(figures["share"]) == (Decimal(part) / whole).quantize(Decimal("1e-12"))
    for name in ("part", "whole"):
        assert await opened(organization, figures[name]) == value(figures[name])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("weekday", lambda call: f"{at(call):%A}"),
        ("hour of the day", lambda call: f"{at(call).hour:02}:00"),
        ("provider", lambda call: call["provider"]),
        ("month", lambda call: f"{at(call):%Y-%m-01}"),
    ],
)
async def test_calls_are_divided_by_when_they_come_again(
    tab: Tab, organization: Organization, thread: str, by: str, name: Any
) -> None:
    report = await answered(tab, organization, thread, f"output tokens by {by}")
    rows = report["sections"][0]["table"]["rows"]
    expected: dict[str, int] = {}
    for call in CALLS:
        expected[name(call)] = expected.get(name(call), 0) + call["output"]
    assert {row[0]["text"]: int(value(row[2]["figure"])) for row in rows} == expected
    for row in rows:
        assert await opened(organization, row[2]["figure"]) == value(row[2]["figure"])


@pytest.mark.asyncio
async def test_a_follow_up_keeps_the_calls_and_says_their_share(
    tab: Tab, organization: Organization, thread: str
) -> None:
    await answered(tab, organization, thread, "how many input tokens did mail use?")
    output = await answered(tab, organization, thread, "and output?")
    mail = [call for call in CALLS if call["feature"] == "mail"]
    assert value(output["answer"]["figures"]["figure"]) == sum(call["output"] for call in mail)
    share = await answered(tab, organization, thread, "what share of the total is that?")
    assert value(share["answer"]["figures"]["part"]) == value(output["answer"]["figures"]["figure"])


@pytest.mark.asyncio
async def test_two_dimensions_make_one_table_whose_cells_open(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "output tokens by feature and provider")
    assert report["sections"][0]["table"]["columns"][:2] == ["Feature", "Provider"]
    rows = report["sections"][0]["table"]["rows"]
    assert len(rows) == 6
    for row in rows:
        names = [cell["text"] for cell in row[:2]]
        calls = [one for one in CALLS if [one["feature"], one["provider"]] == names]
        assert value(row[3]["figure"]) == sum(one["output"] for one in calls)
        assert await opened(organization, row[3]["figure"]) == value(row[3]["figure"])


@pytest.mark.asyncio
async def test_parts_are_counted_and_have_a_mean_and_a_median(
    tab: Tab, organization: Organization, thread: str
) -> None:
    many = await answered(tab, organization, thread, "how many features do we have?")
    assert many["answer"]["text"].startswith("3 features.")
    middle = await answered(tab, organization, thread, "average output tokens per feature, and the median")
    features = ("search", "chat", "mail")
    sums = sorted(sum(one["output"] for one in CALLS if one["feature"] == name) for name in features)
    figures = middle["answer"]["figures"]
    assert value(figures["median"]) == sums[1]
    assert abs(value(figures["average"]) - Decimal(sum(sums)) / 3) < Decimal("1e-9")


@pytest.mark.asyncio
async def test_the_hit_rate_of_each_part_is_its_own(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(1, feature="search", cache_read=900), chat_span(2, feature="chat", cache_read=100)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    report = await answered(tab, organization, thread, "which feature has the worst cache hit rate?")
    assert report["answer"]["text"].startswith("The feature with the lowest share is chat: ")
    rates = {row[0]["text"]: value(row[3]["figure"]) for row in report["sections"][0]["table"]["rows"]}
    assert rates == {"chat": Decimal("0.1"), "search": Decimal("0.9")}
