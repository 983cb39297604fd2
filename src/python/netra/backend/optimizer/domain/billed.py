"""What calls were really billed, as far as the log tells: what a policy has to beat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Self

import numpy as np

from netra.backend.analytics.domain.totals import Total
from netra.backend.calls.domain.call import Bucket
from netra.backend.optimizer.domain.caching import CacheUse, CachingCase, costs_by, no_caching
from netra.backend.optimizer.domain.prompt_log import Counts, Flags

AS_BILLED: Final = "billed"
"""What figures of the bill are named by, where those of a policy have its id."""


@dataclass(frozen=True, eq=False)
class Bill:
    """The calls of a replay with the tokens that were read, written and fresh, at the prices of the replay.

    A call that does not record what was cached counts as fresh. `is_assumed` marks calls at an assumed price.
    """

    case: CachingCase
    use: CacheUse
    is_recorded: Flags
    is_assumed: Flags

    @classmethod
    def of(cls, case: CachingCase, calls: Mapping[str, Sequence[Any]]) -> Self:
        """From the columns of the same calls."""
        short, hourly = (_column(calls[part]) for part in (Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H))
        read, fresh = (_column(calls[part]) for part in (Bucket.CACHE_READ, Bucket.INPUT_FRESH))
        use = CacheUse(read, short + hourly, fresh, hourly)
        is_assumed = np.asarray([not model for model in calls["model"]], dtype=np.bool_)
        return cls(case, use, np.asarray(calls["cache_recorded"], dtype=np.bool_), is_assumed)

    @classmethod
    def of_fresh(cls, case: CachingCase, *, is_recorded: bool) -> Self:
        """Calls that cached nothing, or of which nobody says whether they did."""
        recorded = np.full(len(case), is_recorded, dtype=np.bool_)
        return cls(case, no_caching(case.log), recorded, np.zeros(len(case), dtype=np.bool_))

    @cached_property
    def total(self) -> Total:
        return self.totals(np.zeros(len(self.case), dtype=np.int64), 1)[0]

    @property
    def cost(self) -> Decimal:
        return usd(self.total)

    @cached_property
    def recorded_cost(self) -> Decimal:
        """What those calls cost that say what was cached."""
        return usd(self.totals(self.is_recorded.astype(np.int64), 2)[1])

    @property
    def unrecorded(self) -> int:
        """Calls that do not say what was cached."""
        return self.total.cache_unrecorded

    @property
    def is_told(self) -> bool:
        """Whether any call says what was cached."""
        return self.unrecorded < len(self.case)

    @property
    def has_cached(self) -> bool:
        """Whether anything is known to have been read from a cache or written to one."""
        return bool(self.total.usage.cache_read or self.total.usage.cache_write)

    def totals(self, labels: Counts, groups: int) -> list[Total]:
        """What each group was billed; `labels` numbers each call's group from 0."""
        costs = costs_by(self.case, self.use, 2 * labels + self.is_assumed, 2 * groups)
        columns = (*self.use.buckets(self.case), ~self.is_recorded, self.is_assumed)
        sums = [np.bincount(labels, one, groups).astype(np.int64).tolist() for one in columns]
        calls = np.bincount(labels, minlength=groups).tolist()
        return [
            Total(
                buckets=tuple(buckets),
                calls=calls[at],
                known=costs[2 * at],
                known_calls=calls[at] - assumed,
                assumed=costs[2 * at + 1],
                assumed_calls=assumed,
                cache_unrecorded=unrecorded,
            )
            for at, (*buckets, unrecorded, assumed) in enumerate(zip(*sums, strict=True))
        ]


def usd(billed: Total) -> Decimal:
    """What it comes to: calls of a replay all have a price."""
    return billed.known + billed.assumed


def _column(values: Sequence[int]) -> Counts:
    return np.asarray(values, dtype=np.int64)
