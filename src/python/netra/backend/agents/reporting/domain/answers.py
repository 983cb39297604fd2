"""The answer, which comes first: one passage for each kind of question."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.sections import group_cost
from netra.backend.agents.reporting.domain.what_if import supposed_answer
from netra.backend.agents.schemas import Passage
from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    Intent,
    Lever,
    Metric,
    OffTopic,
    Target,
    Unanswerable,
)
from netra.backend.analytics.schemas import FigureRead, Overview

CAN_ASK: Final = (
    "You can ask where the money goes, where it can be saved and with what, why the cost of a time changed, "
    "how fast the calls are, which fail, and what it would cost at other volumes or with other models."
)


def answer_to(given: Given) -> Passage:
    """The answer in a few sentences; where there is none, why."""
    match given.reading:
        case Choice():
            return Passage(text=given.reading.question)
        case OffTopic():
            return Passage(text=f"{given.reading.reason} {CAN_ASK}")
        case Unanswerable():
            return Passage(text=f"{given.reading.reason} {given.reading.send}".strip())
        case _:
            return _answer(given.reading.goal, given)


def _answer(goal: Goal, given: Given) -> Passage:
    if goal.intent is Intent.HELP:
        return Passage(text=CAN_ASK)
    if given.overview is None:
        return Passage(text=_nothing_said(given))
    if not given.overview.result.calls:
        named = f" ({', '.join(goal.unknown_names)})" if goal.unknown_names else ""
        return Passage(text=f"No calls of this project match what you asked about{named}.")
    answer = _what_if if given.supposed is not None else _ANSWERS[goal.intent]
    return _joined(_unknown_names(goal), answer(goal, given, given.overview.result))


def _nothing_said(given: Given) -> str:
    if given.failures:
        return "What is needed for an answer could not be computed: see what went wrong below."
    return "This project has no calls yet, so nothing can be told. Below is how to begin."


def _unknown_names(goal: Goal) -> str:
    supposed = goal.supposition.models if goal.supposition else ()
    unknown = [name for name in goal.unknown_names if name not in supposed]
    return f"No calls of {', '.join(unknown)} are in this project. " if unknown else ""


def _joined(before: str, passage: Passage) -> Passage:
    return passage.model_copy(update={"text": before + passage.text})


def _saving(goal: Goal, given: Given, overview: Overview) -> Passage:
    paying = [finding for finding in given.findings if finding.saving is not None]
    if not paying:
        looked = " Nothing that was looked at pays." if given.findings else " Nothing could be replayed."
        return Passage(text=f"These calls cost {{cost}}.{looked}", figures={"cost": overview.cost})
    best = paying[0]
    assert best.saving is not None  # noqa: S101  it pays
    text = f"Of the {{cost}} that these calls cost, {{saving}} can be saved. {best.title}."
    if best.lever == Lever.CHEAPER_MODEL:
        text = f"These calls cost {{cost}}. {best.title}: {{saving}} less."
    elif best.changes_answers:
        text += " How answers change is not known."
    text += f" {best.caveat}" if best.caveat else ""
    if len(paying) > 1:
        text += " Other levers pay too; their savings overlap, so they must not be added up."
    figures = {"cost": overview.cost, "saving": best.saving}
    return _measured_by_target(goal, Passage(text=text, figures=figures))


def _measured_by_target(goal: Goal, passage: Passage) -> Passage:
    """The same with what was asked for beside it, where the two can be compared."""
    cost, saving, target = passage.figures["cost"], passage.figures["saving"], goal.target
    if target is None or target.metric is not Metric.COST or not cost.value or saving.value is None:
        return passage
    wanted = _wanted_saving(target, cost.value)
    if wanted is None:
        said = " What you aim for is an amount per time, and is not compared with the time of these calls."
        return passage.model_copy(update={"text": passage.text + said})
    reached = "reaches" if saving.value >= wanted else "does not reach"
    ratio = share_of(saving, cost)
    said = f" That is {{ratio}} of the cost and {reached} what you aim for."
    return Passage(text=passage.text + said, figures={**passage.figures, "ratio": ratio})


def _wanted_saving(target: Target, cost: Decimal) -> Decimal | None:
    """The saving in USD that would reach a target; None where it is bound to a period or another currency."""
    if target.change is not None:
        return -target.change * cost
    if target.per is not None or target.currency not in {"", "USD"}:
        return None
    return target.reduction if target.at_most is None else cost - target.at_most


def _lever(goal: Goal, given: Given, overview: Overview) -> Passage:
    """What the levers that were asked about come to, one after the other."""
    if not given.findings:
        return _saving(goal, given, overview)
    text, figures = list[str](), dict[str, FigureRead]()
    for place, finding in enumerate(given.findings):
        renamed = {name: f"{name}_{place}" for name in finding.passage.figures}
        said = finding.passage.text
        for name, new in renamed.items():
            said = said.replace(f"{{{name}}}", f"{{{new}}}")
        text.append(" ".join(filter(None, [f"{finding.title}.", said, finding.caveat])))
        figures |= {renamed[name]: figure for name, figure in finding.passage.figures.items()}
    return Passage(text=" ".join(text), figures=figures)


def _where(_: Goal, given: Given, overview: Overview) -> Passage:
    table = given.breakdowns[0].result if given.breakdowns else None
    if table is None or not table.rows or given.asked is None:
        return Passage(text="These calls cost {cost}.", figures={"cost": overview.cost})
    # Days and hours come in their own order, not the dearest first.
    top = max(table.rows, key=lambda row: row.cost or Decimal(0))
    name = top.key or f"calls without a recorded {table.by}"
    return Passage(
        text=f"Most of it goes to {name}: {{top}} of {{cost}}.",
        figures={"top": group_cost(top, table.by, given.asked, given.project), "cost": overview.cost},
    )


def _change(_: Goal, given: Given, overview: Overview) -> Passage:
    if given.comparison is None:
        note = " ".join(given.notes) or "There is no earlier time to compare with."
        return Passage(text=f"{note} These calls cost {{cost}}.", figures={"cost": overview.cost})
    read = given.comparison.result
    change = read.change.value or Decimal(0)
    same = [one for one in read.effects if (one.effect.value or Decimal(0)) * change > 0]
    figures = {"before": read.before.cost, "after": read.after.cost, "change": read.change}
    said = "The cost went from {before} to {after}, a change of {change}."
    if same:
        largest = max(same, key=lambda one: abs(one.effect.value or Decimal(0)))
        said += f" The largest reason: {largest.words[0].lower()}{largest.words[1:]}, {{reason}}."
        figures["reason"] = largest.effect
    return Passage(text=" ".join([*given.notes, said]), figures=figures)


def _speed(_: Goal, __: Given, overview: Overview) -> Passage:
    if overview.latency_p50.value is None:
        return Passage(text="How long the calls took was not recorded.")
    return Passage(
        text="Half of the calls take {p50} or less, 95 of 100 take {p95} or less. "
        "Median time to the first token: {ttft}.",
        figures={"p50": overview.latency_p50, "p95": overview.latency_p95, "ttft": overview.ttft_p50},
    )


def _errors(_: Goal, given: Given, overview: Overview) -> Passage:
    if given.retries is None or not overview.errors:
        return Passage(text=f"None of the {overview.calls:,} calls failed, as far as was recorded.")
    read = given.retries.result
    return Passage(
        text="{failed} calls failed and cost {failed_cost}. {after_error} were sent again after a failure, "
        "{after_success} although they had been answered. Paid for nothing: {waste}.",
        figures={
            "failed": read.failed,
            "failed_cost": read.failed_cost,
            "after_error": read.after_error,
            "after_success": read.after_success,
            "waste": read.waste,
        },
    )


def _how_much(goal: Goal, _: Given, overview: Overview) -> Passage:
    name, figure = _METRICS.get(goal.metric or Metric.COST, _METRICS[Metric.COST])(overview)
    if figure is None:
        return Passage(text=f"There are {name}.")
    return Passage(
        text=f"{name} of {overview.calls:,} calls: {{figure}}. They cost {{cost}}."
        if figure is not overview.cost
        else f"These {overview.calls:,} calls cost {{cost}}.",
        figures={"figure": figure, "cost": overview.cost},
    )


def _what_if(goal: Goal, given: Given, overview: Overview) -> Passage:
    return supposed_answer(goal, given, overview) or _lever(goal, given, overview)


def _bucket(overview: Overview, name: str) -> FigureRead:
    return next(one.tokens for one in overview.buckets if one.bucket == name)


Named = tuple[str, FigureRead | None]
_METRICS: Final[Mapping[Metric, Callable[[Overview], Named]]] = MappingProxyType(
    {
        Metric.COST: lambda found: ("The cost", found.cost),
        Metric.CALLS: lambda found: (f"{found.calls:,} calls", None),
        Metric.SESSIONS: lambda found: (f"{found.sessions:,} sessions", None),
        Metric.TOKENS: lambda found: ("The input tokens", found.input),
        Metric.INPUT_TOKENS: lambda found: ("The input tokens", found.input),
        Metric.OUTPUT_TOKENS: lambda found: ("The output tokens", found.output),
        Metric.CACHED_TOKENS: lambda found: ("The tokens read from caches", _bucket(found, "cache_read")),
        Metric.REASONING_TOKENS: lambda found: ("The reasoning", _bucket(found, "output_reasoning")),
        Metric.LATENCY: lambda found: ("The median duration", found.latency_p50),
        Metric.LATENCY_P50: lambda found: ("The median duration", found.latency_p50),
        Metric.LATENCY_P95: lambda found: ("The duration that 95 of 100 stay below", found.latency_p95),
        Metric.TTFT: lambda found: ("The median time to the first token", found.ttft_p50),
        Metric.ERRORS: lambda found: (f"{found.errors:,} failed calls among {found.calls:,}", None),
    }
)
_ANSWERS: Final[Mapping[Intent, Callable[[Goal, Given, Overview], Passage]]] = MappingProxyType(
    {
        Intent.SPEND_LESS: _saving,
        Intent.LEVER: _lever,
        Intent.WHERE_MONEY_GOES: _where,
        Intent.WHY_CHANGED: _change,
        Intent.SPEED: _speed,
        Intent.ERRORS: _errors,
        Intent.HOW_MUCH: _how_much,
        Intent.WHAT_IF: _what_if,
    }
)
