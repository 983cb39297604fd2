"""What makes calls slow: where their time goes, what goes with it, and the slowest beside the rest."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

import numpy as np

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.figures import Figure
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Evidence, FigureRead
from netra.backend.analytics.service import cursor_of
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.call import CallStatus, TimeBasis
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.calls.service import CallService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.backend.slow_calls.domain.timing import (
    FEWEST_TIMED,
    LINKS_LOOKED_AT,
    FirstTokenWait,
    PlaceShare,
    SlowFigure,
    SlowModel,
    TimedColumns,
    TimeLink,
    causes_of,
    link_of,
    middles_of,
    slow_limit,
    slow_model,
    waiting_of,
)
from netra.backend.slow_calls.domain.told import (
    correlation_figure,
    exact_ms,
    middle_figures,
    no_slow_time,
    per_100_tokens,
    share_figure,
    speed_figure,
    time_together,
    waiting_figures,
)
from netra.backend.slow_calls.schemas import (
    SlowCallsRead,
    SlowModelRead,
    SlowPlaceRead,
    SpanOfTimeRead,
    TimedGroupRead,
    TimedPartRead,
    TimeLinkRead,
)
from netra.shared.errors import Invalid

SLOW_EVIDENCE: Final = "slow-calls/evidence"
TIMED_PARTS: Final = 12
SLOW_PLACES: Final = (Dimension.MODEL, Dimension.AGENT, Dimension.FEATURE, Dimension.HOUR_OF_DAY)
"""Where it is looked whether more of the slow calls are."""
_SLOW_SHARE: Final = "slow_calls.time.share"


class SlowCallService:
    def __init__(self, calls: CallService, results: ResultCache) -> None:
        self._calls = calls
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), resources.results)

    async def slow_calls(
        self, found: AccessibleProject, wanted: CallFilter, by: Dimension = Dimension.MODEL
    ) -> SlowCallsRead:
        """What goes with how long these calls take; remembered until calls or settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, by)
        if remembered := await self._results.get(SlowCallsRead, *key):
            return remembered
        page = await self._looked_at(_Asked(found, wanted), by)
        await self._results.put(page, *key)
        return page

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The calls in the order of the log, each with how long it took; these sum to the figure exactly."""
        if figure_id != SlowFigure.TIME:
            raise Invalid("There is no such figure.")
        after, asked = cursor_of(cursor), _Asked(found, wanted)
        place = after.position if after else None
        columns, page = await asyncio.gather(
            self._calls.timings(found.id, asked.timed, Dimension.MODEL.key, "UTC"),
            self._calls.page(found.id, asked.timed, after=place, limit=limit, newest_first=False),
        )
        durations = columns["duration_ms"]
        figure = await asyncio.to_thread(asked.time_of, durations, asked.timed)
        return Evidence.of_calls(
            figure, len(durations), page, limit, after, lambda call: exact_ms(call.duration_ms or 0)
        )

    async def _looked_at(self, asked: "_Asked", by: Dimension) -> SlowCallsRead:
        found = asked.found
        columns, failed, answered = await asyncio.gather(
            self._calls.timings(found.id, asked.timed, by.key, asked.zone.key),
            self._calls.count_of(found.id, asked.failed),
            self._calls.count_of(found.id, asked.answered),
        )
        calls = await asyncio.to_thread(TimedColumns.of, columns)
        limit = slow_limit(calls.durations) if len(calls) >= FEWEST_TIMED else None
        places = await self._places(asked, limit) if limit is not None else []
        left_out = 0 if asked.wanted.statuses else failed
        counted = {"failed": asked.count(left_out, asked.failed), "untimed": answered - len(calls)}
        look = _Look(asked, calls, columns, limit)
        return await asyncio.to_thread(look.read, by, places, counted)

    async def _places(self, asked: "_Asked", limit: float) -> list[SlowPlaceRead]:
        """The parts that have more of the slow calls than of all; hours only where times are recorded."""
        span = await self._calls.span(asked.found.id, asked.timed)
        is_timed = span is not None and span.basis is not TimeBasis.RELATIVE
        dimensions = [one for one in SLOW_PLACES if is_timed or not one.is_ordered]
        read = await asyncio.gather(*(self._place(asked, limit, by) for by in dimensions))
        told = [place for places in read for place in places]
        return sorted(told, key=lambda one: -(one.share_of_slow.value or 0) / (one.share_of_all.value or 1))

    async def _place(self, asked: "_Asked", limit: float, by: Dimension) -> list[SlowPlaceRead]:
        slow, every = await asyncio.gather(
            *(self._by(asked, wanted, by) for wanted in (asked.slow(limit), asked.timed))
        )
        totals = sum(slow.values()), sum(every.values())
        shares = [PlaceShare(key, slow.get(key, 0), calls) for key, calls in every.items()]
        return [asked.place(one, by, limit, totals) for one in shares if one.stands_out(*totals, len(shares))]

    async def _by(self, asked: "_Asked", wanted: CallFilter, by: Dimension) -> dict[str, int]:
        """How many calls each part has."""
        counts: dict[str, int] = {}
        for group in await self._calls.groups(asked.found.id, wanted, (by.key,), asked.zone.key):
            counts[str(group.keys[0])] = counts.get(str(group.keys[0]), 0) + group.calls
        return counts


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which calls are asked about, and the links to them."""

    found: AccessibleProject
    wanted: CallFilter

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.wanted.zone or self.found.project.time_zone)

    @property
    def answered(self) -> CallFilter:
        """Without failed calls: these end early, and tell nothing of how long an answer takes."""
        return self.wanted if self.wanted.statuses else replace(self.wanted, statuses=(CallStatus.OK,))

    @property
    def failed(self) -> CallFilter:
        return replace(self.wanted, statuses=(CallStatus.ERROR,))

    @property
    def timed(self) -> CallFilter:
        return self._bounded(Relation.AT_LEAST, Decimal(0))

    def slow(self, limit: float) -> CallFilter:
        return self._bounded(Relation.AT_LEAST, exact_ms(limit))

    def rest(self, limit: float) -> CallFilter:
        return self._bounded(Relation.LESS, exact_ms(limit))

    def _bounded(self, relation: Relation, amount: Decimal) -> CallFilter:
        """The answered calls that took longer, or less; what bounds them already does so once."""
        bound = Bound(CallMeasure.DURATION, relation, amount)
        bounds = dict.fromkeys((*self.answered.bounds, bound))
        return replace(self.answered, bounds=tuple(bounds))

    def count(self, calls: int, wanted: CallFilter) -> FigureRead:
        link = evidence_link(self.found.id, describe.CALLS, wanted)
        return _read(describe.calls_figure(calls, link))

    def time_of(self, durations: Sequence[float], wanted: CallFilter) -> Figure:
        """How long the calls that pass took together."""
        return time_together(durations, evidence_link(self.found.id, SlowFigure.TIME, wanted, SLOW_EVIDENCE))

    def place(self, one: PlaceShare, by: Dimension, limit: float, totals: tuple[int, int]) -> SlowPlaceRead:
        slow, calls = totals
        name = part_name(one.key, by, self.zone)
        return SlowPlaceRead(
            by=by,
            key=name,
            slow=self.count(one.slow, only_part(self.slow(limit), by, name, self.zone)),
            share_of_slow=_read(share_figure("slow_calls.part_of_slow", one.slow, slow)),
            share_of_all=_read(share_figure("slow_calls.part_of_all", one.calls, calls)),
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """The calls that recorded how long they took, looked at as a whole, in parts and by how long."""

    asked: _Asked
    calls: TimedColumns
    columns: Mapping[str, Sequence[Any]]
    limit: float | None

    def read(self, by: Dimension, places: list[SlowPlaceRead], counted: Mapping[str, Any]) -> SlowCallsRead:
        waiting = waiting_of(self.calls)
        links = [link_of(self.calls, *pair) for pair in LINKS_LOOKED_AT]
        slowest = slow_model(self.calls, self.columns["model"], after_first=self.calls.tells_first)
        return SlowCallsRead(
            by=by,
            after_first=self.calls.tells_first,
            **counted,
            whole=self._group(self.calls, self.asked.timed),
            time=_time(waiting),
            links=[_link(one) for one in links],
            per_100_tokens=_read(per_100_tokens(self.calls)),
            **self._slow(),
            places=places,
            slow_model=_model(slowest, after_first=self.calls.tells_first),
            causes=causes_of(links, waiting, slowest),
            **self._parts(by),
        )

    def _slow(self) -> dict[str, Any]:
        """The slowest calls and the rest; none where most calls take as long as the slowest."""
        is_slow = self.calls.durations >= (np.inf if self.limit is None else self.limit)
        slow, rest = self.calls.only(is_slow), self.calls.only(~is_slow)
        if self.limit is None or len(slow) > len(rest):
            nothing, share = _read(no_slow_time()), _read(share_figure(_SLOW_SHARE, 0, 0))
            return {"slow": None, "rest": None, "slow_time": nothing, "slow_share": share}
        wanted = self.asked.slow(self.limit)
        took, whole = (float(durations.sum()) for durations in (slow.durations, self.calls.durations))
        return {
            "slow": self._group(slow, wanted, is_cut=True),
            "rest": self._group(rest, self.asked.rest(self.limit), is_cut=True),
            "slow_time": _read(self.asked.time_of(slow.durations.tolist(), wanted)),
            "slow_share": _read(share_figure(_SLOW_SHARE, took, whole, "ms")),
        }

    def _group(self, calls: TimedColumns, wanted: CallFilter, *, is_cut: bool = False) -> TimedGroupRead:
        """`is_cut`: chosen by how long they took, so that no slope over their durations means anything."""
        after_first = self.calls.tells_first or is_cut
        figures = middle_figures(middles_of(calls, after_first=after_first), after_first=after_first)
        return TimedGroupRead(
            calls=self.asked.count(len(calls), wanted),
            **{name: _read(figure) for name, figure in figures.items()},
        )

    def _parts(self, by: Dimension) -> dict[str, Any]:
        """Parts of the dimension, in their own order or those of most calls first."""
        places: dict[str, list[int]] = {}
        for at, key in enumerate(self.columns["key"]):
            places.setdefault(str(key), []).append(at)
        if by.is_ordered:
            keys = sorted(places, key=int)[-(TIMED_PARTS if by.is_time else len(places)) :]
        else:
            keys = sorted(places, key=lambda key: (-len(places[key]), key))[:TIMED_PARTS]
        parts = [self._part(by, key, places[key]) for key in keys]
        return {"parts": parts, "parts_left_out": len(places) - len(parts)}

    def _part(self, by: Dimension, key: str, places: Sequence[int]) -> TimedPartRead:
        mask = np.zeros(len(self.calls), dtype=bool)
        mask[places] = True
        calls, zone = self.calls.only(mask), self.asked.zone
        name = part_name(key, by, zone)
        output, prompt = (
            link_of(calls, CallMeasure.DURATION, size) for size in (CallMeasure.OUTPUT, CallMeasure.INPUT)
        )
        return TimedPartRead(
            key=name,
            group=self._group(calls, only_part(self.asked.timed, by, name, zone)),
            with_output=_link(output),
            with_input=_link(prompt),
        )


def _read(figure: Figure) -> FigureRead:
    return FigureRead.model_validate(figure, from_attributes=True)


def _time(waiting: FirstTokenWait) -> SpanOfTimeRead:
    figures = {name: _read(figure) for name, figure in waiting_figures(waiting).items()}
    return SpanOfTimeRead(calls=waiting.calls, is_mostly_waiting=waiting.is_most, **figures)


def _link(one: TimeLink) -> TimeLinkRead:
    return TimeLinkRead(
        time=one.time,
        size=one.size,
        correlation=_read(correlation_figure(one)),
        strength=one.strength,
        grows=one.grows,
    )


def _model(one: SlowModel | None, *, after_first: bool) -> SlowModelRead | None:
    if one is None:
        return None
    speeds = ((one.speed, one.known), (one.other_speed, one.other_known))
    own, others = (_read(speed_figure(*speed, after_first=after_first)) for speed in speeds)
    return SlowModelRead(model=one.model, speed=own, other_speed=others)
