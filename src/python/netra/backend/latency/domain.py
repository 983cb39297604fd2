"""How long calls take and how often they fail, group by group."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Self

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.priced import Columns
from netra.backend.calls.domain.call import CallStatus
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import TimedCalls

ERRORS_FIGURE: Final = "errors"
ERROR_RULE: Final = Rule(
    id="errors",
    text="Calls whose log says that they failed; a rate is their share of all calls of the group.",
    source="Netra Apex glossary: call",
    date="2026-11-26",
)
SPEED_RULE: Final = Rule(
    id="output-speed",
    text=(
        "Output tokens of a call / seconds from its first token to its end, of calls that recorded both; the "
        "median over them, by linear interpolation."
    ),
    source="Netra Apex glossary: call",
    date="2026-11-26",
)
_SEND_BOTH: Final = (
    "Send spans with start, end and gen_ai.response.time_to_first_chunk, "
    "or import a file with duration_ms and ttft_ms."
)


@dataclass(frozen=True, slots=True)
class LatencyGroup:
    """Errors and times of the calls of one group; NaN where no call recorded a time.

    Durations are p50, p95 and p99 over `timed` calls, `firsts` p50 and p95 of the time to the first token
    over `first_timed`, all in ms; `speed` is the median of output tokens a second over `speed_known` calls.
    """

    key: str
    calls: int
    errors: int
    error_types: Mapping[str, int]
    timed: TimedCalls
    durations: tuple[float, float, float]
    first_timed: TimedCalls
    firsts: tuple[float, float]
    speed_known: int
    speed: float

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        timed = {name: TimedCalls(*row[name]) for name in ("timed", "first_timed")}
        return cls(**{name: row[name] for name in cls.__dataclass_fields__} | timed)


_NONE: Final = TimedCalls(0, 0)
NO_CALLS: Final = LatencyGroup("", 0, 0, MappingProxyType({}), _NONE, (0, 0, 0), _NONE, (0, 0), 0, 0)


def latency_groups(columns: Columns, by: Dimension) -> tuple[LatencyGroup, list[LatencyGroup]]:
    """All calls, and the groups: in their own order, or else by calls, the most first."""
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    whole = [LatencyGroup.of(row) for row in rows if row["whole"] and row["calls"]]
    groups = [LatencyGroup.of(row) for row in rows if not row["whole"]]
    if by.is_ordered:
        groups.sort(key=lambda group: int(group.key))
    else:
        groups.sort(key=lambda group: (-group.calls, group.key))
    return whole[0] if whole else NO_CALLS, groups


def only_failed(wanted: CallFilter) -> CallFilter:
    """The failed calls among those wanted; where only others are wanted, the filter as it is."""
    return wanted if wanted.statuses else replace(wanted, statuses=(CallStatus.ERROR,))


def figures_of(group: LatencyGroup, evidence: str) -> dict[str, Figure]:
    """The figures of a group, by the names of the page's fields."""
    times = {
        **dict(zip(("duration_p50", "duration_p95", "duration_p99"), group.durations, strict=True)),
        **dict(zip(("ttft_p50", "ttft_p95"), group.firsts, strict=True)),
    }
    of = {"duration": (group.timed, describe.SEND_TIMES), "ttft": (group.first_timed, describe.SEND_FIRST)}
    return {
        **{name: describe.time_figure(name, ms, *of[name.partition("_")[0]]) for name, ms in times.items()},
        "errors": errors_figure(group.errors, group.calls, evidence),
        "error_rate": _error_rate(group),
        "output_speed_p50": _speed(group),
    }


def errors_figure(errors: int, calls: int, evidence: str) -> Figure:
    return Figure(
        id=ERRORS_FIGURE,
        value=Decimal(errors),
        unit=Unit.CALLS,
        kind=Certainty.EXACT,
        rule=ERROR_RULE,
        formula=f"{errors:,} of {calls:,} calls failed",
        calls=errors,
        evidence=evidence,
    )


def _error_rate(group: LatencyGroup) -> Figure:
    return Figure(
        id="error_rate",
        value=(Decimal(group.errors) / group.calls).quantize(describe.RATIO_STEP) if group.calls else None,
        unit=Unit.RATIO,
        kind=Certainty.EXACT if group.calls else Certainty.UNKNOWN,
        rule=ERROR_RULE,
        formula=f"{group.errors:,} failed of {group.calls:,} calls",
        calls=group.calls,
    )


def _speed(group: LatencyGroup) -> Figure:
    known = group.speed_known
    return Figure(
        id="output_speed_p50",
        value=Decimal(f"{group.speed:.3f}") if known else None,
        unit=Unit.TOKENS_PER_SECOND,
        kind=Certainty.EXACT if known else Certainty.UNKNOWN,
        rule=SPEED_RULE,
        formula=f"median over {known:,} of {group.calls:,} calls" if known else "not recorded",
        calls=known,
        missing=None if known else _SEND_BOTH,
    )
