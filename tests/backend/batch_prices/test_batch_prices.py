"""Calls that were sent at the batch prices of their providers, and who waits for them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.alternatives.test_alternatives import DAY
from tests.backend.alternatives.test_supposed import summed
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

PATH = "savings/batch-prices"
SONNET = "claude-sonnet-4-5"


def in_session(number: int, session: str = "", **values: Any) -> Span:
    """A call of a session of that name; without a name, of none."""
    span = chat_span(number, **{"cache_read": 0, "model": SONNET, "provider": "anthropic", **values})
    if session:
        span.attributes[0].value.string_value = session
    else:
        del span.attributes[0]
    return span


# Sonnet 4.5 at $3 and $15: 0.0045 for 1,000 in and 100 out. Two of one session, one alone, one of none.
SPANS = (
    in_session(1, "talk", feature="chat"),
    in_session(2, "talk", feature="report"),
    in_session(3, "once", feature="report"),
    in_session(4),
    in_session(5, "failed", error="timeout"),
    in_session(6, "grok", model="grok-3", provider="x_ai"),
    in_session(7, "own", model="house-llama-70b", provider="in-house"),
)


OF_MANY_PROVIDERS: tuple[Mapping[str, Any], ...] = (
    {"input": 300_000, "cache_read": 100_000},
    {"input": 200_001, "cache_read": 0},
    {"model": "gemini-2.5-pro", "provider": "gcp.gemini", "input": 200_001, "cache_read": 1_000},
    {"model": "gemini-2.5-pro", "provider": "gcp.vertex_ai", "input": 1_000, "cache_read": 400},
    {"model": "gpt-4o", "provider": "azure.ai.openai"},
)


async def priced(
    http: httpx.AsyncClient,
    organization: Organization,
    *spans: Span,
    fields: Mapping[str, Any] | None = None,
    **query: Any,
) -> dict[str, Any]:
    project = await project_with(http, organization, *spans, **(fields or {}))
    page: dict[str, Any] = await organization.get(f"/api/projects/{project}/{PATH}", **query)
    return page


def amounts(part: dict[str, Any]) -> list[str | None]:
    return [part[name]["value"] for name in ("today", "cost", "saving")]


@pytest.mark.asyncio
async def test_what_no_other_call_waits_for_is_counted_and_the_rest_is_shown(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await priced(http, organization, *SPANS)
    assert (page["calls"], page["failed"], page["unpriced"], page["names_calls"]) == (7, 1, 1, False)
    assert (page["counted"]["part"], page["counted"]["calls"]) == ("unlinked", 2)
    assert amounts(page["counted"]) == ["0.009", "0.0045", "0.0045"]
    shown = {part["part"]: (part["calls"], *amounts(part)) for part in page["parts"]}
    assert shown == {
        "alone": (1, "0.0045", "0.00225", "0.00225"),
        "sessionless": (1, "0.0045", "0.00225", "0.00225"),
        "conversation": (2, "0.009", "0.0045", "0.0045"),
    }
    # Grok 3 at $3 and $15: its price in a batch is not published for all models.
    assert (page["unoffered"]["value"], page["unoffered_names"]) == ("0.0045", ["x_ai"])
    for part in (page["counted"], *page["parts"]):
        for name in ("today", "cost", "saving"):
            found = await summed(organization, part[name])
            assert found == (Decimal(part[name]["value"]), part["calls"])
    assert await summed(organization, page["unoffered"]) == (Decimal("0.0045"), 1)


@pytest.mark.asyncio
async def test_every_figure_says_what_it_supposes(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await priced(http, organization, *SPANS)
    saving, today = page["counted"]["saving"], page["counted"]["today"]
    assert (today["kind"], saving["kind"], page["counted"]["cost"]["kind"]) == (
        "exact",
        "estimated",
        "estimated",
    )
    said = " ".join(saving["assumptions"])
    assert "Batch price = 50 % of list, as Anthropic publishes (Batch processing" in said
    assert "within 24 hours. Whether anybody waits for these answers is not recorded." in said
    assert "1 calls without a known batch price are left out: x_ai." in said
    assert "1 calls without a known price are left out." in said
    assert "1 calls that failed are left out." in said
    assert "batch already" in said


@pytest.mark.asyncio
async def test_every_model_has_its_row_and_what_nobody_publishes_is_unknown(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await priced(http, organization, *SPANS)
    rows = {row["model"]: row for row in page["models"]}
    assert amounts(rows[SONNET]) == ["0.018", "0.009", "0.009"]
    assert (rows[SONNET]["calls"], rows[SONNET]["share"]) == (4, "0.5")
    assert rows[SONNET]["source"].startswith("Anthropic: Batch processing")
    assert await summed(organization, rows[SONNET]["saving"]) == (Decimal("0.009"), 4)
    assert amounts(rows["grok-3"]) == ["0.0045", None, None]
    assert rows["grok-3"]["saving"]["kind"] == "unknown"
    assert rows["grok-3"]["saving"]["missing"].endswith("They are of x_ai.")
    assert (rows["grok-3"]["share"], rows["grok-3"]["source"]) == (None, None)
    assert await summed(organization, rows["grok-3"]["today"]) == (Decimal("0.0045"), 1)
    assert amounts(rows["house-llama-70b"]) == [None, None, None]


@pytest.mark.asyncio
async def test_named_calls_are_all_counted_and_sessions_are_those_of_the_whole_log(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """One of the two calls of the feature is in a session with a call of another feature."""
    page = await priced(http, organization, *SPANS, feature="report")
    assert (page["names_calls"], page["counted"]["part"], page["counted"]["calls"]) == (True, "all", 2)
    assert amounts(page["counted"]) == ["0.009", "0.0045", "0.0045"]
    assert {part["part"]: part["calls"] for part in page["parts"]} == {
        "alone": 1,
        "sessionless": 0,
        "conversation": 1,
    }
    assert await summed(organization, page["counted"]["saving"]) == (Decimal("0.0045"), 2)


@pytest.mark.asyncio
async def test_sums_by_day_and_size_equal_single_calls_and_the_cache_of_some_providers_stays(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [
        in_session(number, f"s{number}", start=START - number * 50 * DAY, **values)
        for number, values in enumerate(OF_MANY_PROVIDERS)
    ]
    page = await priced(http, organization, *spans)
    saving = page["counted"]["saving"]
    assert await summed(organization, saving) == (Decimal(saving["value"]), 5)
    # Gemini 2.5 Pro at $1.25, $0.125 and $10: 600 fresh and 100 out are halved, 400 read are not.
    row = next(row for row in page["models"] if row["provider"] == "gcp.vertex_ai")
    assert amounts(row) == ["0.0018", "0.000925", "0.000875"]
    assert "tokens of the cache as outside a batch" in " ".join(row["cost"]["assumptions"])


@pytest.mark.asyncio
async def test_a_book_without_batches_and_a_provider_that_is_not_named_are_said(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [in_session(1, provider=None)]
    page = await priced(http, organization, *spans, fields={"price_book": "definitions-flat"})
    assert amounts(page["counted"]) == ["0.0045", "0.00225", "0.00225"]
    said = " ".join(page["counted"]["cost"]["assumptions"])
    assert "Batch price = 50 % of the price, as Anthropic publishes" in said
    assert "supposed, for the book definitions-flat has no batch prices." in said
    assert "1 calls name no provider" in said


@pytest.mark.asyncio
@pytest.mark.parametrize("query", [{"status": "error"}, {"model": "nobody-sent-this"}])
async def test_nothing_answered_saves_nothing(
    http: httpx.AsyncClient, organization: Organization, query: Mapping[str, Any]
) -> None:
    page = await priced(http, organization, *SPANS, **query)
    assert (amounts(page["counted"]), page["models"]) == (["0", "0", "0"], [])


@pytest.mark.asyncio
async def test_only_unpublished_prices_are_unknown_and_never_nothing(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await priced(http, organization, *SPANS[5:])
    assert amounts(page["counted"]) == [None, None, None]
    assert page["counted"]["saving"]["missing"].startswith("What the provider of these calls charges")
    own = await priced(http, organization, SPANS[6])
    assert own["counted"]["saving"]["missing"] == "A price of these calls."


@pytest.mark.asyncio
async def test_pages_of_evidence_add_up_and_other_names_are_422(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}/evidence"
    asked = {"figure": "batch.saving.all", "limit": 3}
    first = await organization.get(path, **asked)
    rest = await organization.get(path, **asked, cursor=first["next_cursor"])
    assert (first["page_sum"], rest["page_sum"], rest["next_cursor"]) == ("0.00675", "0.00225", None)
    for wrong in ({"figure": "cost"}, {"figure": "batch.cost.all", "cursor": "x"}):
        assert (await organization.request("GET", path, params=wrong)).status_code == 422
