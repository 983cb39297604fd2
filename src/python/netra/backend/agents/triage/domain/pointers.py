"""Words that point at a name said before: "that session"; where none was, they are said to be unread."""

from dataclasses import replace
from typing import Final

from netra.backend.agents.triage.domain.goal import Chosen, Goal
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.wording import Text

_THAT: Final = (
    r"(?:that|this|the same|said|these|those|diese[rsnm]?|jene[rsnm]?|cet?|cette|ces|es?t?[ea]|es[oa]s)"
)
_POINTERS: Final = tuple(
    (fields, whole_words(rf"{_THAT} (?:very |one )?(?:{nouns})"))
    for fields, nouns in (
        (("sessions",), r"sessions?|conversations?|sitzung(?:en)?|sesion(?:es)?"),
        (("features",), r"features?|funktion(?:en)?|fonctionnalites?|funcion(?:es)?"),
        (("users",), r"users?|customers?|(?:be)?nutzer\w*|kunden?|utilisateurs?|clients?|usuari[oa]s?"),
        (("agents", "agent_names"), r"agents?|sub ?agents?|agentes?"),
    )
)


def with_unread(goal: Goal, text: Text) -> Goal:
    """The goal with the words that point at a kind of name of which it has none."""
    left = tuple(
        text.phrase(hit.first, hit.last)
        for fields, pattern in _POINTERS
        if not any(_has(chosen, fields) for chosen in (goal.chosen, goal.excluded))
        for hit in text.hits(pattern)
    )
    return replace(goal, unread=tuple(dict.fromkeys((*goal.unread, *left)))) if left else goal


def _has(chosen: Chosen, fields: tuple[str, ...]) -> bool:
    return any(getattr(chosen, field) for field in fields)
