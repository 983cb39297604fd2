"""Other models at their list prices, for calls that were sent."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

PATH = "savings/alternatives"
DAY = 24 * 3_600 * 10**9


def claude(number: int, model: str = "claude-opus-4-1", **values: Any) -> Span:
    return chat_span(number, model=model, provider="anthropic", **{"cache_read": 0, **values})


async def compared(
    http: httpx.AsyncClient, organization: Organization, *spans: Span, scope: str = "provider", **fields: Any
) -> dict[str, Any]:
    path = f"/api/projects/{await project_with(http, organization, *spans, **fields)}/{PATH}"
    page: dict[str, Any] = await organization.get(path, scope=scope)
    return page


@pytest.mark.asyncio
async def test_the_flat_book_is_compared_by_hand(http: httpx.AsyncClient, organization: Organization) -> None:
    spans = [claude(1, input=3_000, cache_read=2_000), claude(2)]
    page = await compared(http, organization, *spans, price_book="definitions-flat")
    (model,) = page["models"]
    # Opus 4.1: 2,000 fresh at 15, 2,000 read at 1.5, 200 out at 75. Haiku 4.5: at 1, 0.1 and 5.
    assert model["cost"]["value"] == "0.048"
    offers = model["alternatives"]
    assert [offer["model"] for offer in offers] == [
        f"claude-{name}" for name in ("haiku-4-5", "sonnet-4", "sonnet-4-5", "opus-4-5", "opus-4-6")
    ]
    assert (offers[0]["cost"]["value"], offers[0]["saving"]["value"]) == ("0.0032", "0.0448")
    assert (offers[0]["saving"]["kind"], offers[0]["notes"]) == ("estimated", [])
    assert offers[0]["quality"].startswith("Unknown")
    assert "same tokens" in offers[0]["cost"]["assumptions"][0]
    for measure in ("cost", "saving"):
        assert await opened(organization, offers[0][measure]) == ["session-1", "session-2"]


@pytest.mark.asyncio
async def test_sums_by_day_and_size_equal_the_prices_of_single_calls(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Sizes on both sides of a tier's start, and days on both sides of new prices."""
    spans = [
        claude(number, start=START - number * 100 * DAY, input=size, cache_read=size // 3)
        for number, size in enumerate((200_000, 200_001, 100, 300_000, 128_000, 272_001))
    ]
    for scope in ("provider", "all"):
        page = await compared(http, organization, *spans, scope=scope)
        (model,) = page["models"]
        # The five cheapest, and one of the same class where none of these is.
        assert model["compared"] > len(model["alternatives"])
        assert len(model["alternatives"]) in {5, 6}
        costs = [Decimal(offer["cost"]["value"]) for offer in model["alternatives"]]
        assert costs == sorted(costs)
        for offer in model["alternatives"]:
            assert len(await opened(organization, offer["cost"])) == len(spans)
            assert len(await opened(organization, offer["saving"])) == len(spans)


@pytest.mark.asyncio
async def test_only_all_providers_bring_other_tokenizers(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    own = await compared(http, organization, claude(1))
    other = await compared(http, organization, claude(1), scope="all")
    assert {offer["provider"] for offer in own["models"][0]["alternatives"]} == {"anthropic"}
    (cheapest, *_) = other["models"][0]["alternatives"]
    assert cheapest["provider"] != "anthropic"
    assert "tokenizer" in cheapest["cost"]["assumptions"][1]
    assert other["models"][0]["compared"] > own["models"][0]["compared"]


@pytest.mark.asyncio
async def test_models_without_a_known_price_are_listed_as_unknown(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    page = await compared(http, organization, chat_span(1, model="nobody-knows"), claude(2))
    known, unknown = page["models"]
    assert (known["model"], unknown["model"]) == ("claude-opus-4-1", "nobody-knows")
    assert (unknown["cost"]["value"], unknown["alternatives"]) == (None, [])
    assert "no known price" in unknown["missing"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("under", "params"),
    [
        ("", {"scope": "moon"}),
        ("/evidence", {"figure": "luck", "model": "a"}),
        ("/evidence", {"figure": "alternative.cost@anthropic/nobody", "model": "a"}),
        ("/evidence", {"figure": "alternative.cost@anthropic/claude-sonnet-4-5"}),
    ],
)
async def test_bad_questions_about_alternatives_are_422(
    organization: Organization, under: str, params: dict[str, str]
) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}{under}"
    assert (await organization.request("GET", path, params=params)).status_code == 422
