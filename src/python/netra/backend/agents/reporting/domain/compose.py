"""A report, put together from what the other agents found."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from netra.backend.agents.reporting.domain.answers import answer_to
from netra.backend.agents.reporting.domain.at_pace import findings_at_pace
from netra.backend.agents.reporting.domain.batches import batch_sections
from netra.backend.agents.reporting.domain.caching_tables import caching_sections
from netra.backend.agents.reporting.domain.cost_spread import spread_sections
from netra.backend.agents.reporting.domain.failures import met_sections, outcome_sections
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.incidents import incident_sections
from netra.backend.agents.reporting.domain.last_calls import last_calls_sections
from netra.backend.agents.reporting.domain.leading import leading_of
from netra.backend.agents.reporting.domain.output_caps import output_cap_sections
from netra.backend.agents.reporting.domain.part_levels import part_levels_sections
from netra.backend.agents.reporting.domain.reasoning_caps import reasoning_cap_sections
from netra.backend.agents.reporting.domain.runaways import runaway_sections
from netra.backend.agents.reporting.domain.scope import scope_of
from netra.backend.agents.reporting.domain.sections import sections_of
from netra.backend.agents.reporting.domain.sides import sides_sections
from netra.backend.agents.reporting.domain.slow_tables import slow_sections
from netra.backend.agents.reporting.domain.tables import table_sections
from netra.backend.agents.reporting.domain.token_costs import token_cost_sections
from netra.backend.agents.reporting.domain.two_times import two_times_sections
from netra.backend.agents.reporting.domain.what_if import supposed_sections
from netra.backend.agents.reporting.domain.why_dear import why_dear_sections
from netra.backend.agents.schemas import (
    FailedTool,
    Finding,
    Method,
    Passage,
    Report,
    ReportChoice,
    Section,
    Unknown,
)
from netra.backend.agents.triage.domain.describe import title_of
from netra.backend.agents.triage.domain.goal import Choice, Goal, Intent, Lever, TimeRange
from netra.backend.agents.triage.domain.kept_calls import ALL_CALLS
from netra.backend.agents.triage.domain.words.languages import is_other_language
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import RuleRead
from netra.backend.calls.domain.call import TimeBasis
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.comparisons.schemas import ComparisonRead

BY_RULES = "rules"
_IN_ENGLISH = "Questions are read in this language too; answers are in English."
_QUALITY = Unknown(
    what="How answers change: no log tells how good an answer is.",
    send="Try a change on a part of the traffic first, and judge the answers.",
)
_CHANGES_ANSWERS = frozenset(
    {Lever.CHEAPER_MODEL, Lever.PROVIDER_CHOICE, Lever.ROUTING, Lever.TRIM_CONTEXT, Lever.TRIM_OUTPUT}
)


def compose(given: Given) -> Report:
    """The report, in words made by rules."""
    given = _without_false_times(given)
    sections = _sections(given)
    answer = answer_to(given)
    return Report(
        run_id=given.run_id,
        thread_id=given.thread_id,
        project_id=given.project.id,
        project_name=given.project.name,
        question=given.own_question,
        asked_at=given.asked_at,
        title=title_of(given.goal) if given.goal else "",
        answer=answer,
        **_taken(given),
        sufficiency=given.sufficiency,
        sections=sections,
        findings=findings_at_pace(given),
        actions=list(given.actions),
        tradeoffs=_tradeoffs(given.findings),
        unknowns=_unknowns(given),
        failed=[FailedTool(title=one.title, detail=one.detail) for one in given.failures],
        choice=_choice(given),
        follow_ups=_follow_ups(given),
        method=_method(given, answer, sections),
    )


def _without_false_times(given: Given) -> Given:
    """Without tables of hours and days that are none: relative times lie on no calendar, nor on one clock."""
    overview = given.overview.result if given.overview is not None else None
    by = given.goal.breakdown if given.goal is not None else None
    if overview is None or by is None or overview.time.basis is not TimeBasis.RELATIVE:
        return given
    is_of_a_calendar = by in {GroupKey.WEEKDAY, GroupKey.HOUR_OF_DAY}
    has_many_clocks = Dimension(by).is_time and overview.sessions > 1
    return replace(given, breakdowns=()) if is_of_a_calendar or has_many_clocks else given


def _taken(given: Given) -> dict[str, Any]:
    """How the question was taken: which calls, what was left of it, and what "that one" would mean next."""
    unread = list(given.goal.unread) if given.goal else []
    return {"scope": _scope(given), "unread": unread, "leading": leading_of(given)}


def _sections(given: Given) -> list[Section]:
    capped = [*output_cap_sections(given), *reasoning_cap_sections(given)]
    supposed = [*capped, *supposed_sections(given), *caching_sections(given), *batch_sections(given)]
    supposed += [*part_levels_sections(given), *incident_sections(given)]
    supposed += [*met_sections(given), *outcome_sections(given)]
    supposed += [*last_calls_sections(given), *runaway_sections(given)]
    supposed += [*sides_sections(given), *slow_sections(given)]
    is_of_one = given.goal is not None and given.goal.intent is Intent.WHY_DEAR
    supposed += why_dear_sections(given) if is_of_one else spread_sections(given)
    supposed += [*two_times_sections(given), *token_cost_sections(given), *sections_of(given)]
    told = [*table_sections(given), *supposed]
    if given.overview is not None and len(told) > 1:
        told[-1] = told[-1].model_copy(update={"is_background": True})  # The calls as a whole stand last.
    return told


def _scope(given: Given) -> str:
    if given.goal is None or given.overview is None:
        return ""
    overview = given.overview.result
    recorded = TimeRange(overview.time.since, overview.time.until)
    goal = replace(given.goal, time=None) if given.last_calls is not None else given.goal
    if given.rate is not None and given.rate.stretch is not None:
        goal = replace(goal, time=given.rate.stretch.range)
    if given.comparison is not None:
        return _compared(goal, given.comparison.result, recorded, given)
    return scope_of(goal, overview.calls, recorded, ZoneInfo(given.project.time_zone))


def _compared(goal: Goal, read: ComparisonRead, recorded: TimeRange, given: Given) -> str:
    """Both times with their calls, as the question names them; else those that were found."""
    later, earlier = (TimeRange(one.since, one.until) for one in (read.after, read.before))
    goal = replace(goal, time=goal.time or later, earlier=goal.earlier or earlier)
    zone, before = ZoneInfo(given.project.time_zone), read.before.calls
    return scope_of(goal, read.after.calls, recorded, zone, calls_before=before)


def _tradeoffs(findings: Iterable[Finding]) -> list[str]:
    paying = [finding for finding in findings if finding.saving is not None]
    said = list(dict.fromkeys(tradeoff for finding in paying for tradeoff in finding.tradeoffs))
    if len(paying) > 1:
        said.append(
            "Savings of different levers overlap: each was replayed alone, so they must not be added up."
        )
    return said


def _unknowns(given: Given) -> list[Unknown]:
    changing = any(Lever(finding.lever) in _CHANGES_ANSWERS for finding in given.findings)
    return [*given.unknowns, *([_QUALITY] if changing else [])]


def _choice(given: Given) -> ReportChoice | None:
    if not isinstance(given.reading, Choice):
        return None
    return ReportChoice(
        question=given.reading.question, options=[option.label for option in given.reading.options]
    )


def _follow_ups(given: Given) -> list[str]:
    """What the report leaves open, as questions that can be asked next."""
    if given.goal is None or given.overview is None or not given.overview.result.calls:
        return list(given.suggestions)
    return [question for question in _open_questions(given.goal, given) if question][:3]


def _open_questions(goal: Goal, given: Given) -> Iterable[str]:
    overview = given.overview.result if given.overview else None
    if goal.keeps:
        yield ALL_CALLS
    if goal.is_without_caching:
        yield "How much more would prompt caching save?"
    # A question that stands alone is about everything: of chosen calls it has to say so.
    these = "these calls" if goal.chosen or goal.excluded or goal.time else ""
    yield from _on_speed(goal, these)
    if goal.intent is not Intent.WHERE_MONEY_GOES:
        yield f"Where does the money of {these} go?" if these else "Where does the money go?"
    if goal.intent not in {Intent.SPEND_LESS, Intent.LEVER}:
        yield f"Where can I save on {these}?" if these else "Where can I save?"
    if overview is not None and len(overview.by_model) > 1 and not goal.chosen.models:
        yield f"And for {overview.by_model[0].key} only?" if overview.by_model[0].key else ""
    if goal.intent is not Intent.WHY_CHANGED:
        yield f"Why did the cost of {these} change?" if these else "Why did the cost change?"
    if goal.intent is not Intent.SPEED and overview is not None and overview.latency_p50.value is not None:
        yield f"How fast are {these or 'the calls'}?"


def _on_speed(goal: Goal, these: str) -> Iterable[str]:
    """What follows from how fast calls are."""
    if goal.intent is Intent.SPEED:
        yield f"Why are {these or 'calls'} slow?"


def _method(given: Given, answer: Passage, sections: list[Section]) -> Method:
    time = given.overview.result.time if given.overview else None
    return Method(
        calls=given.overview.result.calls if given.overview else 0,
        since=(given.asked.since if given.asked else None) or (time.since if time else None),
        until=(given.asked.until if given.asked else None) or (time.until if time else None),
        zone=given.project.time_zone,
        price_book=str(given.project.price_book),
        rules=_rules(given, answer, sections),
        notes=[*given.notes, *given.model_notes, *_language(given.question)],
        written_by=BY_RULES,
    )


def _language(question: str) -> list[str]:
    return [_IN_ENGLISH] if is_other_language(question) else []


def _rules(given: Given, answer: Passage, sections: list[Section]) -> list[RuleRead]:
    """Every rule that a figure of the report rests on, once."""
    passages = [answer, *(finding.passage for finding in given.findings)]
    passages += [passage for section in sections for passage in section.passages]
    figures = [figure for passage in passages for figure in passage.figures.values()]
    cells = [cell for section in sections if section.table for row in section.table.rows for cell in row]
    figures += [cell.figure for cell in cells if cell.figure is not None]
    return list({figure.rule.id: figure.rule for figure in figures}.values())
