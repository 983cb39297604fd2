"""Batch prices: what answered calls would have cost if nobody had waited for their answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import PricedCalls
from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.batch_prices.domain import (
    BatchFigure,
    BatchLine,
    BatchMeasure,
    BatchPart,
    BatchStudy,
    counted_part,
    holds,
    names_calls,
    study_of,
    summed,
)
from netra.backend.batch_prices.schemas import BatchPartRead, BatchPricesRead, ModelInBatchesRead
from netra.backend.calls.domain.call import Bucket
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey, Waiting
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.batches import LOOKED_UP, BatchOffer, BatchPrices
from netra.backend.pricing.domain.books import PriceBookId
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.clock import MICROSECONDS, moment
from netra.shared.errors import Invalid

BATCH_EVIDENCE: Final = "savings/batch-prices/evidence"
MODELS_IN_BATCHES: Final = 20
_BATCHED_BY: Final = (
    *(GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.DAY, GroupKey.SIZE),
    *(GroupKey.PRICED, GroupKey.WAITING),
)
_SHOWN_PARTS: Final = (BatchPart.ALONE, BatchPart.SESSIONLESS, BatchPart.CONVERSATION)
_PERCENT: Final = 100
_DAY: Final = 24 * 3_600 * MICROSECONDS
BATCH_RULE: Final = Rule(
    id="batch-prices",
    text=(
        "The tokens of each answered call at the share of their price that its provider publishes for "
        "batches; fees for searches and tools stay. Calls that failed and calls without a price are left "
        "out. A call is in a conversation where its session has other calls in the log."
    ),
    source="Netra Apex glossary: batch price",
    date="2026-11-27",
)
WITHIN_A_DAY: Final = (
    "A batch is answered within 24 hours. Whether anybody waits for these answers is not recorded."
)
NOT_BATCHED_YET: Final = (
    "No call went through a batch already, and every model is taken in batches: the log does not say."
)
_NO_OFFER: Final = "What the provider of these calls charges for a batch; no published price of it is known."


class BatchPricesService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def batch_prices(self, found: AccessibleProject, wanted: CallFilter) -> BatchPricesRead:
        """What the calls would have cost in batches; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted)
        if remembered := await self._results.get(BatchPricesRead, *key):
            return remembered
        study = await self._study(found, wanted)
        read = await asyncio.to_thread(_Page(found, wanted, self._prices(found)).read, study)
        await self._results.put(read, *key)
        return read

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls of a figure; their parts sum to it exactly."""
        try:
            name, start = BatchFigure.parse(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        study = await self._study(found, wanted)
        columns = await self._calls.waiting(found.id, wanted)
        priced = PricedCalls(columns, found.project.assumed_price)
        page = _Page(found, wanted, self._prices(found))
        return await asyncio.to_thread(page.evidence, name, study, priced, start, limit)

    async def _study(self, found: AccessibleProject, wanted: CallFilter) -> BatchStudy:
        book = self._pricing.book(found.project.price_book)
        catalogue = await asyncio.to_thread(lambda: book.catalogue)
        groups = await self._calls.groups(found.id, wanted, _BATCHED_BY, sizes=catalogue.sizes)
        return await asyncio.to_thread(
            study_of, groups, self._prices(found), catalogue, found.project.assumed_price
        )

    def _prices(self, found: AccessibleProject) -> BatchPrices:
        return self._pricing.batch_prices(found.project.price_book, found.project.assumed_price)


@dataclass(frozen=True, slots=True)
class _Page:
    """A study in the words of the page."""

    found: AccessibleProject
    wanted: CallFilter
    prices: BatchPrices

    def read(self, study: BatchStudy) -> BatchPricesRead:
        models = study.by_model()
        return BatchPricesRead(
            price_book=self.prices.book_id,
            calls=study.calls,
            failed=study.failed,
            failed_today=self._read(BatchMeasure.TODAY, BatchPart.FAILED, study, self.wanted),
            unpriced=study.unpriced(),
            names_calls=names_calls(self.wanted),
            counted=self._part(counted_part(self.wanted), study),
            parts=[self._part(part, study) for part in _SHOWN_PARTS],
            unoffered=self._read(BatchMeasure.TODAY, BatchPart.UNOFFERED, study, self.wanted),
            unoffered_names=_names(study.part(BatchPart.UNOFFERED)),
            models=[self._model(one) for one in models[:MODELS_IN_BATCHES]],
            models_left_out=len(models[MODELS_IN_BATCHES:]),
        )

    def evidence(
        self, name: BatchFigure, study: BatchStudy, priced: PricedCalls, start: int, limit: int
    ) -> Evidence:
        def part(at: int) -> Contribution:
            value = _part_of(name.measure, priced.usd(at), self._saving(priced, at))
            return Contribution.of(priced.calls, at, value)

        figure = self._figure(name, study, self.wanted)
        return Evidence.page(figure, self._members(name.part, priced), start, limit, part)

    def _members(self, part: BatchPart, priced: PricedCalls) -> list[int]:
        """The places of the calls of a part. Of calls alike one is priced: there may be a million."""
        calls, offered, members = priced.calls, dict[tuple[object, ...], bool](), []
        days = (micros // _DAY for micros in calls["at"])
        used = (map(bool, calls[bucket]) for bucket in Bucket)
        alike = zip(calls["provider"], calls["model"], days, *used, strict=True)
        for at, (kind, waiting) in enumerate(zip(alike, map(Waiting, calls["waiting"]), strict=True)):
            if kind not in offered:
                offered[kind] = self._saving(priced, at) is not None
            if holds(part, waiting, is_offered=offered[kind]) and priced.usd(at) is not None:
                members.append(at)
        return members

    def _saving(self, priced: PricedCalls, at: int) -> Decimal | None:
        """What one call would have cost less in a batch."""
        calls, usage = priced.calls, priced.usage(at)
        cell = PriceCell.of_call(moment(calls["at"][at]), usage.input_total)
        return self.prices.saving(calls["provider"][at], calls["model"][at], cell, usage)

    def _part(self, part: BatchPart, study: BatchStudy) -> BatchPartRead:
        figures = {one.value: self._read(one, part, study, self.wanted) for one in BatchMeasure}
        return BatchPartRead(part=part, calls=summed(study.part(part)).calls, **figures)

    def _model(self, study: BatchStudy) -> ModelInBatchesRead:
        line = study.lines[0]
        wanted = replace(self.wanted, models=(line.model,), providers=(line.provider,))
        offer = self.prices.offer(line.provider, line.model)
        is_known = bool(study.part(BatchPart.ALL)) or not study.part(BatchPart.UNOFFERED)
        today = BatchPart.ALL if is_known else BatchPart.UNOFFERED
        return ModelInBatchesRead(
            model=line.model,
            provider=line.provider,
            calls=study.calls,
            today=self._read(BatchMeasure.TODAY, today, study, wanted),
            cost=self._read(BatchMeasure.COST, BatchPart.ALL, study, wanted),
            saving=self._read(BatchMeasure.SAVING, BatchPart.ALL, study, wanted),
            share=offer.share if offer else None,
            source=f"{offer.publisher}: {offer.source}, read {LOOKED_UP}" if offer else None,
        )

    def _read(
        self, measure: BatchMeasure, part: BatchPart, study: BatchStudy, wanted: CallFilter
    ) -> FigureRead:
        return FigureRead.model_validate(self._figure(BatchFigure(measure, part), study, wanted))

    def _figure(self, name: BatchFigure, study: BatchStudy, wanted: CallFilter) -> Figure:
        """Unknown where calls are there, but none with both prices."""
        lines = study.part(name.part)
        value, behind = _value(name, study), summed(lines)
        is_today = name.measure is BatchMeasure.TODAY
        kind = behind.cost_kind if is_today else Certainty.ESTIMATED
        return Figure(
            id=str(name),
            value=value,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if value is None else kind,
            rule=BATCH_RULE,
            formula=_formula(name, lines, value),
            calls=behind.calls,
            price_book=self.prices.book_id,
            assumptions=tuple(self._assumptions(name, study)),
            missing=_missing(name, study) if value is None else None,
            evidence=evidence_link(self.found.id, str(name), wanted, BATCH_EVIDENCE)
            if value is not None
            else None,
        )

    def _assumptions(self, name: BatchFigure, study: BatchStudy) -> list[str]:
        """What must hold for a figure: of today's cost, of batches, and of what is in neither amount."""
        lines = study.part(name.part)
        today = describe.cost_figure(summed(lines), self.found.project, "").assumptions
        left_out = _left_out(name.part, study)
        if name.measure is BatchMeasure.TODAY or not lines:
            return [*today, *left_out]
        offers = {self.prices.offer(line.provider, line.model): None for line in lines}
        published = [self._published(offer) for offer in offers if offer]
        supposed = sum(line.total.calls for line in lines if not line.provider)
        maker = f"{supposed:,} calls name no provider: that of their model's list price is supposed."
        return [
            *published,
            *(WITHIN_A_DAY, NOT_BATCHED_YET),
            *([maker] if supposed else []),
            *(*left_out, *today),
        ]

    def _published(self, offer: BatchOffer) -> str:
        own = self.found.project.price_book is not PriceBookId.GENAI_PRICES
        share = f"{(offer.share * _PERCENT).normalize():f} % of {'the price' if own else 'list'}"
        notes = [
            *([] if offer.of_cached else ["tokens of the cache as outside a batch"]),
            *([f"supposed, for the book {self.prices.book_id} has no batch prices"] if own else []),
        ]
        published = f"as {offer.publisher} publishes ({offer.source}, read {LOOKED_UP})"
        return "; ".join([f"Batch price = {share}, {published}", *notes]) + "."


def _value(name: BatchFigure, study: BatchStudy) -> Decimal | None:
    lines = study.part(name.part)
    if not lines:
        return None if study.without_offer(name.part) or study.unpriced(name.part) else NOTHING
    return _part_of(name.measure, summed(lines).cost, _saved(lines))


def _saved(lines: Sequence[BatchLine]) -> Decimal | None:
    """What batches would have saved; None where a part of it is not known."""
    known = [line.saving for line in lines if line.saving is not None]
    return sum(known, NOTHING) if len(known) == len(lines) else None


def _part_of(measure: BatchMeasure, today: Decimal | None, saving: Decimal | None) -> Decimal | None:
    if measure is BatchMeasure.TODAY:
        return today
    if measure is BatchMeasure.SAVING or saving is None or today is None:
        return saving
    return today - saving


def _formula(name: BatchFigure, lines: Sequence[BatchLine], value: Decimal | None) -> str:
    if value is None:
        return "not known"
    behind, saved = summed(lines), _saved(lines) or NOTHING
    if name.measure is BatchMeasure.TODAY:
        return f"sum of {behind.calls:,} calls as they were = ${value:,.6f}"
    if name.measure is BatchMeasure.COST:
        return f"${behind.cost or NOTHING:,.6f} - ${saved:,.6f} = ${value:,.6f}"
    return f"what batches take off the tokens of {behind.calls:,} calls = ${value:,.6f}"


def _left_out(part: BatchPart, study: BatchStudy) -> list[str]:
    """Calls that would be in a figure if more were known of them."""
    said = []
    unoffered = study.without_offer(part) if part is not BatchPart.UNOFFERED else []
    if unoffered:
        calls = summed(unoffered).calls
        said.append(f"{calls:,} calls without a known batch price are left out: {_listed(unoffered)}.")
    if unpriced := study.unpriced(part):
        said.append(f"{unpriced:,} calls without a known price are left out.")
    if study.failed:
        said.append(f"{study.failed:,} calls that failed are left out.")
    return said


def _missing(name: BatchFigure, study: BatchStudy) -> str:
    unoffered = study.without_offer(name.part)
    return f"{_NO_OFFER} They are of {_listed(unoffered)}." if unoffered else "A price of these calls."


def _listed(lines: Sequence[BatchLine]) -> str:
    return ", ".join(_names(lines))


def _names(lines: Sequence[BatchLine]) -> list[str]:
    """Providers, or models where no provider is recorded."""
    named = (line.provider or line.model or "an unrecorded model" for line in lines)
    return sorted(dict.fromkeys(named))
