"""Last calls: when each user, model or the like was last heard of, and who went quiet."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension, only_part
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.call import TimeBasis
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.last_calls.domain import LastCall, ranked
from netra.backend.last_calls.schemas import LastCallRead, LastCallsRead
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources

ROWS_SHOWN: Final = 50
_EVERY: Final = CallFilter()


class LastCallsService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def last_calls(
        self, found: AccessibleProject, wanted: CallFilter, by: Dimension, not_since: datetime | None = None
    ) -> LastCallsRead:
        """The last call of each group, beside the last one of the whole project."""
        zone = found.project.time_zone
        span, columns = await asyncio.gather(
            self._calls.span(found.id, _EVERY), self._calls.last_calls(found.id, wanted, by.key, zone)
        )
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        groups = [LastCall.of(row) for row in rows if row["name"]]
        end = span.last.astimezone(ZoneInfo(zone)).date() if span else date.min
        told = _Told(found, wanted, by, end)
        order = ranked(groups, end) if not_since is None else sorted(groups, key=lambda one: one.last)
        return LastCallsRead(
            by=by,
            is_timed=span is None or span.basis is not TimeBasis.RELATIVE,
            end=span.last if span else None,
            groups=len(groups),
            unnamed=sum(row["number"] for row in rows if not row["name"]),
            quiet=sum(one.is_quiet(end) for one in groups),
            before=None if not_since is None else sum(one.last < not_since for one in groups),
            rows=[told.read(one) for one in order[:ROWS_SHOWN]],
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """Groups as rows that open to their calls; `end` is the day of the last call of all."""

    found: AccessibleProject
    wanted: CallFilter
    by: Dimension
    end: date

    def read(self, one: LastCall) -> LastCallRead:
        only = only_part(self.wanted, self.by, one.key, ZoneInfo(self.found.project.time_zone))
        link = evidence_link(self.found.id, describe.CALLS, only)
        calls = describe.calls_figure(one.calls, link)
        return LastCallRead(
            key=one.key,
            calls=FigureRead.model_validate(calls, from_attributes=True),
            first=one.first,
            last=one.last,
            days=one.days,
            span_days=one.span_days,
            longest_pause=one.longest_pause,
            quiet_days=one.quiet_days(self.end),
            is_quiet=one.is_quiet(self.end),
        )
