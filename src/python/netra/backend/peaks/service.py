"""Peaks: how many calls, and tokens, the busiest second, minute or hour has."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Self

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.peaks.domain import MEAN_RULE, PEAK_RULE, Busiest, PeakLength
from netra.backend.peaks.schemas import PeakRead
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources

_EXACT_TO: Final = Decimal("1e-6")
_LENGTHS: Final = (*((int(one), one.words) for one in PeakLength), (86_400, "day"))


class PeakService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def peak(self, found: AccessibleProject, wanted: CallFilter, length: PeakLength) -> PeakRead:
        """The busiest stretch of this length, by calls and by tokens."""
        rows, span, count = await asyncio.gather(
            self._calls.busiest(found.id, wanted, length),
            self._calls.span(found.id, wanted),
            self._calls.count_of(found.id, wanted),
        )
        busiest = Busiest.of({name: values[0] for name, values in rows.items()}) if span else None
        seconds = max((span.last - span.first).total_seconds(), length) if span else 0
        return PeakRead(
            length=length,
            is_timed=span is None or span.has_one_clock,
            steps=busiest.steps if busiest else 0,
            all_calls=_figure(describe.CALLS, count, evidence_link(found.id, describe.CALLS, wanted)),
            **_mean(count, seconds, length),
            usual=_usual(busiest),
            failed=await self._failed(found, wanted, busiest, length),
            **_Told(found, wanted, length).fields(busiest),
        )

    async def _failed(
        self, found: AccessibleProject, wanted: CallFilter, busiest: Busiest | None, length: PeakLength
    ) -> FigureRead:
        """How many calls of the busiest stretch failed."""
        if busiest is None:
            return _number(None, 0)
        bad = replace(_within(wanted, busiest.calls_at, length), statuses=(CallStatus.ERROR,))
        count = await self._calls.count_of(found.id, bad)
        return _figure(describe.CALLS, count, evidence_link(found.id, describe.CALLS, bad))


@dataclass(frozen=True, slots=True)
class _Told:
    """The busiest stretches as figures that open to their calls."""

    found: AccessibleProject
    wanted: CallFilter
    length: PeakLength

    def fields(self, busiest: Busiest | None) -> dict[str, Any]:
        if busiest is None:
            nothing = _number(None, 0)
            return {"calls": nothing, "tokens": nothing, "calls_at": None, "tokens_at": None}
        return {
            "calls": self._of(describe.CALLS, busiest.calls, busiest.calls_at),
            "calls_at": busiest.calls_at,
            "tokens": self._of(describe.TOKENS, busiest.tokens, busiest.tokens_at),
            "tokens_at": busiest.tokens_at,
        }

    def _of(self, figure: str, amount: int, at: datetime) -> FigureRead:
        link = evidence_link(self.found.id, figure, _within(self.wanted, at, self.length))
        return _figure(figure, amount, link)


def _within(wanted: CallFilter, at: datetime, length: PeakLength) -> CallFilter:
    end = at + timedelta(seconds=length)
    return replace(
        wanted,
        since=at if wanted.since is None else max(at, wanted.since),
        until=end if wanted.until is None else min(end, wanted.until),
    )


def _figure(name: str, amount: int, link: str) -> FigureRead:
    figure = Figure(
        id=name,
        value=Decimal(amount),
        unit=Unit.TOKENS if name == describe.TOKENS else Unit.CALLS,
        kind=Certainty.EXACT,
        rule=PEAK_RULE,
        formula=f"{amount:,} {name}",
        calls=amount if name == describe.CALLS else 0,
        evidence=link,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _usual(busiest: Busiest | None) -> FigureRead:
    if busiest is None:
        return _number(None, 0)
    said = f"95th percentile over {busiest.steps:,} that have calls, by linear interpolation"
    return _number(Decimal(f"{busiest.usual:.3f}"), 0, formula=said)


def _mean(calls: int, seconds: float, length: PeakLength) -> dict[str, Any]:
    """Calls in a stretch on average; where that is less than one, in the next longer one."""
    if not calls:
        return {"mean": _number(None, 0, MEAN_RULE), "mean_in": length.words}
    longer = [one for one in _LENGTHS if one[0] >= length]
    taken, words = next((one for one in longer if calls * one[0] >= seconds), _LENGTHS[-1])
    stretches = Decimal(str(seconds)) / taken
    said = f"{calls:,} calls / {stretches:,.2f} {words}s"
    return {
        "mean": _number((calls / stretches).quantize(_EXACT_TO), calls, MEAN_RULE, said),
        "mean_in": words,
    }


def _number(
    value: Decimal | None, calls: int, rule: Rule = PEAK_RULE, formula: str = "there are no calls"
) -> FigureRead:
    figure = Figure(
        id="peak.calls",
        value=value,
        unit=Unit.CALLS,
        kind=Certainty.UNKNOWN if value is None else Certainty.EXACT,
        rule=rule,
        formula=formula,
        calls=calls,
    )
    return FigureRead.model_validate(figure, from_attributes=True)
