"""What batches come to, as a finding: the price of waiting, of calls that somebody lets wait."""

from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.batch_prices.domain import BatchPart
from netra.backend.batch_prices.schemas import BatchPartRead, BatchPricesRead

_TRADEOFFS: Final = (
    "Answers come within 24 hours, not at once: whether anybody waits for them, the log does not tell.",
    "What a batch did not answer has to be sent again.",
)
_LINKED: Final = "the next call probably waits for the answer before"
_NO_SESSION: Final = (
    "Of calls without a session it is not known whether one of them waits for another: send "
    "gen_ai.conversation.id."
)
_NAMES_SHOWN: Final = 3


def finding_of(found: Kept[BatchPricesRead], _: Overview) -> Finding | None:
    """What the calls that can wait would have cost less; None without an answered call."""
    read = found.result
    if read.calls == read.failed:
        return None
    saving = read.counted.saving
    pays = bool(saving.value)
    return Finding(
        id=Lever.BATCH,
        lever=Lever.BATCH,
        title=_title(read, pays=pays),
        passage=_passage(read),
        saving=saving if pays else None,
        changes_answers=False,
        caveat=_NO_SESSION
        if pays and not read.names_calls and _part(read, BatchPart.SESSIONLESS).calls
        else "",
        tradeoffs=list(_TRADEOFFS) if pays else [],
        result_id=found.id,
    )


def _title(read: BatchPricesRead, *, pays: bool) -> str:
    if pays:
        return "Batches: less for answers within a day"
    if _part(read, BatchPart.CONVERSATION).calls:
        return "Batches: these calls wait for one another"
    return "Batches: no batch price of these calls is known"


def _passage(read: BatchPricesRead) -> Passage:
    if not read.counted.calls:
        text, figures = _uncounted(read)
    elif read.names_calls:
        text, figures = _named(read)
    else:
        text, figures = _unnamed(read)
    if read.unoffered.calls:
        names = read.unoffered_names
        more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
        text += f" No batch price is known of {', '.join(names[:_NAMES_SHOWN])}{more}: {{unoffered}}"
        text += ", in neither amount." if read.counted.calls else "."
        figures["unoffered"] = read.unoffered
    if read.failed_today.value:
        text += " Calls that failed cost {failed}, which is in none of these amounts."
        figures["failed"] = read.failed_today
    return Passage(text=text.strip(), figures=figures)


def _named(read: BatchPricesRead) -> tuple[str, dict[str, FigureRead]]:
    """Whoever names calls says that they can wait; where that would hold up others, it is said."""
    text = "In batches these calls would have cost {then} instead of {now}, {saved} less."
    linked = _part(read, BatchPart.CONVERSATION)
    if not linked.calls:
        return text, _amounts(read.counted)
    text += (
        f" But {{linked}} of it is in sessions of several calls, where {_LINKED}: a batch would stop these."
    )
    return text, {**_amounts(read.counted), "linked": linked.today}


def _unnamed(read: BatchPricesRead) -> tuple[str, dict[str, FigureRead]]:
    """A conversation cannot wait for a day, so it is not counted unless somebody names it."""
    text = (
        "Calls that are alone in their session, or have none, would have cost {then} in batches instead of "
        "{now}, {saved} less."
    )
    linked = _part(read, BatchPart.CONVERSATION)
    if not linked.calls:
        return text, _amounts(read.counted)
    text += f" Not counted: sessions of several calls, {{linked}}, where {_LINKED}."
    return text, {**_amounts(read.counted), "linked": linked.today}


def _uncounted(read: BatchPricesRead) -> tuple[str, dict[str, FigureRead]]:
    linked = _part(read, BatchPart.CONVERSATION)
    if not linked.calls:
        return "", {}
    text = (
        f"Calls in sessions of several calls cost {{linked}}: {_LINKED}, and a batch may take a day. "
        "Name a feature, user or agent whose calls can wait to see what they would cost."
    )
    return text, {"linked": linked.today}


def _amounts(part: BatchPartRead) -> dict[str, FigureRead]:
    return {"then": part.cost, "now": part.today, "saved": part.saving}


def _part(read: BatchPricesRead, wanted: BatchPart) -> BatchPartRead:
    return next(part for part in read.parts if part.part is wanted)
