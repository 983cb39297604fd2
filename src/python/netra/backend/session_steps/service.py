"""Sessions that run away: the calls beyond a number of steps, and prompts sent again and again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Self

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.domain.priced import Columns, PricedCalls
from netra.backend.analytics.domain.totals import assumed_rates
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources
from netra.backend.session_steps.domain import (
    FEWEST_TO_HALVE,
    HALVES_RULE,
    STEPS_RULE,
    SessionSteps,
    StepFigure,
    limit_of,
    middle_of_calls,
)
from netra.backend.session_steps.schemas import SessionHalves, SessionStepsRead, SessionStepsRow
from netra.shared.errors import Invalid

STEPS_EVIDENCE: Final = "session-steps/evidence"
ROWS_SHOWN_OF_EACH: Final = 15


class SessionStepsService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def session_steps(
        self, found: AccessibleProject, wanted: CallFilter, beyond: int | None = None
    ) -> SessionStepsRead:
        """Which sessions go on beyond the limit, what these calls cost, and which repeat one prompt."""
        every = await self._sessions(found, wanted)
        sessions = [one for one in every if one.session]
        limit = limit_of(sessions, beyond)
        tails = _Tails(found, wanted, await self._tail(found, wanted, limit), limit)
        return SessionStepsRead(
            sessions=len(sessions),
            unnamed=sum(one.calls for one in every if not one.session),
            unprompted=sum(one.calls - one.prompted for one in sessions),
            limit=limit,
            is_given=beyond is not None,
            middle=middle_of_calls(sessions),
            most=max((one.calls for one in sessions), default=0),
            tail=tails.read(StepFigure.TAIL),
            tail_cost=tails.read(StepFigure.TAIL_COST),
            halves=await self._halves(found, wanted),
            **await asyncio.to_thread(tails.rows, sessions),
        )

    async def evidence(
        self,
        found: AccessibleProject,
        wanted: CallFilter,
        figure_id: str,
        cursor: str | None,
        limit: int,
        beyond: int | None = None,
    ) -> Evidence:
        """The calls beyond the limit, each with its part of a figure."""
        try:
            name, start = StepFigure(figure_id), max(0, int(cursor or 0))
        except ValueError:
            raise Invalid("There is no such figure, or no such page of its calls.") from None
        steps = beyond
        if steps is None:
            steps = limit_of([one for one in await self._sessions(found, wanted) if one.session], None)
        tails = _Tails(found, wanted, await self._tail(found, wanted, steps), steps)
        return await asyncio.to_thread(tails.evidence, name, start, limit)

    async def _halves(self, found: AccessibleProject, wanted: CallFilter) -> SessionHalves:
        """How a call goes on within a session."""
        price = found.project.assumed_price
        rates = assumed_rates(price) if price else ()
        columns = await self._calls.session_halves(found.id, wanted, FEWEST_TO_HALVE, rates)
        row: dict[str, Any] = {name: values[0] for name, values in columns.items()}
        return SessionHalves(
            fewest=FEWEST_TO_HALVE,
            sessions=row["sessions"],
            dearer=row["dearer"],
            **{f"{half}_cost": _half(row, half, "cost", "priced") for half in _HALVES},
            **{f"{half}_input": _half(row, half, "input", "calls") for half in _HALVES},
        )

    async def _sessions(self, found: AccessibleProject, wanted: CallFilter) -> list[SessionSteps]:
        columns = await self._calls.session_steps(found.id, wanted)
        rows = zip(*columns.values(), strict=True)
        return [SessionSteps.of(dict(zip(columns, row, strict=True))) for row in rows]

    async def _tail(self, found: AccessibleProject, wanted: CallFilter, limit: int) -> PricedCalls:
        columns: Columns = await self._calls.beyond_step(found.id, wanted, limit)
        return PricedCalls(columns, found.project.assumed_price)


_HALVES: Final = ("first", "second")


def _half(row: dict[str, Any], half: str, of: str, over: str) -> FigureRead:
    """What a call of one half has on average; prices are of floats here, and so are estimates."""
    summed, calls = row[f"{half}_{of}"], row[f"{half}_{over}"]
    is_cost = of == "cost"
    value = Decimal(f"{summed / calls:.9f}") if calls and summed is not None else None
    sure = Certainty.ESTIMATED if is_cost else Certainty.EXACT
    figure = Figure(
        id=f"{half}_half.{of}",
        value=value,
        unit=Unit.USD if is_cost else Unit.TOKENS,
        kind=Certainty.UNKNOWN if value is None else sure,
        rule=HALVES_RULE,
        formula="there are no such calls" if value is None else f"{summed:,.6f} / {calls:,} calls",
        calls=calls,
        assumptions=(_OF_FLOATS,) if is_cost and value is not None else (),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


_OF_FLOATS: Final = "Prices were added up with about fifteen digits, and not exactly."


@dataclass(frozen=True, slots=True)
class _Tails:
    """The calls beyond the limit as figures; of one session where the filter names one."""

    found: AccessibleProject
    wanted: CallFilter
    calls: PricedCalls
    limit: int

    def read(self, name: StepFigure) -> FigureRead:
        places = range(len(self.calls))
        return FigureRead.model_validate(self._figure(name, places, self.wanted), from_attributes=True)

    def rows(self, sessions: Sequence[SessionSteps]) -> dict[str, Any]:
        """The longest sessions and those in a loop, and how many of each there are."""
        long = [one for one in sessions if one.calls > self.limit]
        loops = [one for one in sessions if one.is_loop]
        long.sort(key=lambda one: (-one.calls, one.session))
        loops.sort(key=lambda one: (-one.most_repeated, one.session))
        return {
            "long": len(long),
            "loops": len(loops),
            "rows": [self.row(one) for one in long[:ROWS_SHOWN_OF_EACH]],
            "loop_rows": [self.row(one) for one in loops[:ROWS_SHOWN_OF_EACH]],
        }

    def row(self, one: SessionSteps) -> SessionStepsRow:
        places = self._of(one.session)
        only = replace(self.wanted, sessions=(one.session,))
        link = evidence_link(self.found.id, describe.CALLS, only)
        cost = self._figure(StepFigure.TAIL_COST, places, only)
        return SessionStepsRow(
            session=one.session,
            calls=FigureRead.model_validate(describe.calls_figure(one.calls, link), from_attributes=True),
            tail=len(places),
            tail_cost=FigureRead.model_validate(cost, from_attributes=True),
            repeats=one.repeats,
            most_repeated=one.most_repeated,
        )

    def evidence(self, name: StepFigure, start: int, limit: int) -> Evidence:
        places = range(len(self.calls))

        def part(at: int) -> Contribution:
            usd = self.calls.usd(at) if name is StepFigure.TAIL_COST else Decimal(1)
            return Contribution.of(self.calls.calls, at, usd)

        return Evidence.page(self._figure(name, places, self.wanted), places, start, limit, part)

    def _of(self, session: str) -> list[int]:
        sessions = self.calls.calls["session_id"]
        return [at for at in range(len(self.calls)) if sessions[at] == session]

    def _figure(self, name: StepFigure, places: Sequence[int], wanted: CallFilter) -> Figure:
        link = evidence_link(self.found.id, name, wanted, STEPS_EVIDENCE, (("beyond", self.limit),))
        if name is StepFigure.TAIL_COST:
            cost = describe.cost_figure(self.calls.total(places), self.found.project, link)
            return replace(cost, id=name, rule=STEPS_RULE)
        return Figure(
            id=name,
            value=Decimal(len(places)),
            unit=Unit.CALLS,
            kind=Certainty.EXACT,
            rule=STEPS_RULE,
            formula=f"{len(places):,} calls beyond step {self.limit:,} of their session",
            calls=len(places),
            evidence=link,
        )
