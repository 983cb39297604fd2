"""A cache that drops the least frequently used blocks: LFU(C) of the workload definitions.

The definition leaves open when it drops them; here each block that comes in drops what is over the capacity.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog


@dataclass(slots=True, eq=False)
class _Part:
    """Neighbouring blocks with one history; eviction takes the least recent first, which is the head."""

    blocks: int
    uses: int


class _LfuCache:
    """Stretches by how often they were used; a block that was dropped starts again at one use."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._held = 0
        self._parts: dict[int, list[_Part]] = {}
        # Per number of uses the parts in order of their last use: a dict keeps order and deletes at once.
        self._by_uses: defaultdict[int, dict[_Part, None]] = defaultdict(dict)

    def holds(self, stretch: int, size: int) -> bool:
        """Return whether the whole stretch is present; where one block is missing, its head is."""
        parts = self._parts.get(stretch)
        return parts is not None and sum([part.blocks for part in parts]) == size

    def use(self, stretch: int, size: int) -> None:
        """Use the blocks of the stretch from head to tail, dropping others as each missing one comes in."""
        held = self._parts.pop(stretch, None)
        if held is None:
            self._parts[stretch] = [self._insert(size)]
            self._evict()
        elif len(held) == 1 and held[0].blocks == size:
            self._parts[stretch] = [self._touch(held[0])]
        else:
            self._parts[stretch] = self._use_what_is_left(held, size)

    def _use_what_is_left(self, held: list[_Part], size: int) -> list[_Part]:
        """The same for a stretch of several parts, of which each insertion may drop some more."""
        used: list[_Part] = []
        while size:
            missing = size - sum([part.blocks for part in held])
            part = self._insert(missing) if missing else self._touch(held.pop(0))
            size -= missing or part.blocks
            used.append(part)
            self._evict()
        return [part for part in used if part.blocks]

    def _insert(self, blocks: int) -> _Part:
        part = _Part(blocks, 1)
        self._by_uses[1][part] = None
        self._held += blocks
        return part

    def _touch(self, part: _Part) -> _Part:
        self._by_uses[part.uses].pop(part, None)
        part.uses += 1
        self._by_uses[part.uses][part] = None
        return part

    def _evict(self) -> None:
        """Drop the least used blocks, among equals the least recent, until the capacity is kept."""
        uses = 1
        while self._held > self._capacity:
            while not self._by_uses[uses]:
                uses += 1
            part = next(iter(self._by_uses[uses]))
            dropped = min(part.blocks, self._held - self._capacity)
            part.blocks -= dropped
            self._held -= dropped
            if not part.blocks:
                del self._by_uses[uses][part]


def hits_lfu(log: PromptLog, capacity: int) -> Counts:
    """Hits of caches of so many blocks that drop the least used; a block's uses count while it is held."""
    uses = log.stretches
    present = np.zeros(len(uses.call), dtype=bool)
    caches: defaultdict[int, _LfuCache] = defaultdict(lambda: _LfuCache(capacity))
    stretch, size, starts = uses.stretch.tolist(), uses.size.tolist(), uses.starts.tolist()
    for call, cache in enumerate(log.cache.tolist()):
        held = caches[cache]
        places = range(starts[call], starts[call + 1])
        for place in places:
            if not held.holds(stretch[place], size[place]):
                break
            present[place] = True
        for place in places:
            held.use(stretch[place], size[place])
    return uses.leading_blocks(present)
