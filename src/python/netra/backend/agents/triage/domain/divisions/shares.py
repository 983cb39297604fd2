"""Shares in a question: what is asked for as a part of something larger."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import Metric
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

_NAME: Final = r"@(?:model|feature|user|agent|session|provider|kind)"
_NOUNS: Final[Mapping[Metric, str]] = MappingProxyType(
    {
        Metric.INPUT_TOKENS: r"(?:input|prompt) tokens?|inputs?",
        Metric.OUTPUT_TOKENS: r"(?:output|completion) tokens?|outputs?",
        Metric.TOKENS: r"tokens?|volume",
        Metric.CALLS: r"(?:api |llm )?(?:calls?|requests?|traffic|queries|usage)|aufrufe|anfragen|"
        r"appels|llamadas",
        Metric.COST: r"costs?|spend\w*|spent|bills?|money|budget|expens\w+|kosten|ausgaben|"
        r"couts?|depenses?|gasto",
    }
)
_NOUN: Final = "|".join(f"(?P<{metric}>{words})" for metric, words in _NOUNS.items())
_PART: Final = (
    r"(?:what|which|how (?:big|large) (?:a |is the )|the|a|as a|in)? ?(?:shares?|percent\w*|fractions?|"
    r"proportions?|portions?|parts?|%)|(?:welche[rn]?|der|wie gross ist der) anteil\w*|wie ?viel prozent|"
    r"quel pourcentage|quelle (?:part|proportion)|que (?:porcentaje|parte|proporcion)|how much"
)
_SHARE: Final = whole_words(
    rf"(?:{_PART}) (?:of|von|an|am|der|de|du|des|d|del|is|does|do) "
    r"(?:the |our |my |all |total |overall |whole |"
    rf"that |this |de |la |los |unserer |den |der |les |nos |el )*(?:(?P<base>{_NAME})(?: s)?(?: own)? ?)?"
    rf"(?:total |overall |whole |llm |ai |monthly |daily )*(?:{_NOUN})?"
)
_SIDE: Final = whole_words(r"(?:is|are|was|were) (?:\S+ )?(?P<side>input|prompt|output|completion)s?")
_LOOSE: Final = whole_words(
    r"(?:what|which) (?:share|percent\w*|fraction|proportion|portion)|(?:in|as) (?:a )?percent\w*|"
    r"percentage wise|(?:as a |its |their )?shares?|hit rate"
)
_OFTEN: Final = whole_words(
    r"how (?:often|frequently)|wie (?:oft|haufig)|a quelle frequence|con que frecuencia"
)
"""Asks in how many of the calls."""


class Share(NamedTuple):
    """What part is asked for: of which calls, by the place of their name, and in which measure."""

    words: str
    base: int | None = None
    metric: Metric | None = None
    part: Metric | None = None
    """The side of the tokens that is asked for, where it is a share of them all."""


def _side(text: Text) -> Metric | None:
    found = _SIDE.search(text.line)
    if found is None:
        return None
    return Metric.INPUT_TOKENS if found["side"] in {"input", "prompt"} else Metric.OUTPUT_TOKENS


def read_share(text: Text) -> Share | None:
    """The first part of something that is asked for; "how much of" only where something follows."""
    for hit in text.hits(_SHARE):
        found = hit.match
        metric = next((one for one in _NOUNS if found[one]), None)
        words = found.group()
        if words.startswith("how much") and not (
            words.startswith("how much of") and (metric or found["base"])
        ):
            continue
        places = [at for at in range(hit.first, hit.last + 1) if text.words[at].text == found["base"]]
        base = text.words[places[0]].start if places else None
        return Share(text.phrase(hit.first, hit.last), base, metric, _side(text))
    for pattern, metric in ((_LOOSE, None), (_OFTEN, Metric.CALLS)):
        loose = next(text.hits(pattern), None)
        if loose is not None:
            return Share(text.phrase(loose.first, loose.last), metric=metric)
    return None
