"""Retry waste: what failed calls cost, and requests that were sent again."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.backend.retries.domain import RetryFigure, RetryStudy
from netra.backend.retries.schemas import WITHIN_SECONDS, RetriesRead, RetryChainRead, RetryOutcomeRead
from netra.shared.clock import MICROSECONDS
from netra.shared.errors import Invalid

RETRIES_EVIDENCE: Final = "savings/retries/evidence"
CHAINS_SHOWN: Final = 20
RETRIES_RULE: Final = Rule(
    id="retries",
    text=(
        "A request is sent again when the same prompt goes to the same model in the same session within the "
        "given seconds of the start of the one before: after an error it is a retry, after an answer a "
        "duplicate. Waste is what failed calls with tokens and duplicates cost, each call once."
    ),
    source="Netra Apex glossary: retry waste",
    date="2026-11-26",
)
NOT_WANTED: Final = "The first answer would have served: whether another one was wanted is not known."
_SEND_PROMPTS: Final = (
    "Send gen_ai.input.messages and gen_ai.conversation.id, or import a file with prompts and sessions."
)

_NOT_COMPARABLE: Final = "no call records both its prompt and its session."


class RetriesService:
    def __init__(self, calls: CallService, results: ResultCache) -> None:
        self._calls = calls
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), resources.results)

    async def retries(
        self, found: AccessibleProject, wanted: CallFilter, within_seconds: int = WITHIN_SECONDS
    ) -> RetriesRead:
        """What failed, what was sent again within so many seconds, and what of it was paid for nothing."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, within_seconds)
        if remembered := await self._results.get(RetriesRead, *key):
            return remembered
        study = await self._study(found, wanted, within_seconds)
        page = await asyncio.to_thread(_Page(study, found, wanted).read)
        await self._results.put(page, *key)
        return page

    async def evidence(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        figure_id: str,
        cursor: str | None,
        limit: int,
        within_seconds: int = WITHIN_SECONDS,
    ) -> Evidence:
        """The failed or repeated calls behind a figure; their parts sum to it exactly."""
        try:
            name, start = RetryFigure(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        study = await self._study(found, wanted, within_seconds)
        return await asyncio.to_thread(_Page(study, found, wanted).evidence, name, start, limit)

    async def _study(self, found: AccessibleProject, wanted: CallFilter, within_seconds: int) -> RetryStudy:
        counted, columns = await asyncio.gather(
            self._calls.recorded(found.id, wanted),
            self._calls.repeated(found.id, wanted, in_session=True, or_failed=True),
        )
        calls = counted["calls"]
        incomparable = calls - counted["prompt_in_session"]
        return RetryStudy(columns, found.project.assumed_price, within_seconds, calls, incomparable)


@dataclass(frozen=True, slots=True)
class _Page:
    """A study in the words of the page."""

    study: RetryStudy
    found: AccessibleProject
    wanted: CallFilter

    def read(self) -> RetriesRead:
        study = self.study
        figures = {_field(name): FigureRead.model_validate(self.figure(name)) for name in RetryFigure}
        longest = sorted(study.chains, key=len, reverse=True)[:CHAINS_SHOWN]
        return RetriesRead(
            calls=study.sent_calls,
            incomparable=study.incomparable,
            within_seconds=study.within_seconds,
            **figures,
            outcomes=self._outcomes(),
            chains=[self._chain(links) for links in longest],
            verdict=self._verdict(),
        )

    def evidence(self, name: RetryFigure, start: int, limit: int) -> Evidence:
        study = self.study

        def part(at: int) -> Contribution:
            return Contribution.of(study.calls, at, study.usd(at) if name.is_money else Decimal(1))

        return Evidence.page(self.figure(name), study.members(name), start, limit, part)

    def figure(self, name: RetryFigure) -> Figure:
        study = self.study
        nothing_told = study.sent_calls == study.incomparable > 0
        if nothing_told and name.needs_prompts and name is not RetryFigure.WASTE:
            return self._unknown(name)
        return self._cost(name) if name.is_money else self._count(name)

    def _unknown(self, name: RetryFigure) -> Figure:
        return Figure(
            id=name,
            value=None,
            unit=Unit.USD if name.is_money else Unit.CALLS,
            kind=Certainty.UNKNOWN,
            rule=RETRIES_RULE,
            formula="not recorded",
            calls=0,
            missing=_SEND_PROMPTS,
        )

    def _count(self, name: RetryFigure) -> Figure:
        calls = len(self.study.members(name))
        doubts = self._doubts(name)
        return Figure(
            id=name,
            value=Decimal(calls),
            unit=Unit.CALLS,
            kind=Certainty.ESTIMATED if doubts else Certainty.EXACT,
            rule=RETRIES_RULE,
            formula=f"{calls:,} of {self.study.sent_calls:,} calls",
            calls=calls,
            assumptions=doubts,
            missing=_SEND_PROMPTS if doubts else None,
            evidence=self._link(name),
        )

    def _cost(self, name: RetryFigure) -> Figure:
        study = self.study
        cost = describe.cost_figure(
            study.total(study.members(name)), self.found.project, self._link(name)
        )
        doubts = self._doubts(name)
        silent = name is RetryFigure.FAILED_COST and study.unbilled > 0
        unbilled = f"{study.unbilled:,} failed calls recorded no tokens: what was billed is not known."
        return replace(
            cost,
            id=name,
            rule=RETRIES_RULE,
            kind=Certainty.ESTIMATED if doubts and cost.kind is Certainty.EXACT else cost.kind,
            assumptions=(*cost.assumptions, *doubts),
            missing=cost.missing or (unbilled if silent else None),
        )

    def _doubts(self, name: RetryFigure) -> tuple[str, ...]:
        """What a figure supposes: about calls that cannot be compared, and about duplicates."""
        study, doubts = self.study, []
        if name.needs_prompts and study.incomparable:
            doubts.append(f"{study.incomparable:,} calls without prompt or session count as sent once.")
        duplicates = name in {RetryFigure.AFTER_SUCCESS_COST, RetryFigure.WASTE}
        if duplicates and study.members(RetryFigure.AFTER_SUCCESS):
            doubts.append(NOT_WANTED)
        return tuple(doubts)

    def _chain(self, links: list[int]) -> RetryChainRead:
        study, first, last = self.study, links[0], links[-1]
        calls = study.calls
        return RetryChainRead(
            first_call=calls["call_id"][first],
            session=calls["session_id"][first],
            model=calls["model"][first],
            calls=len(links),
            failed=sum(map(study.has_failed, links)),
            seconds=(calls["at"][last] - calls["at"][first]) / MICROSECONDS,
            cost=study.cost_at(links),
        )

    def _outcomes(self) -> list[RetryOutcomeRead]:
        ordered = sorted(self.study.outcomes.items(), key=lambda one: (-one[1][0], one[0]))
        return [
            RetryOutcomeRead(error_type=kind, sent_again=sent, answered=answered)
            for kind, (sent, answered) in ordered
        ]

    def _verdict(self) -> str:
        study = self.study
        failed, retried, doubled = (
            len(study.members(name))
            for name in (RetryFigure.FAILED, RetryFigure.AFTER_ERROR, RetryFigure.AFTER_SUCCESS)
        )
        if study.incomparable == study.sent_calls:
            told = f"{failed:,} call{'' if failed == 1 else 's'} failed."
            return f"{told} Whether any was sent again cannot be told: {_NOT_COMPARABLE}"
        if not failed and not doubled:
            return "No call failed, and none is known to have been sent again after an answer."
        return (
            f"{failed:,} calls failed, {retried:,} requests were sent again after an error and {doubled:,} "
            "after an answer. Whether a duplicate was wanted, the log does not tell."
        )

    def _link(self, name: RetryFigure) -> str:
        within = (("within_seconds", self.study.within_seconds),)
        return evidence_link(self.found.id, name, self.wanted, RETRIES_EVIDENCE, within)


def _field(name: RetryFigure) -> str:
    """The field of the page that holds a figure: `retries.failed.cost` is `failed_cost`."""
    return name.removeprefix("retries.").replace(".", "_")
