"""Caches that are written and hardly ever read: where, for whom, since when, and what they lose."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from netra.backend.caching_now.domain.cache_use import BilledUse, added

FEWEST_CALLS: Final = 10
"""In fewer calls a write that was not read yet tells nothing."""
_MOST_READ: Final = 2
"""A cache of which more than one in so many written tokens is read is not one that is hardly ever read."""
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
    caches = _by(rows, lambda row: (row.model, row.feature))
    found = (one for cache, days in caches.items() for one in _of_cache(*cache, days))
    return sorted(found, key=lambda one: (one.loss.use.effect.saving, one.model, one.feature, one.user or ""))


def _of_cache(model: str, feature: str, rows: Sequence[DayOfCache]) -> Iterator[LosingCache]:
    users = _by(rows, lambda row: row.user)
    losing = {user: loss for user, days in users.items() if user and (loss := loss_of(days)) is not None}
    rest = loss_of([row for row in rows if row.user not in losing])
    whole = loss_of(rows)
    is_everyone = not losing or rest is not None or len(losing) == len(users) > 1
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
