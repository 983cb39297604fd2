"""What batches take off, and of which calls, worked by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from netra.backend.batch_prices.domain import (
    BatchFigure,
    BatchMeasure,
    BatchPart,
    BatchStudy,
    counted_part,
    study_of,
    summed,
)
from netra.backend.calls.domain.call import AgentKind
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup, Waiting
from netra.backend.pricing.domain.batches import BatchPrices
from netra.backend.pricing.domain.books import AssumedPrice, WithAssumedPrice
from netra.backend.pricing.domain.genai import GenaiPrices

MAKERS = [
    {
        "id": name,
        "name": name,
        "api_pattern": name,
        "provider_match": {"equals": name},
        "model_match": {"starts_with": model},
        "models": [
            {
                "id": model,
                "match": {"equals": model},
                "prices": {
                    "input_mtok": {"base": 2, "tiers": [{"start": 1_000, "price": 4}]},
                    "cache_read_mtok": 1,
                    "output_mtok": 10,
                    "requests_kcount": 8,
                },
            }
        ],
    }
    for name, model in (("anthropic", "claude-x"), ("google", "gemini-x"), ("acme", "acme-x"))
]
BOOK = GenaiPrices.from_file(MAKERS, "test")
DAY = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
ANYBODY = AssumedPrice(Decimal(3), Decimal(15))


def group(
    model: str,
    waiting: Waiting,
    *buckets: int,
    provider: str = "",
    size: int = 0,
    calls: int = 1,
    cost: str | None = "1",
) -> CallGroup:
    keys = (model, provider, DAY, size, int(cost is not None), waiting.value)
    return CallGroup(keys, calls, buckets, Decimal(cost) if cost else None, 0 if cost else calls, 0, 0, 0)


def studied(*groups: CallGroup, assumed: AssumedPrice | None = None) -> BatchStudy:
    book = WithAssumedPrice(BOOK, assumed) if assumed else BOOK
    return study_of(groups, BatchPrices(book, BOOK), BOOK.catalogue, assumed)


def saved(study: BatchStudy, part: BatchPart) -> Decimal:
    return sum((line.saving or Decimal(0) for line in study.part(part)), Decimal(0))


def test_half_of_the_tokens_price_is_taken_off_and_no_fee() -> None:
    claude = group("claude-x", Waiting.NO_CALL, 1_000, 500, 0, 0, 60, 40, calls=2)
    gemini = group("gemini-x", Waiting.NO_CALL, 1_000, 500, 0, 0, 60, 40, calls=2)
    # Fresh 0.002, read 0.0005, out 0.001: half of all at Anthropic, at Google not of what was cached.
    assert saved(studied(claude), BatchPart.ALONE) == Decimal("0.00175")
    assert saved(studied(gemini), BatchPart.ALONE) == Decimal("0.0015")


def test_large_inputs_have_their_own_price() -> None:
    study = studied(group("claude-x", Waiting.NO_CALL, 2_000, 0, 0, 0, 0, 0, size=1))
    assert saved(study, BatchPart.ALL) == Decimal("0.004")


def test_each_call_is_of_one_part_and_the_failed_of_their_own() -> None:
    tokens = (1_000, 0, 0, 0, 0, 0)
    study = studied(
        group("claude-x", Waiting.NO_CALL, *tokens),
        group("claude-x", Waiting.UNKNOWN, *tokens, cost="2"),
        group("claude-x", Waiting.NEXT_CALL, *tokens, cost="4"),
        group("claude-x", Waiting.FAILED, *tokens, cost="8"),
        group("acme-x", Waiting.NO_CALL, *tokens, cost="16"),
        group("nobody-knows", Waiting.NEXT_CALL, *tokens, cost=None),
    )
    costs = {part.value: summed(study.part(part)).cost for part in BatchPart}
    assert {name: int(cost or 0) for name, cost in costs.items()} == {
        "all": 7,
        "unlinked": 3,
        "alone": 1,
        "sessionless": 2,
        "conversation": 4,
        "unoffered": 16,
        "failed": 8,
    }
    assert (study.calls, study.failed, study.unpriced()) == (6, 1, 1)
    assert (study.unpriced(BatchPart.ALONE), study.unpriced(BatchPart.CONVERSATION)) == (0, 1)
    assert [line.model for line in study.without_offer(BatchPart.ALONE)] == ["acme-x"]
    assert study.without_offer(BatchPart.CONVERSATION) == []
    assert [one.lines[0].model for one in study.by_model()] == ["acme-x", "claude-x", "nobody-knows"]


def test_a_recorded_provider_decides_and_makers_models_only() -> None:
    prices = BatchPrices(BOOK, BOOK)
    assert prices.offer("", "claude-x") == prices.offer("anthropic", "claude-x")
    assert prices.offer("acme", "claude-x") is None
    # What Google publishes is of its own models, what Microsoft does of OpenAI's.
    assert prices.offer("google", "claude-x") is None
    assert prices.offer("azure.ai.openai", "gpt-9") is not None
    assert prices.offer("azure", "grok-9") is None
    assert prices.offer("x_ai", "grok-9") is None
    assert prices.offer("a" * 3_000, "claude-x") is None


def test_the_assumed_price_is_halved_where_the_provider_is_known() -> None:
    tokens = (1_000, 0, 0, 0, 0, 0)
    named = group("", Waiting.NO_CALL, *tokens, provider="anthropic", cost=None)
    study = studied(named, group("", Waiting.NO_CALL, *tokens, cost=None), assumed=ANYBODY)
    assert saved(study, BatchPart.ALL) == Decimal("0.0015")
    assert summed(study.part(BatchPart.ALL)).assumed == Decimal("0.003")
    assert summed(study.part(BatchPart.UNOFFERED)).calls == 1


def test_a_conversation_is_counted_only_where_somebody_names_calls() -> None:
    assert counted_part(CallFilter(models=("claude-x",))) is BatchPart.UNLINKED
    assert counted_part(CallFilter(since=datetime(2026, 6, 1, tzinfo=UTC))) is BatchPart.UNLINKED
    for named in (
        CallFilter(features=("nightly",)),
        CallFilter(users=("ann",)),
        CallFilter(agents=(AgentKind.SUB,)),
        CallFilter(agent_names=("main",)),
        CallFilter(sessions=("one",)),
    ):
        assert counted_part(named) is BatchPart.ALL


def test_the_name_of_a_figure_is_read_as_it_was_written() -> None:
    name = BatchFigure(BatchMeasure.SAVING, BatchPart.UNLINKED)
    assert BatchFigure.parse(str(name)) == name
    for wrong in ("cost", "batch.cost", "batch.cost.some", "bulk.cost.all"):
        with pytest.raises(ValueError, match=r"no figure|not a valid"):
            BatchFigure.parse(wrong)
