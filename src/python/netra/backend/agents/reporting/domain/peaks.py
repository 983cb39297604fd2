"""Answers on the busiest second, minute or hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import a
from netra.backend.agents.triage.domain.goal import Goal, Metric
from netra.backend.peaks.domain import PeakLength
from netra.backend.peaks.schemas import PeakRead


def peak_answer(goal: Goal, read: PeakRead, zone: ZoneInfo) -> Passage:
    """How many calls, or tokens, it has, when it was, and what is usual beside it."""
    if not read.is_timed:
        text = "How many calls come at once cannot be told: they have times within their session only."
        return Passage(text=f"{text} Send the time at which each call began.")
    one = read.length.words
    calls = f"The busiest {one} had {{calls}} calls, {_when(read.calls_at, read.length, zone)}"
    calls += ", of which {failed} failed." if read.failed.value else "."
    tokens = f"The {one} with the most tokens had {{tokens}}, {_when(read.tokens_at, read.length, zone)}."
    told = (tokens, calls) if goal.metric is Metric.TOKENS else (calls, tokens)
    usual = (
        f"All {{all}} calls are {{mean}} {a(read.mean_in)} on average, from the first to the last; 95 of 100 "
        f"{one}s that have calls have up to {{usual}}."
    )
    figures = {
        "all": read.all_calls,
        "calls": read.calls,
        "tokens": read.tokens,
        "mean": read.mean,
        "usual": read.usual,
    }
    figures |= {"failed": read.failed} if read.failed.value else {}
    return Passage(text=" ".join((*told, usual)), figures=figures)


def _when(at: datetime | None, length: PeakLength, zone: ZoneInfo) -> str:
    if at is None:
        return ""
    here = at.astimezone(zone)
    clock = f"{here:%H:%M:%S}" if length is PeakLength.SECOND else f"{here:%H:%M}"
    return f"on {here.day} {here:%B %Y} at {clock}"
