"""Read a question without an LLM: to a goal, a short choice, or an honest no."""

from dataclasses import replace

from netra.backend.agents.triage.domain import (
    bare_questions,
    caches_off,
    choices,
    clauses,
    follow_ups,
    refusals,
)
from netra.backend.agents.triage.domain.divisions import token_kinds
from netra.backend.agents.triage.domain.drafting import compared, draft_of
from netra.backend.agents.triage.domain.follow_ups import Draft
from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    Intent,
    Metric,
    OffTopic,
    QuestionSetting,
    Reading,
    Understood,
)
from netra.backend.agents.triage.domain.names import pointers
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.question_parts import QuestionParts, named_line, read_parts
from netra.backend.agents.triage.domain.words.wording import corrected, read_words


def read_question(
    question: str, setting: QuestionSetting, before: Goal | None = None, leading: Leading | None = None
) -> Reading:
    """What a question asks for; `before` is the goal of the thread that a short question amends.

    `leading` is the part that the answer before named first, which "that session" points at. Of two questions
    in one the first is read, and the second kept for the next turn.
    """
    reading = _read_one(question, setting, before, leading)
    second = clauses.second_question(read_words(question))
    if not second or not isinstance(reading, Understood):
        return reading
    then = _read_one(second, setting, reading.goal, leading)
    if isinstance(then, Choice | OffTopic) or (
        isinstance(then, Understood) and clauses.is_answered(reading.goal, then.goal)
    ):
        return reading
    return Understood(clauses.with_second(reading.goal, second))


def _read_one(
    question: str, setting: QuestionSetting, before: Goal | None, leading: Leading | None
) -> Reading:
    plain = corrected(read_words(question))
    refused = refusals.forbidden(plain.line)
    if refused is not None:
        return refused
    read = read_parts(plain, setting, leading)
    lacking = refusals.not_recorded(named_line(read))
    if lacking is not None:
        return lacking
    draft = draft_of(read, setting, Metric.CALLS if bare_questions.asks_of_record(plain) else None)
    ambiguous = tuple(mention for mention in read.mentions.values() if mention.others)
    amended = follow_ups.amended(draft, plain.line, before) if before is not None else None
    if amended is not None:
        amended = pointers.with_unread(token_kinds.amended(caches_off.amended(amended), before), plain)
        return choices.settled(compared(amended, setting), read.times, setting, ambiguous)
    beyond = refusals.unanswerable(named_line(read), is_projected=draft.intent is Intent.RUN_RATE)
    if beyond is not None and read.prices is None:
        return beyond
    draft = _of_few_words(draft, read, setting)
    return choices.of_draft(draft, read.levers, plain.line) or choices.settled(
        draft.goal, read.times, setting, ambiguous
    )


def _of_few_words(draft: Draft, read: QuestionParts, setting: QuestionSetting) -> Draft:
    """The draft of a question that only names calls or someone, as a figure; with what points at nothing."""
    if draft.intent is None:
        metric = bare_questions.plain_metric(named_line(read), read.mentions.values())
        draft = draft_of(read, setting, metric) if metric is not None else draft
    return replace(draft, goal=pointers.with_unread(draft.goal, read.plain))


def may_be_rephrased(question: str) -> bool:
    """Whether other words may be sought: an order to the product stays refused in any words."""
    return refusals.forbidden(corrected(read_words(question)).line) is None


