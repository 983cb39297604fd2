"""Answers on how fast calls are and which fail: the figure that was asked for, and where it is worst."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.reporting.domain.failures import met_passage, retries_answer
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.slow_calls import writing_speed
from netra.backend.agents.reporting.domain.trends import Step, trend
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import called, counted, none_recorded
from netra.backend.agents.triage.domain.goal import Goal, Intent, Metric
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.latency.schemas import LatencyGroupRead, LatencyRead
from netra.backend.retries.schemas import RetriesRead

MOST_TYPES: Final = 3
_NO_MEAN: Final = " Few slow calls would pull a mean up, so the middle call is told instead."
_MEASURES: Final[Mapping[Metric, tuple[str, Callable[[LatencyGroupRead], FigureRead]]]] = MappingProxyType(
    {
        Metric.LATENCY: ("Half of the calls take {asked} or less", lambda group: group.duration_p50),
        Metric.LATENCY_P50: ("Half of the calls take {asked} or less", lambda group: group.duration_p50),
        Metric.LATENCY_P95: ("95 of 100 calls take {asked} or less", lambda group: group.duration_p95),
        Metric.LATENCY_P99: ("99 of 100 calls take {asked} or less", lambda group: group.duration_p99),
        Metric.TTFT: ("Half of the calls have their first token after {asked}", lambda group: group.ttft_p50),
    }
)


def speed(goal: Goal, given: Given, overview: Overview) -> Passage:
    """The time that was asked for, or how fast answers are written."""
    return writing_speed(given) if goal.metric is Metric.OUTPUT_SPEED else _time(goal, given, overview)


def _time(goal: Goal, given: Given, overview: Overview) -> Passage:
    """The time over all calls, and for the slowest group."""
    if given.latency is None:
        return Passage(text="How long the calls took could not be looked at: see what went wrong below.")
    read = given.latency.result
    metric = goal.target.metric if goal.target is not None else goal.metric or Metric.LATENCY
    words, measure = _MEASURES.get(metric, _MEASURES[Metric.LATENCY])
    if measure(read.whole).value is None:
        return Passage(text=f"{_what(metric)} was not recorded for these {overview.calls:,} calls.")
    figures = {"asked": measure(read.whole)}
    text = f"{words}.{_reached(goal, measure(read.whole))}"
    if metric not in {Metric.LATENCY_P95, Metric.LATENCY_P99, Metric.TTFT}:
        text += " 95 of 100 take {p95} or less."
        figures["p95"] = read.whole.duration_p95
    if given.latency_before is not None and measure(given.latency_before.result.whole).value is not None:
        figures["before"] = measure(given.latency_before.result.whole)
        text += " In the time before it was {before}."
    if goal.average is not None and not goal.is_median:
        text += _NO_MEAN
    text += "".join(f" {one}" for one in measure(read.whole).assumptions)
    course, slowest = _course(read, measure, "slower", "faster"), _most(read, measure)
    text, figures = text + course.text, {**figures, **course.figures}
    if slowest is not None:
        text += f" The slowest {Dimension(read.by).words} is {called(slowest.key)}: {{slowest}}."
        figures["slowest"] = measure(slowest)
    return Passage(text=text, figures=figures)


def _course(
    read: LatencyRead, measure: Callable[[LatencyGroupRead], FigureRead], more: str, less: str
) -> Passage:
    """How it went from step to step, where it is told by a stretch of time."""
    by = Dimension(read.by)
    if not by.is_time:
        return Passage(text="")
    steps = sorted(Step(group.key, measure(group)) for group in read.groups if group.key)
    return trend(steps, by, more, less)


def worst_of(goal: Goal, read: LatencyRead) -> LatencyGroupRead | None:
    """The group that an answer on times, or on failures, names first."""
    if goal.intent is Intent.ERRORS:
        return _most(read, lambda group: group.error_rate)
    return _most(read, _MEASURES.get(goal.metric or Metric.LATENCY, _MEASURES[Metric.LATENCY])[1])


def _what(metric: Metric) -> str:
    return "When the first token came" if metric is Metric.TTFT else "How long the calls took"


def _reached(goal: Goal, figure: FigureRead) -> str:
    """Whether the figure is as low as was asked for; nothing where no time was."""
    if goal.target is None or goal.target.at_most is None or figure.value is None:
        return ""
    return f" That {'is' if figure.value <= goal.target.at_most else 'is not'} within what you aim for."


def _most(read: LatencyRead, measure: Callable[[LatencyGroupRead], FigureRead]) -> LatencyGroupRead | None:
    """The named group whose figure is largest; None where there is nothing to choose from."""
    known = [group for group in read.groups if group.key and measure(group).value is not None]
    return max(known, key=lambda group: measure(group).value or Decimal(0)) if len(known) > 1 else None


def errors(goal: Goal, given: Given, overview: Overview) -> Passage:
    """How many calls failed, of which kinds, where most, what was sent again; first what is asked of it."""
    if goal.metric is Metric.RETRIES and given.retries is not None and overview.errors:
        return retries_answer(given.retries.result)
    told, met = _errors(given, overview), met_passage(given)
    return Passage(text=met.text + told.text, figures={**met.figures, **told.figures})


def _errors(given: Given, overview: Overview) -> Passage:
    if not overview.errors:
        return Passage(text=none_recorded(overview.calls))
    calls, figures = counted(overview.calls, "call"), dict[str, FigureRead]()
    text = f"{overview.errors:,} of {calls} failed."
    if given.latency is not None:
        read = given.latency.result
        text = f"{{failed}} of {calls} failed ({{rate}}){_types(read)}."
        figures = {"failed": read.whole.errors, "rate": read.whole.error_rate}
        text += _rate_before(given, figures)
        worst = _most(read, lambda group: group.error_rate)
        if worst is not None and worst.error_rate.value:
            by = Dimension(read.by).words
            its = counted(worst.calls, "call")
            text += f" The {by} that fails most often is {called(worst.key)}: {{worst}} of its {its}."
            figures["worst"] = worst.error_rate
        course = _course(read, lambda group: group.error_rate, "worse", "better")
        text, figures = text + course.text, {**figures, **course.figures}
    if given.retries is None:
        return Passage(text=f"{text} Whether they were sent again could not be looked at.", figures=figures)
    sent, again = _sent_again(given.retries.result)
    return Passage(text=text + sent, figures={**figures, **again})


def _rate_before(given: Given, figures: dict[str, FigureRead]) -> str:
    """How often calls failed in the earlier time, where one is named."""
    if given.latency_before is None:
        return ""
    whole = given.latency_before.result.whole
    if not whole.calls:
        return " In the time before there are no such calls."
    figures |= {"failed_before": whole.errors, "rate_before": whole.error_rate}
    return f" In the time before {{failed_before}} of {counted(whole.calls, 'call')} did ({{rate_before}})."


def _types(read: LatencyRead) -> str:
    named = [f"{one.calls:,} {one.error_type}" for one in read.whole.error_types if one.error_type]
    more = len(named) - MOST_TYPES
    return (
        f": {', '.join(named[:MOST_TYPES])}{f' and {more} more kinds' if more > 0 else ''}" if named else ""
    )


def _sent_again(read: RetriesRead) -> tuple[str, dict[str, FigureRead]]:
    """What the failures cost, and what of it was sent again, as far as the log tells."""
    told = read.failed_cost.calls
    some = f", by the {told:,} of them that record tokens" if 0 < told < (read.failed.value or 0) else ""
    text, figures = f" They cost {{failed_cost}}{some}.", {"failed_cost": read.failed_cost}
    if read.after_error.value is None:
        return f"{text} Whether they were sent again was not recorded.", figures
    text += (
        " {after_error} calls were failures sent again, of which {answered} were answered; {after_success} "
        "were sent again although answered."
    )
    figures |= {"after_error": read.after_error, "answered": read.answered}
    return text, {**figures, "after_success": read.after_success}
