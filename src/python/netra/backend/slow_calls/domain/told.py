"""What was found of how long calls take, as figures."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from netra.backend.analytics.domain import describe
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.calls.domain.groups import TimedCalls
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.latency.domain import SPEED_RULE
from netra.backend.slow_calls.domain.timing import (
    CORRELATION_RULE,
    FEWEST_TIMED,
    SLOW_RULE,
    TOKEN_TIME_RULE,
    WAITING_RULE,
    FirstTokenWait,
    Middles,
    SlowFigure,
    TimedColumns,
    TimeLink,
    token_time,
)

SAME_PACE: Final = "A further output token takes as long as one of the middle call does."
PACE_RULE: Final = Rule(
    id="output-pace",
    text=(
        "1,000 / the ms that a further output token goes with: the median slope of durations over output "
        "tokens (Theil's incomplete method), for no first token is recorded."
    ),
    source=TOKEN_TIME_RULE.source,
    date="2026-11-28",
)
_TO_A_TENTH: Final = Decimal("0.1")
_TO_A_HUNDREDTH: Final = Decimal("0.01")
_TO_A_MICROSECOND: Final = Decimal("0.001")


def exact_ms(duration: float) -> Decimal:
    """A time of the store to the microsecond."""
    return Decimal(f"{duration:.3f}")


def time_together(durations: Sequence[float], evidence: str) -> Figure:
    """How long calls took together."""
    total = sum(map(exact_ms, durations), Decimal(0))
    return Figure(
        id=SlowFigure.TIME,
        value=total,
        unit=Unit.MS,
        kind=Certainty.EXACT,
        rule=SLOW_RULE,
        formula=f"sum of the durations of {len(durations):,} calls = {total:,.0f} ms",
        calls=len(durations),
        evidence=evidence,
    )


def no_slow_time() -> Figure:
    return Figure(
        id=SlowFigure.TIME,
        value=None,
        unit=Unit.MS,
        kind=Certainty.UNKNOWN,
        rule=SLOW_RULE,
        formula="no calls stand out",
        calls=0,
        missing=describe.SEND_TIMES,
    )


def waiting_figures(waiting: FirstTokenWait) -> dict[str, Figure]:
    """The shares of the time before and after the first token."""
    parts = {"waiting": waiting.first, "writing": waiting.total - waiting.first}
    return {name: _part_of_time(f"slow_calls.{name}", waiting, part) for name, part in parts.items()}


def _part_of_time(name: str, waiting: FirstTokenWait, part: float) -> Figure:
    known = waiting.share is not None
    said = f"{part:,.0f} ms of {waiting.total:,.0f} ms of {waiting.calls:,} calls"
    return Figure(
        id=name,
        value=_ratio(part, waiting.total) if known else None,
        unit=Unit.RATIO,
        kind=Certainty.EXACT if known else Certainty.UNKNOWN,
        rule=WAITING_RULE,
        formula=said if known else "not recorded",
        calls=waiting.calls,
        missing=None if known else describe.SEND_FIRST,
    )


def _ratio(part: float, whole: float) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(describe.RATIO_STEP)


def share_figure(name: str, part: float, whole: float, unit: str = "calls") -> Figure:
    return Figure(
        id=name,
        value=_ratio(part, whole) if whole else None,
        unit=Unit.RATIO,
        kind=Certainty.EXACT if whole else Certainty.UNKNOWN,
        rule=SLOW_RULE,
        formula=f"{part:,.0f} of {whole:,.0f} {unit}" if whole else "no calls stand out",
        calls=int(whole) if unit == "calls" else 0,
    )


def correlation_figure(one: TimeLink) -> Figure:
    """Unknown of too few calls, or where all are equal."""
    known = one.correlation is not None and one.calls >= FEWEST_TIMED
    value = Decimal(one.correlation or 0).quantize(_TO_A_HUNDREDTH)
    said = f"rank correlation of {one.time} and {one.size} over {one.calls:,} calls = {value}"
    return Figure(
        id=f"slow_calls.correlation.{one.time}.{one.size}",
        value=value if known else None,
        unit=Unit.CORRELATION,
        kind=Certainty.EXACT if known else Certainty.UNKNOWN,
        rule=CORRELATION_RULE,
        formula=said if known else f"of {one.calls:,} calls, which are too few or all alike",
        calls=one.calls,
        missing=None if known else _lacking(one),
    )


def _lacking(one: TimeLink) -> str | None:
    """What to send where too few calls record both."""
    if one.calls >= FEWEST_TIMED:
        return None
    if one.size is CallMeasure.REASONING:
        return describe.SEND_REASONING
    return describe.SEND_FIRST if one.time is CallMeasure.TTFT else describe.SEND_TIMES


def per_100_tokens(calls: TimedColumns) -> Figure:
    """The time that 100 output tokens take; unknown where longer answers take no longer."""
    one = token_time(calls)
    known = one is not None
    return Figure(
        id="slow_calls.per_100_tokens",
        value=None if one is None else Decimal(one * 100).quantize(_TO_A_MICROSECOND),
        unit=Unit.MS,
        kind=Certainty.ESTIMATED if known else Certainty.UNKNOWN,
        rule=TOKEN_TIME_RULE,
        formula=f"100 x {one:,.3f} ms per output token" if known else "not known",
        calls=len(calls),
        assumptions=(SAME_PACE,) if known else (),
        missing=None if known else describe.SEND_FIRST,
    )


def middle_figures(middles: Middles, *, after_first: bool) -> dict[str, Figure]:
    """The medians of some calls, by the names of the page's fields."""
    calls, timed, first = middles.calls, TimedCalls(middles.calls, 0), TimedCalls(middles.ttft_known, 0)
    return {
        "duration": describe.time_figure("duration_p50", middles.duration, timed, describe.SEND_TIMES),
        "p95": describe.time_figure("duration_p95", middles.p95, timed, describe.SEND_TIMES),
        "ttft": describe.time_figure("ttft_p50", middles.ttft, first, describe.SEND_FIRST),
        "input": _tokens("input.p50", middles.input, calls),
        "output": _tokens("output.p50", middles.output, calls),
        "speed": speed_figure(middles.speed, middles.speed_known, after_first=after_first),
    }


def _tokens(name: str, middle: float, calls: int) -> Figure:
    known = not math.isnan(middle)
    return Figure(
        id=name,
        value=Decimal(middle).quantize(_TO_A_TENTH) if known else None,
        unit=Unit.TOKENS,
        kind=Certainty.EXACT if known else Certainty.UNKNOWN,
        rule=SLOW_RULE,
        formula=f"median over {calls:,} calls" if known else "there are no calls",
        calls=calls,
    )


def speed_figure(speed: float, calls: int, *, after_first: bool) -> Figure:
    """Output tokens a second: after the first token, or by how much longer longer answers take."""
    known, sure = not math.isnan(speed), Certainty.EXACT if after_first else Certainty.ESTIMATED
    return Figure(
        id="output_speed_p50",
        value=Decimal(speed).quantize(_TO_A_TENTH) if known else None,
        unit=Unit.TOKENS_PER_SECOND,
        kind=sure if known else Certainty.UNKNOWN,
        rule=SPEED_RULE if after_first else PACE_RULE,
        formula=f"median over {calls:,} calls" if known else "not recorded",
        calls=calls,
        assumptions=(SAME_PACE,) if known and not after_first else (),
        missing=None if known else describe.SEND_FIRST,
    )
