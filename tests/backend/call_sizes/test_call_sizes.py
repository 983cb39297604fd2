"""Oversized calls that were sent: percentiles, cost, excess, and the calls behind each figure."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

PATH = "savings/call-sizes"
# gpt-5-mini costs $0.25 a million tokens in and $2 out.
SPANS = (
    *(chat_span(number, input=1_000 * (number + 1), cache_read=0) for number in range(4)),
    chat_span(4, input=11_000, output=600, cache_read=0),
)


def values(side: dict[str, Any], *names: str) -> list[str | None]:
    return [side[name]["value"] for name in names]


@pytest.mark.asyncio
async def test_the_calls_above_a_given_limit_and_what_their_excess_costs(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    page = await organization.get(path, above_tokens=3_000)
    found = page["whole"]["input"]
    assert values(found, "p50", "calls", "tokens") == ["3000", "2", "15000"]
    # 15,000 in at 0.25 and 700 out at 2: 0.00375 + 0.0014; above the limit lie 1,000 and 8,000 tokens.
    assert values(found, "cost", "excess") == ["0.00515", "0.00225"]
    # All calls: 21,000 in, 1,000 out: 0.00525 + 0.002.
    assert found["share"]["value"] == "0.710345"
    assert "0.007250, the cost of 5 calls" in found["share"]["formula"]
    assert (found["excess"]["kind"], found["cost"]["kind"]) == ("estimated", "exact")
    assert "still worked" in found["excess"]["assumptions"][0]
    for name in ("calls", "tokens", "cost", "excess"):
        assert await opened(organization, found[name]) == ["session-3", "session-4"]
    assert page["quality"].startswith("Not known")


@pytest.mark.asyncio
async def test_without_a_limit_it_is_the_95th_percentile_of_each_group(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    other = [chat_span(10 + number, model="gpt-5", input=20_000, cache_read=0) for number in range(2)]
    path = f"/api/projects/{await project_with(http, organization, *SPANS, *other)}/{PATH}"
    page = await organization.get(path)
    dear, cheap = page["by_model"]
    assert (dear["model"], cheap["model"]) == ("gpt-5", "gpt-5-mini")
    # Between 4,000 and 11,000, a fifth of the way down: the fourth of five lies at 75 %, p95 at 95 %.
    assert values(cheap["input"], "p90", "p95") == ["8200", "9600"]
    assert values(cheap["input"], "calls", "tokens") == ["1", "11000"]
    assert values(dear["input"], "calls", "excess") == ["0", "0"]
    assert await opened(organization, cheap["input"]["excess"]) == ["session-4"]
    assert Decimal(cheap["input"]["excess"]["value"]) == Decimal("0.00035")
    assert values(cheap["output"], "p50", "calls", "tokens") == ["100", "1", "600"]
    assert [call["input_total"] for call in page["largest_input"]][:3] == [20_000, 20_000, 11_000]
    assert page["largest_output"][0]["output_total"] == 600


def of_session(name: str, spans: list[Span]) -> list[Span]:
    """The spans, all of one session."""
    for span in spans:
        span.attributes[0].value.string_value = name
    return spans


@pytest.mark.asyncio
async def test_sessions_whose_context_grows_are_named(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    growing = of_session("long", [chat_span(number, input=1_000 * (1 + number * 2)) for number in range(3)])
    shrinking = of_session("short", [chat_span(5, input=900), chat_span(6, input=100)])
    # Two calls need not be of one conversation, however different their prompts are.
    apart = of_session("apart", [chat_span(7, input=100), chat_span(8, input=9_000)])
    spans = (*growing, *shrinking, *apart)
    path = f"/api/projects/{await project_with(http, organization, *spans)}/{PATH}"
    (session,) = (await organization.get(path))["growing"]
    assert (session["session"], session["calls"], session["growth"]["value"]) == ("long", 3, "4")
    assert (session["first_input"], session["last_input"]) == (1_000, 5_000)


@pytest.mark.asyncio
async def test_what_has_no_price_has_no_excess(http: httpx.AsyncClient, organization: Organization) -> None:
    path = f"/api/projects/{await project_with(http, organization, chat_span(1, model='nobody'))}/{PATH}"
    found = (await organization.get(path, above_tokens=10))["whole"]["input"]
    for name in ("cost", "share", "excess"):
        assert (found[name]["value"], found[name]["kind"]) == (None, "unknown")
    assert "name the model" in found["excess"]["missing"]


@pytest.mark.asyncio
async def test_more_oversized_calls_than_a_page_can_price_are_refused(
    http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netra.backend.call_sizes.service.MOST_OVERSIZED", 2)
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    assert (await organization.get(path, above_tokens=3_000))["whole"]["input"]["calls"]["value"] == "2"
    refused = await organization.request("GET", path, params={"above_tokens": 2_000})
    assert refused.status_code == 422
    assert "choose a higher one" in refused.json()["detail"]


@pytest.mark.asyncio
async def test_an_empty_project_has_no_sizes(organization: Organization) -> None:
    page = await organization.get(f"/api/projects/{(await organization.project())['id']}/{PATH}")
    assert (page["whole"]["calls"], page["by_model"], page["growing"]) == (0, [], [])
    assert page["whole"]["input"]["p95"]["kind"] == "unknown"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("under", "params"),
    [
        ("", {"above_tokens": "0"}),
        ("/evidence", {"figure": "luck"}),
        ("/evidence", {"figure": "oversized.input.share"}),
        ("/evidence", {"figure": "oversized.input.cost", "cursor": "x"}),
    ],
)
async def test_bad_questions_about_sizes_are_422(
    organization: Organization, under: str, params: dict[str, str]
) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}{under}"
    assert (await organization.request("GET", path, params=params)).status_code == 422


@pytest.mark.asyncio
async def test_a_side_that_is_shorter_by_a_share_saves_that_share_of_its_cost(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    assert (await organization.get(path))["shorter"] is None
    shorter = (await organization.get(path, shorter_by="0.2"))["shorter"]
    # 21,000 in at 0.25 and 1,000 out at 2 a million, a fifth of each.
    assert (shorter["input"]["value"], shorter["output"]["value"]) == ("0.00105", "0.0004")
    assert shorter["input"]["kind"] == "estimated"
    assert "shorter by this share" in shorter["input"]["assumptions"][0]
    assert len(await opened(organization, shorter["input"])) == len(SPANS)


@pytest.mark.asyncio
async def test_a_limit_of_one_side_leaves_the_other_at_its_own(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """At most 250 out: 600 is 350 above, at $2 a million; the input's limit stays its 95th percentile."""
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    page = await organization.get(path, above_tokens=250, above_side="output")
    found = page["whole"]["output"]
    assert values(found, "calls", "tokens", "above", "excess") == ["1", "600", "350", "0.0007"]
    assert (found["above"]["kind"], page["whole"]["input"]["limit"]) == ("exact", "9600")
    assert "cuts them off" in found["excess"]["assumptions"][1]
    for name in ("calls", "tokens", "above", "cost", "excess"):
        assert await opened(organization, found[name]) == ["session-4"]
    by_model = page["by_model"][0]["output"]
    assert await opened(organization, by_model["above"]) == ["session-4"]
