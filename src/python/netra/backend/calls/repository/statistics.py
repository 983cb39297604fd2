"""Means, percentiles and ends of what calls have, by group: what no sum tells."""

from collections.abc import Sequence

from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.calls.repository.statements import (
    LATENCY_COLUMNS,
    SIZE_COLUMNS,
    TIMING_COLUMNS,
    distribution_columns,
    key_sql,
)
from netra.backend.calls.repository.store import CallRepository, Columns
from netra.shared.access import ProjectId


class CallStatistics:
    """Each table has one row a group and, where there are calls, one of all that is marked `whole`."""

    def __init__(self, calls: CallRepository) -> None:
        self._calls = calls

    async def sizes(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """Sums and percentiles (50, 90, 95, 99) of input and output tokens a call, by model."""
        return await self._by_group(project_id, wanted, GroupKey.MODEL, "UTC", SIZE_COLUMNS)

    async def latencies(self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str) -> Columns:
        """Errors by type; percentiles of times in ms over calls that recorded them, NaN where none did."""
        return await self._by_group(project_id, wanted, key, zone, LATENCY_COLUMNS)

    async def timings(self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str) -> Columns:
        """Times and sizes of each call that recorded how long it took, with its model and its group."""
        selected = f"toString({key_sql(key, 'started_at')}) AS key, {TIMING_COLUMNS}"
        return await self._calls.columns(
            project_id, wanted, selected, "AND isNotNull(duration_ms)", zone=zone
        )

    async def distributions(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        measures: Sequence[CallMeasure],
        rates: Sequence[float],
    ) -> Columns:
        """Of each measure how many calls tell it, and its places: see `distribution_columns`.

        Groups have their keys as a list of texts under `keys`; `rates` price what no book does.
        """
        steps = [f"{key_sql(key, 'started_at')} AS step{place}" for place, key in enumerate(keys)]
        names = [f"step{place}" for place in range(len(keys))]
        told = [
            *steps,
            f"[{', '.join(f'toString({name})' for name in names)}]::Array(String) AS keys",
            f"{'grouping(step0)' if keys else '1'} AS whole",
            *map(distribution_columns, measures),
        ]
        tail = f"GROUP BY GROUPING SETS (({', '.join(names)}), ())" if keys else ""
        return await self._calls.columns(
            project_id, wanted, ", ".join(told), tail, zone=zone, rates=list(rates)
        )

    async def _by_group(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str, measured: str
    ) -> Columns:
        selected = (
            f"{key_sql(key, 'started_at')} AS step, toString(step) AS key, grouping(step) AS whole,"
            f" count() AS calls, {measured}"
        )
        return await self._calls.columns(
            project_id, wanted, selected, "GROUP BY GROUPING SETS ((step), ())", zone=zone
        )
