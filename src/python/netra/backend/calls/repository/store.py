"""The ClickHouse store of calls: every statement on the table `calls`, and the end of a project's `spans`.

Reads say FINAL, so a call that was sent twice and not merged yet counts once. The sums by hour that the
store keeps know no FINAL: only `groups_by_hour` reads them, and says so.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from uuid import UUID

from netra.backend.calls.domain.call import Bucket, Call, CallStatus, TimeBasis
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import (
    CallCensus,
    CallGroup,
    CallPosition,
    CallSpan,
    GroupKey,
    Latency,
    Tally,
    TimedCalls,
)
from netra.backend.calls.domain.held import HeldCall
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.calls.repository.statements import (
    DETAIL_COLUMNS,
    EXTRAS_SUM,
    GROWTH_COLUMNS,
    HOUR_SQL,
    IN_TIME,
    KEY_COLUMNS,
    MEASURES,
    NO_IMPORT,
    ORDER_COLUMNS,
    PRICED_COLUMNS,
    PROMPT_COLUMNS,
    RECORDED_COLUMNS,
    REQUEST_COLUMN,
    ROW_COLUMNS,
    TIMED_COLUMNS,
    USAGE_FIELDS,
    beyond_step_sql,
    call_of,
    group_of,
    grouping,
    hours,
    key_sql,
    selected,
    session_halves_sql,
    sessions_sql,
    tally_of,
    tallying,
    where_sql,
)
from netra.shared.access import ProjectId
from netra.shared.clickhouse import ClickHouse, Value
from netra.shared.clock import micros, moment

Columns = dict[str, Sequence[Value]]


class CallRepository:
    """`store` answers pages; `writer` takes inserts, in threads of its own."""

    def __init__(self, store: ClickHouse, writer: ClickHouse) -> None:
        self._store = store
        self._writer = writer

    async def insert(self, calls: Sequence[Call], token: str) -> None:
        """Insert calls and return once they are held; the same token twice inserts once."""
        columns: dict[str, Sequence[Value]] = dict(zip(Call._fields, zip(*calls, strict=True), strict=True))
        usages = columns.pop("usage")
        counts = zip(*map(attrgetter(*USAGE_FIELDS), usages), strict=True)
        columns |= zip(USAGE_FIELDS, counts, strict=True)
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

    async def forget_user(self, project_ids: Sequence[ProjectId], user_id: str) -> None:
        """Have calls of the projects say of no user that they are this one's."""
        where = "project_id IN {projects:Array(UUID)} AND user_id = {user:String}"
        params = {"projects": [str(project_id) for project_id in project_ids], "user": user_id}
        held = await self._store.query(f"SELECT count() AS calls FROM calls WHERE {where}", params)  # noqa: S608
        if held[0]["calls"]:
            # A mutation rewrites files: waited for, so that nothing is left when this returns.
            await self._writer.command(
                f"ALTER TABLE calls UPDATE user_id = '' WHERE {where}", params, settings={"mutations_sync": 2}
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
        where, params = where_sql(project_id, wanted)
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
        """First and last moment of the calls, and how these were recorded; None when there are none."""
        where, params = where_sql(project_id, wanted)
        rows = await self._store.query(
            "SELECT count() AS calls, toUnixTimestamp64Micro(min(started_at)) AS first,"  # noqa: S608
            " toUnixTimestamp64Micro(max(started_at)) AS last, countIf(time_basis = 'relative') AS relative,"
            " uniqExact(session_id) AS sessions"
            f" FROM calls WHERE {where}",
            params,
        )
        row = rows[0]
        basis = TimeBasis.RELATIVE if row["relative"] == row["calls"] else TimeBasis.RECORDED
        found = CallSpan(moment(row["first"]), moment(row["last"]), basis, row["sessions"])
        return found if row["calls"] else None

    async def groups(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str = "UTC",
        sizes: Sequence[int] = (),
    ) -> list[CallGroup]:
        """Sums per group. Times are keyed by the second at which their step begins in the zone."""
        where, params = where_sql(project_id, wanted)
        sql = grouping(keys, f"calls FINAL WHERE {where}")
        return await self._groups(sql, {**params, "zone": zone, "sizes": list(sizes)}, len(keys))

    async def groups_with_extras(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        sizes: Sequence[int],
    ) -> list[tuple[CallGroup, Mapping[str, int]]]:
        """The same, each with the sums of what is billed besides the buckets, by unit."""
        where, params = where_sql(project_id, wanted)
        sql = grouping(keys, f"calls FINAL WHERE {where}", more=EXTRAS_SUM)
        rows = await self._store.query_columns(sql, {**params, "zone": zone, "sizes": list(sizes)})
        return [(group_of(row[:-1], len(keys)), dict(row[-1])) for row in zip(*rows.values(), strict=True)]

    async def groups_by_hour(
        self, project_id: ProjectId, wanted: CallFilter, keys: Sequence[GroupKey], zone: str = "UTC"
    ) -> list[CallGroup]:
        """The same from the sums by hour: cheap, but a call sent twice and not merged yet counts twice.

        Hours that a bound or the beginning of a step cuts are read call by call, and their groups come apart.
        """
        whole, cut, bounds = hours(wanted, keys, zone)
        where, params = where_sql(project_id, replace(wanted, since=None, until=None))
        source = f"calls WHERE {' AND '.join((where, *whole))}"
        parts = [
            self._groups(grouping(keys, source, HOUR_SQL), {**params, **bounds, "zone": zone}, len(keys))
        ]
        if cut:
            where, params = where_sql(project_id, wanted)
            # Filtering before FINAL is right for what all copies of a call share, such as their time.
            source = f"calls FINAL PREWHERE {' OR '.join(cut)} WHERE {where}"
            parts.append(self._groups(grouping(keys, source), {**params, **bounds, "zone": zone}, len(keys)))
        return list(chain.from_iterable(await asyncio.gather(*parts)))

    async def _groups(self, sql: str, params: Mapping[str, Value], keys: int) -> list[CallGroup]:
        rows = await self._store.query_columns(sql, params)
        return [group_of(row, keys) for row in zip(*rows.values(), strict=True)]

    async def census(self, project_id: ProjectId, wanted: CallFilter) -> CallCensus:
        """Calls, sessions and latency; percentiles by linear interpolation in ms, NaN where none is."""
        where, params = where_sql(project_id, wanted)
        rows = await self._store.query(
            # Key 0 is no session.
            "SELECT count() AS calls, uniqExact(session_key) - max(session_key = 0) AS sessions,"  # noqa: S608
            " quantilesExactInclusive(0.5, 0.95)(duration_ms) AS durations,"
            f" quantileExactInclusive(0.5)(ttft_ms) AS ttft, {TIMED_COLUMNS}"
            f" FROM calls FINAL WHERE {where}",
            params,
        )
        row = rows[0]
        p50, p95 = row["durations"]
        timed, first_timed = TimedCalls(*row["timed"]), TimedCalls(*row["first_timed"])
        latency = Latency(p50, p95, timed, row["ttft"], first_timed)
        return CallCensus(row["calls"], row["sessions"], latency)

    async def tallies(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        rates: Sequence[float],
    ) -> list[Tally]:
        """Sessions, users and the median cost of each group; `rates` price what no book does."""
        where, params = where_sql(project_id, wanted)
        rows = await self._store.query_columns(
            tallying(keys, f"calls FINAL WHERE {where}"), {**params, "zone": zone, "rates": list(rates)}
        )
        return [tally_of(row, len(keys)) for row in zip(*rows.values(), strict=True)]

    async def recorded(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Value]:
        """How many calls there are, and how many of them record what: see `RECORDED_COLUMNS`."""
        where, params = where_sql(project_id, wanted)
        rows = await self._store.query(f"SELECT {RECORDED_COLUMNS} FROM calls FINAL WHERE {where}", params)  # noqa: S608
        return rows[0]

    async def names(self, project_id: ProjectId, key: GroupKey, limit: int) -> list[str]:
        """The values that most calls have, as far as they are recorded."""
        rows = await self._store.query(
            f"SELECT {KEY_COLUMNS[key]} AS name FROM calls WHERE project_id = {{project:UUID}} AND name != ''"  # noqa: S608
            " GROUP BY name ORDER BY count() DESC, name LIMIT {limit:UInt32}",
            {"project": project_id, "limit": limit},
        )
        return [str(row["name"]) for row in rows]

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
        where, params = where_sql(project_id, wanted)
        sign, direction = ("<", "DESC") if newest_first else (">", "ASC")
        if after is not None:
            where += (
                f" AND started_at {sign}= fromUnixTimestamp64Micro({{at:Int64}}, 'UTC')"
                f" AND ({', '.join(ORDER_COLUMNS)}) {sign}"
                " (fromUnixTimestamp64Micro({at:Int64}, 'UTC'), {seq:UInt64}, {id:UUID})"
            )
            params |= {"at": after.micros, "seq": after.source_seq, "id": after.call_id}
        order = ", ".join(f"{name} {direction}" for name in ORDER_COLUMNS)
        rows = await self._store.query(
            f"SELECT {selected(ROW_COLUMNS)} FROM calls FINAL WHERE {where}"  # noqa: S608
            f" ORDER BY {order} LIMIT {{limit:UInt32}}",
            {**params, "limit": limit},
        )
        return [call_of(project_id, row) for row in rows]

    async def ranked(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        measure: CallMeasure,
        order: Order,
        limit: int,
        rates: Sequence[float] = (),
    ) -> list[Call]:
        """The calls with the most (or the least) of what is measured, of those that tell it."""
        where, params = where_sql(project_id, wanted)
        direction = "DESC" if order is Order.MOST else "ASC"
        rows = await self._store.query(
            f"SELECT {selected(ROW_COLUMNS)}, {MEASURES[measure]} AS measured FROM calls FINAL"  # noqa: S608
            f" WHERE {where} AND isNotNull(measured)"
            f" ORDER BY measured {direction}, {', '.join(ORDER_COLUMNS)} LIMIT {{limit:UInt32}}",
            {**params, "limit": limit, "rates": list(rates)},
        )
        return [call_of(project_id, row) for row in rows]

    async def get(self, project_id: ProjectId, call_id: UUID) -> Call | None:
        rows = await self._store.query(
            f"SELECT {selected(DETAIL_COLUMNS)} FROM calls FINAL"  # noqa: S608
            " WHERE project_id = {project:UUID} AND call_id = {call:UUID} LIMIT 1",
            {"project": project_id, "call": call_id},
        )
        return call_of(project_id, rows[0]) if rows else None

    async def requests(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """What tells equal requests and answers, as columns in the order of time and source.

        `prompt` is the hash of the text, or of the blocks where only these were recorded, else empty.
        """
        return await self.columns(project_id, wanted, f"{PRICED_COLUMNS}, {REQUEST_COLUMN}, completion_hash")

    async def repeated(
        self, project_id: ProjectId, wanted: CallFilter, *, in_session: bool, or_failed: bool
    ) -> Columns:
        """The same of the calls whose request was sent more than once (in one session), or that failed."""
        where, _ = where_sql(project_id, wanted)
        same = f"prompt, provider, model{', session_id' if in_session else ''}"
        more_than_once = (
            f"SELECT {REQUEST_COLUMN}, provider, model{', session_id' if in_session else ''}"  # noqa: S608
            f" FROM calls FINAL WHERE {where} AND prompt != '' GROUP BY {same} HAVING count() > 1"
        )
        chosen = f"({same}) IN ({more_than_once}){' OR status != {ok:String}' if or_failed else ''}"
        selected = f"{PRICED_COLUMNS}, {REQUEST_COLUMN}, completion_hash, toString(error_type) AS kind"
        return await self.columns(
            project_id, wanted, selected, f"AND ({chosen}) {IN_TIME}", ok=CallStatus.OK.value
        )

    async def session_steps(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """Each session with its calls, those that repeat an earlier prompt, and its most repeated one."""
        where, params = where_sql(project_id, wanted)
        return await self._store.query_columns(sessions_sql(where), params)

    async def session_halves(
        self, project_id: ProjectId, wanted: CallFilter, fewest: int, rates: Sequence[float]
    ) -> Columns:
        """What calls of the first and the second half of long sessions come to; one row."""
        where, params = where_sql(project_id, wanted)
        asked = {**params, "fewest": fewest, "rates": list(rates)}
        return await self._store.query_columns(session_halves_sql(where), asked)

    async def beyond_step(self, project_id: ProjectId, wanted: CallFilter, limit: int) -> Columns:
        """What calls cost that are later in their session than so many others, in the order of time."""
        where, params = where_sql(project_id, wanted)
        return await self._store.query_columns(beyond_step_sql(where), {**params, "limit": limit})

    async def last_calls(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str
    ) -> Columns:
        """The first and the last call of each group, its days with calls, and the longest way between two."""
        day = "toInt32(toDate(started_at, {zone:String}))"
        selected = (
            f"{key_sql(key, 'started_at')} AS name, count() AS number,"
            " toUnixTimestamp64Micro(min(started_at)) AS first,"
            " toUnixTimestamp64Micro(max(started_at)) AS last,"
            f" arraySort(groupUniqArray({day})) AS every_day, length(every_day) AS days,"
            " every_day[1] AS first_day, every_day[-1] AS last_day,"
            " arrayMax(arrayDifference(every_day)) AS longest_gap"
        )
        told = "name, number, first, last, days, first_day, last_day, longest_gap"
        where, params = where_sql(project_id, wanted)
        sql = f"SELECT {told} FROM (SELECT {selected} FROM calls FINAL WHERE {where} GROUP BY name)"  # noqa: S608
        return await self._store.query_columns(sql, {**params, "zone": zone})

    async def busiest(self, project_id: ProjectId, wanted: CallFilter, seconds: int) -> Columns:
        """Of stretches of so many seconds: how many have calls, those with the most, and what is usual."""
        where, params = where_sql(project_id, wanted)
        step = "intDiv(toUnixTimestamp(started_at), {seconds:UInt32}) * {seconds:UInt32}"
        steps = (
            f"SELECT {step} AS step, count() AS number, sum({MEASURES[CallMeasure.TOKENS]}) AS amount"  # noqa: S608
            f" FROM calls FINAL WHERE {where} GROUP BY step"
        )
        busiest = (
            "SELECT count() AS steps,"
            " max(number) AS calls, argMax(step, (number, -toInt64(step))) AS calls_at,"
            " max(amount) AS tokens, argMax(step, (amount, -toInt64(step))) AS tokens_at,"
            " quantileExactInclusive(0.95)(number) AS usual"
        )
        return await self._store.query_columns(f"{busiest} FROM ({steps})", {**params, "seconds": seconds})

    async def waiting(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """What calls cost, and who waits for the answer of each, in the order of time and source."""
        selected = f"{PRICED_COLUMNS}, {KEY_COLUMNS[GroupKey.WAITING]} AS waiting"
        return await self.columns(project_id, wanted, selected)

    async def prompts(self, project_id: ProjectId, wanted: CallFilter) -> Columns:
        """What a replay of prompts needs, as columns in the order of time and source."""
        return await self.columns(project_id, wanted, PROMPT_COLUMNS)

    async def longer(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        side: Sequence[Bucket],
        rest: float,
        limits: Mapping[str, float],
        most: int,
    ) -> Columns:
        """The first calls with more tokens in these buckets than their model's limit, else than `rest`."""
        limit, params = "{rest:Float64}", {"rest": rest, "named": list(limits), "limits": [*limits.values()]}
        if limits:
            limit = f"transform(toString(model), {{named:Array(String)}}, {{limits:Array(Float64)}}, {limit})"
        longer = f"AND {' + '.join(side)} > {limit} {IN_TIME} LIMIT {{most:UInt32}}"
        return await self.columns(project_id, wanted, PRICED_COLUMNS, longer, **params, most=most)

    async def longest(
        self, project_id: ProjectId, wanted: CallFilter, side: Sequence[Bucket], most: int
    ) -> Columns:
        """The calls with the most tokens in these buckets, the longest first."""
        order = f"ORDER BY {' + '.join(side)} DESC, {', '.join(ORDER_COLUMNS)} LIMIT {{most:UInt32}}"
        return await self.columns(project_id, wanted, PRICED_COLUMNS, order, most=most)

    async def growth(self, project_id: ProjectId, wanted: CallFilter, most: int) -> Columns:
        """Sessions and agents whose last call has most times the input of their first; two may be apart."""
        growing = (
            "AND session_id != '' GROUP BY session_id, agent HAVING calls > 2 AND first > 0 AND last > first"
            " ORDER BY last / first DESC, session_id, agent LIMIT {most:UInt32}"
        )
        return await self.columns(project_id, wanted, GROWTH_COLUMNS, growing, most=most)

    async def columns(
        self, project_id: ProjectId, wanted: CallFilter, selected: str, tail: str = IN_TIME, **more: Value
    ) -> Columns:
        """What is selected of the calls, in the order of time unless the tail says otherwise."""
        where, params = where_sql(project_id, wanted)
        sql = f"SELECT {selected} FROM calls FINAL WHERE {where} {tail}"  # noqa: S608  our own words
        return await self._store.query_columns(sql, {**params, **more})
