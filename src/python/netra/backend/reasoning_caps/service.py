"""A cap on reasoning: which calls reason for longer, and what the tokens beyond it cost."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.figures import Certainty, Figure, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Evidence, FigureRead
from netra.backend.analytics.service import cursor_of
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallGroup, GroupKey
from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.books import Catalogue, PriceBook
from netra.backend.pricing.service import PricingService
from netra.backend.projects.service import AccessibleProject
from netra.backend.reasoning_caps.domain import (
    REASONING_CAP_RULE,
    Beyond,
    CapFigure,
    CappedPart,
    above_cap,
    all_beyond,
    part_of_call,
)
from netra.backend.reasoning_caps.schemas import CappedPartRead, ReasoningCapRead
from netra.backend.resources import Resources, ResultCache
from netra.shared.errors import Invalid

CAP_EVIDENCE: Final = "savings/reasoning-cap/evidence"
CAPPED_PARTS: Final = 40
NOT_PRODUCED: Final = "If the tokens beyond the cap had not been produced, and nothing else had changed."
QUALITY_OF_CAPPED: Final = (
    "Not known: whether answers would have been as good after less reasoning does not follow from the log."
)
_PRICED: Final = (GroupKey.MODEL, GroupKey.PROVIDER, GroupKey.UTC_DAY, GroupKey.SIZE)


class ReasoningCapService:
    def __init__(self, calls: CallService, pricing: PricingService, results: ResultCache) -> None:
        self._calls = calls
        self._pricing = pricing
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), PricingService.on(resources), resources.results)

    async def reasoning_cap(
        self, found: AccessibleProject, wanted: CallFilter, cap: int, by: Dimension
    ) -> ReasoningCapRead:
        """What calls have beyond the cap; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, cap, by)
        if remembered := await self._results.get(ReasoningCapRead, *key):
            return remembered
        parts = await self._parts(found, wanted, cap, by)
        read = _Capped(found, wanted, cap).read(parts, by)
        await self._results.put(read, *key)
        return read

    async def evidence(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        cap: int,
        figure_id: str,
        cursor: str | None,
        limit: int,
    ) -> Evidence:
        """The calls above the cap in the order of the log; their parts sum to the figure exactly."""
        name = _named(figure_id)
        after = cursor_of(cursor)
        place = after.position if after else None
        over = above_cap(wanted, cap)
        parts, page, (book, _) = await asyncio.gather(
            self._parts(found, wanted, cap, Dimension.MODEL),
            self._calls.page(found.id, over, after=place, limit=limit, newest_first=False),
            self._book(found),
        )
        whole = _whole(parts)
        figure = _Capped(found, wanted, cap).figures(whole, wanted)[name]
        return Evidence.of_calls(
            figure, whole.beyond.calls, page, limit, after, lambda call: part_of_call(call, cap, name, book)
        )

    async def _parts(
        self, found: AccessibleProject, wanted: CallFilter, cap: int, by: Dimension
    ) -> list[CappedPart]:
        """Each part of the dimension under the store's key."""
        zone = wanted.zone or found.project.time_zone
        book, days = await self._book(found)
        every, over = await asyncio.gather(
            self._calls.groups(found.id, wanted, (by.key,), zone),
            self._calls.groups(found.id, above_cap(wanted, cap), (*_PRICED, by.key), zone, days.sizes),
        )
        beyond = await asyncio.to_thread(_beyond_by, over, cap, book, days)
        counts: dict[str, tuple[int, int]] = {}
        for group in every:
            calls, unrecorded = counts.get(str(group.keys[0]), (0, 0))
            counts[str(group.keys[0])] = calls + group.calls, unrecorded + group.reasoning_unrecorded
        return [CappedPart(key, *both, beyond.get(key, Beyond())) for key, both in counts.items()]

    async def _book(self, found: AccessibleProject) -> tuple[PriceBook, Catalogue]:
        project = found.project
        listed = self._pricing.book(project.price_book)
        catalogue = await asyncio.to_thread(lambda: listed.catalogue)
        return self._pricing.book_with(project.price_book, project.assumed_price), catalogue


def _named(figure_id: str) -> CapFigure:
    """Raises Invalid for anything that is no such figure."""
    try:
        return CapFigure(figure_id)
    except ValueError:
        raise Invalid("There is no such figure.") from None


def _beyond_by(
    groups: Sequence[CallGroup], cap: int, book: PriceBook, days: Catalogue
) -> Mapping[str, Beyond]:
    """What is beyond the cap, by the key behind those of prices."""
    found: dict[str, list[Beyond]] = {}
    for group in groups:
        found.setdefault(str(group.keys[len(_PRICED)]), []).append(Beyond.of(group, cap, book, days))
    return {key: all_beyond(parts) for key, parts in found.items()}


def _whole(parts: Sequence[CappedPart]) -> CappedPart:
    return CappedPart(
        "",
        sum(part.calls for part in parts),
        sum(part.unrecorded for part in parts),
        all_beyond(part.beyond for part in parts),
    )


@dataclass(frozen=True, slots=True)
class _Capped:
    """Calls under a cap, as figures."""

    found: AccessibleProject
    wanted: CallFilter
    cap: int

    def read(self, parts: Sequence[CappedPart], by: Dimension) -> ReasoningCapRead:
        if by.is_ordered:
            ordered = sorted(parts, key=lambda part: int(part.key))[-CAPPED_PARTS:]
        else:
            ordered = sorted(parts, key=lambda part: (-part.beyond.usd, -part.beyond.tokens, part.key))
        return ReasoningCapRead(
            cap=self.cap,
            price_book=self.found.project.price_book,
            whole=self._read(_whole(parts), self.wanted, ""),
            by=by,
            parts=[self._part(part, by) for part in ordered[:CAPPED_PARTS]],
            parts_left_out=max(0, len(parts) - CAPPED_PARTS),
        )

    def _part(self, part: CappedPart, by: Dimension) -> CappedPartRead:
        zone = ZoneInfo(self.wanted.zone or self.found.project.time_zone)
        name = part_name(part.key, by, zone)
        return self._read(part, only_part(self.wanted, by, name, zone), name)

    def _read(self, part: CappedPart, wanted: CallFilter, name: str) -> CappedPartRead:
        figures = self.figures(part, wanted)
        reads = {one: FigureRead.model_validate(figure) for one, figure in figures.items()}
        return CappedPartRead(
            key=name,
            calls=part.calls,
            unrecorded=part.unrecorded,
            longer=FigureRead.model_validate(self._longer(part, wanted)),
            above=reads[CapFigure.ABOVE],
            cost=reads[CapFigure.COST],
            saving=reads[CapFigure.SAVING],
        )

    def _longer(self, part: CappedPart, wanted: CallFilter) -> Figure:
        """How many calls are above the cap; calls that do not record reasoning may be too."""
        known = part.is_recorded or not part.calls
        return Figure(
            id=describe.CALLS,
            value=Decimal(part.beyond.calls) if known else None,
            unit=Unit.CALLS,
            kind=_certainty(part),
            rule=REASONING_CAP_RULE,
            formula=f"calls with more than {self.cap:,} reasoning tokens" if known else "not recorded",
            calls=part.beyond.calls,
            assumptions=_unrecorded(part),
            missing=describe.SEND_REASONING if part.unrecorded else None,
            evidence=evidence_link(self.found.id, describe.CALLS, above_cap(wanted, self.cap))
            if known
            else None,
        )

    def figures(self, part: CappedPart, wanted: CallFilter) -> dict[CapFigure, Figure]:
        """What is beyond the cap; unknown where calls have a price that nobody knows, or record nothing."""
        cost = part.beyond.cost if part.is_recorded or not part.calls else None
        return {
            CapFigure.ABOVE: self._above(part, wanted),
            CapFigure.COST: self._money(CapFigure.COST, part, wanted, cost),
            CapFigure.SAVING: self._money(CapFigure.SAVING, part, wanted, cost),
        }

    def _link(self, name: CapFigure, wanted: CallFilter) -> str:
        return evidence_link(self.found.id, name, wanted, CAP_EVIDENCE, (("cap", self.cap),))

    def _above(self, part: CappedPart, wanted: CallFilter) -> Figure:
        known = part.is_recorded or not part.calls
        beyond = part.beyond
        return Figure(
            id=CapFigure.ABOVE,
            value=Decimal(beyond.tokens) if known else None,
            unit=Unit.TOKENS,
            kind=_certainty(part),
            rule=REASONING_CAP_RULE,
            formula=f"reasoning tokens beyond {self.cap:,} of {beyond.calls:,} calls = {beyond.tokens:,}"
            if known
            else "not recorded",
            calls=beyond.calls,
            assumptions=_unrecorded(part),
            missing=describe.SEND_REASONING if part.unrecorded else None,
            evidence=self._link(CapFigure.ABOVE, wanted) if known else None,
        )

    def _money(self, name: CapFigure, part: CappedPart, wanted: CallFilter, usd: Decimal | None) -> Figure:
        """The cost of what is beyond is as sure as its prices; that it would be saved is supposed."""
        beyond, supposed = part.beyond, name is CapFigure.SAVING
        doubtful = supposed or beyond.unlisted or beyond.assumed or part.unrecorded
        known = "not known" if usd is None else f"${usd:,.6f}"
        kind = Certainty.ESTIMATED if doubtful else Certainty.EXACT
        return Figure(
            id=name,
            value=usd,
            unit=Unit.USD,
            kind=Certainty.UNKNOWN if usd is None else kind,
            rule=REASONING_CAP_RULE,
            formula=f"{beyond.tokens:,} reasoning tokens beyond {self.cap:,}, each at its price = {known}",
            calls=beyond.calls,
            price_book=str(self.found.project.price_book),
            assumptions=(*((NOT_PRODUCED, QUALITY_OF_CAPPED) if supposed else ()), *self._assumed(part)),
            missing=_missing(part),
            evidence=None if usd is None else self._link(name, wanted),
        )

    def _assumed(self, part: CappedPart) -> tuple[str, ...]:
        assumed = self.found.project.assumed_price
        said = (assumed.as_rates.source,) if part.beyond.assumed and assumed else ()
        return (*said, *_unrecorded(part))


def _certainty(part: CappedPart) -> Certainty:
    if part.calls and not part.is_recorded:
        return Certainty.UNKNOWN
    return Certainty.ESTIMATED if part.unrecorded else Certainty.EXACT


def _unrecorded(part: CappedPart) -> tuple[str, ...]:
    said = f"{part.unrecorded:,} calls do not record reasoning tokens: what they have beyond is not counted."
    return (said,) if part.unrecorded and part.is_recorded else ()


def _missing(part: CappedPart) -> str | None:
    if part.beyond.unlisted:
        return f"{part.beyond.unlisted:,} calls have no list price: name the model."
    return describe.SEND_REASONING if part.unrecorded else None
