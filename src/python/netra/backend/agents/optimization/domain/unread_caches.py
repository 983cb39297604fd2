"""Caches that are written and hardly ever read, as a finding: where, since when, and what they lose."""

from datetime import timedelta
from typing import Final

from netra.backend.agents.derived import difference, opposite, sum_of
from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.caching_now.schemas import CachingNow, LosingCacheRead

_MOMENT: Final = timedelta(microseconds=1)
MOST_CACHES_NAMED: Final = 3
_TRADEOFFS: Final = (
    "Where other calls read what these write, they would have to write it themselves.",
    "A cache that is mended saves more than one that is left out.",
)


def finding_of(found: Kept[CachingNow], _: Overview) -> Finding | None:
    """What is lost by writing what nobody reads; None where no cache loses."""
    losing = found.result.losing
    if not losing:
        return None
    figures, said = dict[str, FigureRead](), list[str]()
    for place, one in enumerate(losing[:MOST_CACHES_NAMED]):
        passage = _told(one, place)
        said.append(passage.text)
        figures |= passage.figures
    more = len(losing) + found.result.losing_left_out - len(said)
    said += [f"{more:,} more lose less each."] if more else []
    losses = [extra_of_losing(one) or opposite(one.saving) for one in losing]
    which = f"The cache of {named(losing[0])} is" if len(losing) == 1 else f"{len(losing):,} caches are"
    return Finding(
        id=Lever.UNREAD_CACHES,
        lever=Lever.UNREAD_CACHES,
        title=f"{which} written and hardly ever read",
        passage=Passage(text=" ".join(said), figures=figures),
        saving=losses[0] if len(losses) == 1 else sum_of("losing_caches.saving", losses),
        changes_answers=False,
        tradeoffs=list(_TRADEOFFS),
        result_id=found.id,
    )


def named(one: LosingCacheRead) -> str:
    """The calls of a losing cache, such as "note-draft on claude-sonnet-4-5 for klinik-nord"."""
    feature = f"{one.feature} on " if one.feature else ""
    user = f" for {one.user}" if one.user else ""
    return f"{feature}{one.model or 'calls without a recorded model'}{user}"


def since_of(one: LosingCacheRead) -> str:
    """The day on which it began, by the clock of the project; empty where it always was so."""
    return "" if one.since is None else f"{one.since.day} {one.since:%B %Y}"


def when_of(one: LosingCacheRead) -> str:
    """For example " since 5 November 2026" and " from 5 to 13 November 2026"; empty if it always was so."""
    if one.until is None or one.since is None:
        return f" since {since_of(one)}" if one.since else ""
    last = one.until - _MOMENT
    if last.date() == one.since.date():
        return f" on {since_of(one)}"
    month = "" if (last.year, last.month) == (one.since.year, one.since.month) else f" {one.since:%B}"
    return f" from {one.since.day}{month} to {last.day} {last:%B %Y}"


def extra_of_losing(one: LosingCacheRead) -> FigureRead | None:
    """What these calls cost more than if they were read as before; None where they never saved anything."""
    if one.as_before is None or (one.as_before.value or 0) <= 0:
        return None
    return difference("without_caching.extra", one.as_before, one.saving)


def _told(one: LosingCacheRead, place: int) -> Passage:
    figures = {
        "written": one.tokens_written,
        "read": one.tokens_read,
        "dearer": opposite(one.writes),
        "reads": one.reads,
        "loss": opposite(one.saving),
    }
    extra, lead = extra_of_losing(one), ""
    if extra is not None:
        figures["extra"] = extra
        lead = " {extra} more than with the cache read as it was before."
    text = (
        f"{named(one)}{when_of(one)}:{lead} {counted(one.calls, 'call')} wrote {{written}} to caches and "
        "read {read}. Writing cost {dearer} more than fresh input, reading saved {reads}: {loss} lost."
    )
    if one.share_before is not None and one.share_before.value:
        figures["before"] = one.share_before
        text += " Until then {before} of the input was read from it."
    if one.as_before is not None and (one.as_before.value or 0) > 0:
        figures["again"] = one.as_before
        text += " Read as it was then, it would save {again} on these calls instead."
    for name in figures:
        text = text.replace(f"{{{name}}}", f"{{{name}_{place}}}")
    return Passage(text=text, figures={f"{name}_{place}": figure for name, figure in figures.items()})
