"""Stretches of time in which more calls failed, or took longer, than otherwise, beyond what chance explains.

What is looked for is the run of steps of time (hours, say) whose share of such calls is higher than that of
all others, and least likely by chance: the scan statistic for shares of Kulldorff (1997, A spatial scan
statistic), in time alone, repeated on what is left (Zhang, Assunção and Kulldorff 2010). Times are made
shares by counting the calls above the middle of all of them, as Mood's median test does, or above the 95th
percentile. Calls of one hour fail together, so that shares of hours lie further apart than of single calls:
what is found is divided by that dispersion (McCullagh and Nelder 1989, Generalized Linear Models, 4.5). Of
every run of steps one might have been found, so what is unlikely of one is counted once for each
(Bonferroni). A run that does not reach the end of the data has half of the calls at most: else what is found
would be that the rest is better.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

CHANCE: Final = 0.01
"""What is likelier than this by chance is no incident."""
LEAST_FACTOR: Final = 1.25
"""A share that is not at least so many times that of the other calls is no incident, however sure it is."""
MOST_FOUND: Final = 3
_FEWEST_WORSE: Final = 3
"""Fewer failed or slow calls are no incident."""
_FEWEST_STEPS: Final = 3
_EVERY_RUN: Final = 800
"""Of more slots than this only short runs and those of whole days are looked at."""
_SHORT_RUN: Final = 48
_HALF: Final = 0.5
_MOVED: Final = 0.3
"""By so much a group's part of the calls is larger where the calls are others."""
_Counts = NDArray[np.float64]
_Places = NDArray[np.int_]


class Watched(StrEnum):
    """What may have become worse."""

    ERRORS = "errors"
    DURATION = "duration"
    DURATION_P95 = "duration_p95"
    """How long the slowest of 20 calls take."""
    TTFT = "ttft"
    COST = "cost"


class IncidentState(StrEnum):
    """Whether it is over at the last call of the data."""

    ENDED = "ended"
    GOES_ON = "goes_on"
    UNSURE = "unsure"
    """It seems over, but the calls since are too few to tell."""


class TimeSlot(NamedTuple):
    """A step of time with calls: how many there are, and how many of them failed or were slow."""

    begin: datetime
    calls: int
    worse: int


@dataclass(frozen=True, slots=True)
class WorseTime:
    """Slots from `first` up to, not including, `end`, beside all slots outside of any such time.

    `chance`: how likely one at least as unlike is among as many slots, were there no difference.
    """

    first: int
    end: int
    calls: int
    worse: int
    other_calls: int
    other_worse: int
    chance: float

    @property
    def share(self) -> float:
        return self.worse / self.calls

    @property
    def other_share(self) -> float:
        return self.other_worse / self.other_calls if self.other_calls else 0.0

    @property
    def is_incident(self) -> bool:
        """Whether chance does not explain it, and it is much enough to matter."""
        enough = self.worse >= _FEWEST_WORSE and self.share >= LEAST_FACTOR * self.other_share
        return enough and self.chance < CHANCE


def worse_times(slots: Sequence[TimeSlot]) -> list[WorseTime]:
    """The times that stand out, the least likely first; where none is an incident, the one nearest to it.

    Empty where no step has a higher share than others, or there are fewer steps than could tell.
    """
    if len(slots) < _FEWEST_STEPS:
        return []
    calls = np.array([slot.calls for slot in slots], dtype=np.float64)
    worse = np.array([slot.worse for slot in slots], dtype=np.float64)
    taken = np.zeros(len(slots), dtype=bool)
    runs = _runs(slots)
    found: list[tuple[int, int]] = []
    while len(found) < MOST_FOUND:
        best = _most_unlike(calls, worse, taken, runs)
        if best is None:
            break
        first, end, strength = best
        found.append((first, end))
        taken[first:end] = True
        if _chance(strength, len(runs[0])) >= CHANCE:
            break
    return _told(calls, worse, taken, found, len(runs[0]))


def _runs(slots: Sequence[TimeSlot]) -> tuple[_Places, _Places]:
    """First and end of every run of slots that is looked at."""
    count = len(slots)
    if count <= _EVERY_RUN:
        first, end = np.triu_indices(count + 1, k=1)
        return first, end
    short = [np.arange(count - length + 1) for length in range(1, _SHORT_RUN + 1)]
    days = [at for at in range(count) if not at or slots[at].begin.date() != slots[at - 1].begin.date()]
    edges = np.array([*days, count])
    first, end = np.triu_indices(len(edges), k=1)
    lengths = [len(one) for one in short]
    ends = np.concatenate(short) + np.repeat(np.arange(1, _SHORT_RUN + 1), lengths)
    return np.concatenate([*short, edges[first]]), np.concatenate([ends, edges[end]])


def _told(
    calls: _Counts,
    worse: _Counts,
    taken: NDArray[np.bool_],
    found: Sequence[tuple[int, int]],
    runs: int,
) -> list[WorseTime]:
    """What was found, beside all that is outside of it; the last of several may be no incident."""
    spread = _dispersion(calls, worse, taken, found)
    others = int(calls[~taken].sum()), int(worse[~taken].sum())
    told = []
    for first, end in found:
        inside = int(calls[first:end].sum()), int(worse[first:end].sum())
        chance = _chance(_strength(*inside, *others) / spread, runs)
        told.append(WorseTime(first, end, *inside, *others, chance))
    told.sort(key=lambda one: one.chance)
    kept = [(one.first, one.end) for one in told if one.is_incident]
    if not kept or len(kept) == len(told):
        return told if kept else told[:1]
    # Slots of what is none belong to the others.
    left = np.zeros(len(calls), dtype=bool)
    for first, end in kept:
        left[first:end] = True
    return _told(calls, worse, left, kept, runs)


def _most_unlike(
    calls: _Counts, worse: _Counts, taken: NDArray[np.bool_], runs: tuple[_Places, _Places]
) -> tuple[int, int, float] | None:
    """The run of free slots whose share is higher than that of the other free ones, and how unlike it is."""
    sums = [np.concatenate(([0.0], np.cumsum(np.where(taken, 0, one)))) for one in (calls, worse)]
    blocked = np.concatenate(([0], np.cumsum(taken)))
    first, end = runs
    inside, bad = (one[end] - one[first] for one in sums)
    outside, rest = sums[0][-1] - inside, sums[1][-1] - bad
    is_free = (blocked[end] == blocked[first]) & (inside > 0) & (outside > 0)
    is_free &= (end == len(calls)) | (inside <= sums[0][-1] * _HALF)
    with np.errstate(divide="ignore", invalid="ignore"):
        higher = is_free & (bad / inside > rest / outside)
        if not higher.any():
            return None
        strength = np.where(higher, _strengths(inside, bad, outside, rest), -np.inf)
    at = int(np.argmax(strength))
    return int(first[at]), int(end[at]), float(strength[at])


def _strengths(inside: _Counts, bad: _Counts, outside: _Counts, rest: _Counts) -> _Counts:
    """How much likelier two shares make the counts than one, as a logarithm."""
    together = _likelihood(inside + outside, bad + rest)
    return np.asarray(_likelihood(inside, bad) + _likelihood(outside, rest) - together)


def _strength(inside: int, bad: int, outside: int, rest: int) -> float:
    one = (np.array([float(count)]) for count in (inside, bad, outside, rest))
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(_strengths(*one)[0])


def _likelihood(calls: _Counts, worse: _Counts) -> _Counts:
    """The logarithm of the likelihood of so many worse calls at their own share; 0 log 0 is 0."""
    share = worse / calls
    told = np.where(worse > 0, worse * np.log(share), 0)
    return np.asarray(told + np.where(worse < calls, (calls - worse) * np.log1p(-share), 0))


def _dispersion(
    calls: _Counts, worse: _Counts, taken: NDArray[np.bool_], found: Sequence[tuple[int, int]]
) -> float:
    """How much further shares of slots lie apart than those of as many single calls; 1 at least.

    Pearson's statistic over the slots, each beside the share of its own time, for each degree of freedom.
    """
    shares = np.full(len(calls), worse[~taken].sum() / max(1.0, calls[~taken].sum()))
    for first, end in found:
        shares[first:end] = worse[first:end].sum() / calls[first:end].sum()
    expected, variance = calls * shares, calls * shares * (1 - shares)
    is_told = variance > 0
    freedom = len(calls) - 1 - len(found)
    pearson = ((worse[is_told] - expected[is_told]) ** 2 / variance[is_told]).sum()
    return max(1.0, float(pearson) / freedom) if freedom > 0 else 1.0


def _chance(strength: float, runs: int) -> float:
    """How likely a run at least as unlike is: twice the strength is chi-square with one degree of freedom."""
    return min(1.0, runs * math.erfc(math.sqrt(max(0.0, strength))) / 2)


def counts_of(slots: Sequence[TimeSlot]) -> tuple[int, int]:
    """How many calls the slots have, and how many worse ones."""
    return sum(slot.calls for slot in slots), sum(slot.worse for slot in slots)


def state_after(one: WorseTime, after: Sequence[TimeSlot]) -> tuple[IncidentState, int, int]:
    """Whether a worse time is over, and how many calls there are behind it, and worse ones among them.

    `after` are the slots up to the next worse time. It is over where so few of their calls would hardly be
    worse (`CHANCE`) if its share still held.
    """
    calls, worse = counts_of(after)
    if not calls:
        return IncidentState.GOES_ON, 0, 0
    is_over = _at_most(worse, calls, one.share) < CHANCE
    return (IncidentState.ENDED if is_over else IncidentState.UNSURE), calls, worse


def _at_most(worse: int, calls: int, share: float) -> float:
    """How likely it is that at most so many of the calls are worse, at this share of all."""
    if share >= 1:
        return 1.0 if worse >= calls else 0.0
    if worse >= calls * share:
        return 1.0
    logs = (
        math.lgamma(calls + 1)
        - math.lgamma(count + 1)
        - math.lgamma(calls - count + 1)
        + count * math.log(share)
        + (calls - count) * math.log1p(-share)
        for count in range(worse + 1)
    )
    return math.fsum(map(math.exp, logs))


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """The calls of a group, such as a model, in a worse time and outside of it, and the worse among them."""

    key: str
    calls: int
    worse: int
    other_calls: int
    other_worse: int

    def usual_share(self, of_all: float) -> float:
        """The share at other times; that of all groups where this one has no calls then."""
        return self.other_worse / self.other_calls if self.other_calls else of_all


_NEARLY_ALL: Final = 0.95
_ENOUGH_OTHERS: Final = 20
"""So many calls of other groups without any of it are no chance."""


def place_that_stands_out(places: Sequence[PlaceCounts]) -> PlaceCounts | None:
    """The group that most of what is too much is in: half or more, and more than its part of the calls.

    Of one that most calls are of that is nearly all, where enough others have none of it. Too much are the
    worse calls above those at the share that the group has otherwise.
    """
    calls, usual = sum(one.calls for one in places), _usual(places)
    extras = {one.key: one.worse - one.calls * one.usual_share(usual) for one in places}
    extra = sum(max(0.0, more) for more in extras.values())
    named = [one for one in places if one.key]
    if len(places) < 2 or not named or not extra:
        return None
    most = max(named, key=lambda one: extras[one.key])
    part = extras[most.key] / extra
    is_worse = most.worse >= LEAST_FACTOR * most.calls * most.usual_share(usual)
    is_more = part >= 1.5 * most.calls / calls
    is_all = part >= _NEARLY_ALL and calls - most.calls >= _ENOUGH_OTHERS
    return most if is_worse and part >= _HALF and (is_more or is_all) else None


def place_of_other_calls(places: Sequence[PlaceCounts]) -> PlaceCounts | None:
    """The group that made many more of the calls than otherwise, and whose calls are like that anyhow."""
    calls, other_calls = (sum(getattr(one, name) for one in places) for name in ("calls", "other_calls"))
    if not calls or not other_calls:
        return None
    usual = _usual(places)
    most = max(places, key=lambda one: one.calls / calls - one.other_calls / other_calls)
    is_other = most.calls / calls - most.other_calls / other_calls >= _MOVED
    is_worse_anyhow = not most.other_calls or most.usual_share(usual) > usual
    return most if most.key and is_other and is_worse_anyhow else None


def _usual(places: Sequence[PlaceCounts]) -> float:
    """The share of worse calls at other times."""
    return sum(one.other_worse for one in places) / max(1, sum(one.other_calls for one in places))
