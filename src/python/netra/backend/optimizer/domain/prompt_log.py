"""The prompts of a log as columns, cut into stretches of blocks that the log always uses together.

Block ids come run-length coded and stay so. All runs of a cache are cut at every point where any of its runs
begins or ends; no call uses a stretch between two cuts in part, so a replay needs one state per stretch.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from netra.backend.calls.domain import BlockRuns, Call, CallDataError
from netra.shared.clock import micros

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER: Final = np.iinfo(np.int64).max
"""Age of a block that was not used before."""


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
        runs: Sequence[BlockRuns | Sequence[int]],
    ) -> Self:
        """Build the columns; `caches` names each call's cache, such as (scope, model).

        Raises CallDataError when the columns differ in length or a run has an odd end.
        """
        if len({len(times), len(input_tokens), len(block_sizes), len(caches), len(runs)}) != 1:
            raise CallDataError("The columns of a prompt log must be equally long.")
        numbers = {cache: number for number, cache in enumerate(dict.fromkeys(caches))}
        sizes = _column([len(run) for run in runs])
        if (sizes % 2).any():
            raise CallDataError("Block runs must be pairs of start and length.")
        flat = np.fromiter((value for run in runs for value in run), np.int64, int(sizes.sum()))
        return cls(
            times=_column(times),
            input_tokens=_column(input_tokens),
            block_sizes=_column(block_sizes),
            cache=_column([numbers[cache] for cache in caches]),
            run_call=np.repeat(np.arange(len(sizes)), sizes // 2),
            run_start=flat[::2],
            run_length=flat[1::2],
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
            runs=[call.block_runs for call in calls],
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

    @classmethod
    def of(cls, log: PromptLog) -> Self:
        first, count, sizes = _cut(log)
        stretch = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        call = np.repeat(log.run_call, count)
        previous = _previous_use(stretch)
        before = _before_this_call(previous, call)
        ages = np.where(before < 0, NEVER, log.times[call] - log.times[call[before]])
        starts = np.searchsorted(call, np.arange(len(log) + 1))
        return cls(stretch, sizes[stretch], call, previous, before, starts, ages)

    @cached_property
    def by_stretch(self) -> Counts:
        """Places of all uses, stretch by stretch, each in order of time."""
        return np.argsort(self.stretch, kind="stable")

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


def _previous_use(stretch: Counts) -> Counts:
    order = np.argsort(stretch, kind="stable")
    same = stretch[order][1:] == stretch[order][:-1]
    previous = np.full(len(stretch), -1)
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _before_this_call(previous: Counts, call: Counts) -> Counts:
    """Skip uses by the same call: a prompt that repeats a block cannot read what it has only just written."""
    before = previous.copy()
    while (again := (before >= 0) & (call[before] == call)).any():
        before[again] = previous[before[again]]
    return before
