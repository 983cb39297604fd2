"""The prompts of a log as columns, cut into stretches of blocks that the log always uses together.

Block ids come run-length coded and stay so. All runs of a cache are cut at every point where any of its runs
begins or ends; no call uses a stretch between two cuts in part, so a replay needs one state per stretch.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from netra.backend.calls.domain.call import BlockRuns, Call, CallDataError
from netra.shared.clock import micros

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER: Final = np.iinfo(np.int64).max
"""Age of a block that was not used before."""
_DIGITS: Final = 16


@dataclass(frozen=True, eq=False)
class Runs:
    """The block runs of calls: how many each call has, and start and length of all, one after another."""

    sizes: Counts
    numbers: Counts

    @classmethod
    def of(cls, runs: Sequence[BlockRuns | Sequence[int]]) -> Self:
        """Raises CallDataError when a run has an odd end."""
        return cls._checked(_column([len(run) for run in runs]), _column(list(chain.from_iterable(runs))))

    @classmethod
    def of_hex(cls, texts: Sequence[str]) -> Self:
        """From texts of hexadecimal numbers, `_DIGITS` digits each."""
        numbers = np.frombuffer(bytes.fromhex("".join(texts)), dtype=">i8").astype(np.int64)
        return cls._checked(_column([len(text) // _DIGITS for text in texts]), numbers)

    @classmethod
    def _checked(cls, numbers_of: Counts, numbers: Counts) -> Self:
        if (numbers_of % 2).any():
            raise CallDataError("Block runs must be pairs of start and length.")
        return cls(numbers_of // 2, numbers)


@dataclass(frozen=True, eq=False)
class PromptLog:
    """Prompts in the order in which they were sent, one entry per call in each column.

    Calls with equal `cache` share one, within which a block id stands for one whole prefix up to that block.
    Times are microseconds. `run_call` tells whose run it is; runs of a call stand together, in prompt order.
    """

    times: Counts
    input_tokens: Counts
    block_sizes: Counts
    cache: Counts
    run_call: Counts
    run_start: Counts
    run_length: Counts

    @classmethod
    def of(
        cls,
        times: Sequence[int],
        input_tokens: Sequence[int] | Counts,
        block_sizes: Sequence[int],
        caches: Sequence[Hashable],
        runs: "Runs",
    ) -> Self:
        """Build the columns; `caches` names each call's cache, such as (scope, model).

        Raises CallDataError when the columns differ in length.
        """
        if len({len(times), len(input_tokens), len(block_sizes), len(caches), len(runs.sizes)}) != 1:
            raise CallDataError("The columns of a prompt log must be equally long.")
        numbers = {cache: number for number, cache in enumerate(dict.fromkeys(caches))}
        return cls(
            times=_column(times),
            input_tokens=_column(input_tokens),
            block_sizes=_column(block_sizes),
            cache=_column([numbers[cache] for cache in caches]),
            run_call=np.repeat(np.arange(len(runs.sizes)), runs.sizes),
            run_start=runs.numbers[::2],
            run_length=runs.numbers[1::2],
        )

    @classmethod
    def of_calls(cls, calls: Sequence[Call]) -> Self:
        """Build the columns of calls given in the order in which they were sent.

        A cache serves one model, and one scope of block ids.
        """
        return cls.of(
            times=[micros(call.started_at) for call in calls],
            input_tokens=[call.usage.input_total for call in calls],
            block_sizes=[call.block_size for call in calls],
            caches=[(call.block_scope, call.provider, call.model) for call in calls],
            runs=Runs.of([call.block_runs for call in calls]),
        )

    def __len__(self) -> int:
        return len(self.times)

    @cached_property
    def blocks(self) -> Counts:
        """Blocks per call; a partial last block counts where the log gives it an id."""
        return np.bincount(self.run_call, self.run_length, len(self)).astype(np.int64)

    @cached_property
    def stretches(self) -> "Stretches":
        """The log cut into stretches; computed once, shared by every replay."""
        return Stretches.of(self)

    def tokens_of(self, leading_blocks: Counts) -> Counts:
        """Return the tokens in that many leading blocks of each call: min(blocks x block size, input)."""
        tokens: Counts = np.minimum(leading_blocks * self.block_sizes, self.input_tokens)
        return tokens


def _column(values: Sequence[int] | Counts) -> Counts:
    return np.asarray(values, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Stretches:
    """Every use of every stretch, call after call and from a prompt's head to its tail.

    `stretch` is its number, equal for equal blocks of one cache; `size` its blocks; `previous` the place of
    its last use, `before` that of its last use by an earlier call; -1 where there was none.
    """

    stretch: Counts
    size: Counts
    call: Counts
    previous: Counts
    before: Counts
    starts: Counts
    """Place of each call's first use; one more entry at the end."""
    ages: Counts
    """Microseconds since `before`, NEVER where there was none."""
    by_stretch: Counts
    """Places of all uses, stretch by stretch, each in order of time."""

    @classmethod
    def of(cls, log: PromptLog) -> Self:
        first, count, sizes = _cut(log)
        stretch = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        call = np.repeat(log.run_call, count)
        by_stretch = np.argsort(stretch, kind="stable")
        previous = _previous_use(stretch, by_stretch)
        before = _before_this_call(previous, call)
        ages = np.where(before < 0, NEVER, log.times[call] - log.times[call[before]])
        starts = np.searchsorted(call, np.arange(len(log) + 1))
        return cls(stretch, sizes[stretch], call, previous, before, starts, ages, by_stretch)

    @cached_property
    def blocks_before(self) -> Counts:
        """Blocks in all uses before each place; one more entry at the end."""
        return np.concatenate(([0], np.cumsum(self.size)))

    def leading_blocks(self, present: Flags) -> Counts:
        """Return for each call its blocks before the first use that is not present."""
        gaps = np.append(np.flatnonzero(~present), len(present))
        first_gap = gaps[np.searchsorted(gaps, self.starts[:-1])]
        ends = np.minimum(first_gap, self.starts[1:])
        leading: Counts = self.blocks_before[ends] - self.blocks_before[self.starts[:-1]]
        return leading


def _cut(log: PromptLog) -> tuple[Counts, Counts, Counts]:
    """Return each run's first stretch and number of stretches, and the sizes of all stretches."""
    cache = log.cache[log.run_call]
    ends = log.run_start + log.run_length
    points, place = np.unique(np.concatenate((log.run_start, ends)), return_inverse=True)
    keys = np.tile(cache, 2) * len(points) + place
    cuts, cut_at = np.unique(keys, return_inverse=True)
    sizes = np.diff(points[cuts % max(1, len(points))], append=0)
    first, last = np.split(cut_at, 2)
    return first, last - first, sizes


def _previous_use(stretch: Counts, by_stretch: Counts) -> Counts:
    ordered = stretch[by_stretch]
    previous = np.empty_like(by_stretch)
    previous[by_stretch[:1]] = -1
    previous[by_stretch[1:]] = np.where(ordered[1:] == ordered[:-1], by_stretch[:-1], -1)
    return previous


def _before_this_call(previous: Counts, call: Counts) -> Counts:
    """Skip uses by the same call: a prompt that repeats a block cannot read what it has only just written."""
    before = previous.copy()
    while (again := (before >= 0) & (call[before] == call)).any():
        before[again] = previous[before[again]]
    return before
