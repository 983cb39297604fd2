"""Caching as billed: what reading and writing the cache came to.

Sonnet 4.5 a million tokens: $3 fresh, $0.30 read, $3.75 written for 5 minutes, $15 out. Each call has 1,000
tokens of input and 100 of answer.
"""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.optimizer.test_beside_the_bill import opened, usd
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

SONNET = "claude-sonnet-4-5"
NOW = "savings/caching-now"


def silent(number: int, model: str = SONNET, provider: str = "anthropic", **values: Any) -> Span:
    """A call of which the log tells tokens only."""
    return chat_span(number, provider=provider, model=model, prompt="", **values)


async def cached(http: httpx.AsyncClient, organization: Organization) -> dict[str, Any]:
    """The page of one call that writes 800 tokens, two that read 800, and one without a price."""
    spans = (
        silent(1, cache_write=800),
        silent(2, cache_read=800),
        silent(3, cache_read=800),
        silent(4, model="house-llama-70b", provider="in-house", cache_read=500),
    )
    page: dict[str, Any] = await organization.get(
        f"/api/projects/{await project_with(http, organization, *spans)}/{NOW}"
    )
    return page


@pytest.mark.asyncio
async def test_reads_and_writes_are_told_as_billed(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Billed: 200 fresh with 800 at 3.75 or at 0.30. 800 x 2.70 saved by each read, 800 x 0.75 added."""
    page = await cached(http, organization)
    assert (page["calls"], page["counted_calls"], page["unrecorded_calls"]) == (4, 3, 0)
    billed = Decimal("0.0051") + 2 * Decimal("0.00234")
    assert (usd(page["today"]), page["today"]["kind"]) == (billed, "exact")
    assert (usd(page["cost"]), page["cost"]["kind"]) == (3 * Decimal("0.0045"), "estimated")
    assert [usd(page[part]) for part in ("reads", "writes", "saving")] == [
        Decimal("0.00432"),
        Decimal("-0.0006"),
        Decimal("0.00372"),
    ]
    # The model without a price comes last, and is in none of the sums.
    parts = [(row["key"], row["calls"], row["counted_calls"], row["read_tokens"]) for row in page["parts"]]
    assert (page["by"], parts) == (
        "model",
        [(SONNET, 3, 3, 1_600), ("house-llama-70b", 1, 0, 500)],
    )


@pytest.mark.asyncio
async def test_every_figure_opens_to_the_calls_that_add_up_to_it(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await cached(http, organization)
    tokens = page["tokens_read"], page["tokens_written"]
    assert [(one["value"], one["kind"], one["unit"]) for one in tokens] == [
        ("1600", "exact", "tokens"),
        ("800", "exact", "tokens"),
    ]
    assert await opened(organization, page["tokens_read"]) == [0, 800, 800, 0]
    assert await opened(organization, page["tokens_written"]) == [800, 0, 0, 0]
    for part in ("today", "cost", "reads", "writes", "write_cost", "saving"):
        assert sum(await opened(organization, page[part])) == usd(page[part])


@pytest.mark.asyncio
async def test_what_was_not_recorded_is_unknown_and_says_what_to_send(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, silent(1), silent(2))
    page = await organization.get(f"/api/projects/{project}/{NOW}")
    assert (usd(page["today"]), page["today"]["kind"]) == (2 * Decimal("0.0045"), "estimated")
    for part in ("cost", "saving", "reads", "writes", "tokens_read", "tokens_written"):
        figure = page[part]
        assert (figure["value"], figure["kind"], figure["evidence"]) == (None, "unknown", None)
        assert "gen_ai.usage.cache_read.input_tokens" in figure["missing"]
    assert [(row["calls"], row["unrecorded_calls"]) for row in page["parts"]] == [(2, 2)]
    narrowed = await organization.get(f"/api/projects/{project}/{NOW}", model="nobody")
    assert (narrowed["calls"], narrowed["counted_calls"]) == (0, 0)


@pytest.mark.asyncio
async def test_links_of_reports_saved_before_the_page_moved_still_open(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    saving = (await cached(http, organization))["saving"]
    old = {**saving, "evidence": saving["evidence"].replace(NOW, "savings/prompt-caching")}
    door = urlsplit(old["evidence"])
    page = await organization.get(door.path, **dict(parse_qsl(door.query)))
    assert page["figure"] == saving
    assert page["sum"] == saving["value"]
    assert len(page["contributions"]) == len(await opened(organization, saving))
