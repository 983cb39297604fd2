"""The ClickHouse store of calls: every statement on the table `calls`, and the end of a project's `spans`.

Reads say FINAL, so a call that was sent twice and not merged yet counts once. The sums by hour that the
store keeps know no FINAL: only `groups_by_hour` reads them, and says so.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from netra.backend.calls.domain import (
    MAIN_AGENT,
    AgentKind,
    Bucket,
    Call,
    CallCensus,
    CallFilter,
    CallGroup,
    CallPosition,
    CallSpan,
    CallStatus,
    GroupKey,
    HeldCall,
    Latency,
    TimeBasis,
    Usage,
    splits_hours,
)
from netra.shared.access import ProjectId
from netra.shared.clickhouse import ClickHouse, Row, Value
from netra.shared.clock import micros, moment

NO_IMPORT: Final = UUID(int=0)
Columns = dict[str, Sequence[Value]]
_ORDER: Final = ("started_at", "source_seq", "call_id")
_PLACE: Final = f"({', '.join(_ORDER)})"
_IN_TIME: Final = f"ORDER BY {', '.join(_ORDER)}"
_USAGE_FIELDS: Final = (*(bucket.value for bucket in Bucket), "cache_recorded", "reasoning_recorded")


# Everything else is stored under the name and with the value it has in `Call` or `Usage`.
_PLAIN: Final = tuple(name for name in Call._fields if name not in {"started_at", "import_id", "usage"})
_DETAIL: Final = tuple(name for name in (*_PLAIN, "import_id") if name not in {"project_id", "block_runs"})
_ROW: Final = tuple(name for name in _DETAIL if name not in {"prompt_text", "completion_text"})

_HOUR: Final = "toStartOfHour(started_at)"
_INPUT: Final = "input_fresh + cache_read + cache_write_5m + cache_write_1h"
_OUTPUT: Final = "output_text + output_reasoning"
_KEYS: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.MODEL: "model",
        GroupKey.PROVIDER: "provider",
        GroupKey.AGENT: "agent",
        GroupKey.AGENT_KIND: f"if(agent = '{MAIN_AGENT}', 'main', 'sub')",
        GroupKey.SESSION: "session_id",
        GroupKey.USER: "user_id",
        GroupKey.FEATURE: "feature",
        GroupKey.SIZE: f"arrayCount(size -> {_INPUT} > size, {{sizes:Array(UInt64)}})",
        GroupKey.FIVE_MINUTES: "toUnixTimestamp(toStartOfFiveMinutes($at, {zone:String}))",
        GroupKey.HOUR: "toUnixTimestamp(toStartOfHour($at, {zone:String}))",
        GroupKey.DAY: "toUnixTimestamp(toStartOfDay($at, {zone:String}))",
        GroupKey.WEEK: (
            "toUnixTimestamp(toDateTime(toStartOfWeek($at, 1, {zone:String}), {zone:String}))"
        ),
    }
)
"""What calls are grouped by, as SQL; `$at` stands for the time by which a call falls into a step."""
_CHOSEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "model": "models",
        "agent": "agent_names",
        "session_id": "sessions",
        "user_id": "users",
        "feature": "features",
        "status": "statuses",
    }
)
"""Columns by which calls are chosen, and the fields of `CallFilter` that name the values."""
_REQUEST: Final = (
    "multiIf(prompt_hash != '', prompt_hash, empty(block_runs), '',"
    f" hex(sipHash128(block_scope, block_runs, {_INPUT})))"
    " AS prompt"
)
_PRICED: Final = (
    f"call_id, toUnixTimestamp64Micro(started_at) AS at, {', '.join(Bucket)}, cost_usd, cache_recorded,"
    " status, model, provider, agent, session_id, source_seq"
)
"""What tells calls apart and what they cost."""
_PROMPT: Final = (
    "call_id, toUnixTimestamp64Micro(started_at) AS at, source_seq, session_id, agent, provider, model,"
    f" {', '.join(Bucket)}, cache_recorded, block_size, block_scope, block_runs"
)
_GROWTH: Final = (
    "session_id, toString(agent) AS agent, count() AS calls,"
    f" argMin({_INPUT}, {_PLACE}) AS first, argMax({_INPUT}, {_PLACE}) AS last,"
    f" argMax(call_id, {_PLACE}) AS last_call"
)
_FOUR: Final = "quantilesExactInclusive(0.5, 0.9, 0.95, 0.99)"
_SIZES: Final = (
    f"sum({_INPUT}) AS input, {_FOUR}({_INPUT}) AS input_percentiles,"
    f" sum({_OUTPUT}) AS output, {_FOUR}({_OUTPUT}) AS output_percentiles"
)
_SPEED: Final = (
    f"if(duration_ms > ttft_ms AND {_OUTPUT} > 0, 1000 * ({_OUTPUT}) / (duration_ms - ttft_ms), NULL)"
)
"""Output tokens per second after the first one came."""
_LATENCIES: Final = (
    "countIf(status != 'ok') AS errors,"
    " sumMapIf(map(toString(error_type), toUInt64(1)), status != 'ok') AS error_types,"
    " count(duration_ms) AS timed, quantilesExactInclusive(0.5, 0.95, 0.99)(duration_ms) AS durations,"
    " count(ttft_ms) AS first_timed, quantilesExactInclusive(0.5, 0.95)(ttft_ms) AS firsts,"
    f" count({_SPEED}) AS speed_known, quantileExactInclusive(0.5)({_SPEED}) AS speed"
)
_SUMS: Final = ", ".join(
    (
        "count()",
        *(f"sum({bucket})" for bucket in Bucket),
        "sum(cost_usd)",
        "countIf(isNull(cost_usd))",
        "countIf(NOT cache_recorded)",
        "countIf(NOT reasoning_recorded)",
        "countIf(status != 'ok')",
    )
)


class CallRepository:
    """`store` answers pages; `writer` takes inserts, in threads of its own."""

    def __init__(self, store: ClickHouse, writer: ClickHouse) -> None:
        self._store = store
        self._writer = writer

    async def insert(self, calls: Sequence[Call], token: str) -> None:
        """Insert calls and return once they are held; the same token twice inserts once."""
        columns: dict[str, Sequence[Value]] = dict(zip(Call._fields, zip(*calls, strict=True), strict=True))
        usages = columns.pop("usage")
        counts = zip(*map(attrgetter(*_USAGE_FIELDS), usages), strict=True)
        columns |= zip(_USAGE_FIELDS, counts, strict=True)
        columns["extras"] = [dict(usage.extras) for usage in usages]
        columns["started_at"] = list(map(micros, columns["started_at"]))
        columns["import_id"] = [import_id or NO_IMPORT for import_id in columns["import_id"]]
        await self._writer.insert_columns("calls", columns, settings={"insert_deduplication_token": token})

    async def held(self, project_id: ProjectId, call_ids: Sequence[UUID]) -> list[HeldCall]:
        """What the project has of these calls, whenever they began."""
        rows = await self._writer.query_columns(
            "SELECT call_id, import_id, source_seq,"  # noqa: S608  our own names
            f" {' + '.join(Bucket)} AS tokens FROM calls FINAL"
            " PREWHERE call_id IN {ids:Array(UUID)} WHERE project_id = {project:UUID}",
            {"project": project_id, "ids": [str(call_id) for call_id in call_ids]},
        )
        return [HeldCall(*row) for row in zip(*rows.values(), strict=True)]

    async def delete_import(self, project_id: ProjectId, import_id: UUID) -> None:
        await self._writer.command(
            "DELETE FROM calls WHERE project_id = {project:UUID} AND import_id = {import_id:UUID}",
            {"project": project_id, "import_id": import_id},
        )

    async def delete_project(self, project_id: ProjectId) -> None:
        for table in ("calls", "spans"):
            await self._writer.command(
                f"DELETE FROM {table} WHERE project_id = {{project:UUID}}",  # noqa: S608  our own table names
                {"project": project_id},
            )

    async def count(self, project_ids: Sequence[ProjectId]) -> Mapping[UUID, int]:
        """Calls per project; projects without calls are absent."""
        rows = await self._store.query(
            "SELECT project_id, count() AS calls FROM calls FINAL WHERE project_id IN {projects:Array(UUID)}"
            " GROUP BY project_id",
            {"projects": [str(project_id) for project_id in project_ids]},
        )
        return {row["project_id"]: row["calls"] for row in rows}

    async def count_of(self, project_id: ProjectId, wanted: CallFilter) -> int:
        """How many calls the filter lets pass, each once."""
        where, params = _where(project_id, wanted)
        rows = await self._store.query(f"SELECT count() AS calls FROM calls FINAL WHERE {where}", params)  # noqa: S608
        calls: int = rows[0]["calls"]
        return calls

    async def version(self, project_id: ProjectId) -> str:
        """A mark that differs whenever the project's calls have changed."""
        rows = await self._store.query(
            "SELECT count() AS calls, toUnixTimestamp64Milli(max(written_at)) AS written"
            " FROM calls WHERE project_id = {project:UUID}",
            {"project": project_id},
        )
        return f"{rows[0]['calls']}-{rows[0]['written']}"

    async def span(self, project_id: ProjectId, wanted: CallFilter) -> CallSpan | None:
        """First and last moment of the calls and how their time was recorded; None when there are none."""
        where, params = _where(project_id, wanted)
        rows = await self._store.query(
            "SELECT count() AS calls, toUnixTimestamp64Micro(min(started_at)) AS first,"  # noqa: S608
            " toUnixTimestamp64Micro(max(started_at)) AS last, countIf(time_basis = 'relative') AS relative"
            f" FROM calls WHERE {where}",
            params,
        )
        row = rows[0]
        basis = TimeBasis.RELATIVE if row["relative"] == row["calls"] else TimeBasis.RECORDED
        return CallSpan(moment(row["first"]), moment(row["last"]), basis) if row["calls"] else None

    async def groups(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str = "UTC",
        sizes: Sequence[int] = (),
    ) -> list[CallGroup]:
        """Sums per group. Times are keyed by the second at which their step begins in the zone."""
        where, params = _where(project_id, wanted)
        sql = _grouping(keys, f"calls FINAL WHERE {where}")
        return await self._groups(sql, {**params, "zone": zone, "sizes": list(sizes)}, len(keys))

    async def groups_by_hour(
        self, project_id: ProjectId, wanted: CallFilter, keys: Sequence[GroupKey], zone: str = "UTC"
    ) -> list[CallGroup]:
        """The same from the sums by hour: cheap, but a call sent twice and not merged yet counts twice.

        Hours that a bound or the beginning of a step cuts are read call by call, and their groups come apart.
        """
        whole, cut, bounds = _hours(wanted, keys, zone)
        where, params = _where(project_id, replace(wanted, since=None, until=None))
        source = f"calls WHERE {' AND '.join((where, *whole))}"
        parts = [self._groups(_grouping(keys, source, _HOUR), {**params, **bounds, "zone": zone}, len(keys))]
        if cut:
            where, params = _where(project_id, wanted)
            # Filtering before FINAL is right for what all copies of a call share, such as their time.
            source = f"calls FINAL PREWHERE {' OR '.join(cut)} WHERE {where}"
            parts.append(self._groups(_grouping(keys, source), {**params, **bounds, "zone": zone}, len(keys)))
        return list(chain.from_iterable(await asyncio.gather(*parts)))

    async def _groups(self, sql: str, params: Mapping[str, Value], keys: int) -> list[CallGroup]:
        rows = await self._store.query_columns(sql, params)
        return [_group(row, keys) for row in zip(*rows.values(), strict=True)]

    async def census(self, project_id: ProjectId, wanted: CallFilter) -> CallCensus:
        """Calls, sessions and latency; percentiles by linear interpolation in ms, NaN where none is."""
        where, params = _where(project_id, wanted)
        rows = await self._store.query(
            # Key 0 is no session.
            "SELECT count() AS calls, uniqExact(session_key) - max(session_key = 0) AS sessions,"  # noqa: S608
            " quantilesExactInclusive(0.5, 0.95)(duration_ms) AS durations,"
            " count(duration_ms) AS timed, quantileExactInclusive(0.5)(ttft_ms) AS ttft,"
            " count(ttft_ms) AS first_timed"
            f" FROM calls FINAL WHERE {where}",
            params,
        )
        row = rows[0]
        p50, p95 = row["durations"]
        latency = Latency(p50, p95, row["timed"], row["ttft"], row["first_timed"])
        return CallCensus(row["calls"], row["sessions"], latency)

    async def page(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        *,
        after: CallPosition | None,
        limit: int,
        newest_first: bool,
    ) -> list[Call]:
        """Calls in order of time, then place in their source; without their texts."""
        where, params = _where(project_id, wanted)
        sign, direction = ("<", "DESC") if newest_first else (">", "ASC")
        if after is not None:
            where += (
                f" AND started_at {sign}= fromUnixTimestamp64Micro({{at:Int64}}, 'UTC')"
                f" AND ({', '.join(_ORDER)}) {sign}"
                " (fromUnixTimestamp64Micro({at:Int64}, 'UTC'), {seq:UInt64}, {id:UUID})"
            )
            params |= {"at": after.micros, "seq": after.source_seq, "id": after.call_id}
        order = ", ".join(f"{name} {direction}" for name in _ORDER)
        rows = await self._store.query(
            f"SELECT {_selected(_ROW)} FROM calls FINAL WHERE {where}"  # noqa: S608
            f" ORDER BY {order} LIMIT {{limit:UInt32}}",
            {**params, "limit": limit},
        )
        return [_call(project_id, row) for row in rows]

    async def get(self, project_id: ProjectId, call_id: UUID) -> Call | None:
        rows = await self._store.query(
            f"SELECT {_selected(_DETAIL)} FROM calls FINAL"  # noqa: S608
            " WHERE project_id = {project:UUID} AND call_id = {call:UUID} LIMIT 1",
            {"project": project_id, "call": call_id},
        )
        return _call(project_id, rows[0]) if rows else None

    async def requests(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """What tells equal requests and answers, as columns in the order of time and source.

        `prompt` is the hash of the text, or of the blocks where only these were recorded, else empty.
        """
        return await self._columns(project_id, wanted, f"{_PRICED}, {_REQUEST}, completion_hash")

    async def prompts(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """What a replay of prompts needs, as columns in the order of time and source."""
        return await self._columns(project_id, wanted, _PROMPT)

    async def longer(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        side: Sequence[Bucket],
        rest: float,
        limits: Mapping[str, float],
    ) -> Columns:
        """Calls with more tokens in these buckets than the limit of their model, else than `rest`."""
        limit, params = "{rest:Float64}", {"rest": rest, "named": list(limits), "limits": [*limits.values()]}
        if limits:
            limit = f"transform(toString(model), {{named:Array(String)}}, {{limits:Array(Float64)}}, {limit})"
        longer = f"AND {' + '.join(side)} > {limit} {_IN_TIME}"
        return await self._columns(project_id, wanted, _PRICED, longer, **params)

    async def longest(
        self, project_id: ProjectId, wanted: CallFilter, side: Sequence[Bucket], most: int
    ) -> Columns:
        """The calls with the most tokens in these buckets, the longest first."""
        order = f"ORDER BY {' + '.join(side)} DESC, {', '.join(_ORDER)} LIMIT {{most:UInt32}}"
        return await self._columns(project_id, wanted, _PRICED, order, most=most)

    async def growth(self, project_id: ProjectId, wanted: CallFilter, most: int) -> Columns:
        """Sessions and agents whose last call has most times the input of their first."""
        growing = (
            "AND session_id != '' GROUP BY session_id, agent HAVING first > 0 AND last > first"
            " ORDER BY last / first DESC, session_id, agent LIMIT {most:UInt32}"
        )
        return await self._columns(project_id, wanted, _GROWTH, growing, most=most)

    async def sizes(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """Sums and percentiles (50, 90, 95, 99) of input and output tokens a call, by model."""
        return await self._statistics(project_id, wanted, GroupKey.MODEL, "UTC", _SIZES)

    async def latencies(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str
    ) -> Columns:
        """Errors by type; percentiles of times in ms over calls that recorded them, NaN where none did."""
        return await self._statistics(project_id, wanted, key, zone, _LATENCIES)

    async def _statistics(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str, measured: str
    ) -> Columns:
        """One row a group under `key`, and one of all calls that is marked `whole`."""
        selected = (
            f"{_key(key, 'started_at')} AS step, toString(step) AS key, grouping(step) AS whole,"
            f" count() AS calls, {measured}"
        )
        return await self._columns(
            project_id, wanted, selected, "GROUP BY GROUPING SETS ((step), ())", zone=zone
        )

    async def _columns(
        self, project_id: ProjectId, wanted: CallFilter, selected: str, tail: str = _IN_TIME, **more: Value
    ) -> Columns:
        """What is selected of the calls, in the order of time unless the tail says otherwise."""
        where, params = _where(project_id, wanted)
        sql = f"SELECT {selected} FROM calls FINAL WHERE {where} {tail}"  # noqa: S608  our own words
        return await self._store.query_columns(sql, {**params, **more})


def _where(project_id: ProjectId, wanted: CallFilter) -> tuple[str, dict[str, Value]]:
    """The condition of `CallFilter.admits` in SQL, and its parameters."""
    conditions = ["project_id = {project:UUID}"]
    params: dict[str, Value] = {"project": project_id}
    if wanted.since is not None:
        conditions.append("started_at >= {since:DateTime64(6, 'UTC')}")
        params["since"] = wanted.since
    if wanted.until is not None:
        conditions.append("started_at < {until:DateTime64(6, 'UTC')}")
        params["until"] = wanted.until
    for column, field in _CHOSEN.items():
        if values := getattr(wanted, field):
            conditions.append(f"{column} IN {{{field}:Array(String)}}")
            params[field] = list(values)
    if len(set(wanted.agents)) == 1:
        conditions.append(f"agent {'=' if wanted.agents[0] is AgentKind.MAIN else '!='} '{MAIN_AGENT}'")
    return " AND ".join(conditions), params


def _hours(
    wanted: CallFilter, keys: Sequence[GroupKey], zone: str
) -> tuple[list[str], list[str], dict[str, Value]]:
    """What holds for the calls of an hour that no bound and no step cuts; what, one of, for all others."""
    since, until = wanted.whole_hours
    whole, cut, params = [], [], {}
    if since is not None:
        params["first_hour"] = since
        whole.append(f"{_HOUR} >= {{first_hour:DateTime64(6, 'UTC')}}")
        cut.append("started_at < {first_hour:DateTime64(6, 'UTC')}")
    if until is not None:
        params["end_hour"] = until
        whole.append(f"{_HOUR} < {{end_hour:DateTime64(6, 'UTC')}}")
        cut.append("started_at >= {end_hour:DateTime64(6, 'UTC')}")
    for key in (key for key in keys if splits_hours(key, zone)):
        first, last = _key(key, _HOUR), _key(key, f"{_HOUR} + INTERVAL 3599 SECOND")
        whole.append(f"{first} = {last}")
        cut.append(f"{first} != {last}")
    return whole, cut, params


def _key(key: GroupKey, at: str) -> str:
    return _KEYS[key].replace("$at", at)


def _grouping(keys: Sequence[GroupKey], source: str, at: str = "started_at") -> str:
    """Sums by these keys; `at` is the time by which a call falls into a step."""
    named = [f"{_key(key, at)} AS key{place}" for place, key in enumerate(keys)]
    by = ", ".join(f"key{place}" for place in range(len(keys)))
    return f"SELECT {', '.join(named)}, {_SUMS} FROM {source} GROUP BY {by}"  # noqa: S608  our own words


def _selected(names: Sequence[str]) -> str:
    plain = [name for name in names if name != "started_at"]
    return ", ".join((*plain, *_USAGE_FIELDS, "extras", "toUnixTimestamp64Micro(started_at) AS micros"))


def _call(project_id: ProjectId, row: Row) -> Call:
    values: dict[str, Any] = {name: value for name, value in row.items() if name in Call._fields}
    values["usage"] = Usage(
        **{name: row[name] for name in _USAGE_FIELDS}, extras=tuple(sorted(row["extras"].items()))
    )
    values["import_id"] = None if row["import_id"] == NO_IMPORT else row["import_id"]
    values["time_basis"] = TimeBasis(row["time_basis"])
    values["status"] = CallStatus(row["status"])
    return Call(project_id=project_id, started_at=moment(row["micros"]), **values)


def _group(row: Sequence[Value], keys: int) -> CallGroup:
    calls, *rest = row[keys:]
    cost, unpriced, cache_unrecorded, reasoning_unrecorded, errors = rest[len(Bucket) :]
    return CallGroup(
        keys=tuple(row[:keys]),
        calls=calls,
        buckets=tuple(rest[: len(Bucket)]),
        # The sum of no known price is not zero but unknown.
        cost=None if unpriced == calls else cost,
        unpriced=unpriced,
        cache_unrecorded=cache_unrecorded,
        reasoning_unrecorded=reasoning_unrecorded,
        errors=errors,
    )
