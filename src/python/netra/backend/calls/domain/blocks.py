"""The blocks of a prompt, run-length coded."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from netra.backend.calls.domain.call import BlockRuns, CallDataError

_BLOCK_ID_LIMIT: Final = 2**63 - 1


def encode_runs(block_ids: Iterable[int]) -> BlockRuns:
    """Run-length code block ids: 7, 8, 9, 3 becomes (7, 3, 3, 1)."""
    runs: list[int] = []
    following = None
    for block in block_ids:
        if block == following:
            runs[-1] += 1
        else:
            runs += (block, 1)
        following = block + 1
    return checked_runs(runs)


def expand_runs(runs: BlockRuns) -> Iterator[int]:
    """Yield the block ids that `encode_runs` took."""
    for start, length in zip(runs[::2], runs[1::2], strict=True):
        yield from range(start, start + length)


def count_blocks(runs: BlockRuns) -> int:
    return sum(runs[1::2])


def checked_runs(runs: Sequence[int]) -> BlockRuns:
    """Return the runs as a tuple; CallDataError unless they are pairs of a start >= 0 and a length >= 1."""
    if len(runs) % 2:
        raise CallDataError("Block runs must be pairs of start and length.")
    if any(type(value) is not int for value in runs):
        raise CallDataError("Block runs must be whole numbers.")
    if runs and (min(runs[::2]) < 0 or min(runs[1::2]) < 1):
        raise CallDataError("A block run must start at 0 or more and hold at least one block.")
    if any(start + length > _BLOCK_ID_LIMIT for start, length in zip(runs[::2], runs[1::2], strict=True)):
        raise CallDataError("Block ids must lie below 2**63 - 1.")
    return tuple(runs)
