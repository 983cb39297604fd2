"""Incidents: when calls failed or took long more than otherwise, where most, and whether it is over."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.bounds import Bound, Relation
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import CallSpan, GroupKey
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.calls.service import CallService
from netra.backend.incidents.domain import (
    PlaceCounts,
    TimeSlot,
    Watched,
    WorseTime,
    counts_of,
    place_of_other_calls,
    place_that_stands_out,
    state_after,
    worse_times,
)
from netra.backend.incidents.schemas import (
    IncidentPlaceRead,
    IncidentPlacesRead,
    IncidentsRead,
    WorseTimeRead,
)
from netra.backend.latency.domain import latency_groups
from netra.backend.latency.schemas import ErrorTypeRead
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache

PLACES: Final = (Dimension.MODEL, Dimension.FEATURE, Dimension.AGENT, Dimension.PROVIDER, Dimension.USER)
"""Where it is looked whether an incident is in one place."""
PLACES_SHOWN: Final = 8
_BY_FIVE_MINUTES: Final = timedelta(hours=12)
_BY_HOURS: Final = timedelta(days=366)
INCIDENT_RULE: Final = Rule(
    id="incident",
    text=(
        "The run of steps of time whose share of failed, slow or dear calls is highest beside all others and "
        "least likely by chance (scan statistic of Kulldorff 1997): below 1 percent after dividing by the "
        "dispersion of the steps and counting every run that might have been found, and a quarter higher at "
        "least. Slow or dear is above the middle of all calls that tell it."
    ),
    source="Netra Apex glossary: incident",
    date="2026-11-27",
)
_MEASURES: Final[Mapping[Watched, CallMeasure]] = MappingProxyType(
    {
        Watched.DURATION: CallMeasure.DURATION,
        Watched.DURATION_P95: CallMeasure.DURATION,
        Watched.TTFT: CallMeasure.TTFT,
        Watched.COST: CallMeasure.COST,
    }
)
_SEND: Final[Mapping[Watched, str]] = MappingProxyType({Watched.COST: "Name the model of each call."})
_UNITS: Final[Mapping[Watched, Unit]] = MappingProxyType({Watched.COST: Unit.USD})


class IncidentService:
    def __init__(self, calls: CallService, results: ResultCache) -> None:
        self._calls = calls
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), resources.results)

    async def incidents(
        self, found: AccessibleProject, wanted: CallFilter, measure: Watched = Watched.ERRORS
    ) -> IncidentsRead:
        """The worse times of these calls; remembered until the project's calls or its settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, measure)
        if remembered := await self._results.get(IncidentsRead, *key):
            return remembered
        page = await _Look(self._calls, found, wanted, measure).read()
        await self._results.put(page, *key)
        return page


@dataclass(frozen=True, slots=True)
class _Series:
    """The steps of time of a measure, with the filters of its calls and of the worse among them."""

    slots: Sequence[TimeSlot]
    length: timedelta
    told: CallFilter
    worse: CallFilter

    def bounds(self, one: WorseTime) -> tuple[datetime, datetime]:
        return self.slots[one.first].begin, _end(self.slots[one.end - 1].begin, self.length)

    def next_to(self, one: WorseTime, found: Sequence[WorseTime]) -> int:
        """Where the next worse time begins that does not follow at once; behind the last slot without one."""
        return min((other.first for other in found if other.first > one.end), default=len(self.slots))


@dataclass(frozen=True, slots=True)
class _Look:
    """One measure of some calls, looked at over time."""

    calls: CallService
    found: AccessibleProject
    wanted: CallFilter
    measure: Watched

    async def read(self) -> IncidentsRead:
        limit = await self._middle(self._answered(self.wanted))
        told, worse = self._told(), self._worse(limit)
        span, every = await asyncio.gather(
            self.calls.span(self.found.id, told), self.calls.count_of(self.found.id, self._unbounded())
        )
        key, length = step_of(span)
        slots = await self._slots(told, worse, key) if worse is not None else []
        series = _Series(slots, length, told, worse or told)
        found = worse_times(slots) if _is_timed(span) else []
        read = [await self._read(one, series, series.next_to(one, found)) for one in found]
        incidents = [one for one, time in zip(read, found, strict=True) if time.is_incident]
        return IncidentsRead(
            measure=self.measure,
            is_timed=_is_timed(span),
            step_seconds=int(length.total_seconds()),
            steps=len(slots),
            **self._whole(series, every, limit),
            last=span.last if span else None,
            incidents=sorted(incidents, key=lambda one: one.since),
            nearest=read[0] if read and not incidents else None,
        )

    def _whole(self, series: _Series, every: int, limit: Decimal | None) -> dict[str, Any]:
        """Of all calls that tell the measure: how many they are, and how many of them are worse."""
        calls, worse = counts_of(series.slots)
        return {
            "calls": self._count(calls, series.told),
            "untold": every - calls,
            "worse": self._count(worse, series.worse),
            "share": _share(worse, calls),
            "limit": None if self.measure is Watched.ERRORS else _amount(limit, self.measure, calls),
        }

    def _unbounded(self) -> CallFilter:
        """The calls that are looked at, whether or not they tell the measure."""
        return self.wanted if self.measure is Watched.ERRORS else self._answered(self.wanted)

    def _answered(self, wanted: CallFilter) -> CallFilter:
        """Without failed calls: these end early, and would hide that others take longer."""
        return wanted if wanted.statuses else replace(wanted, statuses=(CallStatus.OK,))

    def _told(self) -> CallFilter:
        if self.measure is Watched.ERRORS:
            return self.wanted
        return _bounded(self._answered(self.wanted), self.measure, Relation.AT_LEAST, Decimal(0))

    def _worse(self, limit: Decimal | None) -> CallFilter | None:
        if self.measure is Watched.ERRORS:
            return replace(self.wanted, statuses=(CallStatus.ERROR,))
        if limit is None:
            return None
        return _bounded(self._answered(self.wanted), self.measure, Relation.MORE, limit)

    async def _middle(self, wanted: CallFilter) -> Decimal | None:
        """The median of what is measured, or its 95th percentile; None where nothing tells it."""
        zone = self.found.project.time_zone
        if self.measure is Watched.ERRORS:
            return None
        if self.measure is Watched.COST:
            (tally,) = await self.calls.tallies(self.found.id, wanted, (), zone) or (None,)
            return tally.median_cost if tally else None
        columns = await self.calls.latencies(self.found.id, wanted, GroupKey.MODEL, zone)
        whole, _ = latency_groups(columns, Dimension.MODEL)
        if self.measure is Watched.TTFT:
            return Decimal(f"{whole.firsts[0]:.3f}") if whole.first_timed.recorded else None
        place = 1 if self.measure is Watched.DURATION_P95 else 0
        return Decimal(f"{whole.durations[place]:.3f}") if whole.timed.recorded else None

    async def _slots(self, told: CallFilter, worse: CallFilter, key: GroupKey) -> list[TimeSlot]:
        zone = ZoneInfo(self.found.project.time_zone)
        calls, bad = await asyncio.gather(*(self._by(one, key) for one in (told, worse)))
        return [
            TimeSlot(datetime.fromtimestamp(int(at), zone), calls[at], bad.get(at, 0))
            for at in sorted(calls, key=int)
        ]

    async def _by(self, wanted: CallFilter, key: GroupKey) -> dict[str, int]:
        """How many calls there are in each group."""
        groups = await self.calls.groups(self.found.id, wanted, (key,), self.found.project.time_zone)
        counts: dict[str, int] = {}
        for group in groups:
            name = str(group.keys[0])
            counts[name] = counts.get(name, 0) + group.calls
        return counts

    async def _read(self, one: WorseTime, series: _Series, next_first: int) -> WorseTimeRead:
        since, until = series.bounds(one)
        inside, bad = _within(series.told, since, until), _within(series.worse, since, until)
        calls_before, worse_before = counts_of(series.slots[: one.first])
        return WorseTimeRead(
            since=since,
            until=until,
            calls=self._count(one.calls, inside),
            worse=self._count(one.worse, bad),
            share=_share(one.worse, one.calls),
            other_share=_share(one.other_worse, one.other_calls),
            share_before=_share(worse_before, calls_before),
            chance=one.chance,
            **self._after(one, series, next_first),
            **await self._middles(series.told, since, until, one),
            **await self._whom(bad),
            places=await self._places(series, since, until),
        )

    def _after(self, one: WorseTime, series: _Series, next_first: int) -> dict[str, Any]:
        """Whether it is over, by the calls up to the next such time."""
        slots, (_, until) = series.slots, series.bounds(one)
        state, calls, worse = state_after(one, slots[one.end : next_first])
        end = slots[next_first].begin if next_first < len(slots) else None
        return {
            "state": state,
            "after": self._count(worse, _within(series.worse, until, end)),
            "calls_after": self._count(calls, _within(series.told, until, end)),
            "share_after": _share(worse, calls),
        }

    async def _middles(
        self, told: CallFilter, since: datetime, until: datetime, one: WorseTime
    ) -> dict[str, Any]:
        """The median within the time, and before it; where it begins with the data, behind it."""
        starts = one.first == 0
        beside = replace(told, since=until) if starts else replace(told, until=since)
        values = await asyncio.gather(self._middle(_within(told, since, until)), self._middle(beside))
        names = ("middle", "other_middle")
        return {
            name: _amount(value, self.measure, one.calls) for name, value in zip(names, values, strict=True)
        }

    async def _whom(self, bad: CallFilter) -> dict[str, Any]:
        """The first and the last of the worse calls, their kinds, and whose they are."""
        zone = self.found.project.time_zone
        span, tallies, columns = await asyncio.gather(
            self.calls.span(self.found.id, bad),
            self.calls.tallies(self.found.id, bad, (), zone),
            self.calls.latencies(self.found.id, bad, GroupKey.MODEL, zone),
        )
        whole, _ = latency_groups(columns, Dimension.MODEL)
        kinds = sorted(whole.error_types.items(), key=lambda kind: (-kind[1], kind[0]))
        return {
            "first_worse": span.first if span else None,
            "last_worse": span.last if span else None,
            "users": tallies[0].users if tallies else 0,
            "sessions": tallies[0].sessions if tallies else 0,
            "error_types": [ErrorTypeRead(error_type=name, calls=calls) for name, calls in kinds],
        }

    async def _places(self, series: _Series, since: datetime, until: datetime) -> list[IncidentPlacesRead]:
        """Where the worse calls are, by each dimension that has several places; one that stands out first."""
        read = await asyncio.gather(*(self._place(series, since, until, by) for by in PLACES))
        told_of = (one for one in read if one is not None)
        return sorted(told_of, key=lambda one: (not one.stands_out, not one.other_calls))

    async def _place(
        self, series: _Series, since: datetime, until: datetime, by: Dimension
    ) -> IncidentPlacesRead | None:
        told, worse = series.told, series.worse
        filters = (_within(told, since, until), _within(worse, since, until), told, worse)
        inside, bad, every, every_bad = await asyncio.gather(*(self._by(one, by.key) for one in filters))
        if len(every) < 2:
            return None
        places = [
            PlaceCounts(
                *(key, inside.get(key, 0), bad.get(key, 0)),
                *(calls - inside.get(key, 0), every_bad.get(key, 0) - bad.get(key, 0)),
            )
            for key, calls in every.items()
        ]
        most, other = place_that_stands_out(places), place_of_other_calls(places)
        shown = _in_order(places, most, other)
        totals = sum(inside.values()), sum(every.values()) - sum(inside.values())
        return IncidentPlacesRead(
            by=by,
            stands_out=most.key if most else "",
            other_calls=other.key if other and not most else "",
            places=[self._place_read(one, filters[:2], by, totals) for one in shown[:PLACES_SHOWN]],
            places_left_out=max(0, len(shown) - PLACES_SHOWN),
        )

    def _place_read(
        self, one: PlaceCounts, filters: Sequence[CallFilter], by: Dimension, totals: tuple[int, int]
    ) -> IncidentPlaceRead:
        """`filters` are of the calls in the time and of the worse among them, `totals` in it and outside."""
        zone, (inside, bad) = ZoneInfo(self.found.project.time_zone), filters
        return IncidentPlaceRead(
            key=one.key,
            calls=self._count(one.calls, only_part(inside, by, one.key, zone)),
            worse=self._count(one.worse, only_part(bad, by, one.key, zone)),
            share=_share(one.worse, one.calls),
            other_share=_share(one.other_worse, one.other_calls),
            part=_share(one.calls, totals[0]),
            other_part=_share(one.other_calls, totals[1]),
        )

    def _count(self, calls: int, wanted: CallFilter) -> FigureRead:
        link = evidence_link(self.found.id, describe.CALLS, wanted)
        return FigureRead.model_validate(describe.calls_figure(calls, link), from_attributes=True)


def _is_timed(span: CallSpan | None) -> bool:
    return span is None or span.has_one_clock


def step_of(span: CallSpan | None) -> tuple[GroupKey, timedelta]:
    """The steps in which a span of calls is looked at."""
    length = span.last - span.first if span else timedelta()
    if length <= _BY_FIVE_MINUTES:
        return GroupKey.FIVE_MINUTES, timedelta(minutes=5)
    return (GroupKey.HOUR, timedelta(hours=1)) if length <= _BY_HOURS else (GroupKey.DAY, timedelta(days=1))


def _end(begin: datetime, length: timedelta) -> datetime:
    """When a step ends; days go by the calendar, and may have 23 hours."""
    if length < timedelta(days=1):
        return (begin.astimezone(UTC) + length).astimezone(begin.tzinfo)
    return begin + length


def _within(wanted: CallFilter, since: datetime, until: datetime | None) -> CallFilter:
    begin = since if wanted.since is None else max(since, wanted.since)
    ends = [at for at in (until, wanted.until) if at is not None]
    return replace(wanted, since=begin, until=min(ends) if ends else None)


def _bounded(wanted: CallFilter, measure: Watched, relation: Relation, amount: Decimal) -> CallFilter:
    return replace(wanted, bounds=(*wanted.bounds, Bound(_MEASURES[measure], relation, amount)))


def _share(worse: int, calls: int) -> FigureRead:
    figure = Figure(
        id="incident.share",
        value=(Decimal(worse) / calls).quantize(describe.RATIO_STEP) if calls else None,
        unit=Unit.RATIO,
        kind=Certainty.EXACT if calls else Certainty.UNKNOWN,
        rule=INCIDENT_RULE,
        formula=f"{worse:,} of {calls:,} calls" if calls else "there are no calls",
        calls=calls,
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _amount(value: Decimal | None, measure: Watched, calls: int) -> FigureRead:
    """A median, in ms or USD."""
    figure = Figure(
        id="incident.middle",
        value=value,
        unit=_UNITS.get(measure, Unit.MS),
        kind=Certainty.UNKNOWN if value is None else Certainty.EXACT,
        rule=INCIDENT_RULE,
        formula="not recorded" if value is None else "median over the calls that tell it",
        calls=calls,
        missing=None if value is not None else _SEND.get(measure, describe.SEND_TIMES),
    )
    return FigureRead.model_validate(figure, from_attributes=True)


def _in_order(places: Sequence[PlaceCounts], *first: PlaceCounts | None) -> list[PlaceCounts]:
    """The places with calls then: those that are told of, then those with the most that are worse."""
    met = [one for one in places if one.calls]
    return sorted(met, key=lambda one: (one not in first, -one.worse, -one.calls, one.key))
