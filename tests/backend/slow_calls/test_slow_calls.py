"""What makes calls slow, in the real store: a project whose times follow a rule, beside sums by hand."""

from collections.abc import Sequence
from statistics import correlation, median
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

PATH = "slow-calls"
MS = 10**6
# The quick model: 200 ms to the first token, then 10 ms a token; ten rounds of 10, 20, .. 270 tokens.
QUICK = [(10 * (1 + number % 27), 200, 10) for number in range(270)]
# The slow one: 400 ms, then 40 ms a token; 10, 20, .. 300 tokens.
SLOW = [(10 * (1 + number), 400, 40) for number in range(30)]
CALLS = [*QUICK, *SLOW]
DURATIONS = [first + output * each for output, first, each in CALLS]
OUTPUTS = [output for output, _, _ in CALLS]
# The 15 slowest of 300 take 6,800 ms and more: the longest answers of the slow model.
SLOWEST = [400 + 400 * number for number in range(16, 31)]


def spans() -> list[Span]:
    made = []
    for number, (output, first, each) in enumerate(CALLS):
        is_slow = each == 40
        model, feature = ("claude-opus-4-5", "report") if is_slow else ("gpt-5-mini", "chat")
        more = {"model": model, "feature": feature, "session": f"s-{number}", "first": first / 1000}
        made.append(timed_span(number, first + output * each, input=1000 + number % 7, output=output, **more))
    return [*made, *(timed_span(900 + number, 60_000, error="timeout") for number in range(2))]


def timed_span(number: int, duration_ms: int, **values: Any) -> Span:
    span = chat_span(number, start=START + number * MS, **values)
    span.end_time_unix_nano = span.start_time_unix_nano + duration_ms * MS
    return span


def ranks(values: Sequence[float]) -> list[float]:
    """One more than there are smaller ones, and half of the others that are equal."""
    return [
        1 + sum(other < value for other in values) + (sum(other == value for other in values) - 1) / 2
        for value in values
    ]


def value(figure: dict[str, Any]) -> float | None:
    return None if figure["value"] is None else float(figure["value"])


@pytest.mark.asyncio
async def test_where_the_time_goes_and_what_goes_with_it(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans())}/{PATH}")
    assert [value(page[name]) for name in ("failed",)] == [2]
    assert (page["untimed"], value(page["whole"]["calls"])) == (0, 300)
    waited, total = 270 * 200 + 30 * 400, sum(DURATIONS)
    assert value(page["time"]["waiting"]) == round(waited / total, 6)
    found = {(one["time"], one["size"]): one for one in page["links"]}
    by_output = correlation(ranks(DURATIONS), ranks(OUTPUTS))
    inputs = [1000 + number % 7 for number in range(len(CALLS))]
    by_input = correlation(ranks(DURATIONS), ranks(inputs))
    assert value(found["duration", "output"]["correlation"]) == round(by_output, 2)
    assert value(found["duration", "input"]["correlation"]) == round(by_input, 2)
    assert (found["duration", "output"]["strength"], found["duration", "input"]["strength"]) == (
        "strong",
        "none",
    )
    assert (found["duration", "reasoning"]["strength"], page["causes"]) == ("unknown", ["output", "model"])
    assert page["per_100_tokens"]["kind"] == "estimated"
    assert value(page["per_100_tokens"]) == 1000


@pytest.mark.asyncio
async def test_the_slowest_calls_stand_beside_the_rest_and_open(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans())}/{PATH}")
    slow, rest = page["slow"], page["rest"]
    others = [output for output, duration in zip(OUTPUTS, DURATIONS, strict=True) if duration < 6800]
    assert [value(one["calls"]) for one in (slow, rest)] == [15, 285]
    assert [value(one["output"]) for one in (slow, rest)] == [230, median(others)]
    assert [value(one["speed"]) for one in (slow, rest)] == [25, 100]
    assert value(page["slow_time"]) == sum(SLOWEST)
    assert await opened(organization, page["slow_time"]) == [f"s-{270 + number}" for number in range(15, 30)]
    assert len(await opened(organization, slow["calls"])) == 15


@pytest.mark.asyncio
async def test_where_more_of_the_slow_calls_are_and_which_model_is_slow(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans())}/{PATH}")
    places = {(one["by"], one["key"]): one for one in page["places"]}
    assert set(places) == {("model", "claude-opus-4-5"), ("feature", "report")}
    place = places["feature", "report"]
    assert [value(place[name]) for name in ("slow", "share_of_slow", "share_of_all")] == [
        15,
        1,
        0.1,
    ]
    assert len(await opened(organization, place["slow"])) == 15
    model = page["slow_model"]
    assert (model["model"], value(model["speed"]), value(model["other_speed"])) == (
        "claude-opus-4-5",
        25,
        100,
    )


@pytest.mark.asyncio
async def test_filters_choose_and_parts_are_told_apart(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *spans())}/{PATH}"
    page = await organization.get(path, by="feature")
    assert [(part["key"], value(part["group"]["calls"])) for part in page["parts"]] == [
        ("chat", 270),
        ("report", 30),
    ]
    assert [value(part["with_output"]["correlation"]) for part in page["parts"]] == [1, 1]
    only = await organization.get(path, feature="report")
    assert (value(only["whole"]["calls"]), only["slow_model"], only["places"]) == (30, None, [])
    assert value(only["per_100_tokens"]) == 4000
    failed = await organization.get(path, status="error")
    assert (value(failed["whole"]["calls"]), value(failed["failed"])) == (2, 0)
    few = await organization.get(path, feature="report", bound="output>20")
    assert (value(few["whole"]["calls"]), few["slow"], few["causes"]) == (28, None, [])
    assert {one["strength"] for one in few["links"]} == {"unknown"}


@pytest.mark.asyncio
async def test_without_first_tokens_the_wait_is_unknown_and_speeds_are_estimates(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    made = [timed_span(number, 500 + 20 * number, output=number) for number in range(1, 61)]
    path = f"/api/projects/{await project_with(http, organization, *made)}/{PATH}"
    page = await organization.get(path)
    assert (page["time"]["waiting"]["value"], page["after_first"]) == (None, False)
    assert page["time"]["waiting"]["missing"]
    assert (value(page["whole"]["speed"]), page["whole"]["speed"]["kind"]) == (50, "estimated")
    assert value(page["per_100_tokens"]) == 2000
    assert (page["slow"]["speed"]["value"], page["causes"]) == (None, ["output"])


@pytest.mark.asyncio
async def test_an_empty_project_is_told_as_such(organization: Organization) -> None:
    page = await organization.get(f"/api/projects/{(await organization.project())['id']}/{PATH}")
    assert (value(page["whole"]["calls"]), page["whole"]["duration"]["value"]) == (0, None)
    assert (page["slow"], page["slow_time"]["value"], page["parts"], page["causes"]) == (None, None, [], [])


@pytest.mark.asyncio
@pytest.mark.parametrize("params", [{"figure": "luck"}, {"figure": "slow_calls.time", "cursor": "x"}])
async def test_what_is_no_figure_opens_nothing(organization: Organization, params: dict[str, str]) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}/evidence"
    assert (await organization.request("GET", path, params=params)).status_code == 422
