"""Triage: reads the question, knowing what occurs in the project and what was asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pydantic import BaseModel

from netra.backend.agents.desk import Desk, rules_instead
from netra.backend.agents.domain import Kept
from netra.backend.agents.tools import PROFILE
from netra.backend.agents.triage.domain.describe import said_in_words, title_of
from netra.backend.agents.triage.domain.drafting import compared
from netra.backend.agents.triage.domain.goal import (
    Choice,
    Goal,
    OffTopic,
    Option,
    Reading,
    Unanswerable,
    Understood,
)
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import may_be_reread, read_question
from netra.backend.agents.triage.domain.rereading.checks import reading_faults
from netra.backend.agents.triage.domain.rereading.first_named import with_first_named
from netra.backend.agents.triage.domain.rereading.prompt import instructions, rereading_prompt
from netra.backend.agents.triage.domain.rereading.written import NoReadingError, People, read_back
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting, RecordedCaches
from netra.backend.agents.triage.schemas import Reread
from netra.backend.calls.domain.call import TimeBasis
from netra.backend.calls.schemas import EVERY_CALL
from netra.backend.language_models.domain import LanguageModelError, ModelQuestion, UnusableAnswerError
from netra.backend.profiles.schemas import ProjectProfile
from netra.backend.projects.domain import WordMeaning
from netra.shared.events.run import ReadPart

QUESTION_READ: Final = "question_read"
"""The name of the result that tells how a run's question was read."""


class QuestionRead(BaseModel):
    """How a question was read; kept, so that a later question of the thread can refer to it."""

    reading: Understood | Choice | Unanswerable | OffTopic
    read_by: str = ""
    """The language model whose reading it is; empty where it is that of the rules."""
    note: str = ""
    """What a language model was asked in vain."""
    is_model_away: bool = False
    """Whether a language model gave no answer at all, so that asking it again would only take time."""

    @property
    def goal(self) -> Goal | None:
        return self.reading.goal if isinstance(self.reading, Understood) else None

    def option(self, number: int) -> Option | None:
        """An option that was left to the asker."""
        if not isinstance(self.reading, Choice) or number >= len(self.reading.options):
            return None
        return self.reading.options[number]


@dataclass(frozen=True, slots=True)
class TriageInput:
    """The question, the goal of the question before, and the option when the asker has chosen one.

    `leading` is the part that the answer before named first.
    """

    question: str
    before: Goal | None
    chosen: Option | None
    leading: Leading | None = None


@dataclass(frozen=True, slots=True)
class TriageOutput:
    """How the question was read, and what a language model had to do with it."""

    reading: Reading
    profile: Kept[ProjectProfile] | None
    notes: tuple[str, ...] = ()
    is_model_away: bool = False


class TriageAgent:
    async def run(self, desk: Desk, given: TriageInput) -> TriageOutput:
        """Read the question by rules, in other words where its own are not understood and a model has some.

        Without a profile of the project no name in it can be known.
        """
        profile = await desk.use(PROFILE, EVERY_CALL)
        listed = await desk.listed_models()

        async def read() -> QuestionRead:
            own_words = await desk.own_words()
            setting = _setting(desk, profile.result if profile else None, listed, own_words)
            if given.chosen is not None:
                return await _as_chosen(desk, given, given.chosen, setting)
            return await _read(desk, given, setting)

        _, question = await desk.decide(QUESTION_READ, QuestionRead, read, _part)
        if question.note:
            await desk.think(question.note)
        await desk.close(_summary(question))
        return TriageOutput(question.reading, profile, _notes(question), question.is_model_away)


async def _read(desk: Desk, given: TriageInput, setting: QuestionSetting) -> QuestionRead:
    reading = read_question(given.question, setting, given.before, given.leading)
    if desk.model is None or not may_be_reread(given.question, reading):
        return QuestionRead(reading=reading)
    return await _reread(desk, given, setting, reading)


async def _as_chosen(
    desk: Desk, given: TriageInput, chosen: Option, setting: QuestionSetting
) -> QuestionRead:
    """The question as the asker chose it to be meant; by a word that it teaches it is read again."""
    taught = chosen.teaches
    if taught is None:
        goal = with_first_named(chosen.goal, given.leading)
        return QuestionRead(reading=_in_order([goal, *chosen.behind]))
    await desk.learn(taught.word, taught.meaning)
    known = replace(setting, own_words={**setting.own_words, taught.word: taught.meaning})
    return await _read(desk, replace(given, question=taught.question), known)


async def _reread(
    desk: Desk, given: TriageInput, setting: QuestionSetting, by_rules: Reading
) -> QuestionRead:
    """The question as a model reads it, if that can be answered; else as the rules left it."""
    read = by_rules if isinstance(by_rules, Understood) else None
    people = People.of(given.question, given.before, read.goal if read else None)

    def faults(answer: Reread) -> Sequence[str]:
        if answer.is_off_topic or (answer.is_right and read is not None):
            return ()
        return _faults(answer, read, setting, people)

    prompt = rereading_prompt(given.question, setting, given.before, given.leading, read, people)
    asked = ModelQuestion(kind=Reread, instructions=instructions(), prompt=prompt, check=faults)
    try:
        answer = await desk.ask_model(asked)
    except LanguageModelError as error:
        is_away = not isinstance(error, UnusableAnswerError)
        note = rules_instead(desk.model, error)
        return QuestionRead(reading=by_rules, note=note, is_model_away=is_away)
    if answer.is_off_topic or (answer.is_right and read is not None):
        note = f"{desk.model} found no question in it that I can answer." if answer.is_off_topic else ""
        return QuestionRead(reading=by_rules, note=note)
    first, *behind = (compared(goal, setting) for goal in _goals(answer, setting, people))
    goals = [with_first_named(first, given.leading), *behind]
    return QuestionRead(reading=_in_order(goals), read_by=desk.model or "")


def _goals(answer: Reread, setting: QuestionSetting, people: People) -> list[Goal]:
    return [read_back(one, people, setting.zone) for one in answer.readings]


def _faults(
    answer: Reread, read: Understood | None, setting: QuestionSetting, people: People
) -> Sequence[str]:
    if not answer.readings:
        return ("Give a reading, or say that the one that is there is right, or that it is off topic.",)
    try:
        goals = _goals(answer, setting, people)
    except NoReadingError as error:
        return str(error).splitlines()
    return tuple(reading_faults(goals, read.goal if read else None, setting))


def _in_order(goals: Sequence[Goal]) -> Understood:
    """The first of several goals, with those that are answered behind it."""
    first, *behind = goals
    return Understood(first, title_of(behind[0]) if behind else "", tuple(behind))


def _part(question: QuestionRead) -> ReadPart:
    _, words = said_in_words(question.reading)
    return ReadPart(summary=_summary(question), words=words)


def _summary(question: QuestionRead) -> str:
    summary, _ = said_in_words(question.reading)
    return f"{question.read_by} read the question: {summary}" if question.read_by else summary


def _notes(question: QuestionRead) -> tuple[str, ...]:
    said = _summary(question) if question.read_by else question.note
    return (said,) if said else ()


def _setting(
    desk: Desk,
    profile: ProjectProfile | None,
    listed: tuple[str, ...],
    own_words: Mapping[str, WordMeaning],
) -> QuestionSetting:
    context = desk.context
    if profile is None or profile.first is None or profile.last is None:
        return QuestionSetting(context.now, context.zone, None, ProjectNames(), listed)
    names = {name: tuple(values) for name, values in profile.names.model_dump().items()}
    return QuestionSetting(
        context.now,
        context.zone,
        (profile.first, profile.last),
        ProjectNames(**names),
        listed,
        own_words,
        _caches_of(profile),
        has_dates=profile.time_basis is not TimeBasis.RELATIVE,
    )


def _caches_of(profile: ProjectProfile) -> RecordedCaches:
    told = profile.recorded
    return RecordedCaches(
        cached=bool(told.cached),
        prompt_blocks=bool(told.prompt_blocks),
        # Blocks tell what repeats too, but where answers are unknown nothing of it can be stored.
        repeats=bool(told.prompt) and bool(told.answer or not told.prompt_blocks),
    )
