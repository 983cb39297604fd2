"""Read a question without an LLM: to a goal, a short choice, or an honest no."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain import (
    bare_questions,
    caches_off,
    choices,
    clauses,
    dear_parts_asked,
    follow_ups,
    kept_calls,
    reasons,
    refusals,
    sides_asked,
)
from netra.backend.agents.triage.domain.amounts import caps, saving_rates
from netra.backend.agents.triage.domain.clauses import Cut
from netra.backend.agents.triage.domain.divisions import courses, token_kinds
from netra.backend.agents.triage.domain.draft import Draft
from netra.backend.agents.triage.domain.drafting import compared, draft_of
from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    Intent,
    Metric,
    OffTopic,
    Option,
    OwnWord,
    Reading,
    Unanswerable,
    Understood,
)
from netra.backend.agents.triage.domain.names import own_words, pointers
from netra.backend.agents.triage.domain.names.names import Mention
from netra.backend.agents.triage.domain.names.nearby import nearby
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.provenance_asked import of_the_figures
from netra.backend.agents.triage.domain.question_parts import QuestionParts, named_line, read_parts
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.agents.triage.domain.words.model_swaps import said_as_swap
from netra.backend.agents.triage.domain.words.plain_forms import (
    ANYTHING_ODD,
    OF_CACHES,
    OF_SESSIONS,
)
from netra.backend.agents.triage.domain.words.said_plainly import BEHIND_A_SUMMARY, SUMMARY, said_plainly
from netra.backend.agents.triage.domain.words.wording import Text, corrected, read_words
from netra.backend.projects.domain import WordMeaning

_TELL_OF_OTHERS: Final = frozenset({Intent.LAST_CALLS, Intent.WHY_DEAR})


def read_question(
    question: str, setting: QuestionSetting, before: Goal | None = None, leading: Leading | None = None
) -> Reading:
    """What a question asks for; `before` is the goal of the thread that it goes on from.

    `leading` is the part that the answer before named first, which "that session" points at. Of several
    questions in one the first is read, and the others are kept to be read behind it.
    """
    setting = replace(setting, names=nearby(read_words(question), setting.names))
    reading = _read(question, setting, before, leading)
    if isinstance(reading, Understood) and reading.goal.intent is Intent.RUNAWAYS:
        return reading  # Its steps are calls, and no word of the team's own.
    if isinstance(reading, Understood):
        return _asked_back(question, reading.goal, setting) or reading
    if isinstance(reading, Choice) and choices.is_open(reading):
        return _asked_back(question, reading.options[0].goal, setting) or reading
    if isinstance(reading, Unanswerable) and refusals.not_recorded(_words_of(question, setting).line):
        return _asked_back(question, Goal(Intent.HELP), setting) or reading
    return reading


def _read(question: str, setting: QuestionSetting, before: Goal | None, leading: Leading | None) -> Reading:
    whole = _read_one(question, setting, before, leading)
    behind = _behind(corrected(read_words(question)), setting)
    if isinstance(whole, Understood) and behind:
        return replace(whole, then=behind)
    return whole if isinstance(whole, OffTopic) else _taken_apart(question, whole, setting, before, leading)


def _behind(said: Text, setting: QuestionSetting) -> str:
    """What belongs to a summary, or to whatever stands out, besides what is told first."""
    if SUMMARY.search(said.line):
        return BEHIND_A_SUMMARY
    if not ANYTHING_ODD.search(said.line):
        return ""
    has_caches = setting.caches is not None and setting.caches.cached
    return "; ".join([OF_CACHES] * has_caches + [OF_SESSIONS] * (len(setting.names.sessions) > 1))


def _asked_back(question: str, plainly: Goal, setting: QuestionSetting) -> Choice | None:
    """What a word of the team's own may mean, to be read again with it; None where no word is unknown."""
    noun = own_words.unknown_noun(_words_of(question, setting), setting.own_words, setting.names)
    meanings = own_words.possible_meanings(setting.names)
    if noun is None or not meanings:
        return None
    options = (
        Option(own_words.MEANING_WORDS[meaning], plainly, OwnWord(noun, meaning, question))
        for meaning in (*meanings, WordMeaning.NOTHING)
    )
    return Choice(f"What is “{noun}” in your calls? I shall remember it.", tuple(options))


def _words_of(question: str, setting: QuestionSetting) -> Text:
    """The words of a question, mistakes set right and the team's own said as everybody's."""
    known = {**own_words.words_of_names(setting.names), **setting.own_words}
    own = own_words.with_own_words(corrected(read_words(question)), known)
    return said_as_swap(said_plainly(own))


def _taken_apart(
    question: str, whole: Reading, setting: QuestionSetting, before: Goal | None, leading: Leading | None
) -> Reading:
    if isinstance(whole, Understood) and _is_of_one_piece(whole.goal):
        return whole
    if isinstance(whole, Choice) and choices.is_of_hours_or_days(whole):
        return whole
    for cut in clauses.cuts(read_words(question)):
        first = _read_one(cut.first, setting, before, leading)
        if not isinstance(first, Understood) or first.goal.intent is Intent.HELP:
            continue
        if clauses.is_told_anyhow(first.goal, cut.then):
            return first
        then = _read(cut.then, setting, first.goal, leading)
        if clauses.is_better(whole, first, then, asks=cut.asks):
            return _with_first_apart(cut, first, setting, before, leading)
    return whole


def _is_of_one_piece(goal: Goal) -> bool:
    """Whether its halves say more of the same: "and by how much?" of names, or of what is over an amount."""
    is_excess = goal.only_parts is not None and goal.only_parts.tells_excess
    is_of_a_part = goal.intent in dear_parts_asked.OF_PARTS
    return (goal.beside is not None or is_excess or is_of_a_part) and not goal.unread


def _with_first_apart(
    cut: Cut, first: Understood, setting: QuestionSetting, before: Goal | None, leading: Leading | None
) -> Understood:
    """The first of two questions, which may be several itself."""
    apart = _taken_apart(cut.first, first, setting, before, leading)
    if isinstance(apart, Understood) and apart.then:
        return replace(apart, then=f"{apart.then}; {cut.then}")
    return replace(first, then=cut.then)


def _read_one(
    question: str, setting: QuestionSetting, before: Goal | None, leading: Leading | None
) -> Reading:
    plain = _words_of(question, setting)
    apart = refusals.forbidden(plain.line) or of_the_figures(plain)
    if apart is not None:
        return apart if isinstance(apart, OffTopic) else Understood(apart)
    read = read_parts(plain, setting, leading)
    lacking = refusals.not_recorded(named_line(read))
    if lacking is not None:
        return lacking
    draft = draft_of(read, setting, Metric.CALLS if bare_questions.asks_of_record(plain) else None)
    beyond = refusals.unanswerable(named_line(read), is_projected=draft.intent is Intent.RUN_RATE)
    if beyond is not None and not _is_told_still(beyond, draft, read):
        return beyond
    ambiguous = tuple(mention for mention in read.mentions.values() if mention.others)
    amended = _amended(draft, read, setting, before, leading) if before is not None else None
    if amended is not None:
        amended = pointers.with_unread(token_kinds.amended(caches_off.amended(amended), before), plain)
        amended = kept_calls.said_to_keep(amended, draft.goal)
        return _settled(compared(amended, setting), read, setting, ambiguous)
    draft = _of_the_thread(_of_few_words(draft, read, setting), plain.line, setting, before, leading)
    draft = choices.with_recorded_cache(draft, read.levers, plain.line, setting)
    open_still = choices.of_draft(draft, read.levers, plain.line)
    return open_still or _settled(draft.goal, read, setting, ambiguous)


def _settled(
    goal: Goal, read: QuestionParts, setting: QuestionSetting, ambiguous: Sequence[Mention]
) -> Reading:
    either = choices.of_hours_or_days(goal, read.plain.line)
    return either or choices.settled(goal, read.times, setting, ambiguous)


def _is_told_still(beyond: Unanswerable, draft: Draft, read: QuestionParts) -> bool:
    """Whether the calls tell it though its words ask for more: of names to choose from, not the quality."""
    beside = draft.goal.beside
    is_of_names = beside is not None and (beside.is_judged or beyond is refusals.OTHERS_PAY)
    return is_of_names or read.prices is not None or draft.intent in _TELL_OF_OTHERS


def _amended(
    draft: Draft, read: QuestionParts, setting: QuestionSetting, before: Goal, leading: Leading | None
) -> Goal | None:
    """The goal before with what a question changes of it; None for a question of its own."""
    plain = read.plain
    if draft.goal.beside is not None or draft.intent is Intent.SPREAD:
        return None
    again = sides_asked.asked_again(draft.goal, read.said, before, read.average)
    if again is not None:
        return again
    reason = reasons.of_a_reason(draft.goal, plain.line, before)
    reason = reason or courses.of_the_answer(draft.goal, plain, before, leading, setting.step)
    reason = reason or dear_parts_asked.of_the_leading(draft.goal, plain, before, leading)
    if reason is not None:
        return reason
    other = saving_rates.with_other_rate(plain, before) or caps.with_other_cap(plain.line, before)
    amended = other or follow_ups.amended(draft, plain.line, before, leading, setting.zone)
    if amended is None:
        return None
    amended = kept_calls.beside_others(saving_rates.amended(amended, plain), draft.goal)
    return sides_asked.still_beside(amended, before)


def _of_the_thread(
    draft: Draft, line: str, setting: QuestionSetting, before: Goal | None, leading: Leading | None
) -> Draft:
    """The draft of a question of its own, about the calls of the one before it."""
    if before is None or draft.intent is None:
        return draft
    kept = kept_calls.with_calls_of(before, draft.goal, line, leading)
    return replace(draft, goal=compared(kept, setting))


def _of_few_words(draft: Draft, read: QuestionParts, setting: QuestionSetting) -> Draft:
    """The draft of a question that only names calls or someone, as a figure; with what points at nothing."""
    if draft.intent is None:
        metric = bare_questions.plain_metric(named_line(read), read.mentions.values())
        draft = draft_of(read, setting, metric) if metric is not None else draft
    return replace(draft, goal=pointers.with_unread(draft.goal, read.plain))


def may_be_reread(question: str, reading: Reading) -> bool:
    """Whether a language model may read it too: where it is not settled what is asked.

    An order to the product stays refused in any words. What no log tells stays untold. Which of two things
    was meant is the asker's to say.
    """
    if isinstance(reading, Unanswerable):
        return False
    if isinstance(reading, Choice) and len({option.goal.intent for option in reading.options}) == 1:
        return False
    return refusals.forbidden(corrected(read_words(question)).line) is None
