"""A cap on reasoning over the real store: what is beyond it and what that costs, beside sums by hand."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.reasoning_caps.domain import Beyond, all_beyond
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import opened
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


def thinking(number: int, reasoning: int, **values: Any) -> Span:
    """A call that records how much of its output is reasoning."""
    made = chat_span(number, cache_read=0, **values)
    made.attributes.add(key="gen_ai.usage.reasoning.output_tokens").value.int_value = reasoning
    return made


# gpt-5-mini costs $0.25 a million tokens in and $2 out, gpt-4o $2.50 and $10: 1,000 tokens in each.
THINKERS = (
    thinking(1, 400, output=800),
    thinking(2, 1_500, output=2_000),
    thinking(3, 600, output=700, feature="report"),
    thinking(4, 2_500, output=3_000, model="gpt-4o", provider="openai"),
    chat_span(5, output=3_000, cache_read=0),
)
UNSOLD = thinking(9, 900, output=1_000, model="house-llama-70b", provider="in-house")


async def capped(
    http: httpx.AsyncClient, organization: Organization, *spans: Span, **asked: Any
) -> dict[str, Any]:
    path = f"/api/projects/{await project_with(http, organization, *spans)}/savings/reasoning-cap"
    return dict(await organization.get(path, **asked))


def amounts(part: dict[str, Any]) -> list[Decimal | None]:
    values = [part[name]["value"] for name in ("longer", "above", "cost", "saving")]
    return [None if value is None else Decimal(value) for value in values]


def kinds(part: dict[str, Any]) -> list[str]:
    return [part[name]["kind"] for name in ("longer", "above", "cost", "saving")]


def test_what_has_a_price_is_known_though_the_rest_is_not() -> None:
    assert Beyond().cost == 0
    unlisted = Beyond(calls=2, tokens=70, unlisted=2)
    assert unlisted.cost is None
    both = all_beyond([unlisted, Beyond(1, 30, Decimal("0.03"))])
    assert both == Beyond(3, 100, Decimal("0.03"), 2)
    assert both.cost == Decimal("0.03")


@pytest.mark.asyncio
async def test_tokens_beyond_are_priced_at_each_calls_own_price_and_open(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Beyond 500: 1,000 and 100 at $2 a million, 2,000 at $10: 0.0022 + 0.02."""
    read = await capped(http, organization, *THINKERS, cap=500)
    whole = read["whole"]
    assert amounts(whole) == [3, 3_100, Decimal("0.0222"), Decimal("0.0222")]
    assert (whole["calls"], whole["unrecorded"]) == (5, 1)
    # One call records no reasoning, which is not zero: what all calls have beyond it is not known exactly.
    assert kinds(whole) == ["estimated"] * 4
    assert "1 calls do not record reasoning tokens" in whole["cost"]["assumptions"][0]
    assert "as good" in whole["saving"]["assumptions"][1]
    for name in ("longer", "above", "cost", "saving"):
        assert await opened(organization, whole[name]) == Decimal(whole[name]["value"])
    parts = {part["key"]: part for part in read["parts"]}
    assert amounts(parts["gpt-4o"]) == [1, 2_000, Decimal("0.02"), Decimal("0.02")]
    assert kinds(parts["gpt-4o"]) == ["exact", "exact", "exact", "estimated"]
    assert amounts(parts["gpt-5-mini"]) == [2, 1_100, Decimal("0.0022"), Decimal("0.0022")]
    for part in read["parts"]:
        assert await opened(organization, part["cost"]) == Decimal(part["cost"]["value"])


@pytest.mark.asyncio
async def test_a_call_at_the_cap_is_not_above_it(http: httpx.AsyncClient, organization: Organization) -> None:
    read = await capped(http, organization, *THINKERS[:4], cap=2_500, by="feature")
    assert amounts(read["whole"]) == [0, 0, 0, 0]
    assert [(part["key"], part["calls"]) for part in read["parts"]] == [("report", 1), ("tests", 3)]


@pytest.mark.asyncio
async def test_what_nobody_records_is_unknown_and_not_zero(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    read = await capped(http, organization, THINKERS[4], cap=100)
    assert amounts(read["whole"]) == [None] * 4
    assert kinds(read["whole"]) == ["unknown"] * 4
    assert "reasoning" in read["whole"]["longer"]["missing"]


@pytest.mark.asyncio
async def test_calls_without_a_price_are_told_and_not_in_the_amount(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    alone = await capped(http, organization, UNSOLD, cap=500)
    assert amounts(alone["whole"]) == [1, 400, None, None]
    read = await capped(http, organization, UNSOLD, THINKERS[1], cap=500)
    assert amounts(read["whole"]) == [2, 1_400, Decimal("0.002"), Decimal("0.002")]
    assert "1 calls have no list price" in read["whole"]["cost"]["missing"]
    assert read["whole"]["cost"]["kind"] == "estimated"


@pytest.mark.asyncio
async def test_pages_of_evidence_follow_each_other(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *THINKERS)
    path = f"/api/projects/{project}/savings/reasoning-cap/evidence"
    asked = {"figure": "reasoning_cap.cost", "cap": 500, "limit": 2}
    first = await organization.get(path, **asked)
    second = await organization.get(path, **asked, cursor=first["next_cursor"])
    parts = [one["contribution"] for page in (first, second) for one in page["contributions"]]
    assert list(map(Decimal, parts)) == [Decimal("0.002"), Decimal("0.0002"), Decimal("0.02")]
    assert (first["remaining_calls"], second["remaining_calls"], second["next_cursor"]) == (1, 0, None)
    refused = await organization.request("GET", f"{path}?figure=cost&cap=500")
    assert refused.status_code == 422
