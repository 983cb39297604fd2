"""Caches replayed over a prompt log: how many leading blocks of each prompt they would have held.

All follow definition PC: a prompt hits its leading blocks that are present, then all its blocks are inserted.
Each result is one count of blocks per call.
"""

import math
from collections.abc import Iterable

import numpy as np

from netra.backend.optimizer.domain.prompt_log import NEVER, Counts, Flags, PromptLog
from netra.shared.clock import MICROSECONDS


def hits_infinite(log: PromptLog) -> Counts:
    """Hits of a cache that keeps everything."""
    return log.stretches.leading_blocks(log.stretches.before >= 0)


def hits_ttl_refresh(log: PromptLog, seconds: float) -> Counts:
    """Hits of a cache in which every use keeps a block alive for so many seconds."""
    return log.stretches.leading_blocks(recently_used(log, seconds))


def recently_used(log: PromptLog, seconds: float) -> Flags:
    """Return for each use of a stretch whether its last use lies no longer back."""
    return log.stretches.ages <= microseconds(seconds)


def microseconds(seconds: float) -> int:
    return NEVER - 1 if math.isinf(seconds) else round(seconds * MICROSECONDS)


def hits_ttl_fixed(log: PromptLog, seconds: float) -> Counts:
    """Hits of a cache in which a block dies so many seconds after it was written, used or not."""
    uses, lifetime = log.stretches, microseconds(seconds)
    written: dict[int, int] = {}
    dead = np.zeros(len(uses.call), dtype=bool)
    for place, (stretch, time) in enumerate(
        zip(uses.stretch.tolist(), log.times[uses.call].tolist(), strict=True)
    ):
        since = written.get(stretch)
        if since is None or time - since > lifetime:
            written[stretch] = time
            dead[place] = True
    return uses.leading_blocks(~dead)


def hits_lru(log: PromptLog, capacities: Iterable[int]) -> dict[int, Counts]:
    """Hits of caches that drop the least recently used blocks, by their capacity in blocks.

    After a call such a cache holds the most recent blocks, so the depth of each use answers every capacity.
    """
    depth = _recency(log)
    return {capacity: log.stretches.leading_blocks(depth <= capacity) for capacity in capacities}


def _recency(log: PromptLog) -> Counts:
    """Return for each use how many blocks of its cache, itself included, were used at least as recently.

    Blocks used since place p and before the call are those of the uses whose own previous use is before p.
    """
    uses = log.stretches
    order = np.argsort(log.cache[uses.call], kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    size = uses.size[order]
    size_up_to = np.cumsum(size)
    known = np.flatnonzero(uses.before >= 0)
    last = place[uses.before[known]]
    previous = uses.previous[order]
    previous = np.where(previous < 0, -1, place[previous])
    used_before_call = weight_below(previous + 1, size, place[uses.starts[uses.call[known]]], last + 1)
    depth = np.full(len(order), NEVER)
    depth[known] = used_before_call - size_up_to[last] + uses.size[known]
    return depth


def weight_below(values: Counts, weights: Counts, ends: Counts, limits: Counts) -> Counts:
    """Return, for each query, the weight of the places before `ends` whose value is below `limits`.

    A wavelet matrix: one stable partition of the values per bit, all queries descending together.
    """
    low, high, total = np.zeros_like(ends), ends.copy(), np.zeros_like(ends)
    for bit in reversed(range(int(max(values.max(initial=0), limits.max(initial=0))).bit_length())):
        is_zero = (values >> bit) & 1 == 0
        zeros = np.concatenate(([0], np.cumsum(is_zero)))
        weight = np.concatenate(([0], np.cumsum(np.where(is_zero, weights, 0))))
        ones = (limits >> bit) & 1 == 1
        total += np.where(ones, weight[high] - weight[low], 0)
        low, high = (np.where(ones, zeros[-1] + at - zeros[at], zeros[at]) for at in (low, high))
        order = np.argsort(~is_zero, kind="stable")
        values, weights = values[order], weights[order]
    return total
