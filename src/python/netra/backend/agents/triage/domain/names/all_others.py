"""All the other names of a kind as one name more: "opus against the rest", "search vs. all others"."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from netra.backend.agents.triage.domain.divisions.breakdowns import DIMENSION_WORDS
from netra.backend.agents.triage.domain.goal import Chosen
from netra.backend.agents.triage.domain.names.names import Mention, NameKind
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text

MOST_OTHERS: Final = 100
"""Of more names each would be asked for by its own in the address of a figure."""
_REST: Final = (
    r"(?:(?:all|all of|the|our|any|every) )*(?:rest(?: of (?:them|it|us|the \S+|our \S+|all \S+))?|"
    rf"(?:other|remaining) (?:{'|'.join(DIMENSION_WORDS.values())})|"
    r"(?:everything|everyone|everybody|anything) else|others?(?: ones?)?|remaining ones?|"
    r"anderen|ubrigen|autres|otros|demas)"
)
_BESIDE_REST: Final = whole_words(
    rf"(?:than|as|to|and|vs|versus|over|or|against|with|from|als|zu|mit|que|aux?|con) {_REST}"
)


class _Named(NamedTuple):
    """How a kind of name is written in a text, in what is chosen, and among the names of a project."""

    kind: NameKind
    chosen: str
    known: str


_KINDS: Final[Mapping[str, _Named]] = MappingProxyType(
    {
        "@model": _Named(NameKind.MODEL, "models", "models"),
        "@feature": _Named(NameKind.FEATURE, "features", "features"),
        "@agent": _Named(NameKind.AGENT, "agent_names", "agents"),
        "@provider": _Named(NameKind.PROVIDER, "providers", "providers"),
        "@user": _Named(NameKind.USER, "users", "users"),
    }
)


class WithOthers(NamedTuple):
    """The text with all other names as one tag, what that stands for, and the calls of all of them."""

    text: Text
    mentions: Mapping[int, Mention]
    chosen: Chosen
    words: str


def with_all_others(
    text: Text, mentions: Mapping[int, Mention], chosen: Chosen, names: ProjectNames
) -> WithOthers | None:
    """One name beside all the others of its kind; None where no such thing is said."""
    hit = next(text.hits(_BESIDE_REST), None)
    tags = {word.text for word in text.words if word.text in _KINDS}
    if hit is None or len(tags) != 1:
        return None
    tag = tags.pop()
    named = _KINDS[tag]
    own = getattr(chosen, named.chosen)
    others = tuple(name for name in getattr(names, named.known) if name and name not in own)
    if not own or not 0 < len(others) <= MOST_OTHERS:
        return None
    first = hit.first + 1
    both: dict[str, Any] = {named.chosen: (*own, *others)}
    return WithOthers(
        text.merged({(first, hit.last): tag}),
        {**mentions, text.words[first].start: Mention(named.kind, others)},
        replace(chosen, **both),
        text.phrase(hit.first, hit.last),
    )
