"""Caching as billed as tables: of each part that was asked for, and the caches that lose."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from netra.backend.agents.derived import opposite
from netra.backend.agents.optimization.domain.unread_caches import extra_of_losing, when_of
from netra.backend.agents.reporting.domain.caching_now import ranked_parts, told_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.part_tables import MOST_ROWS, MOST_STEPS
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.triage.domain.goal import CacheTold, Goal
from netra.backend.caching_now.schemas import CachePartRead, CacheUseRead, CachingNow, LosingCacheRead

_WITHOUT: Final = ("Calls", "Read", "Written", "Today", "Without caching", "Saved")
_AS_BILLED: Final = (
    *("Calls", "Share read", "Read", "Written", "Writes cost"),
    *("Saved by reads", "Added by writes", "Net saving"),
)
_LOSING: Final = (
    *("Model", "Feature", "User", "When", "Calls", "Written", "Read", "Read before"),
    *("Lost", "More than read as before"),
)


def caching_sections(given: Given) -> list[Section]:
    """The caches that lose, and every part with its tokens of the cache and what they came to."""
    found, goal = given.caching, given.goal
    if found is None or goal is None or found.result.saving.value is None:
        return []
    read = found.result
    parts = Section(
        heading=_heading(goal, read),
        passages=_more(goal, read),
        table=_table(goal, read),
        result_id=found.id,
    )
    told = (
        ("Written and hardly ever read", read.losing, read.losing_left_out),
        ("For a time hardly ever read", read.mended, read.mended_left_out),
    )
    losing = [_losses(heading, caches, left, found.id) for heading, caches, left in told if caches]
    return [*losing, parts] if told_of(goal) is CacheTold.LOSSES else [parts, *losing]


def _losses(heading: str, caches: Sequence[LosingCacheRead], left_out: int, result_id: UUID) -> Section:
    table = ReportTable(columns=list(_LOSING), rows=[_losing(one) for one in caches])
    return Section(heading=heading, passages=rows_left_out(left_out), table=table, result_id=result_id)


def _is_without(goal: Goal) -> bool:
    """Whether the costs with caching and without stand beside each other."""
    told = told_of(goal)
    return told is CacheTold.COST or (told is CacheTold.SAVING and not _is_divided(goal))


def _is_divided(goal: Goal) -> bool:
    return goal.breakdown is not None or goal.saving_per is not None


def _heading(goal: Goal, read: CachingNow) -> str:
    by = f", by {read.by.words}" if _is_divided(goal) else ""
    return f"With caching and without{by}" if _is_without(goal) else f"Caching as billed, by {read.by.words}"


def _rows(goal: Goal, read: CachingNow) -> Sequence[CachePartRead]:
    if read.by.is_ordered and goal.ranking is None:
        return read.parts[-MOST_STEPS:]
    known = ranked_parts(goal, read)
    count = goal.ranking.count if goal.ranking is not None else None
    return [*known, *(part for part in read.parts if part not in known)][: count or MOST_ROWS]


def _more(goal: Goal, read: CachingNow) -> list[Passage]:
    more = len(read.parts) + read.parts_left_out - len(_rows(goal, read))
    return [Passage(text=f"{more:,} more {read.by.plural} are in the sum.")] if more else []


def _table(goal: Goal, read: CachingNow) -> ReportTable:
    is_without = _is_without(goal)
    columns = _WITHOUT if is_without else _AS_BILLED
    cells = _without if is_without else _as_billed
    rows = [
        [Cell(text=_name(part)), Cell(text=f"{part.calls:,}"), *cells(part)] for part in _rows(goal, read)
    ]
    whole = [Cell(text="All with a price"), Cell(text=f"{read.counted_calls:,}"), *cells(read)]
    return ReportTable(columns=[read.by.words.capitalize(), *columns], rows=[*rows, whole])


def _name(part: CachePartRead) -> str:
    return f"{part.key or 'not recorded'}{'' if part.counted_calls else ' (not in the sum)'}"


def _without(use: CacheUseRead) -> list[Cell]:
    tokens = (f"{count:,}" for count in (use.read_tokens, use.written_tokens))
    figures = (use.today, use.cost, use.saving)
    return [*(Cell(text=count) for count in tokens), *(Cell(figure=figure) for figure in figures)]


def _as_billed(use: CacheUseRead) -> list[Cell]:
    figures = (use.read_share, use.tokens_read, use.tokens_written, use.write_cost)
    amounts = (use.reads, opposite(use.writes), use.saving)
    return [Cell(figure=figure) for figure in (*figures, *amounts)]


def _losing(one: LosingCacheRead) -> list[Cell]:
    user = "all" if one.user is None else one.user
    when = when_of(one).strip() or "throughout"
    names = (one.model or "not recorded", one.feature or "not recorded", user, when)
    before = Cell(text="") if one.share_before is None else Cell(figure=one.share_before)
    figures = (one.tokens_written, one.tokens_read)
    return [
        *(Cell(text=name) for name in (*names, f"{one.calls:,}")),
        *(Cell(figure=figure) for figure in figures),
        before,
        Cell(figure=opposite(one.saving)),
        Cell(figure=extra_of_losing(one)),
    ]
