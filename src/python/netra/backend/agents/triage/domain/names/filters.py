"""What the names in a question are there for: to narrow, to leave out, or to be supposed."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from netra.backend.agents.triage.domain.goal import Chosen, Part, Phrase
from netra.backend.agents.triage.domain.names import cut_off
from netra.backend.agents.triage.domain.names.moves import read_moves
from netra.backend.agents.triage.domain.names.names import Mention, NameKind
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.call import AgentKind, CallStatus

_NAME: Final = r"@(?:model|agent|feature|user|session|provider|kind)"
_OUT: Final = (
    r"except(?: for)?|excluding|exclude|without|but not|not (?:on|for|in|by|the|counting|"
    r"including)|not|other than|apart from|besides|minus|ignoring|ignore"
    r"|leaving out|leave out|aside from|omit(?:ting)?|skip(?:ping)?|everything but|"
    r"all but|no|ohne|ausser|sans|sauf|hors|sin|excepto|menos|salvo|nicht"
)
_EXCLUDED: Final = whole_words(
    rf"{_OUT}) (?:for |the |our |of |on |any |all |calls |from |by |die |den |le |la |les |"
    rf"el |los )*(?P<names>{_NAME}(?: (?:and |or |und |oder |et |y |the |& )*{_NAME})*"
)
_SUPPOSED: Final = whole_words(
    r"to|on|onto|with|by|use|used|using|through|auf|mit|sur|vers|a|en|con|instead|"
    r"try) (?:only |just |the |all |das |le |el )*(?P<names>@model"
)
_KINDS: Final = (
    (
        AgentKind.SUB,
        whole_words(r"the |our |only )*(?:sub ?agents?|child agents?|unteragenten|sous agents?|subagentes?"),
    ),
    (
        AgentKind.MAIN,
        re.compile(
            r"(?<!\S)(?:the |our |only )*(?:main|primary|root|top level|haupt|principal|parent|"
            r"lead) ?(?:agents?|one)|hauptagent|agent principal|agente principal(?!\S)"
        ),
    ),
)
_STATUS: Final = whole_words(
    r"failed|errored|failing|unsuccessful|fehlgeschlagene[nr]?) (?:calls?|requests?|"
    r"attempts?|ones"
)
_OK_STATUS: Final = whole_words(r"successful|succeeded|ok) (?:calls?|requests?|ones")


@dataclass(frozen=True, slots=True)
class Targets:
    """Models that calls would go to, and which were taken for words that name more or less than one."""

    models: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """All of the project's models that the words cover."""
    lacking: tuple[str, ...] = ()
    """What neither the project nor the price book has."""

    def __bool__(self) -> bool:
        return bool(self.models)


NO_TARGETS: Final = Targets()


@dataclass(frozen=True, slots=True)
class Filters:
    chosen: Chosen
    excluded: Chosen
    supposed: "Targets"
    unknown: tuple[str, ...]
    words: tuple[Phrase, ...]
    moves: bool = False
    """Whether calls are supposed to go from one model to another, in so many words."""
    named: "Targets" = field(default_factory=lambda: NO_TARGETS)
    """The other models that are named, as they would be taken if they were supposed."""


def find_kinds(text: Text) -> tuple[Text, Mapping[int, AgentKind]]:
    """Merge "the main agent" and "sub-agents" into @kind."""
    found: dict[int, AgentKind] = {}
    for kind, pattern in _KINDS:
        hits = list(text.hits(pattern))
        found.update({text.words[hit.first].start: kind for hit in hits})
        text = text.merged({(hit.first, hit.last): "@kind" for hit in hits})
    return text, found


def read_filters(
    text: Text,
    mentions: Mapping[int, Mention],
    kinds: Mapping[int, AgentKind],
    *,
    supposes: bool,
) -> Filters:
    """Sort the names by their part; names within a constraint are no filter."""
    out, moves = set(_starts(text, _EXCLUDED)), read_moves(text)
    supposed = (set(_starts(text, _SUPPOSED)) if supposes and not moves else set()) | moves.to
    constrained = _within_constraints(text, {**mentions, **kinds})
    within = {place: one for place, one in mentions.items() if place not in constrained}
    chosen = [place for place in within if place not in out and place not in supposed]
    lacking = (one.unknown for at, one in within.items() if at not in supposed or not one.taken)
    kept = [kind for place, kind in kinds.items() if place not in out]
    left = [kind for place, kind in kinds.items() if place in out]
    return Filters(
        chosen_of([within[place] for place in chosen], kept, _statuses(text), cut_off.reasons(text)),
        chosen_of([one for place, one in within.items() if place in out], left),
        _targets(text, within, supposed),
        tuple(dict.fromkeys(filter(None, lacking))),
        tuple(_phrases(text, out, supposed, within, kinds)),
        bool(moves),
        _targets(text, within, chosen),
    )


def _within_constraints(text: Text, places: Mapping[int, object]) -> frozenset[int]:
    spans = [(word.start, word.end) for word in text.words if word.text == "@constraint"]
    return frozenset(place for place in places for start, end in spans if start <= place < end)


def _targets(text: Text, mentions: Mapping[int, Mention], places: Collection[int]) -> Targets:
    """The models at these places, each as it is taken where it is supposed."""
    said = {word.start: text.phrase(at, at) for at, word in enumerate(text.words)}
    found = [(said[at], one) for at, one in mentions.items() if at in places and one.kind is NameKind.MODEL]
    names = (name for _, mention in found for name in _meant(mention))
    notes = (note for words, mention in found for note in _note(words, mention))
    known = (name for _, mention in found for name in mention.names)
    lacking = (mention.unknown for _, mention in found if mention.unknown and not mention.taken)
    return Targets(*(tuple(dict.fromkeys(each)) for each in (names, notes, known, lacking)))


def _meant(mention: Mention) -> tuple[str, ...]:
    if mention.taken is not None:
        return mention.taken.names
    return mention.names or ((mention.unknown,) if mention.unknown else ())


def _note(words: str, mention: Mention) -> Iterator[str]:
    """Which model was taken, where the words do not say it themselves."""
    taken = mention.taken
    if taken is None or taken.is_exact:
        return
    where = "your calls" if taken.is_own else "the price list; your calls use none"
    each = "the newest of that name" if len(taken.names) == 1 else "the newest of each kind"
    yield f"“{words}” was taken as {', '.join(taken.names)}: {each} in {where}."


def _starts(text: Text, pattern: re.Pattern[str]) -> Iterator[int]:
    for hit in text.hits(pattern):
        words = text.words[hit.first : hit.last + 1]
        yield from (word.start for word in words if word.text.startswith("@"))


def _statuses(text: Text) -> tuple[CallStatus, ...]:
    if _STATUS.search(text.line):
        return (CallStatus.ERROR,)
    return (CallStatus.OK,) if _OK_STATUS.search(text.line) else ()


def chosen_of(
    mentions: Sequence[Mention],
    kinds: Sequence[AgentKind] = (),
    statuses: tuple[CallStatus, ...] = (),
    stop_reasons: tuple[str, ...] = (),
) -> Chosen:
    """All that is named, sorted by what it is."""

    def of(kind: NameKind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in mentions if one.kind is kind for name in one.names))

    return Chosen(
        models=of(NameKind.MODEL),
        agents=tuple(dict.fromkeys(kinds)),
        agent_names=of(NameKind.AGENT),
        sessions=of(NameKind.SESSION),
        users=of(NameKind.USER),
        features=of(NameKind.FEATURE),
        providers=of(NameKind.PROVIDER),
        statuses=statuses,
        stop_reasons=stop_reasons,
    )


def _phrases(
    text: Text,
    out: set[int],
    supposed: set[int],
    mentions: Mapping[int, Mention],
    kinds: Mapping[int, AgentKind],
) -> Iterator[Phrase]:
    for at, word in enumerate(text.words):
        mention = mentions.get(word.start)
        if mention is None and word.start not in kinds:
            continue
        part = (
            Part.EXCLUDED
            if word.start in out
            else Part.SUPPOSITION
            if word.start in supposed
            else Part.FILTER
        )
        taken = word.start in supposed and mention is not None and mention.taken is not None
        unknown = mention is not None and mention.unknown and not taken
        yield Phrase(Part.UNKNOWN if unknown else part, text.phrase(at, at))
