"""What statements on the table `calls` are made of: columns, conditions, groupings, and rows as calls."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from netra.backend.calls.domain.bounds import Bound
from netra.backend.calls.domain.call import MAIN_AGENT, AgentKind, Bucket, Call, CallStatus, TimeBasis, Usage
from netra.backend.calls.domain.filters import CallFilter, RecordedName
from netra.backend.calls.domain.groups import CallGroup, GroupKey, Tally, Waiting, splits_hours
from netra.backend.calls.domain.measures import CallMeasure
from netra.shared.access import ProjectId
from netra.shared.clickhouse import Row, Value
from netra.shared.clock import moment
from netra.shared.exact import plain

NO_IMPORT: Final = UUID(int=0)
ORDER_COLUMNS: Final = ("started_at", "source_seq", "call_id")
_PLACE: Final = f"({', '.join(ORDER_COLUMNS)})"
IN_TIME: Final = "ORDER BY started_at, source_seq, calls.call_id"
_ID: Final = "toString(call_id) AS call_id"
"""Of columns with very many rows: text is read ten times as fast as a UUID."""
USAGE_FIELDS: Final = (*(bucket.value for bucket in Bucket), "cache_recorded", "reasoning_recorded")


# Everything else is stored under the name and with the value it has in `Call` or `Usage`.
_PLAIN: Final = tuple(name for name in Call._fields if name not in {"started_at", "import_id", "usage"})
DETAIL_COLUMNS: Final = tuple(
    name for name in (*_PLAIN, "import_id") if name not in {"project_id", "block_runs"}
)
ROW_COLUMNS: Final = tuple(name for name in DETAIL_COLUMNS if name not in {"prompt_text", "completion_text"})

HOUR_SQL: Final = "toStartOfHour(started_at)"
_INPUT: Final = "input_fresh + cache_read + cache_write_5m + cache_write_1h"
_OUTPUT: Final = "output_text + output_reasoning"
_IN_SESSIONS_OF_SEVERAL: Final = (
    "session_key IN (SELECT session_key FROM calls FINAL WHERE project_id = {project:UUID}"
    " AND session_key != 0 GROUP BY session_key HAVING count() > 1)"
)
"""Key 0 is no session. All calls of the project count, also those that a filter leaves out."""
KEY_COLUMNS: Final[Mapping[GroupKey, str]] = MappingProxyType(
    {
        GroupKey.MODEL: "model",
        GroupKey.PROVIDER: "provider",
        GroupKey.AGENT: "agent",
        GroupKey.AGENT_KIND: f"if(agent = '{MAIN_AGENT}', 'main', 'sub')",
        GroupKey.SESSION: "session_id",
        GroupKey.USER: "user_id",
        GroupKey.FEATURE: "feature",
        GroupKey.STOP_REASON: "stop_reason",
        GroupKey.PRICED: "isNotNull(cost_usd)",
        GroupKey.WAITING: (
            f"multiIf(status != 'ok', '{Waiting.FAILED}', session_key = 0, '{Waiting.UNKNOWN}',"
            f" {_IN_SESSIONS_OF_SEVERAL}, '{Waiting.NEXT_CALL}', '{Waiting.NO_CALL}')"
        ),
        GroupKey.SIZE: f"arrayCount(size -> {_INPUT} > size, {{sizes:Array(UInt64)}})",
        GroupKey.UTC_DAY: "toUnixTimestamp(toStartOfDay($at, 'UTC'))",
        GroupKey.MINUTE: "toUnixTimestamp(toStartOfMinute($at, {zone:String}))",
        GroupKey.FIVE_MINUTES: "toUnixTimestamp(toStartOfFiveMinutes($at, {zone:String}))",
        GroupKey.HOUR: "toUnixTimestamp(toStartOfHour($at, {zone:String}))",
        GroupKey.DAY: "toUnixTimestamp(toStartOfDay($at, {zone:String}))",
        GroupKey.WEEK: "toUnixTimestamp(toDateTime(toStartOfWeek($at, 1, {zone:String}), {zone:String}))",
        GroupKey.MONTH: "toUnixTimestamp(toDateTime(toStartOfMonth($at, {zone:String}), {zone:String}))",
        GroupKey.WEEKDAY: "toDayOfWeek($at, 0, {zone:String})",
        GroupKey.HOUR_OF_DAY: "toHour($at, {zone:String})",
    }
)
"""What calls are grouped by, as SQL; `$at` stands for the time by which a call falls into a step."""
_CHOSEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "model": "models",
        "provider": "providers",
        "agent": "agent_names",
        "session_id": "sessions",
        "user_id": "users",
        "feature": "features",
        "status": "statuses",
        "stop_reason": "stop_reasons",
    }
)
"""Columns by which calls are chosen, and the fields of `CallFilter` that name the values."""
_RECORDED: Final[Mapping[RecordedName, str]] = MappingProxyType(
    {RecordedName.SESSION: "session_id", RecordedName.USER: "user_id"}
)
_BY_CLOCK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "weekdays": "toDayOfWeek(calls.started_at, 0, {clock:String})",
        "hours": "toHour(calls.started_at, {clock:String})",
    }
)
"""What the clock shows when a call begins, for the fields of `CallFilter` that choose by it."""
REQUEST_COLUMN: Final = (
    "multiIf(prompt_hash != '', prompt_hash, empty(block_runs), '',"
    f" hex(sipHash128(block_scope, block_runs, {_INPUT})))"
    " AS prompt"
)
PRICED_COLUMNS: Final = (
    f"{_ID}, toUnixTimestamp64Micro(started_at) AS at, {', '.join(Bucket)}, cost_usd, cache_recorded,"
    " status, model, provider, agent, session_id, source_seq"
)
"""What tells calls apart and what they cost."""
PROMPT_COLUMNS: Final = (
    f"{_ID}, toUnixTimestamp64Micro(started_at) AS at, source_seq, session_id, agent, provider, model,"
    f" {', '.join(Bucket)}, cache_recorded, block_size, block_scope,"
    " arrayStringConcat(arrayMap(number -> leftPad(hex(number), 16, '0'), block_runs)) AS runs"
)
"""`runs` holds the block runs in hexadecimal, 16 digits a number: lists would take three times as long."""
GROWTH_COLUMNS: Final = (
    "session_id, toString(agent) AS agent, count() AS calls,"
    f" argMin({_INPUT}, {_PLACE}) AS first, argMax({_INPUT}, {_PLACE}) AS last,"
    f" argMax(call_id, {_PLACE}) AS last_call"
)
_FOUR: Final = "quantilesExactInclusive(0.5, 0.9, 0.95, 0.99)"
SIZE_COLUMNS: Final = (
    f"sum({_INPUT}) AS input, {_FOUR}({_INPUT}) AS input_percentiles,"
    f" sum({_OUTPUT}) AS output, {_FOUR}({_OUTPUT}) AS output_percentiles"
)
TIMED_COLUMNS: Final = (
    "(count(duration_ms), countIf(duration_ms IS NOT NULL AND status != 'ok')) AS timed,"
    " (count(ttft_ms), countIf(ttft_ms IS NOT NULL AND status != 'ok')) AS first_timed"
)
"""How many calls recorded a time, and how many of these failed."""
_SPEED: Final = (
    f"if(duration_ms > ttft_ms AND {_OUTPUT} > 0, 1000 * ({_OUTPUT}) / (duration_ms - ttft_ms), NULL)"
)
"""Output tokens per second after the first one came."""
LATENCY_COLUMNS: Final = (
    "countIf(status != 'ok') AS errors,"
    " sumMapIf(map(toString(error_type), toUInt64(1)), status != 'ok') AS error_types,"
    " quantilesExactInclusive(0.5, 0.95, 0.99)(duration_ms) AS durations,"
    f" quantilesExactInclusive(0.5, 0.95)(ttft_ms) AS firsts, {TIMED_COLUMNS},"
    f" count({_SPEED}) AS speed_known, quantileExactInclusive(0.5)({_SPEED}) AS speed"
)
TIMING_COLUMNS: Final = (
    f"toString(model) AS model, duration_ms, ttft_ms, {_INPUT} AS input, {_OUTPUT} AS output,"
    " if(reasoning_recorded, output_reasoning, NULL) AS reasoning"
)
MEASURES: Final[Mapping[CallMeasure, str]] = MappingProxyType(
    {
        # Calls without a model may have an assumed price, which is linear in their tokens.
        CallMeasure.COST: (
            "coalesce(toFloat64(cost_usd), if(model = '' AND notEmpty({rates:Array(Float64)}),"
            f" arraySum((tokens, rate) -> tokens * rate, [{', '.join(Bucket)}], {{rates:Array(Float64)}}),"
            " NULL))"
        ),
        CallMeasure.TOKENS: f"{_INPUT} + {_OUTPUT}",
        CallMeasure.INPUT: _INPUT,
        CallMeasure.OUTPUT: _OUTPUT,
        CallMeasure.REASONING: "if(reasoning_recorded, output_reasoning, NULL)",
        CallMeasure.DURATION: "duration_ms",
        CallMeasure.TTFT: "ttft_ms",
    }
)
"""What calls are ranked by; NULL where a call does not tell it. `rates` are USD a token of each bucket."""
_BOUNDED: Final[Mapping[CallMeasure, tuple[str, str]]] = MappingProxyType(
    {measure: (sql, "Float64") for measure, sql in MEASURES.items()}
    | {CallMeasure.COST: ("calls.cost_usd", "Decimal(38, 12)")}
)
"""What bounds are on, and its type; the price by the book is exact, so that a bound on it is too."""
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
EXTRAS_SUM: Final = (
    "sumMap(mapUpdate(map('requests', toUInt64(1)), CAST(extras, 'Map(String, UInt64)')))"
)
"""What is billed besides the buckets; a call is one request unless it says that it stands for more."""
_TALLIES: Final = (
    # Key 0 is no session.
    "uniqExact(session_key) - max(session_key = 0) AS sessions, uniqExactIf(user_id, user_id != '') AS users,"
    f" quantileExactInclusiveOrNull(0.5)({MEASURES[CallMeasure.COST]}) AS median_cost"
)

RECORDED_COLUMNS: Final = (
    "count() AS calls, countIf(model != '') AS model, countIf(cost_usd IS NOT NULL) AS price,"
    " countIf(cache_read + cache_write_5m + cache_write_1h > 0) AS cached,"
    " countIf(cache_recorded) AS cache_use, countIf(reasoning_recorded) AS reasoning,"
    " countIf(prompt_hash != '' OR notEmpty(block_runs)) AS prompt,"
    " countIf((prompt_hash != '' OR notEmpty(block_runs)) AND session_id != '') AS prompt_in_session,"
    " countIf(notEmpty(block_runs)) AS prompt_blocks, countIf(completion_hash != '') AS answer,"
    " countIf(session_id != '') AS session, countIf(user_id != '') AS user,"
    " countIf(feature != '') AS feature, count(duration_ms) AS duration, count(ttft_ms) AS first_token,"
    " countIf(status != 'ok') AS failed"
)


def distribution_columns(measure: CallMeasure) -> str:
    """Of one measure: how many calls tell it, how many of these failed, mean, least, most; percentiles."""
    told = MEASURES[measure]
    return (
        f"(count({told}), countIf(isNotNull({told}) AND status != 'ok'), avg({told}), min({told}),"
        f" max({told})) AS {measure}_told,"
        f" quantilesExactInclusive(0.5, 0.95, 0.99)({told}) AS {measure}_places"
    )


def where_sql(project_id: ProjectId, wanted: CallFilter) -> tuple[str, dict[str, Value]]:
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
            # Named with its table: what a statement selects under the same name is something else.
            conditions.append(f"calls.{column} IN {{{field}:Array(String)}}")
            params[field] = list(values)
    if len(set(wanted.agents)) == 1:
        conditions.append(f"calls.agent {'=' if wanted.agents[0] is AgentKind.MAIN else '!='} '{MAIN_AGENT}'")
    for field, told in _BY_CLOCK.items():
        if values := getattr(wanted, field):
            conditions.append(f"{told} IN {{{field}:Array(UInt8)}}")
            params |= {field: list(values), "clock": wanted.clock}
    conditions += [f"calls.{_RECORDED[one]} != ''" for one in wanted.recorded]
    conditions += [_bound_sql(place, bound) for place, bound in enumerate(wanted.bounds)]
    params |= {f"bound{place}": plain(bound.amount) for place, bound in enumerate(wanted.bounds)}
    return " AND ".join(conditions), params


def _bound_sql(place: int, bound: Bound) -> str:
    told, type_ = _BOUNDED[bound.measure]
    return f"({told}) {bound.relation} {{bound{place}:{type_}}}"


def hours(
    wanted: CallFilter, keys: Sequence[GroupKey], zone: str
) -> tuple[list[str], list[str], dict[str, Value]]:
    """What holds for the calls of an hour that no bound and no step cuts; what, one of, for all others."""
    since, until = wanted.whole_hours
    whole, cut, params = [], [], {}
    if since is not None:
        params["first_hour"] = since
        whole.append(f"{HOUR_SQL} >= {{first_hour:DateTime64(6, 'UTC')}}")
        cut.append("started_at < {first_hour:DateTime64(6, 'UTC')}")
    if until is not None:
        params["end_hour"] = until
        whole.append(f"{HOUR_SQL} < {{end_hour:DateTime64(6, 'UTC')}}")
        cut.append("started_at >= {end_hour:DateTime64(6, 'UTC')}")
    for key in (key for key in keys if splits_hours(key, zone)):
        first, last = key_sql(key, HOUR_SQL), key_sql(key, f"{HOUR_SQL} + INTERVAL 3599 SECOND")
        whole.append(f"{first} = {last}")
        cut.append(f"{first} != {last}")
    return whole, cut, params


def key_sql(key: GroupKey, at: str) -> str:
    return KEY_COLUMNS[key].replace("$at", at)


def grouping(keys: Sequence[GroupKey], source: str, at: str = "started_at", more: str = "") -> str:
    """Sums by these keys, and `more`; `at` is the time by which a call falls into a step."""
    named = [f"{key_sql(key, at)} AS key{place}" for place, key in enumerate(keys)]
    by = ", ".join(f"key{place}" for place in range(len(keys)))
    sums = ", ".join(filter(None, (_SUMS, more)))
    return f"SELECT {', '.join(named)}, {sums} FROM {source} GROUP BY {by}"  # noqa: S608  our own words


def tallying(keys: Sequence[GroupKey], source: str) -> str:
    """What no sum tells, by these keys; without keys of all calls together."""
    named = [f"{key_sql(key, 'started_at')} AS key{place}" for place, key in enumerate(keys)]
    by = f" GROUP BY {', '.join(f'key{place}' for place in range(len(keys)))}" if keys else ""
    return f"SELECT {', '.join((*named, _TALLIES))} FROM {source}{by}"  # noqa: S608  our own words


def sessions_sql(where: str) -> str:
    """Each session: its calls, those with a prompt, those that repeat one, and its most repeated one."""
    prompts = (
        f"SELECT session_id AS session, {REQUEST_COLUMN}, count() AS times"  # noqa: S608  our own words
        f" FROM calls FINAL WHERE {where} GROUP BY session, prompt"
    )
    told = (
        "session, sum(times) AS number, sumIf(times, prompt != '') AS prompted,"
        " sumIf(times - 1, prompt != '') AS repeats, maxIf(times, prompt != '') AS most_repeated"
    )
    return f"SELECT {told} FROM ({prompts}) GROUP BY session"  # noqa: S608  our own words


def session_halves_sql(where: str) -> str:
    """Sessions of `fewest` calls or more, halved in the order of their calls: what a call of each half is."""
    step = f"row_number() OVER (PARTITION BY session_id ORDER BY {', '.join(ORDER_COLUMNS)})"
    size = "count() OVER (PARTITION BY session_id)"
    cost = f"{MEASURES[CallMeasure.COST]} AS cost"
    told = f"session_id, {cost}, {_INPUT} AS input, {step} AS step, {size} AS size"
    numbered = f"SELECT {told} FROM calls FINAL WHERE {where} AND session_id != ''"  # noqa: S608
    sessions = (
        "SELECT avgIf(cost, step * 2 <= size) AS first, avgIf(cost, step * 2 > size) AS second,"  # noqa: S608
        " sumIf(cost, step * 2 <= size) AS first_cost, countIf(cost, step * 2 <= size) AS first_priced,"
        " sumIf(cost, step * 2 > size) AS second_cost, countIf(cost, step * 2 > size) AS second_priced,"
        " sumIf(input, step * 2 <= size) AS first_input, countIf(step * 2 <= size) AS first_calls,"
        " sumIf(input, step * 2 > size) AS second_input, countIf(step * 2 > size) AS second_calls"
        f" FROM ({numbered}) WHERE size >= {{fewest:UInt64}} GROUP BY session_id"
    )
    summed = ", ".join(
        f"sum({half}_{name}) AS {half}_{name}"
        for half in ("first", "second")
        for name in ("cost", "priced", "input", "calls")
    )
    return (
        f"SELECT count() AS sessions, countIf(second > first) AS dearer, {summed} FROM ({sessions})"  # noqa: S608
    )


def beyond_step_sql(where: str) -> str:
    """What calls cost that come after `limit` others of their session."""
    step = f"row_number() OVER (PARTITION BY session_id ORDER BY {', '.join(ORDER_COLUMNS)})"
    numbered = f"SELECT *, {step} AS step FROM calls FINAL WHERE {where} AND session_id != ''"  # noqa: S608
    return f"SELECT {PRICED_COLUMNS} FROM ({numbered}) AS calls WHERE step > {{limit:UInt64}} {IN_TIME}"  # noqa: S608


def selected(names: Sequence[str]) -> str:
    plain = [name for name in names if name != "started_at"]
    return ", ".join((*plain, *USAGE_FIELDS, "extras", "toUnixTimestamp64Micro(started_at) AS micros"))


def call_of(project_id: ProjectId, row: Row) -> Call:
    values: dict[str, Any] = {name: value for name, value in row.items() if name in Call._fields}
    values["usage"] = Usage(
        **{name: row[name] for name in USAGE_FIELDS}, extras=tuple(sorted(row["extras"].items()))
    )
    values["import_id"] = None if row["import_id"] == NO_IMPORT else row["import_id"]
    values["time_basis"] = TimeBasis(row["time_basis"])
    values["status"] = CallStatus(row["status"])
    return Call(project_id=project_id, started_at=moment(row["micros"]), **values)


def group_of(row: Sequence[Value], keys: int) -> CallGroup:
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


def tally_of(row: Sequence[Value], keys: int) -> Tally:
    sessions, users, median_cost = row[keys:]
    # Prices end at the twelfth digit, and what the store computes with floats beyond it means nothing.
    median = None if median_cost is None else Decimal(f"{median_cost:.12f}")
    return Tally(keys=tuple(row[:keys]), sessions=sessions, users=users, median_cost=median)
