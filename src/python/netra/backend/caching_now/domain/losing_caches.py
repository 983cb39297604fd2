"""Caches that are written and hardly ever read: where, for whom, since when, and what they lose."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from netra.backend.analytics.domain.totals import NOTHING
from netra.backend.caching_now.domain.cache_use import BilledUse, added

FEWEST_CALLS: Final = 10
"""In fewer calls a write that was not read yet tells nothing."""
_MOST_READ: Final = 2
"""A cache of which more than one in so many written tokens is read is not one that is hardly ever read."""
_NO_USE: Final = BilledUse()
_STEP: Final = Decimal("1e-12")
K = TypeVar("K")


class DayOfCache(NamedTuple):
    """What the calls of one user, feature and model did with the cache on one day, by its first second."""

    model: str
    feature: str
    user: str
    begin: int
    use: BilledUse


@dataclass(frozen=True, slots=True)
class Loss:
    """A stretch of days on which writing cost more than reading saved, and what was before."""

    since: int | None
    """The second at which it began; None where it always was so."""
    use: BilledUse
    before: BilledUse | None
    last: int | None = None
    """The first second of its last day; None where it is so up to the last day of all."""

    @property
    def as_before(self) -> Decimal | None:
        """What the cache would save on these calls if it saved on each what it did before."""
        if self.before is None or not self.before.counted.calls:
            return None
        each = self.before.effect.saving / self.before.counted.calls
        return (each * self.use.counted.calls).quantize(_STEP)


@dataclass(frozen=True, slots=True)
class LosingCache:
    """The calls of a model and a feature, or of one user of it, with what their cache loses."""

    model: str
    feature: str
    user: str | None
    """None: of all users together."""
    loss: Loss


def losing_caches(rows: Iterable[DayOfCache]) -> list[LosingCache]:
    """The caches that lose money, those that lose most first.

    A feature is told by its users only where it is theirs: where the calls of the others lose nothing.
    """
    return _in_order(rows, loss_of)


def mended_caches(rows: Sequence[DayOfCache], losing: Iterable[LosingCache]) -> list[LosingCache]:
    """The caches that lost money for some days and are read again, but for those that lose now."""
    now = {(one.model, one.feature) for one in losing}
    return _in_order([row for row in rows if (row.model, row.feature) not in now], past_loss_of)


def with_days_before(losing: LosingCache, rows: Iterable[DayOfCache]) -> LosingCache:
    """The same beside what its calls did earlier; `rows` are of days before all that were looked at."""
    cache = (losing.model, losing.feature)
    alike = [row for row in rows if (row.model, row.feature) == cache and losing.user in {None, row.user}]
    if losing.loss.before is not None or not alike:
        return losing
    return replace(losing, loss=replace(losing.loss, before=added(row.use for row in alike)))


def _in_order(rows: Iterable[DayOfCache], find: "Find") -> list[LosingCache]:
    caches = _by(rows, lambda row: (row.model, row.feature))
    found = (one for cache, days in caches.items() for one in _of_cache(*cache, days, find))
    return sorted(found, key=lambda one: (one.loss.use.effect.saving, one.model, one.feature, one.user or ""))


def _of_cache(
    model: str, feature: str, rows: Sequence[DayOfCache], find: "Find"
) -> Iterator[LosingCache]:
    users = _by(rows, lambda row: row.user)
    losing = {user: loss for user, days in users.items() if user and (loss := find(days)) is not None}
    rest = find([row for row in rows if row.user not in losing])
    whole = find(rows)
    is_everyone = not losing or rest is not None or len(losing) == len(users) > 1
    if whole is not None and len(losing) > 1:
        is_everyone |= _is_of_the_others(whole, [row for row in rows if row.user not in losing])
    if whole is not None and is_everyone:
        yield LosingCache(model, feature, None, whole)
        return
    for user, loss in losing.items():
        yield LosingCache(model, feature, user, loss)


def loss_of(rows: Iterable[DayOfCache]) -> Loss | None:
    """Since when these calls hardly ever read what they write; or that they lose over all the time.

    Of the stretches up to the last day it is the one that loses most.
    """
    by_day = _by(rows, lambda row: row.begin)
    days = sorted(by_day)
    uses = [added(row.use for row in by_day[day]) for day in days]
    best, since = None, 0
    latest = BilledUse()
    for place in range(len(days) - 1, -1, -1):
        latest = added((uses[place], latest))
        is_idle = place == 0 or _is_hardly_read(latest)
        if is_idle and _loses(latest) and (best is None or latest.effect.saving < best.effect.saving):
            best, since = latest, place
    if best is None:
        return None
    return Loss(days[since], best, added(uses[:since])) if since else Loss(None, best, None)


def past_loss_of(rows: Iterable[DayOfCache]) -> Loss | None:
    """The days on which these calls hardly ever read what they wrote, though they did before and do since.

    Of all stretches between the first day and the last it is the one that loses most.
    """
    by_day = _by(rows, lambda row: row.begin)
    days = sorted(by_day)
    uses = [added(row.use for row in by_day[day]) for day in days]
    first, behind = _lowest_stretch([use.effect.saving for use in uses[1:-1]])
    parts = (uses[first + 1 : behind + 1], uses[: first + 1], uses[behind + 1 :])
    stretch, before, after = (added((_NO_USE, *part)) for part in parts)
    paid = before.effect.saving > 0 and after.effect.saving > 0
    if not paid or not _loses(stretch) or not _is_hardly_read(stretch):
        return None
    return Loss(days[first + 1], stretch, before, days[behind])


def _lowest_stretch(amounts: Sequence[Decimal]) -> tuple[int, int]:
    """The stretch with the lowest sum, by its first place and the one behind it; empty if none is below 0."""
    lowest, found = NOTHING, (0, 0)
    summed, begin = NOTHING, 0
    for place, amount in enumerate(amounts):
        if summed >= 0:
            summed, begin = NOTHING, place
        summed += amount
        if summed < lowest:
            lowest, found = summed, (begin, place + 1)
    return found


def _is_of_the_others(loss: Loss, others: Iterable[DayOfCache]) -> bool:
    """Whether the calls of the others are too few to lose much, but hardly read what they wrote meanwhile."""
    first, last = loss.since or 0, loss.last
    meanwhile = (row for row in others if row.begin >= first and (last is None or row.begin <= last))
    use = added((_NO_USE, *(row.use for row in meanwhile)))
    return use.counted.usage.cache_write > 0 and _is_hardly_read(use)


Find = Callable[[Sequence[DayOfCache]], Loss | None]
"""How a loss is found in the days of some calls."""


def _loses(use: BilledUse) -> bool:
    return use.counted.calls >= FEWEST_CALLS and use.effect.saving < 0


def _is_hardly_read(use: BilledUse) -> bool:
    usage = use.counted.usage
    return usage.cache_read * _MOST_READ <= usage.cache_write


def _by(rows: Iterable[DayOfCache], key: Callable[[DayOfCache], K]) -> Mapping[K, list[DayOfCache]]:
    found: dict[K, list[DayOfCache]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
