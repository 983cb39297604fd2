"""The part that an answer names first: what "that user" or "the first one" means in the next question."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from netra.backend.agents.cost_spread.domain import named_parts
from netra.backend.agents.reporting.domain.caching_now import ranked_parts, told_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import parts_of
from netra.backend.agents.reporting.domain.times_and_errors import worst_of
from netra.backend.agents.reporting.domain.token_costs import ranked
from netra.backend.agents.schemas import LeadingPart
from netra.backend.agents.triage.domain.goal import CacheTold, Intent
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.calls.domain.groups import GroupKey

MOST_POINTED_AT: Final = 5
_ASKS_WHICH: Final = re.compile(r"\b(?:which|who|slowest|worst|fails? most|most often)\b", re.IGNORECASE)
"""Asks for one of the parts; "p95 by model" asks for all of them."""


class _Row(Protocol):
    @property
    def key(self) -> str | None: ...


def leading_of(given: Given) -> LeadingPart | None:
    """The first of the parts in the order of the answer, with those behind it; None where it names none."""
    named = _of_level(given) or _of_spread(given) or _of_times(given)
    return named or _of_kinds(given) or _of_caching(given) or _of_parts(given)


def _of_level(given: Given) -> LeadingPart | None:
    since = given.level.later.since if given.level else None
    return LeadingPart(by=GroupKey.DAY, key=since.date().isoformat(), is_one=True) if since else None


def _of_spread(given: Given) -> LeadingPart | None:
    if given.spread is None:
        return None
    rows = named_parts(given.spread.table.result)
    one = [row for row in rows if row.key == given.spread.key] or rows
    return _first(given.spread.table.result.by.key, one, is_one=True)


def _of_times(given: Given) -> LeadingPart | None:
    """The slowest of the parts, or that which fails most often."""
    goal = given.goal
    if goal is None or given.latency is None or goal.intent not in {Intent.SPEED, Intent.ERRORS}:
        return None
    worst = worst_of(goal, given.latency.result)
    by = Dimension(given.latency.result.by)
    if worst is None or by.is_ordered or goal.breakdown is not by.key:
        return None
    is_one = _ASKS_WHICH.search(given.own_question) is not None
    return LeadingPart(by=by.key, key=worst.key, is_one=is_one)


def _of_kinds(given: Given) -> LeadingPart | None:
    if given.goal is None or given.token_costs is None:
        return None
    read = given.token_costs.result
    if read.by is None or read.by.is_time:
        return None
    return _first(read.by.key, ranked(given.goal, read), is_one=False)


def _of_caching(given: Given) -> LeadingPart | None:
    if given.goal is None or given.caching is None or given.goal.breakdown is None:
        return None
    read = given.caching.result
    if told_of(given.goal) is CacheTold.LOSSES and read.losing:
        # The answer names what loses, which may be a part of a feature that saves.
        key = getattr(read.losing[0], read.by.value, None)
        return LeadingPart(by=read.by.key, key=key, is_one=len(read.losing) == 1) if key else None
    return None if read.by.is_time else _first(read.by.key, ranked_parts(given.goal, read), is_one=False)


def _of_parts(given: Given) -> LeadingPart | None:
    goal = given.goal
    is_where = goal is not None and goal.intent is Intent.WHERE_MONEY_GOES
    if goal is None or not is_where or not given.breakdowns or given.asked is None or given.overview is None:
        return None
    parts = parts_of(given.breakdowns[0].result, given).chosen
    is_one = goal.ranking is not None and parts.count in {None, 1}
    return _first(parts.table.by.key, parts.ranked(), is_one=is_one)


def _first(by: GroupKey, rows: Iterable[_Row], *, is_one: bool) -> LeadingPart | None:
    keys = list(_keys(rows))
    if not keys or not keys[0]:
        return None
    others = tuple(key for key in keys[1:] if key)
    return LeadingPart(by=by, key=keys[0], is_one=is_one, others=others)


def _keys(rows: Iterable[_Row]) -> Iterator[str]:
    for place, row in enumerate(rows):
        if place == MOST_POINTED_AT:
            return
        yield row.key or ""
