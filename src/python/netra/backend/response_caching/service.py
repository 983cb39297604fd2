"""Exact repeats: what an exact response cache would have answered, and how often it would have been wrong."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.backend.response_caching.domain import Repeat, RepeatStudy
from netra.backend.response_caching.schemas import ExactRepeatsRead, RepeatedPrompt
from netra.shared.errors import Invalid

REPEATS_EVIDENCE: Final = "savings/exact-repeats/evidence"
REPEATED_PROMPTS_SHOWN: Final = 20
REPEATS_RULE: Final = Rule(
    id="exact-repeats",
    text=(
        "A call repeats when the same prompt, word for word, went to the same model before; the first one is "
        "none. Nothing expires, so this is the most that an exact response cache could have answered."
    ),
    source="Definitions of the public workload data: XR",
    date="2026-11-26",
)
STALE: Final = "Whether a stored answer would still have been good the next time is not known."
_SEND_ANSWERS: Final = "Send gen_ai.output.messages, or import a file with completion: a fingerprint is kept."


class RepeatFigure(StrEnum):
    """The figures of the page."""

    CALLS = "repeats.calls"
    COST = "repeats.cost"
    DIVERGENT = "repeats.divergent"


_FIELDS: Final[Mapping[str, RepeatFigure]] = MappingProxyType(
    {"repeats": RepeatFigure.CALLS, "cost": RepeatFigure.COST, "divergent": RepeatFigure.DIVERGENT}
)


class ResponseCachingService:
    def __init__(self, calls: CallService, results: ResultCache) -> None:
        self._calls = calls
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), resources.results)

    async def exact_repeats(self, found: AccessibleProject, wanted: CallFilter) -> ExactRepeatsRead:
        """How much came again word for word, what that cost, and what was answered otherwise."""
        key = (found.id, await self._calls.version(found.id), found.project.figure_setting, wanted)
        if remembered := await self._results.get(ExactRepeatsRead, *key):
            return remembered
        study = await self._study(found, wanted)
        page = await asyncio.to_thread(_page, study, found, wanted)
        await self._results.put(page, *key)
        return page

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The repeated calls behind a figure; their parts sum to it exactly."""
        try:
            name, start = RepeatFigure(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        study = await self._study(found, wanted)
        return await asyncio.to_thread(_evidence, study, found, wanted, name, start, limit)

    async def _study(self, found: AccessibleProject, wanted: CallFilter) -> RepeatStudy:
        counted, columns = await asyncio.gather(
            self._calls.recorded(found.id, wanted), self._calls.repeated(found.id, wanted)
        )
        without = counted["calls"] - counted["prompt"]
        return RepeatStudy(columns, found.project.assumed_price, counted["prompt"], without)


def _page(study: RepeatStudy, found: AccessibleProject, wanted: CallFilter) -> ExactRepeatsRead:
    dearest = sorted(study.by_prompt.items(), key=lambda item: -(study.cost(item[1]) or Decimal(0)))
    return ExactRepeatsRead(
        calls=study.recorded,
        without_prompt=study.without_prompt,
        **{
            name: FigureRead.model_validate(_figure(study, figure, found, wanted), from_attributes=True)
            for name, figure in _FIELDS.items()
        },
        verdict=_verdict(study),
        prompts=[_prompt(study, first, again) for first, again in dearest[:REPEATED_PROMPTS_SHOWN]],
    )


def _verdict(study: RepeatStudy) -> str:
    found = study.summed
    if not found.calls:
        return "No prompt came again word for word: an exact response cache would never have answered."
    if found.divergent:
        return (
            f"Do not cache answers blindly: {found.divergent:,} of {found.calls:,} repeats were answered "
            "otherwise than the first time."
        )
    if found.unrecorded:
        return f"Not decided: of {found.calls:,} repeats, {found.unrecorded:,} have no recorded answer."
    return f"All {found.calls:,} repeats were answered as the first time: a response cache fits them."


def _figure(study: RepeatStudy, name: RepeatFigure, found: AccessibleProject, wanted: CallFilter) -> Figure:
    value = _value(study, name)
    is_money = name is RepeatFigure.COST
    assumed = found.project.assumed_price is not None and "" in study.calls["model"]
    return Figure(
        id=name,
        value=value,
        unit=Unit.USD if is_money else Unit.CALLS,
        kind=_kind(study, name, value),
        rule=REPEATS_RULE,
        formula=_formula(study, name, value),
        calls=study.summed.calls,
        price_book=found.project.price_source(by_book=True, by_assumption=assumed) if is_money else None,
        assumptions=(STALE,) if is_money else (),
        missing=_missing(study, name),
        evidence=None if value is None else evidence_link(found.id, name, wanted, REPEATS_EVIDENCE),
    )


def _value(study: RepeatStudy, name: RepeatFigure) -> Decimal | None:
    """None where the log does not tell: no repeat has a price, or none an answer to compare."""
    summed = study.summed
    if name is RepeatFigure.COST:
        return study.cost(study.repeats)
    if name is RepeatFigure.CALLS:
        return Decimal(summed.calls)
    return None if summed.calls and summed.unrecorded == summed.calls else Decimal(summed.divergent)


def _missing(study: RepeatStudy, name: RepeatFigure) -> str | None:
    if name is RepeatFigure.COST and study.unpriced:
        return f"{study.unpriced:,} repeats have no known price: name the model, or set an assumed price."
    return _SEND_ANSWERS if name is RepeatFigure.DIVERGENT and study.summed.unrecorded else None


def _kind(study: RepeatStudy, name: RepeatFigure, value: Decimal | None) -> Certainty:
    """Repeats follow from the log; that a stored answer would have served is an assumption."""
    if value is None:
        return Certainty.UNKNOWN
    incomplete = name is RepeatFigure.DIVERGENT and study.summed.unrecorded
    return Certainty.ESTIMATED if name is RepeatFigure.COST or incomplete else Certainty.EXACT


def _formula(study: RepeatStudy, name: RepeatFigure, value: Decimal | None) -> str:
    summed = study.summed
    if value is None:
        return "not recorded"
    if name is RepeatFigure.COST:
        return f"cost of {summed.calls:,} repeated calls = ${value:,.6f}"
    if name is RepeatFigure.CALLS:
        different = study.recorded - summed.calls
        return f"{study.recorded:,} calls - {different:,} different prompts = {summed.calls:,}"
    return f"{summed.divergent:,} of {summed.calls - summed.unrecorded:,} repeats with both answers recorded"


def _prompt(study: RepeatStudy, first: int, again: list[Repeat]) -> RepeatedPrompt:
    known = study.cost(again)
    worth = "not known" if known is None else f"${known:,.6f}"
    cost = Figure(
        id=f"{RepeatFigure.COST}@prompt:{study.calls['prompt'][first]}",
        value=known,
        unit=Unit.USD,
        kind=Certainty.UNKNOWN if known is None else Certainty.ESTIMATED,
        rule=REPEATS_RULE,
        formula=f"cost of {len(again):,} repeats of this prompt = {worth}",
        calls=len(again),
        assumptions=(STALE,),
    )
    return RepeatedPrompt(
        prompt=study.calls["prompt"][first],
        model=study.calls["model"][first],
        calls=len(again) + 1,
        divergent=sum(map(study.is_divergent, again)),
        cost=FigureRead.model_validate(cost, from_attributes=True),
    )


def _evidence(
    study: RepeatStudy,
    found: AccessibleProject,
    wanted: CallFilter,
    name: RepeatFigure,
    start: int,
    limit: int,
) -> Evidence:
    members = [one for one in study.repeats if name is not RepeatFigure.DIVERGENT or study.is_divergent(one)]

    def part(at: int) -> Contribution:
        return Contribution.of(study.calls, at, study.usd(at) if name is RepeatFigure.COST else Decimal(1))

    figure = _figure(study, name, found, wanted)
    return Evidence.page(figure, [repeat.at for repeat in members], start, limit, part)
