"""The answer, which comes first: one passage for each kind of question."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import average_of, calls_of, middle_call
from netra.backend.agents.reporting.domain.assumed_prices import with_assumed_price
from netra.backend.agents.reporting.domain.at_pace import with_pace
from netra.backend.agents.reporting.domain.averages import Base, Each, each_of
from netra.backend.agents.reporting.domain.changes import behind, size_of_a_call
from netra.backend.agents.reporting.domain.chosen_parts import calls_beyond, chosen_parts
from netra.backend.agents.reporting.domain.cost_spread import spread_answer
from netra.backend.agents.reporting.domain.failed_places import failed_places
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.incidents import incidents_answer
from netra.backend.agents.reporting.domain.last_calls import last_calls_answer
from netra.backend.agents.reporting.domain.long_calls import long_calls
from netra.backend.agents.reporting.domain.movers import failures, reason
from netra.backend.agents.reporting.domain.no_dates import with_clock, without_dates
from netra.backend.agents.reporting.domain.part_answers import average_part, counted_parts, course_of, ends
from netra.backend.agents.reporting.domain.parts import quantity_of, whole_figure
from netra.backend.agents.reporting.domain.peaks import peak_answer
from netra.backend.agents.reporting.domain.provenance import provenance_answer
from netra.backend.agents.reporting.domain.ranked import ranked_answer
from netra.backend.agents.reporting.domain.run_rate import rate_answer
from netra.backend.agents.reporting.domain.runaways import runaways_answer
from netra.backend.agents.reporting.domain.savings import saving_answer
from netra.backend.agents.reporting.domain.shares import share_answer
from netra.backend.agents.reporting.domain.sides import sides_answer
from netra.backend.agents.reporting.domain.slow_calls import why_slow_answer
from netra.backend.agents.reporting.domain.tables import table_answer
from netra.backend.agents.reporting.domain.times_and_errors import errors, speed
from netra.backend.agents.reporting.domain.token_costs import kind_answer
from netra.backend.agents.reporting.domain.two_times import two_times_answer, with_share_before
from netra.backend.agents.reporting.domain.what_if import supposed_answer
from netra.backend.agents.reporting.domain.why_dear import why_dear_answer
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import a, counted
from netra.backend.agents.triage.domain.goal import (
    Average,
    Choice,
    Goal,
    Intent,
    Lever,
    Metric,
    OffTopic,
    Unanswerable,
)
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.comparisons.schemas import ComparisonRead

_MANY_WORDS: Final = 50
_TELLING: Final = re.compile(
    r"\b(?:vs|versus|compar\w+|than|before|over time|per|each|monthly|weekly|daily|yearly|except|without|"
    r"only|long|short|longer|shorter)\b",
    re.IGNORECASE,
)
"""Words that make another question of one."""
CAN_ASK: Final = (
    "You can ask where the money goes, in any time, by model, feature, user, provider, weekday or hour, "
    "what share something is and which calls are the dearest; where it can be saved and with what; "
    "why the cost of a time changed; how fast the calls are, what makes them slow and which fail, "
    "what broke or got worse and when, who went quiet, which sessions run away; what it would cost at other "
    "volumes, with other models or without caching; whether a budget holds at this rate; and where the "
    "figures and their prices come from."
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
            goal = given.reading.goal
            return with_clock(goal, given, with_assumed_price(given, _answer(goal, given)))


def _answer(goal: Goal, given: Given) -> Passage:
    if goal.intent is Intent.HELP:
        return Passage(text=CAN_ASK)
    if given.overview is None:
        return Passage(text=_nothing_said(given))
    if given.rate is not None:
        return _joined(_caution(goal, given), rate_answer(goal, given, given.rate))
    if not given.overview.result.calls:
        named = f" ({', '.join(goal.unknown_names)})" if goal.unknown_names else ""
        return Passage(text=f"No calls of this project match what you asked about{named}.")
    caution = _caution(goal, given)
    listed = _of_single_times(goal, given, given.overview.result)
    if listed is not None:
        return _joined(caution, listed)
    if goal.above is not None and given.sizes is not None:
        return _joined(caution, long_calls(goal.above, given.sizes))
    notes = "" if goal.intent is Intent.WHY_CHANGED else "".join(f"{note} " for note in given.notes)
    if goal.cost_of is not None:
        return _joined(notes + caution, kind_answer(goal, given))
    answer = _what_if if given.supposed is not None else _answer_of(goal)
    overview = given.overview.result
    return _joined(notes + caution, with_pace(goal, given, overview, answer(goal, given, overview)))


def _answer_of(goal: Goal) -> Callable[[Goal, Given, Overview], Passage]:
    return table_answer if goal.table is not None else _ANSWERS[goal.intent]


def _of_single_times(goal: Goal, given: Given, overview: Overview) -> Passage | None:
    """The busiest time, or single calls in an order, where these are asked for."""
    if given.peak is not None:
        return peak_answer(goal, given.peak.result, ZoneInfo(given.project.time_zone))
    return None if given.ranked is None else ranked_answer(given.ranked.result, overview, given.project)


def _unused(goal: Goal) -> str:
    """Says first that a number, or a comparison, was not used: what follows may answer something else."""
    telling = [words for words in goal.unread if any(map(str.isdigit, words)) or _TELLING.search(words)]
    if not telling:
        return ""
    return f"Not used of your question: {', '.join(f'“{words}”' for words in telling)}. Without that: "


def _nothing_said(given: Given) -> str:
    if given.failures:
        return "What is needed for an answer could not be computed: see what went wrong below."
    return "This project has no calls yet, so nothing can be told. Below is how to begin."


def _caution(goal: Goal, given: Given) -> str:
    """What has to be known before the answer is read."""
    said = (_of_many_words(goal, given.question), _unused(goal), _unknown_names(goal))
    return "".join((*said, without_dates(goal, given)))


def _of_many_words(goal: Goal, question: str) -> str:
    """Of a story the words that were taken for its question: what else it says may matter too."""
    said = list(dict.fromkeys(phrase.words for phrase in goal.words if phrase.words))
    if len(question.split()) < _MANY_WORDS or not said:
        return ""
    return f"Of your long question these words were used: {', '.join(f'“{words}”' for words in said)}. "


def _unknown_names(goal: Goal) -> str:
    supposed = goal.supposition.models if goal.supposition else ()
    unknown = [name for name in goal.unknown_names if name not in supposed]
    if not unknown:
        return ""
    instead = "" if goal.chosen else " What follows is about the others."
    return f"No calls of {', '.join(unknown)} are in this project.{instead} "


def _joined(before: str, passage: Passage) -> Passage:
    return passage.model_copy(update={"text": before + passage.text})


def _lever(goal: Goal, given: Given, overview: Overview) -> Passage:
    """What the levers that were asked about come to, one after the other."""
    if not given.findings:
        return saving_answer(goal, given, overview)
    text, figures = list[str](), dict[str, FigureRead]()
    for place, finding in enumerate(given.findings):
        renamed = {name: f"{name}_{place}" for name in finding.passage.figures}
        said = finding.passage.text
        for name, new in renamed.items():
            said = said.replace(f"{{{name}}}", f"{{{new}}}")
        if finding.lever == Lever.RETRY_WASTE:
            places = failed_places(given)
            said, figures = said + places.text, {**figures, **places.figures}
        text.append(" ".join(filter(None, [f"{finding.title}.", said, finding.caveat])))
        figures |= {renamed[name]: figure for name, figure in finding.passage.figures.items()}
    return Passage(text=" ".join(text), figures=figures)


def _where(goal: Goal, given: Given, overview: Overview) -> Passage:
    table = given.breakdowns[0].result if given.breakdowns else None
    if table is None or not table.rows or given.asked is None:
        return Passage(text="These calls cost {cost}.", figures={"cost": overview.cost})
    if goal.only_parts is not None:
        return chosen_parts(goal.only_parts, given)
    top, average = counted_parts(given) if goal.counts_parts else ends(given), average_part(given)
    text, figures = top.text + average.text, {**top.figures, **average.figures}
    each = each_of(goal)
    if each is not None:
        base = Base.of(each, given, overview)
        asked = given.asked.filter
        whole = whole_figure(quantity_of(goal), base.overview, asked, given.project, table.whole)
        text += _averaged(each, whole, given, base, figures)
    return Passage(text=text, figures=figures)


def _averaged(
    each: Each, figure: FigureRead, given: Given, base: Base, figures: dict[str, FigureRead]
) -> str:
    """The figure for each of what is asked, in words; its own figure is added to the others."""
    overview, tally = base.overview, given.breakdowns[0].result.whole if given.breakdowns else None
    if each.is_median:
        figures["average"] = middle_call(overview.cost, tally.median_cost if tally else None)
        return " The middle call costs {average}: half of the calls cost less, half more."
    count, is_cost = each.count_of_all(overview, tally), figure is overview.cost
    unpriced = sum(row.unpriced_calls for row in overview.by_model) if is_cost else 0
    if each.over is Average.CALL:
        count -= unpriced
    if not count:
        return f" None of the calls names its {each.words}: send one with each call to know what it costs."
    figures["average"] = average_of(figure, count, each.over, each.units)
    adds = "adds" if unpriced == 1 else "add"
    without = f" {counted(unpriced, 'call')} without a known price {adds} nothing." if unpriced else ""
    one = f"{a(each.words)} on average" if each.units == 1 else f"per {each.words}"
    return f" Over {base.words} that is {{average}} {one}: {counted(count, each.over)}.{without}"


def _change(goal: Goal, given: Given, overview: Overview) -> Passage:
    if given.comparison is None:
        note = " ".join(given.notes) or "There is no earlier time to compare with."
        return Passage(text=f"{note} These calls cost {{cost}}.", figures={"cost": overview.cost})
    read = given.comparison.result
    if not read.before.calls and read.after.calls:
        return _nothing_before(given, read)
    change = read.change.value or Decimal(0)
    same = [one for one in read.effects if (one.effect.value or Decimal(0)) * change > 0]
    figures = {"before": read.before.cost, "after": read.after.cost, "change": read.change}
    said = f"The cost went from {{before}} to {{after}}, a change of {{change}}.{failures(read)}"
    if given.lead is not None:
        moved = reason(given.lead, given.within.result if given.within else None)
        said, figures = said + moved.text, {**figures, **moved.figures}
    if same:
        largest = max(same, key=lambda one: abs(one.effect.value or Decimal(0)))
        said += f" By kind, the largest reason: {largest.words[0].lower()}{largest.words[1:]}, {{reason}}."
        if abs(largest.effect.value or Decimal(0)) > abs(change):
            said += " Others work against it: the table has all of them."
        figures["reason"] = largest.effect
    told, before = behind(given.change), given.overview_before
    size = size_of_a_call(goal, before.result if before is not None else None, overview)
    parts = [*given.notes, *([size.text] if size.text else []), said + told.text]
    return Passage(text=" ".join(parts), figures={**figures, **size.figures, **told.figures})


def _nothing_before(given: Given, read: ComparisonRead) -> Passage:
    """Where no call is recorded in the time before, nothing has risen from anything."""
    said = (
        f"No call is recorded in the time before: there is nothing to compare with. The "
        f"{counted(read.after.calls, 'call')} since cost {{after}}."
    )
    return Passage(text=" ".join([*given.notes, said]), figures={"after": read.after.cost})


def _against_others(goal: Goal, given: Given, overview: Overview) -> Passage | None:
    """Names side by side, a share of something larger, or two times; None for a figure alone."""
    if goal.beside is not None and given.sides:
        return sides_answer(goal.beside, given)
    if goal.only_parts is not None and goal.breakdown is None:
        return calls_beyond(goal.only_parts, overview)
    share = share_answer(goal, goal.share_of, given, overview) if goal.share_of is not None else None
    return with_share_before(goal, given, share) if share else two_times_answer(goal, given)


def _how_much(goal: Goal, given: Given, overview: Overview) -> Passage:
    told, course = _figure(goal, given, overview), course_of(given)
    return Passage(text=told.text + course.text, figures={**told.figures, **course.figures})


def _figure(goal: Goal, given: Given, overview: Overview) -> Passage:
    told = _against_others(goal, given, overview)
    if told is not None:
        return told
    if goal.metric is Metric.TOKENS:
        return _tokens(goal, given, overview)
    if goal.metric is Metric.USERS:
        tally = given.breakdowns[0].result.whole if given.breakdowns else None
        return _counted(goal, given, counted(tally.users, "user") if tally else "Users", overview)
    name, figure = _METRICS.get(goal.metric or Metric.COST, _METRICS[Metric.COST])(overview)
    if figure is None:
        return _counted(goal, given, name, overview)
    if figure is overview.cost and figure.value is None:
        return Passage(text=f"No price is known for {counted(overview.calls, 'call')} that you ask about.")
    figures = {"figure": figure, "cost": overview.cost}
    text = f"{name} of {overview.calls:,} calls: {{figure}}. These calls cost {{cost}} in all."
    if figure is overview.cost:
        text, figures = f"{counted(overview.calls, 'call')} cost {{cost}}.", {"cost": overview.cost}
    each = each_of(goal)
    if each is not None:
        base = Base.of(each, given, overview)
        averaged = _METRICS.get(goal.metric or Metric.COST, _METRICS[Metric.COST])(base.overview)[1]
        text += _averaged(each, averaged or figure, given, base, figures)
    return _with_parts(Passage(text=text, figures=figures), given)


def _with_parts(passage: Passage, given: Given) -> Passage:
    """The same with what a part has on average, such as a day, where that is asked for."""
    if not given.breakdowns or given.asked is None:
        return passage
    average = average_part(given)
    return Passage(text=passage.text + average.text, figures={**passage.figures, **average.figures})


def _tokens(goal: Goal, given: Given, overview: Overview) -> Passage:
    figures = {"input": overview.input, "output": overview.output, "cost": overview.cost}
    calls = counted(overview.calls, "call")
    text = f"{calls} used {{input}} of input and {{output}} of output. Cost: {{cost}}."
    each = each_of(goal)
    if each is not None:
        count = each.count_of_all(overview, given.breakdowns[0].result.whole if given.breakdowns else None)
        base = Base.of(each, given, overview)
        for side, summed in (("input", base.overview.input), ("output", base.overview.output)):
            figures[f"{side}_average"] = average_of(summed, count, each.over, each.units)
        text += f" Over {base.words} {a(each.words)} has {{input_average}} of input and {{output_average}} "
        text += "of output on average."
    return _with_parts(Passage(text=text, figures=figures), given)


def _counted(goal: Goal, given: Given, name: str, overview: Overview) -> Passage:
    """How many calls or sessions there are; on average, how many calls one of something has."""
    text, figures = f"{name} in all.", {"cost": overview.cost}
    each = each_of(goal)
    if each is not None and goal.metric is not Metric.SESSIONS and each.over is not Average.CALL:
        tally = given.breakdowns[0].result.whole if given.breakdowns else None
        base = Base.of(each, given, overview)
        text += f" Over {base.words} {a(each.words)} has {{average}} calls on average."
        figures["average"] = calls_of(base.overview.calls, each.count_of_all(overview, tally), each.over)
    parts = _with_parts(Passage(text=text, figures=figures), given)
    return parts.model_copy(update={"text": f"{parts.text} Cost: {{cost}}."})


def _what_if(goal: Goal, given: Given, overview: Overview) -> Passage:
    return supposed_answer(goal, given, overview) or _lever(goal, given, overview)


def _bucket(overview: Overview, name: str) -> FigureRead:
    return next(one.tokens for one in overview.buckets if one.bucket == name)


Named = tuple[str, FigureRead | None]
_METRICS: Final[Mapping[Metric, Callable[[Overview], Named]]] = MappingProxyType(
    {
        Metric.COST: lambda found: ("The cost", found.cost),
        Metric.CALLS: lambda found: (counted(found.calls, "call"), None),
        Metric.SESSIONS: lambda found: (counted(found.sessions, "session"), None),
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
        Intent.SPEND_LESS: saving_answer,
        Intent.LEVER: _lever,
        Intent.WHERE_MONEY_GOES: _where,
        Intent.WHY_CHANGED: _change,
        Intent.WHY_DEAR: why_dear_answer,
        Intent.SPREAD: spread_answer,
        Intent.SPEED: speed,
        Intent.WHY_SLOW: why_slow_answer,
        Intent.ERRORS: errors,
        Intent.INCIDENTS: incidents_answer,
        Intent.LAST_CALLS: last_calls_answer,
        Intent.RUNAWAYS: runaways_answer,
        Intent.HOW_MUCH: _how_much,
        Intent.WHAT_IF: _what_if,
        Intent.PROVENANCE: provenance_answer,
    }
)
