"""Cross-tabulations: any numbers of calls, by up to two dimensions, in one time or in two."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name, place_of
from netra.backend.analytics.domain.totals import Total, assumed_rates, folded, keyed, total
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey, Tally
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.calls.service import CallService
from netra.backend.crosstabs.domain.figures import TablePart
from netra.backend.crosstabs.domain.measures import (
    NOTHING_FOUND,
    CallQuantity,
    PartFound,
    Spread,
    TableMeasure,
)
from netra.backend.crosstabs.schemas import (
    CrosstabCell,
    CrosstabQuery,
    CrosstabRead,
    CrosstabRow,
)
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources

MOST_TABLE_ROWS: Final = 500
"""Past it those with the least are left out, of times the oldest, and the table says so."""
_COUNTED: Final = frozenset({CallQuantity.SESSIONS, CallQuantity.USERS})

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The parts of one time, by their names; `()` is the whole."""

    wanted: CallFilter
    sums: Mapping[Names, Total]
    found: Mapping[Names, PartFound]

    def part(self, names: Names) -> tuple[Total, PartFound]:
        return self.sums.get(names, Total()), self.found.get(names, NOTHING_FOUND)


class CrosstabService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def crosstab(self, found: AccessibleProject, query: CrosstabQuery) -> CrosstabRead:
        """The table. Where there are no calls its whole is of none, and it has no rows."""
        earlier = query.earlier
        wanted = [query.filter] if earlier is None else [query.filter, earlier]
        sides = await asyncio.gather(*(self._side(found, one, query) for one in wanted))
        told = _Told(found, query, sides[0], sides[1] if earlier is not None else None)
        names = told.in_order()
        kept = names[-MOST_TABLE_ROWS:] if _is_in_time(query) else names[:MOST_TABLE_ROWS]
        return CrosstabRead(
            by=list(query.by),
            measures=list(query.measure),
            whole=told.row(()),
            rows=[told.row(one) for one in kept],
            truncated=len(names) > len(kept),
        )

    async def _side(self, found: AccessibleProject, wanted: CallFilter, query: CrosstabQuery) -> _Side:
        zone = ZoneInfo(wanted.zone or found.project.time_zone)
        keys = tuple(one.key for one in query.by)
        groups, spreads, tallies = await asyncio.gather(
            self._calls.groups(found.id, wanted, (*keys, GroupKey.MODEL), zone.key),
            self._spreads(found, wanted, query, zone),
            self._tallies(found, wanted, query, zone),
        )
        totals = keyed(groups, len(keys), found.project.assumed_price)
        parts = folded((part_keys[: len(keys)], summed) for part_keys, summed in totals)
        sums = {_named(part, query.by, zone): summed for part, summed in parts}
        sums[()] = total(summed for _, summed in totals)
        none = NOTHING_FOUND
        held = {
            names: PartFound(spreads.get(names, none.spreads), tallies.get(names))
            for names in {**spreads, **tallies}
        }
        return _Side(wanted, sums, held)

    async def _spreads(
        self, found: AccessibleProject, wanted: CallFilter, query: CrosstabQuery, zone: ZoneInfo
    ) -> Mapping[Names, Mapping[CallMeasure, Spread]]:
        """How the measures of single calls are spread, where any is asked for."""
        asked = [one for one in query.measures if one.is_spread]
        measures = list(dict.fromkeys(one.quantity.of_a_call for one in asked))
        known = [one for one in measures if one is not None]
        if not known:
            return {}
        price = found.project.assumed_price
        columns = await self._calls.distributions(
            found.id,
            wanted,
            tuple(one.key for one in query.by),
            zone.key,
            known,
            assumed_rates(price) if price else (),
        )
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        return {
            () if row["whole"] else _named(tuple(row["keys"]), query.by, zone): MappingProxyType(
                {one: Spread.of(row[f"{one}_told"], row[f"{one}_places"]) for one in known}
            )
            for row in rows
        }

    async def _tallies(
        self, found: AccessibleProject, wanted: CallFilter, query: CrosstabQuery, zone: ZoneInfo
    ) -> Mapping[Names, Tally]:
        """How many sessions and users each part has, where any are asked for."""
        if not _COUNTED.intersection(one.quantity for one in query.measures):
            return {}
        keys = tuple(one.key for one in query.by)
        levels = [()] if not keys else [(), keys]
        told = await asyncio.gather(
            *(self._calls.tallies(found.id, wanted, level, zone.key, ()) for level in levels)
        )
        return {_named(tuple(map(str, one.keys)), query.by, zone): one for level in told for one in level}


@dataclass(frozen=True, slots=True)
class _Told:
    """The parts as rows of figures."""

    found: AccessibleProject
    query: CrosstabQuery
    now: _Side
    before: _Side | None

    def in_order(self) -> list[Names]:
        """The names of all parts of both times: in time, or with the most of the first measure first."""
        sides = (self.now,) if self.before is None else (self.now, self.before)
        every = dict.fromkeys(names for side in sides for names in side.sums if names)
        if _is_in_time(self.query):
            return sorted(every, key=lambda names: place_of(names[0]))
        first = self.query.measures[0]
        amounts = {names: self._part(self.now, names).figure(first).value for names in every}
        return sorted(every, key=lambda names: (amounts[names] is None, -(amounts[names] or 0), names))

    def row(self, names: Names) -> CrosstabRow:
        return CrosstabRow(
            keys=list(names),
            calls=self.now.part(names)[0].calls,
            calls_before=None if self.before is None else self.before.part(names)[0].calls,
            cells=[self._cell(one, names) for one in self.query.measures],
        )

    def _cell(self, measure: TableMeasure, names: Names) -> CrosstabCell:
        before = None if self.before is None else self._figure(self.before, measure, names)
        return CrosstabCell(now=self._figure(self.now, measure, names), before=before)

    def _figure(self, side: _Side, measure: TableMeasure, names: Names) -> FigureRead:
        return FigureRead.model_validate(self._part(side, names).figure(measure), from_attributes=True)

    def _part(self, side: _Side, names: Names) -> TablePart:
        wanted = side.wanted
        zone = ZoneInfo(wanted.zone or self.found.project.time_zone)
        for by, name in zip(self.query.by, names, strict=False):
            wanted = only_part(wanted, by, name, zone)
        return TablePart(self.found.project, self.found.id, wanted, *side.part(names), side.sums[()])


def _named(keys: Sequence[str | int], by: Sequence[Dimension], zone: ZoneInfo) -> Names:
    """The names of a part; the whole has none."""
    return tuple(part_name(str(key), one, zone) for key, one in zip(keys, by, strict=False))


def _is_in_time(query: CrosstabQuery) -> bool:
    return len(query.by) == 1 and query.by[0].is_ordered
