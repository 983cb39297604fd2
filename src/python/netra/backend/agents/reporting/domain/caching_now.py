"""Caching as billed: what it saves, what all would cost without it, where it loses; and of each part."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.derived import opposite, share_of
from netra.backend.agents.optimization.domain.unread_caches import extra_of_losing, named, when_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import CacheTold, Goal
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.caching_now.schemas import CachePartRead, CachingNow, LosingCacheRead
from netra.backend.calls.domain.measures import Order

_NONE: Final = Decimal(0)
_MOST_LOSING_NAMED: Final = 3
_FEWEST_STEPS: Final = 3
_ENDS: Final[Mapping[CacheTold, str]] = MappingProxyType(
    {
        CacheTold.SAVING: "is saved for",
        CacheTold.COST: "without caching would have been the cost of",
        CacheTold.WRITES: "is written for",
        CacheTold.LOSSES: "is saved for",
    }
)
"""What is most of a part, or least."""
_UNRECORDED: Final = "No call says what was cached, so what caching saves is not known. They cost {cost}."
_UNUSED: Final = (
    "Nothing was read from a cache or written to one: without caching these calls would cost {today} too."
)
_FAILED: Final = (
    "These calls cost {cost}. What they would have cost without caching could not be computed: see what went "
    "wrong below."
)


def caching_answer(goal: Goal, given: Given, overview: Overview) -> Passage:
    """What was asked of caching as billed; why it cannot be told where it cannot."""
    if given.caching is None:
        text = _FAILED if given.failures else _UNRECORDED
        return Passage(text=text, figures={"cost": overview.cost})
    read = given.caching.result
    if not read.counted_calls:
        text = f"No price is known for {counted(read.calls, 'call')}, so what caching saves cannot be told."
        return Passage(text=text)
    if read.saving.value is None:
        return Passage(text=_UNRECORDED, figures={"cost": overview.cost})
    if not read.read_tokens and not read.written_tokens:
        passage = Passage(text=_UNUSED, figures={"today": read.today})
    else:
        passage = _told(goal, read, read.saving.value)
    return passage.model_copy(update={"text": passage.text + _left_out(read)})


def told_of(goal: Goal) -> CacheTold:
    return goal.supposition.cache_told if goal.supposition is not None else CacheTold.SAVING


def _told(goal: Goal, read: CachingNow, saving: Decimal) -> Passage:
    told = told_of(goal)
    if told is CacheTold.LOSSES:
        return _joined(_losses(goal, read), _summed_up(read, saving))
    first = _written(read) if told is CacheTold.WRITES else _saved(read, saving)
    notes = goal.supposition.notes if goal.supposition is not None else ()
    return _joined(first, _ends(goal, read), _warning(read), Passage(text=" ".join(notes)))


def _joined(*passages: Passage) -> Passage:
    text = " ".join(passage.text for passage in passages if passage.text)
    return Passage(text=text, figures={name: one for part in passages for name, one in part.figures.items()})


def _saved(read: CachingNow, saving: Decimal) -> Passage:
    figures = {"today": read.today, "cost": read.cost, "reads": read.reads}
    text = f"{counted(read.counted_calls, 'call')} cost {{today}}. Without any caching "
    if saving >= 0:
        figures |= {"saving": read.saving, "ratio": share_of(read.saving, read.cost)}
        text += "they would have cost {cost}: caching saved {saving}, {ratio} of that."
    else:
        figures["loss"] = opposite(read.saving)
        text += "they would have cost {cost}, {loss} less: here caching costs more than it saves."
    return Passage(text=text + _by_reading_and_writing(read, figures), figures=figures)


def _by_reading_and_writing(read: CachingNow, figures: dict[str, FigureRead]) -> str:
    text = " Reading from the cache saved {reads}"
    if not read.written_tokens:
        return f"{text}; no writes to it are recorded."
    if (read.writes.value or _NONE) > 0:
        figures["writes"] = read.writes
        return f"{text}, writing to it {{writes}}."
    figures["dearer"] = opposite(read.writes)
    return f"{text}; writing to it cost {{dearer}} more than fresh input."


def _written(read: CachingNow) -> Passage:
    """What was written, what that cost, and how much was read for it."""
    figures = {"written": read.tokens_written, "write_cost": read.write_cost, "read": read.tokens_read}
    if not read.written_tokens:
        return Passage(
            text="No writes to caches are recorded; {read} were read.", figures={"read": read.tokens_read}
        )
    figures |= {"dearer": opposite(read.writes), "reads": read.reads, "saving": read.saving}
    text = (
        "{written} were written to caches for {write_cost}, {dearer} more than as fresh input; {read} were "
        "read, which saved {reads}. Caching saves {saving} in all."
    )
    return Passage(text=text, figures=figures)


def _losses(goal: Goal, read: CachingNow) -> Passage:
    """The caches that are written and hardly ever read, else the parts that lose; what loses most first."""
    if read.losing or read.mended:
        return _named_losses(read)
    losing = [part for part in read.parts if (part.saving.value or _NONE) < 0]
    losing.sort(key=lambda part: part.saving.value or _NONE)
    if not losing or goal.breakdown is None:
        where = f" of any {read.by.words}" if goal.breakdown is not None else ""
        if losing:
            return Passage(text="No cache is written in at least ten calls and hardly ever read.")
        return Passage(text=f"Nowhere: no cache{where} costs more than it saves.")
    shown = losing[:_MOST_LOSING_NAMED]
    figures = {f"part_{place}": opposite(part.saving) for place, part in enumerate(shown)}
    said = ", ".join(f"{_name(part, read)} ({{part_{place}}})" for place, part in enumerate(shown))
    more = f" and {len(losing) - len(shown):,} more" if len(losing) > len(shown) else ""
    return Passage(text=f"Caching costs more than it saves for {said}{more}.", figures=figures)


def _named_losses(read: CachingNow) -> Passage:
    caches = [*read.losing, *read.mended]
    said = [_named_loss(one, place) for place, one in enumerate(caches[:_MOST_LOSING_NAMED])]
    more = len(caches) + read.losing_left_out - len(said)
    others = f"; {more:,} more lose less each" if more else ""
    text = f"{_how_many(read)} {'; '.join(one.text for one in said)}{others}."
    return Passage(text=text, figures={name: one for part in said for name, one in part.figures.items()})


def _how_many(read: CachingNow) -> str:
    losing, mended = len(read.losing) + read.losing_left_out, len(read.mended)
    now = "1 cache is" if losing == 1 else f"{losing:,} caches are"
    then = "1 cache was" if mended == 1 else f"{mended:,} caches were"
    told = [f"{now} written and hardly ever read."] if losing else []
    if mended:
        told.append(f"{then} written and hardly ever read for some days, and read again since.")
    return " ".join(told)


def _named_loss(one: LosingCacheRead, place: int) -> Passage:
    """What it cost more than the cache as it was, where it was read before; and what writing added."""
    figures = {"lost": opposite(one.saving), "wrote": one.tokens_written, "was_read": one.tokens_read}
    extra = extra_of_losing(one)
    verb = "loses" if one.until is None else "lost"
    if extra is None or one.share_before is None:
        text = f"{named(one)}{when_of(one)} {verb} {{lost}}: {{wrote}} written, {{was_read}} read"
    else:
        figures |= {"extra": extra, "share_before": one.share_before}
        cost = "costs" if one.until is None else "cost"
        text = (
            f"{named(one)}{when_of(one)} {cost} {{extra}} more than with the cache read as before "
            "({share_before} of the input); against no cache at all it "
            f"{verb} {{lost}}: {{wrote}} written, {{was_read}} read"
        )
    for name in figures:
        text = text.replace(f"{{{name}}}", f"{{{name}_{place}}}")
    return Passage(text=text, figures={f"{name}_{place}": figure for name, figure in figures.items()})


def _summed_up(read: CachingNow, saving: Decimal) -> Passage:
    """What caching comes to over all the calls, so that a loss is seen beside it."""
    figures = {"reads": read.reads, "dearer": opposite(read.writes), "saving": read.saving}
    all_of_it = "saves {saving}" if saving >= 0 else "loses {saving}"
    figures["saving"] = read.saving if saving >= 0 else opposite(read.saving)
    text = (
        f"Over all of these calls caching {all_of_it}: {{reads}} by reads, less {{dearer}} that writes add."
    )
    return Passage(text=text, figures=figures)


def _warning(read: CachingNow) -> Passage:
    """A cache that loses is said with whatever is asked of caching."""
    if not read.losing:
        return Passage(text="")
    one = read.losing[0]
    more = len(read.losing) + read.losing_left_out - 1
    others = f" So do {more:,} more." if more else ""
    text = f"But {named(one)} is written and hardly ever read{when_of(one)}: it loses {{lost}}"
    figures, extra = {"lost": opposite(one.saving)}, extra_of_losing(one)
    if extra is not None:
        text += ", and costs {extra} more than with the cache read as before"
        figures["extra"] = extra
    return Passage(text=f"{text}.{others}", figures=figures)


def _ends(goal: Goal, read: CachingNow) -> Passage:
    """The part at the end of the order that was asked for; of times the ends and the latest."""
    known = ranked_parts(goal, read)
    if goal.breakdown is None or not known:
        return Passage(text="")
    if read.by.is_ordered and goal.ranking is None:
        return _course(goal, read, known)
    count = (goal.ranking.count if goal.ranking is not None else None) or 1
    shown = known[:count]
    figures = {f"part_{place}": told_figure(goal, part) for place, part in enumerate(shown)}
    said = ", ".join(f"{_name(part, read)} ({{part_{place}}})" for place, part in enumerate(shown))
    words = read.by.words if len(shown) == 1 else read.by.plural
    is_least = goal.ranking is not None and goal.ranking.order is Order.LEAST
    text = f"The {'least' if is_least else 'most'} {_ENDS[told_of(goal)]} the {words} {said}."
    return Passage(text=text, figures=figures)


def _course(goal: Goal, read: CachingNow, known: Sequence[CachePartRead]) -> Passage:
    """Of days, weeks or months the highest, the lowest and the latest, so that a break is seen."""
    if len(known) < _FEWEST_STEPS:
        return Passage(text="")
    latest = read.parts[-1]
    figures = {"most": told_figure(goal, known[0]), "least": told_figure(goal, known[-1])}
    figures |= {"latest": told_figure(goal, latest), "latest_share": latest.read_share}
    figures |= {"most_share": known[0].read_share, "least_share": known[-1].read_share}
    text = (
        f"The {read.by.words} with the most is {known[0].key} ({{most}}, {{most_share}} of the input read), "
        f"with the least {known[-1].key} ({{least}}, {{least_share}}); the latest is {latest.key} "
        "({latest}, {latest_share})."
    )
    return Passage(text=text, figures=figures)


def told_figure(goal: Goal, part: CachePartRead) -> FigureRead:
    """What of a part is asked for."""
    told = told_of(goal)
    if told is CacheTold.WRITES:
        return part.tokens_written
    return part.cost if told is CacheTold.COST else part.saving


def ranked_parts(goal: Goal, read: CachingNow) -> list[CachePartRead]:
    """The parts of which it is known, from the end that was asked for; where losses are, from the lowest."""
    is_least = goal.ranking is not None and goal.ranking.order is Order.LEAST
    is_least |= told_of(goal) is CacheTold.LOSSES
    known = [part for part in read.parts if told_figure(goal, part).value is not None]
    return sorted(known, key=lambda part: told_figure(goal, part).value or _NONE, reverse=not is_least)


def _name(part: CachePartRead, read: CachingNow) -> str:
    return part.key or f"calls without a recorded {read.by.words}"


def _left_out(read: CachingNow) -> str:
    said = ""
    if read.unrecorded_calls:
        verb = "does" if read.unrecorded_calls == 1 else "do"
        said += f" {counted(read.unrecorded_calls, 'call')} of these {verb} not say what was cached."
    if unpriced := read.calls - read.counted_calls:
        verb = "is" if unpriced == 1 else "are"
        said += f" {counted(unpriced, 'call')} without a known price {verb} in neither amount."
    return said
