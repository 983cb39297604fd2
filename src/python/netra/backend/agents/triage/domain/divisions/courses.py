"""Whether failures or waiting get worse: answered week by week."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Goal, Intent, Part, Phrase
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey

_COURSE: Final = whole_words(
    r"(?:(?:is|are|am) )?(?:it |this |that |they |we )*(?:getting|becoming|got|gotten|become) (?:any )?"
    r"(?:worse|better|more (?:frequent|often|common)|less (?:frequent|often|common)|slower|faster|fewer)|"
    r"(?:is|are) (?:it |this |that |they )?"
    r"(?:increasing|rising|growing|going (?:up|down)|improving|worsening)|"
    r"(?:wird|werden) (?:\S+ ){0,3}(?:schlimmer|besser|mehr|weniger|haufiger|langsamer|schneller)|"
    r"(?:empire|s ameliore|augmente|empeora|mejora|aumenta)(?:nt|n)?"
)
_OF: Final = frozenset({Intent.ERRORS, Intent.SPEED})


def with_course(goal: Goal, text: Text) -> Goal:
    """The goal told by week, where it is asked how it goes on; as it is where two times are compared."""
    hit = next(text.hits(_COURSE), None)
    if hit is None or goal.intent not in _OF or goal.breakdown is not None or goal.earlier is not None:
        return goal
    words = Phrase(Part.BREAKDOWN, text.phrase(hit.first, hit.last))
    return replace(goal, breakdown=GroupKey.WEEK, words=(*goal.words, words))
