"""What goes with how long calls take: where the time goes, rank correlations, the slowest beside the rest.

Times and tokens of calls have long tails, so that only their order is compared: Spearman (1904), with the
mean of their places where calls are equal. What goes with something need not be its cause.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from netra.backend.analytics.domain.figures import Rule
from netra.backend.calls.domain.measures import CallMeasure

FEWEST_TIMED: Final = 30
"""Of fewer calls nothing is told: chance alone gives them a correlation of a third now and then."""
STRONG_LINK: Final = 0.7
"""Its square is a half: that much of the order of times goes with the order of sizes."""
SOME_LINK: Final = 0.3
"""Its square is a tenth: below it the other nine go with something else."""
_BEYOND_CHANCE: Final = 2.58
"""Standard deviations that chance passes in 1 of 100 cases; that of a rank correlation is 1 / root(n - 1)."""
SLOW_PERCENT: Final = 95
LEAST_TIMES: Final = 1.5
"""A part has more of the slow calls, and a model is slow, from half as much again on: less may be the mix."""
FEWEST_SLOW: Final = 10
"""So few slow calls of a part may be so by chance, whatever their share."""
_CHANCE_OF_PLACES: Final = 0.01
_HALF: Final = 0.5
_MODELS_LOOKED_AT: Final = 12
_MOST_PAIRS: Final = 200_000
"""So many slopes tell their median as well as more."""
LINKS_LOOKED_AT: Final = (
    (CallMeasure.DURATION, CallMeasure.OUTPUT),
    (CallMeasure.DURATION, CallMeasure.INPUT),
    (CallMeasure.DURATION, CallMeasure.REASONING),
    (CallMeasure.TTFT, CallMeasure.INPUT),
)
_COLUMNS: Final[Mapping[CallMeasure, str]] = MappingProxyType(
    {
        CallMeasure.DURATION: "duration_ms",
        CallMeasure.TTFT: "ttft_ms",
        CallMeasure.INPUT: "input",
        CallMeasure.OUTPUT: "output",
        CallMeasure.REASONING: "reasoning",
    }
)
Floats = NDArray[np.float64]
CORRELATION_RULE: Final = Rule(
    id="rank-correlation",
    text=(
        "Spearman's rank correlation of answered calls that recorded both, equal ones with the mean of their "
        "ranks: 1 where the order is the same, -1 where it is the opposite. Strong from 0.7, some from 0.3 "
        "and beyond chance (1 of 100), of 30 calls at least. What goes with something need not be its cause."
    ),
    source="Spearman 1904, The proof and measurement of association between two things",
    date="2026-11-28",
)
SLOW_RULE: Final = Rule(
    id="slow-calls",
    text=(
        "The slow calls are the answered ones at or above the 95th percentile of the durations of those that "
        "are asked about; the rest are the others. Medians are by linear interpolation."
    ),
    source="Netra Apex glossary: slow call",
    date="2026-11-28",
)
WAITING_RULE: Final = Rule(
    id="waiting-share",
    text=(
        "Sum of the times to the first token / sum of the durations, of answered calls that recorded both. "
        "What is left is the time in which answers were written."
    ),
    source="Netra Apex glossary: slow call",
    date="2026-11-28",
)
TOKEN_TIME_RULE: Final = Rule(
    id="time-per-token",
    text=(
        "Median over answered calls of the time after the first token / output tokens; where no first token "
        "is recorded, the median slope of durations over output tokens (Theil's incomplete method)."
    ),
    source="Theil 1950, A rank-invariant method of linear and polynomial regression analysis",
    date="2026-11-28",
)


class SlowFigure(StrEnum):
    """The figure that calls stand behind, each with how long it took."""

    TIME = "slow_calls.time"


class Strength(StrEnum):
    """How far two orders agree."""

    STRONG = "strong"
    SOME = "some"
    NONE = "none"
    UNKNOWN = "unknown"
    """Too few calls record both, or they do not differ."""


class SlowCause(StrEnum):
    """What goes with the time, and can be done something about."""

    OUTPUT = "output"
    PROMPT = "prompt"
    MODEL = "model"


@dataclass(frozen=True, slots=True, eq=False)
class TimedColumns:
    """Calls that recorded how long they took, as columns in ms and tokens; NaN where one is not recorded."""

    values: Mapping[CallMeasure, Floats]

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[Any]]) -> Self:
        return cls({one: np.array(columns[name], dtype=np.float64) for one, name in _COLUMNS.items()})

    def __len__(self) -> int:
        return len(self.durations)

    @property
    def durations(self) -> Floats:
        return self.values[CallMeasure.DURATION]

    def only(self, mask: NDArray[np.bool_]) -> Self:
        return type(self)({one: values[mask] for one, values in self.values.items()})

    @property
    def with_first(self) -> Self:
        """Those whose first token came before their end."""
        firsts = self.values[CallMeasure.TTFT]
        with np.errstate(invalid="ignore"):
            return self.only((firsts >= 0) & (firsts <= self.durations))

    @property
    def tells_first(self) -> bool:
        """Whether most calls tell their first token, so that the speed of writing is known."""
        return bool(len(self)) and len(self.with_first) >= len(self) * _HALF

    @property
    def speeds(self) -> Floats:
        """Output tokens a second after the first token, of the calls that have any."""
        calls = self.with_first
        written = calls.durations - calls.values[CallMeasure.TTFT]
        output = calls.values[CallMeasure.OUTPUT]
        told = (written > 0) & (output > 0)
        return np.asarray(1000 * output[told] / written[told])


def average_ranks(values: Floats) -> Floats:
    """The places of values in their order, from 1; equal ones have the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[places])


def rank_correlation(one: Floats, other: Floats) -> float | None:
    """Spearman's; None where all of one are equal."""
    first, second = (average_ranks(values) - (len(values) + 1) / 2 for values in (one, other))
    spread = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / spread if spread else None


@dataclass(frozen=True, slots=True)
class TimeLink:
    """How far the order of a time agrees with the order of a size, over the calls that recorded both."""

    time: CallMeasure
    size: CallMeasure
    calls: int
    correlation: float | None

    @property
    def strength(self) -> Strength:
        if self.correlation is None or self.calls < FEWEST_TIMED:
            return Strength.UNKNOWN
        amount = abs(self.correlation)
        if amount < SOME_LINK or amount * math.sqrt(self.calls - 1) < _BEYOND_CHANCE:
            return Strength.NONE
        return Strength.STRONG if amount >= STRONG_LINK else Strength.SOME

    @property
    def grows(self) -> bool:
        """Whether larger calls take longer, beyond chance."""
        return (self.correlation or 0) > 0 and self.strength in {Strength.STRONG, Strength.SOME}


def link_of(calls: TimedColumns, time: CallMeasure, size: CallMeasure) -> TimeLink:
    one, other = calls.values[time], calls.values[size]
    known = ~(np.isnan(one) | np.isnan(other))
    count = int(known.sum())
    return TimeLink(time, size, count, rank_correlation(one[known], other[known]) if count else None)


@dataclass(frozen=True, slots=True)
class FirstTokenWait:
    """Of `calls` that recorded both: how long they took, and how much of it until the first token, in ms."""

    calls: int
    total: float
    first: float

    @property
    def share(self) -> float | None:
        return self.first / self.total if self.total else None

    @property
    def is_most(self) -> bool:
        return self.share is not None and self.share >= _HALF


def waiting_of(calls: TimedColumns) -> FirstTokenWait:
    told = calls.with_first
    return FirstTokenWait(len(told), float(told.durations.sum()), float(told.values[CallMeasure.TTFT].sum()))


@dataclass(frozen=True, slots=True)
class Middles:
    """Medians of some calls, and the 95th percentile of their durations; NaN where none records it."""

    calls: int
    duration: float
    p95: float
    input: float
    output: float
    ttft: float
    ttft_known: int
    speed: float
    speed_known: int


def middles_of(calls: TimedColumns, *, after_first: bool) -> Middles:
    firsts, (speed, known) = calls.values[CallMeasure.TTFT], speed_of(calls, after_first=after_first)
    return Middles(
        calls=len(calls),
        duration=_percentile(calls.durations, 50),
        p95=_percentile(calls.durations, SLOW_PERCENT),
        input=_percentile(calls.values[CallMeasure.INPUT], 50),
        output=_percentile(calls.values[CallMeasure.OUTPUT], 50),
        ttft=_percentile(firsts, 50),
        ttft_known=int((~np.isnan(firsts)).sum()),
        speed=speed,
        speed_known=known,
    )


def speed_of(calls: TimedColumns, *, after_first: bool) -> tuple[float, int]:
    """Output tokens a second, and how many calls tell it; NaN where none does.

    Without first tokens it is by how much longer the calls of longer answers take: a call takes some time
    whatever its answer, so that tokens over whole calls would make models of short answers slow.
    """
    if after_first:
        return _percentile(calls.speeds, 50), len(calls.speeds)
    slope = median_slope(calls.values[CallMeasure.OUTPUT], calls.durations)
    is_told = len(calls) >= FEWEST_TIMED and slope is not None and slope > 0
    return (1000 / slope, len(calls)) if is_told and slope is not None else (math.nan, 0)


def _percentile(values: Floats, percent: int) -> float:
    known = values[~np.isnan(values)]
    return float(np.percentile(known, percent)) if len(known) else math.nan


def slow_limit(durations: Floats) -> float:
    """The ms from which on a call is slow: the 95th percentile, down to the microsecond."""
    return math.floor(float(np.percentile(durations, SLOW_PERCENT)) * 1000) / 1000


def token_time(calls: TimedColumns) -> float | None:
    """The ms that an output token takes; None of few calls, and where longer answers take no longer."""
    speeds = calls.speeds
    if len(calls) < FEWEST_TIMED:
        return None
    if calls.tells_first and len(speeds) >= FEWEST_TIMED:
        return float(np.median(1000 / speeds))
    slope = median_slope(calls.values[CallMeasure.OUTPUT], calls.durations)
    return slope if slope is not None and slope > 0 else None


def median_slope(sizes: Floats, times: Floats) -> float | None:
    """The middle of the slopes between each call of the shorter half and one of the longer half.

    None where no pair differs in size.
    """
    order = np.lexsort((times, sizes))
    half = len(order) // 2
    if not half:
        return None
    low, high = order[:half], order[-half:]
    step = -(-half // _MOST_PAIRS)
    low, high = low[::step], high[::step]
    apart = sizes[high] - sizes[low]
    told = apart > 0
    return float(np.median((times[high] - times[low])[told] / apart[told])) if told.any() else None


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """The calls of a part, such as an hour, among the slow calls and among all of them."""

    key: str
    slow: int
    calls: int

    def stands_out(self, slow: int, calls: int, places: int) -> bool:
        """Whether it has materially more of the slow calls than of all, beyond chance of so many places."""
        if self.slow < FEWEST_SLOW or not self.key:
            return False
        expected = slow * self.calls / calls
        chance = math.erfc((self.slow - expected) / math.sqrt(2 * expected)) / 2
        return self.slow >= LEAST_TIMES * expected and chance * places < _CHANCE_OF_PLACES


@dataclass(frozen=True, slots=True)
class SlowModel:
    """A model that writes clearly fewer tokens a second than the calls of all others."""

    model: str
    speed: float
    known: int
    other_speed: float
    other_known: int

    @property
    def is_clear(self) -> bool:
        enough = bool(self.model) and min(self.known, self.other_known) >= FEWEST_TIMED
        return enough and self.speed * LEAST_TIMES <= self.other_speed


def slow_model(calls: TimedColumns, models: Sequence[str], *, after_first: bool) -> SlowModel | None:
    """The model of most calls among those that are clearly slower than the others; None without one."""
    counts = Counter(models)
    number = {name: place for place, name in enumerate(counts)}
    places = np.array([number[name] for name in models], dtype=np.int64)
    usual, _ = speed_of(calls, after_first=after_first)
    found = []
    for name, _ in counts.most_common(_MODELS_LOOKED_AT) if len(counts) > 1 else ():
        mine = places == number[name]
        own, known = speed_of(calls.only(mine), after_first=after_first)
        if own <= usual:  # The middle of all lies between those of the model and of the others.
            others = speed_of(calls.only(~mine), after_first=after_first)
            found.append(SlowModel(name, own, known, *others))
    slow = [one for one in found if one.is_clear]
    return max(slow, key=lambda one: (one.known, -one.speed), default=None)


def causes_of(links: Sequence[TimeLink], waiting: FirstTokenWait, model: SlowModel | None) -> list[SlowCause]:
    """What can be done something about, that which most of the time goes with first."""
    of = {(one.time, one.size): one for one in links}
    output, prompt = (of[CallMeasure.DURATION, size] for size in (CallMeasure.OUTPUT, CallMeasure.INPUT))
    by_prompt = waiting.is_most and of[CallMeasure.TTFT, CallMeasure.INPUT].grows
    if waiting.share is None:  # Nothing tells where the time goes: the stronger of the two.
        by_prompt = prompt.grows and (prompt.correlation or 0) > (output.correlation or 0)
    told = [SlowCause.OUTPUT] if output.grows else []
    if by_prompt:
        told.insert(0, SlowCause.PROMPT)
    return [*told, *([SlowCause.MODEL] if model is not None else [])]
