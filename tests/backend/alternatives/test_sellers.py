"""Where a named model is priced, and that no model is an alternative to itself."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from netra.backend.alternatives.domain import (
    AlternativeScope,
    Market,
    Seller,
    SellerReason,
    Supposed,
    alternatives,
    uses,
)
from netra.backend.calls.domain.groups import CallGroup
from netra.backend.pricing.domain.books import AssumedPrice, ListedModel
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.pricing.domain.makers import maker_of, plain_name, writes_text

BOOK = GenaiPrices.packaged()
DAY = int(datetime(2026, 11, 20, tzinfo=UTC).timestamp())


def sale(provider: str, model: str, calls: int = 1) -> CallGroup:
    return CallGroup((provider, model), calls, (0,) * 6, Decimal(0), 0, 0, 0, 0)


def used(model: str, provider: str, *buckets: int, cost: str | None = None, calls: int = 1) -> CallGroup:
    price = None if cost is None else Decimal(cost)
    unpriced = calls if price is None else 0
    return CallGroup((model, provider, DAY, 0), calls, buckets, price, unpriced, 0, 0, 0)


def sold(name: str, *own: CallGroup, moving: tuple[CallGroup, ...] = ()) -> tuple[str, str, str] | None:
    seller = Market(BOOK, own, moving).seller(name)
    return (*seller.listed, seller.because) if seller else None


@pytest.mark.parametrize(
    ("model", "plain"),
    [
        ("claude-haiku-4-5", "claude-haiku-4-5"),
        ("global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"),
        ("anthropic/claude-haiku-4.5:batch", "claude-haiku-4-5"),
        ("claude-3-5-haiku@20241022", "claude-3-5-haiku"),
        ("gpt-4o-2024-08-06", "gpt-4o"),
        ("openai/gpt-4o-mini", "gpt-4o-mini"),
        ("meta-llama/llama-3.3-70b", "llama-3-3-70b"),
    ],
)
def test_a_model_has_one_name_wherever_it_is_sold(model: str, plain: str) -> None:
    assert plain_name(model) == plain


@pytest.mark.parametrize(
    ("model", "maker"),
    [
        ("claude-opus-4-5", "anthropic"),
        ("us.anthropic.claude-opus-4-5", "anthropic"),
        ("gpt-5", "openai"),
        ("o3-mini", "openai"),
        ("gemini-2.5-flash", "google"),
        ("mistral-large", "mistral"),
        ("deepseek-v3.2", "deepseek"),
        ("grok-4.5", "x-ai"),
        ("house-llama-70b", None),
        ("turbo3", None),
    ],
)
def test_the_maker_is_known_by_the_family(model: str, maker: str | None) -> None:
    assert maker_of(model) == maker


def test_own_calls_decide_then_the_maker_then_the_calls_that_move() -> None:
    haiku = "claude-haiku-4-5"
    assert sold(haiku) == ("anthropic", haiku, SellerReason.MAKER)
    assert sold(haiku, sale("google", haiku, 9), sale("anthropic", haiku, 2)) == (
        "google",
        haiku,
        SellerReason.OWN,
    )
    aws = "global.anthropic.claude-haiku-4-5-20251001-v1:0"
    assert sold(haiku, sale("aws", aws)) == ("aws", aws, SellerReason.OWN)
    assert sold(haiku, moving=(sale("quicksilverpro", "gpt-5", 99),)) == ("anthropic", haiku, "maker")
    llama = "llama-3.3-70b-versatile"
    assert sold(llama) is None
    assert sold(llama, moving=(sale("groq", "gpt-oss-20b"),)) == ("groq", llama, SellerReason.CALLS)


def test_a_provider_that_bills_models_of_others_is_priced_too() -> None:
    azure = Market(BOOK, [sale("azure.ai.openai", "claude-haiku-4-5")], []).seller("claude-haiku-4-5")
    assert azure == Seller(ListedModel("azure", "claude-haiku-4-5"), SellerReason.OWN)
    (use,) = uses([used("gpt-5", "azure", 1_000_000, 0, 0, 0, 0, 0, cost="9")], BOOK, None)
    assert Supposed([use], azure.listed, BOOK).cost == Decimal(1)


def test_other_sellers_only_where_they_are_asked_for() -> None:
    sellers = Market(BOOK, [], []).every_seller("claude-haiku-4-5")
    assert {seller.because for seller in sellers} == {SellerReason.ASKED}
    assert {"anthropic", "aws", "google", "openrouter"} <= {seller.listed.provider for seller in sellers}


@pytest.mark.parametrize("scope", list(AlternativeScope))
@pytest.mark.parametrize(
    ("model", "provider"),
    [
        ("claude-haiku-4-5-20251001", "anthropic"),
        ("global.anthropic.claude-haiku-4-5-20251001-v1:0", "aws"),
        ("gpt-4o", "openai"),
    ],
)
def test_a_model_is_never_an_alternative_to_itself(
    model: str, provider: str, scope: AlternativeScope
) -> None:
    (use,) = uses([used(model, provider, 1_000, 0, 0, 0, 100, 0, cost="1")], BOOK, None)
    found = [offer.listed for offer in alternatives(use, BOOK, scope) if offer.listed.provider == provider]
    assert found
    assert not [listed for listed in found if plain_name(listed.model) == plain_name(model)]


@pytest.mark.parametrize(("model", "provider"), [("gpt-4o", "openai"), ("mistral-large-latest", "mistral")])
def test_what_hears_draws_or_judges_is_no_alternative_to_what_writes(model: str, provider: str) -> None:
    (use,) = uses([used(model, provider, 1_000, 0, 0, 0, 100, 0, cost="1")], BOOK, None)
    offered = {offer.listed.model for offer in alternatives(use, BOOK, AlternativeScope.ALL)}
    assert len(offered) > 100
    assert not [name for name in offered if not writes_text(name)]
    assert not {"gpt-audio-mini", "voxtral-mini-2602", "llama-guard-3-8b"} & offered
    (heard,) = uses([used("gpt-audio", "openai", 1_000, 0, 0, 0, 100, 0, cost="1")], BOOK, None)
    assert not alternatives(heard, BOOK, AlternativeScope.ALL)


def test_without_a_question_about_providers_none_is_offered_but_the_calls_own() -> None:
    (use,) = uses([used("claude-opus-4-5", "anthropic", 1_000, 0, 0, 0, 100, 0, cost="1")], BOOK, None)
    offers = alternatives(use, BOOK, AlternativeScope.PROVIDER)
    assert {offer.listed.provider for offer in offers} == {"anthropic"}


def test_all_calls_at_one_model_are_one_total() -> None:
    """Opus $5/$25, haiku $1/$5, gpt-4o $2.5/$10 and gpt-4o-mini $0.15/$0.6 a million."""
    groups = [
        # Today 2 x 5 + 0.1 x 25 = 12.5; at gpt-4o-mini 2 x 0.15 + 0.1 x 0.6 = 0.36.
        used("claude-opus-4-5", "anthropic", 2_000_000, 0, 0, 0, 100_000, 0, cost="12.5"),
        # Today 1 x 2.5 + 0.2 x 10 = 4.5; there 0.15 + 0.2 x 0.6 = 0.27.
        used("gpt-4o", "openai", 1_000_000, 0, 0, 0, 200_000, 0, cost="4.5"),
        # Stays: 0.15 + 0.6 = 0.75.
        used("gpt-4o-mini", "openai", 1_000_000, 0, 0, 0, 1_000_000, 0, cost="0.75"),
        # No price today: not in the total; there 0.15.
        used("house-llama", "in-house", 1_000_000, 0, 0, 0, 0, 0),
    ]
    moved = Supposed(uses(groups, BOOK, None), ListedModel("openai", "gpt-4o-mini"), BOOK)
    assert (moved.today.cost, moved.today.calls) == (Decimal("17.75"), 3)
    assert moved.cost == Decimal("0.36") + Decimal("0.27") + Decimal("0.75")
    assert [(use.model, cost) for use, cost in moved.unpriced] == [("house-llama", Decimal("0.15"))]


def test_an_assumed_price_is_compared_with_the_named_model() -> None:
    """Assumed $3/$15 on 1,000,000 in and 100,000 out: 4.5; at gpt-4o-mini 0.15 + 0.06 = 0.21."""
    price = AssumedPrice(Decimal(3), Decimal(15))
    (use,) = uses([used("", "", 1_000_000, 0, 0, 0, 100_000, 0)], BOOK, price)
    moved = Supposed([use], ListedModel("openai", "gpt-4o-mini"), BOOK)
    assert (moved.today.cost, moved.cost) == (Decimal("4.5"), Decimal("0.21"))
    (unknown,) = uses([used("", "", 1_000_000, 0, 0, 0, 100_000, 0)], BOOK, None)
    assert not Supposed([unknown], moved.listed, BOOK).compared
