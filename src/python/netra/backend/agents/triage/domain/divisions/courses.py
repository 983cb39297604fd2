"""How something goes on, asked of all or of what an answer named: told in steps, several of the log."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Chosen, Goal, Intent, Metric, Part, Phrase
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey

_IT: Final = r"(?:it|this|that|they|we|he|she|things?|one|@\S+)"
_HOW: Final = (
    r"(?:worse|better|more (?:frequent|often|common|expensive)|less (?:frequent|often|common|expensive)|"
    r"slower|faster|fewer|bigger|smaller|larger|cheaper|dearer|pricier|costlier)"
)
_STEPS: Final = (
    r"(?: (?:week (?:over|by|on|after) week|day (?:over|by|after) day|month over month|wow|over time|"
    r"(?:over|in|during) the (?:last )?(?:weeks|days|months)|lately|recently|each week|every week))?"
)
_COURSE: Final = whole_words(
    rf"(?:(?:is|are|am|has|have) )?(?:{_IT} )*(?:getting|becoming|got|gotten|become) (?:any |much )?"
    rf"{_HOW}{_STEPS}|"
    rf"(?:is|are|has|have) (?:{_IT} )*(?:been )?"
    rf"(?:increasing|rising|growing|grown|risen|going (?:up|down)|gone (?:up|down)|improving|worsening|"
    rf"climbing|falling|dropping|shrinking|trending \S+){_STEPS}|"
    r"(?:was|were|is) (?:it|this|that|they) always (?:like (?:that|this)|so \S+|that \S+|there)|"
    r"(?:wird|werden) (?:\S+ ){0,3}(?:schlimmer|besser|mehr|weniger|haufiger|langsamer|schneller)|"
    r"(?:empire|s ameliore|augmente|empeora|mejora|aumenta)(?:nt|n)?"
)
_OVER_TIME: Final = whole_words(
    r"over (?:the )?(?:time|hours?|minutes)|over the course of the (?:day|morning|afternoon|evening|night)|"
    r"in the course of (?:the )?(?:time|day)|"
    r"(?:(?:going|gone|go|goes|trending|moving|heading) )?up or down|down or up|"
    r"(?:rising|growing|increasing|climbing) or (?:falling|shrinking|decreasing|dropping|flat|stable)|"
    r"develop(?:s|ed|ing|ment)?|evolv(?:e|es|ed|ing)|evolution|trend(?:s|ed|ing)?|speeding up or slowing down"
)
_OF: Final = frozenset({Intent.ERRORS, Intent.SPEED})
_WHY: Final = whole_words(r"why|what (?:drives|drove|caused?|made|is driving|is behind)|reasons?")
_ADDED_UP: Final = frozenset({None, Intent.HOW_MUCH, Intent.WHERE_MONEY_GOES, Intent.WHY_CHANGED, *_OF})
_ALONE: Final = whole_words(rf"(?:and |but |so |ok )*(?:is|are|has|have|does|did|was) {_IT} ")
_KEPT: Final = frozenset({Intent.ERRORS, Intent.SPEED, Intent.WHY_SLOW})
_MOST_WORDS: Final = 12
_SLOWER: Final = whole_words(r"slower|faster")


def with_course(
    goal: Goal, intent: Intent | None, text: Text, step: GroupKey
) -> tuple[Goal, Intent | None]:
    """The goal told in steps, where it is asked how it goes on; as it is where two times are compared."""
    told = goal.breakdown is not None or goal.earlier is not None or goal.ranking is not None
    if told or goal.projection is not None:
        return goal, intent
    if goal.intent in _OF and (hit := next(text.hits(_COURSE), None)) is not None:
        return _in_steps(goal, goal.intent, text.phrase(hit.first, hit.last), step), intent
    hit = next(text.hits(_OVER_TIME), None)
    if hit is None or intent not in _ADDED_UP or (intent is Intent.WHY_CHANGED and _WHY.search(text.line)):
        return goal, intent
    over = intent if intent in _OF else Intent.HOW_MUCH
    return _in_steps(replace(goal, day_sought=None), over, text.phrase(hit.first, hit.last), step), over


def _in_steps(goal: Goal, intent: Intent, said: str, step: GroupKey) -> Goal:
    words = (*goal.words, Phrase(Part.BREAKDOWN, said))
    return replace(goal, intent=intent, breakdown=step, words=words)


def of_the_answer(
    goal: Goal, text: Text, before: Goal, leading: Leading | None, step: GroupKey
) -> Goal | None:
    """How that goes on which the answer before told: "is it getting worse?", of the part that it named."""
    hit = next(text.hits(_COURSE), None)
    is_of_it = hit is not None and _ALONE.match(text.line) is not None
    if hit is None or not is_of_it or len(text.words) > _MOST_WORDS or goal.time is not None:
        return None
    is_slower = _SLOWER.search(text.line) is not None
    intent = before.intent if before.intent in _KEPT else Intent.WHERE_MONEY_GOES
    intent = Intent.SPEED if is_slower or intent is Intent.WHY_SLOW else intent
    metric = before.metric if intent is before.intent or intent is not Intent.SPEED else Metric.LATENCY
    return Goal(
        intent,
        metric=metric,
        chosen=_of_the_first(before, leading),
        excluded=before.excluded,
        time=before.time,
        breakdown=step,
        average=before.average if intent is Intent.WHERE_MONEY_GOES else None,
        words=(Phrase(Part.BREAKDOWN, text.phrase(hit.first, hit.last)),),
        keeps=True,
    )


def _of_the_first(before: Goal, leading: Leading | None) -> Chosen:
    """The calls of the part that was named first, where parts were told; else those of the goal before."""
    field = CHOSEN_BY.get(leading.by) if leading is not None and leading.key else None
    if leading is None or field is None or before.breakdown is not leading.by or not leading.is_one:
        return before.chosen
    values = {name: getattr(before.chosen, name) for name in Chosen.__dataclass_fields__}
    return Chosen(**{**values, field: (leading.key,)})
