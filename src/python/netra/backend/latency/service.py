"""Latency and errors: how long the calls of each group take, and how many of them fail."""

from decimal import Decimal
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.analytics.domain.dimensions import Dimension, only_part, part_name
from netra.backend.analytics.domain.links import evidence_link
from netra.backend.analytics.schemas import Contribution, Evidence, FigureRead
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.service import CallService
from netra.backend.latency.domain import (
    ERRORS_FIGURE,
    LatencyGroup,
    errors_figure,
    figures_of,
    latency_groups,
    only_failed,
)
from netra.backend.latency.schemas import ErrorTypeRead, LatencyGroupRead, LatencyRead
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources, ResultCache
from netra.shared.errors import Invalid

LATENCY_EVIDENCE: Final = "latency/evidence"
GROUPS_SHOWN: Final = 100
"""Past it the groups with the fewest calls, of times the oldest, are left out and the table says so."""


class LatencyService:
    def __init__(self, calls: CallService, results: ResultCache) -> None:
        self._calls = calls
        self._results = results

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources), resources.results)

    async def latency(
        self, found: AccessibleProject, wanted: CallFilter, by: Dimension = Dimension.MODEL
    ) -> LatencyRead:
        """The table; remembered until the project's calls or its settings change."""
        version = await self._calls.version(found.id)
        key = (found.id, version, found.project.figure_setting, wanted, by)
        if remembered := await self._results.get(LatencyRead, *key):
            return remembered
        zone = ZoneInfo(wanted.zone or found.project.time_zone)
        whole, groups = latency_groups(
            await self._calls.latencies(found.id, wanted, by.key, zone.key), by
        )
        kept = groups[-GROUPS_SHOWN:] if by.is_ordered else groups[:GROUPS_SHOWN]
        page = LatencyRead(
            by=by,
            whole=_read(whole, "", found, wanted),
            groups=[
                _read(group, name, found, only_part(wanted, by, name, zone))
                for group, name in ((group, part_name(group.key, by, zone)) for group in kept)
            ],
            truncated=len(groups) > len(kept),
        )
        await self._results.put(page, *key)
        return page

    async def evidence(
        self, found: AccessibleProject, wanted: CallFilter, figure_id: str, cursor: str | None, limit: int
    ) -> Evidence:
        """The failed calls behind the number of errors; each is one of them."""
        if figure_id != ERRORS_FIGURE or not (cursor or "0").isdecimal():
            raise Invalid("There is no such figure, or no such page of its calls.")
        columns = await self._calls.requests(found.id, only_failed(wanted))
        failed = [at for at, status in enumerate(columns["status"]) if status == CallStatus.ERROR]
        calls = await self._calls.count_of(found.id, wanted)
        link = evidence_link(found.id, ERRORS_FIGURE, wanted, LATENCY_EVIDENCE)
        figure = errors_figure(len(failed), calls, link)

        def part(at: int) -> Contribution:
            return Contribution.of(columns, at, Decimal(1))

        return Evidence.page(figure, failed, int(cursor or 0), limit, part)


def _read(group: LatencyGroup, key: str, found: AccessibleProject, wanted: CallFilter) -> LatencyGroupRead:
    """A group on the page; `wanted` lets only its calls pass."""
    figures = figures_of(group, evidence_link(found.id, ERRORS_FIGURE, wanted, LATENCY_EVIDENCE))
    kinds = sorted(group.error_types.items(), key=lambda kind: (-kind[1], kind[0]))
    return LatencyGroupRead(
        key=key,
        calls=group.calls,
        error_types=[ErrorTypeRead(error_type=name, calls=calls) for name, calls in kinds],
        **{name: FigureRead.model_validate(figure) for name, figure in figures.items()},
    )
