"""All calls at one named model: over HTTP, with the calls behind each figure."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.alternatives.test_alternatives import claude
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


async def supposed(
    http: httpx.AsyncClient, organization: Organization, *spans: Span, fields: Any = (), **query: Any
) -> dict[str, Any]:
    project = await project_with(http, organization, *spans, **dict(fields))
    path = f"/api/projects/{project}/savings/alternatives/supposed"
    read: dict[str, Any] = await organization.get(path, **query)
    return read


async def summed(organization: Organization, figure: dict[str, Any]) -> tuple[Decimal, int]:
    """What the calls behind a figure add up to, and how many they are."""
    door = urlsplit(figure["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query, keep_blank_values=True)))
    parts = [Decimal(part["contribution"]) for part in evidence["contributions"]]
    return sum(parts, Decimal(0)), len(parts)


@pytest.mark.asyncio
async def test_one_total_over_all_calls_with_every_model(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [
        claude(1, model="claude-opus-4-5"),
        chat_span(2, model="gpt-4o", cache_read=0),
        chat_span(3, model="gpt-4o-mini", cache_read=0),
        chat_span(4, model="house-llama-70b", provider="in-house"),
    ]
    read = await supposed(http, organization, *spans, other_model="gpt-4o-mini")
    (at,) = read["supposed"]
    assert (read["calls"], read["unsold"]) == (4, [])
    assert (at["provider"], at["model"], at["seller"]) == ("openai", "gpt-4o-mini", "own")
    # 1,000 in and 100 out: opus 0.005 + 0.0025, gpt-4o 0.0025 + 0.001, gpt-4o-mini 0.00015 + 0.00006.
    assert at["today"]["value"] == "0.01121"
    # Three times 0.00021; the call without a price is in neither amount.
    assert (at["cost"]["value"], at["saving"]["value"]) == ("0.00063", "0.01058")
    assert (at["today"]["kind"], at["cost"]["kind"], at["is_other_class"]) == ("exact", "estimated", True)
    await _check(organization, at)


async def _check(organization: Organization, at: dict[str, Any]) -> None:
    """Every model is in the table, and the calls behind each figure add up to it."""
    for name in ("today", "cost", "saving"):
        assert await summed(organization, at[name]) == (Decimal(at[name]["value"]), 3)
    rows = {row["model"]: row for row in at["models"]}
    assert list(rows) == ["claude-opus-4-5", "gpt-4o", "gpt-4o-mini", "house-llama-70b"]
    same, unpriced = rows["gpt-4o-mini"], rows["house-llama-70b"]
    assert (same["is_same"], same["saving"]["value"], same["is_counted"]) == (True, "0", True)
    assert (unpriced["is_counted"], unpriced["today"]["value"]) == (False, None)
    assert (unpriced["cost"]["value"], unpriced["saving"]["value"]) == ("0.00021", None)
    for row in rows.values():
        assert await summed(organization, row["cost"]) == (Decimal(row["cost"]["value"]), 1)


@pytest.mark.asyncio
async def test_the_price_is_that_of_the_projects_own_provider(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """A choice of calls changes nothing about where the project buys."""
    spans = [
        claude(1, model="claude-opus-4-5", feature="contract"),
        chat_span(2, model="claude-haiku-4-5", provider="gcp.gen_ai", cache_read=0),
    ]
    read = await supposed(http, organization, *spans, other_model="claude-haiku-4-5", model="claude-opus-4-5")
    (at,) = read["supposed"]
    assert (at["provider"], at["seller"], read["calls"]) == ("google", "own", 1)
    # $1 and $5: 0.001 + 0.0005, and no reseller's $0.25 and $1.25.
    assert at["cost"]["value"] == "0.0015"


@pytest.mark.asyncio
async def test_calls_without_a_model_are_compared_at_the_assumed_price(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    price = {"input_per_million": "3", "output_per_million": "15"}
    spans = [chat_span(number, model="", cache_read=0) for number in (1, 2)]
    read = await supposed(
        http, organization, *spans, fields={"assumed_price": price}, other_model="gpt-4o-mini"
    )
    (at,) = read["supposed"]
    # Twice 0.003 + 0.0015 assumed, twice 0.00015 + 0.00006 there.
    assert (at["today"]["value"], at["cost"]["value"], at["saving"]["value"]) == (
        "0.009",
        "0.00042",
        "0.00858",
    )
    assert (at["today"]["kind"], at["seller"]) == ("estimated", "maker")
    assert any("assumed" in said.lower() for said in at["saving"]["assumptions"])
    assert await summed(organization, at["cost"]) == (Decimal("0.00042"), 2)
    assert await summed(organization, at["models"][0]["saving"]) == (Decimal("0.00858"), 2)


@pytest.mark.asyncio
async def test_what_nobody_sells_is_named_and_every_seller_only_where_asked(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    named = ["claude-haiku-9", "claude-haiku-4-5"]
    project = await project_with(http, organization, claude(1))
    path = f"/api/projects/{project}/savings/alternatives/supposed"
    read = await organization.get(path, other_model=named)
    assert read["unsold"] == ["claude-haiku-9"]
    assert [at["provider"] for at in read["supposed"]] == ["anthropic"]
    every = await organization.get(path, other_model=named[1], any_provider=True)
    assert len({at["provider"] for at in every["supposed"]}) > 1
    assert {at["seller"] for at in every["supposed"]} == {"asked"}
