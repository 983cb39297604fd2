"""Exact repeats: what an exact response cache would have answered, and how often it would have been wrong."""

import asyncio
from decimal import Decimal
from typing import Final, Self

from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain import Bucket, CallFilter
from netra.backend.calls.service import CallService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources
from netra.backend.response_caching.domain import Repeat, Study
from netra.backend.response_caching.schemas import ExactRepeatsRead, RepeatedPrompt
from netra.shared.clock import moment
from netra.shared.errors import Invalid

EVIDENCE: Final = "savings/exact-repeats/evidence"
PROMPTS_SHOWN: Final = 20
COST: Final = "repeats.cost"
CALLS: Final = "repeats.calls"
DIVERGENT: Final = "repeats.divergent"
RULE: Final = Rule(
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


class ResponseCachingService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def exact_repeats(self, found: AccessibleProject, wanted: CallFilter) -> ExactRepeatsRead:
        """How much came again word for word, what that cost, and what was answered otherwise."""
        study = await self._study(found, wanted)
        return await asyncio.to_thread(_page, study, found, wanted)

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The repeated calls behind a figure; their parts sum to it exactly."""
        if figure_id not in {COST, CALLS, DIVERGENT} or not (cursor or "0").isdecimal():
            raise Invalid("There is no such figure, or no such page of its calls.")
        study = await self._study(found, wanted)
        return await asyncio.to_thread(_evidence, study, found, wanted, figure_id, int(cursor or 0), limit)

    async def _study(self, found: AccessibleProject, wanted: CallFilter) -> Study:
        columns = await self._calls.requests(found.id, wanted)
        return await asyncio.to_thread(Study.of, columns, found.project.assumed_price)


def _page(study: Study, found: AccessibleProject, wanted: CallFilter) -> ExactRepeatsRead:
    dearest = sorted(study.by_prompt.items(), key=lambda item: -study.cost(item[1]))
    return ExactRepeatsRead(
        calls=len(study),
        without_prompt=study.without_prompt,
        **{
            name: FigureRead.model_validate(_figure(study, figure, found, wanted), from_attributes=True)
            for name, figure in (("repeats", CALLS), ("cost", COST), ("divergent", DIVERGENT))
        },
        verdict=_verdict(study),
        prompts=[_prompt(study, first, again) for first, again in dearest[:PROMPTS_SHOWN]],
    )


def _verdict(study: Study) -> str:
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


def _figure(study: Study, name: str, found: AccessibleProject, wanted: CallFilter) -> Figure:
    summed = study.summed
    undecided = name == DIVERGENT and summed.calls > 0 and summed.unrecorded == summed.calls
    value = {CALLS: Decimal(summed.calls), DIVERGENT: Decimal(summed.divergent)}.get(name)
    return Figure(
        id=name,
        value=None if undecided else study.cost(study.repeats) if value is None else value,
        unit=Unit.USD if name == COST else Unit.CALLS,
        kind=_kind(study, name, undecided=undecided),
        rule=RULE,
        formula=_formula(study, name),
        calls=summed.calls,
        price_book=found.project.price_source(by_book=True, by_assumption=False) if name == COST else None,
        assumptions=(STALE,) if name == COST else (),
        missing=_SEND_ANSWERS if name == DIVERGENT and summed.unrecorded else None,
        evidence=None if undecided else evidence_link(found.id, name, wanted, EVIDENCE),
    )


def _kind(study: Study, name: str, *, undecided: bool) -> Certainty:
    """Repeats follow from the log; that a stored answer would have served is an assumption, so is a price."""
    if undecided:
        return Certainty.UNKNOWN
    incomplete = name == DIVERGENT and study.summed.unrecorded
    return Certainty.ESTIMATED if name == COST or incomplete else Certainty.EXACT


def _formula(study: Study, name: str) -> str:
    if name == COST:
        return f"cost of {len(study.repeats):,} repeated calls = ${study.cost(study.repeats):,.6f}"
    summed = study.summed
    if name == CALLS:
        return f"{len(study):,} calls - {len(study) - summed.calls:,} different prompts = {summed.calls:,}"
    return f"{summed.divergent:,} of {summed.calls - summed.unrecorded:,} repeats with both answers recorded"


def _prompt(study: Study, first: int, again: list[Repeat]) -> RepeatedPrompt:
    cost = Figure(
        id=f"{COST}@prompt:{study.calls['prompt'][first]}",
        value=study.cost(again),
        unit=Unit.USD,
        kind=Certainty.ESTIMATED,
        rule=RULE,
        formula=f"cost of {len(again):,} repeats of this prompt = ${study.cost(again):,.6f}",
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
    study: Study, found: AccessibleProject, wanted: CallFilter, name: str, start: int, limit: int
) -> Evidence:
    members = [one for one in study.repeats if name != DIVERGENT or study.is_divergent(one)]
    shown = members[start : start + limit]
    parts = [_contribution(study, repeat, name) for repeat in shown]
    seen = start + len(shown)
    figure = _figure(study, name, found, wanted)
    return Evidence(
        figure=FigureRead.model_validate(figure, from_attributes=True),
        contributions=parts,
        page_sum=sum((part.contribution or Decimal(0) for part in parts), Decimal(0)),
        sum=figure.value or Decimal(0),
        remaining_calls=max(0, len(members) - seen),
        next_cursor=str(seen) if seen < len(members) else None,
    )


def _contribution(study: Study, repeat: Repeat, name: str) -> Contribution:
    calls, at = study.calls, repeat.at
    return Contribution(
        call_id=calls["call_id"][at],
        at=moment(calls["at"][at]),
        session=calls["session_id"][at],
        model=calls["model"][at],
        agent=calls["agent"][at],
        source_seq=calls["source_seq"][at],
        contribution=study.costs[at].usd if name == COST else Decimal(1),
        **{bucket.value: calls[bucket][at] for bucket in Bucket},
    )
