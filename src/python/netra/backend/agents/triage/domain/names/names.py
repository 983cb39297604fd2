"""The names of a project in a question; each becomes one word, such as @model or @feature."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from netra.backend.agents.triage.domain.names.german_per import is_per
from netra.backend.agents.triage.domain.names.model_names import (
    MOST_NAME,
    PROVIDER_FAMILIES,
    Models,
    Taken,
    is_known_family,
    is_only_variant,
    pieces,
)
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.agents.triage.domain.words.patterns import listed
from netra.backend.agents.triage.domain.words.vocabulary import COMMON, KEY_WORDS
from netra.backend.agents.triage.domain.words.wording import Text, Word, folded
from netra.backend.calls.domain.call import MAIN_AGENT

Stretch = tuple[int, int]
"""First and last word."""
_MOST_PIECES: Final = 12
_MOST_FUZZY_NAMES: Final = 2_000
_MOST_FUZZY_WORDS: Final = 40
_SHORTEST_FUZZY: Final = 5
_SHORTEST_PLAIN: Final = 3
_ALIKE: Final = 0.79
_PREFIX: Final = 2
_QUOTES: Final = frozenset("\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb")
_IDENTIFIER: Final = re.compile(r"(?=\D*\d|[^\W_]+[_.@])[^\W_]+(?:[-_.@:]?[^\W_]+)*")
_GAPS: Final = " -_./:"
"""What stands between the parts of a model's name; across anything else it does not go on."""
_WITHIN: Final = frozenset("._@")
_JOINTS: Final = frozenset("-_.@:")
_UNITS: Final = frozenset(
    listed(
        "% percent x times day days week weeks month months hour hours minute minutes usd dollars k ms s sec"
    )
)
_DESTINED: Final = re.compile(
    r"(?:^| )(?:to|onto|on|into|use|uses|used|using|with|through|via|try|nach|zu|auf|mit|vers|a|hacia|sur|"
    r"con|what if|and if|instead of|rather than|statt|anstatt)(?: (?:the|only|just|all|all of))*$"
)
_PAID: Final = re.compile(
    r"(?:^| )(?:spen[dt]\w*|costs?|pa(?:y|id|ying)|money|budget|bills?|depens\w+|ausgegeben|gast\w+|"
    r"errors?|calls?|compar\w+|vergl\w+|vergleich) (?:on|with|to|mit|a|zu)(?: the)?$"
)
"""Where money went, or what something stands beside; no place to go to."""
_OF_A_MAKER: Final = re.compile(r" (?:s )?(?:models?|modelle?n?|modeles?|modelos?|instead|statt)(?!\S)")
_CODE: Final = re.compile(r"([^\W\d_]*)\d[^\W_]*")
_WRITTEN_CODE: Final = re.compile(r"(?<![^\W_])(?<![-_.@:])[^\W_]+(?:[-_.@:]+[^\W_]+)*")
_NO_CODE: Final = re.compile(r"[qhpwdmkxvto]?\d+[a-z]{0,3}")
"""A quarter, a percentile, an amount."""
_LEADING: Final = 6
"""So many words before a name tell whether calls would go there."""
_PLAIN_WORDS: Final = COMMON | frozenset(KEY_WORDS)


class NameKind(StrEnum):
    MODEL = "model"
    AGENT = "agent"
    FEATURE = "feature"
    USER = "user"
    SESSION = "session"
    PROVIDER = "provider"


_KIND_WORDS: Final = (
    (NameKind.MODEL, frozenset({"model", "models", "modell"})),
    (NameKind.AGENT, frozenset({"agent", "agents", "subagent"})),
    (NameKind.FEATURE, frozenset({"feature", "features"})),
    (NameKind.USER, frozenset({"user", "users", "customer", "client", "nutzer", "kunde"})),
    (NameKind.SESSION, frozenset({"session", "sessions", "conversation"})),
    (
        NameKind.PROVIDER,
        frozenset({"provider", "providers", "vendor", "anbieter", "fournisseur", "proveedor"}),
    ),
)
_NOT_ITS_OWN: Final = frozenset(
    {"ai", "aws", "gcp", "google", "amazon", "microsoft", "inference", "api", *PROVIDER_FAMILIES}
)
"""Parts of a provider's name that name something else too: azure.ai.openai is called Azure."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a stretch of words names: names of one kind, or a name that the project does not have.

    `others` are further meanings of the same words, or of their parts: then someone has to choose.
    """

    kind: NameKind
    names: tuple[str, ...]
    unknown: str = ""
    others: tuple["Mention", ...] = ()
    taken: Taken | None = None
    """The models that are meant where it is supposed."""


@dataclass(frozen=True, slots=True)
class Named:
    """A text whose names are merged, and what they are, by where their words begin in the clean question."""

    text: Text
    mentions: Mapping[int, Mention] = field(default_factory=dict)


def find_names(text: Text, names: ProjectNames, listed_models: Iterable[str] = ()) -> Named:
    """Merge the names in a text; listed models may be supposed though the project does not use them."""
    models = Models.of(_folded(names.models), _folded(listed_models))
    providers = frozenset(map(folded, names.providers))
    found: dict[Stretch, Mention] = {
        stretch: mention
        for stretch, mention in _models(text, models)
        if not _is_provider(text, stretch, providers)
    }
    for stretch, mention in _other_kinds(text, names).items():
        taken = [one for one in found if _overlap(stretch, one)]
        if all(_width(one) < _width(stretch) for one in taken):
            found = {one: kept for one, kept in found.items() if one not in taken} | {stretch: mention}
    found.update(_near_misses(text, names, found))
    found.update(_alike(text, names, found))
    found.update(_unknown(text, found))
    widened = {_with_kind_word(text, stretch, one.kind): one for stretch, one in found.items()}
    tags = {stretch: f"@{mention.kind}" for stretch, mention in widened.items()}
    mentions = {text.words[first].start: widened[first, last] for first, last in sorted(widened)}
    return Named(text.merged(tags), mentions)


def _folded(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, folded(name[: MOST_NAME + 1])) for name in names)


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _width(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]


def _models(text: Text, models: Models) -> Iterator[tuple[Stretch, Mention]]:
    at = 0
    while at < len(text.words):
        stretch = _model_at(text, models, at)
        if stretch is None:
            at += 1
            continue
        stretch = _one_model(text, models, stretch)
        mention = _model_mention(text, models, stretch)
        if mention is not None:
            yield stretch, mention
        at = stretch[1] + 1


def _is_provider(text: Text, stretch: Stretch, providers: frozenset[str]) -> bool:
    """Whether a maker's name is meant as the provider of that name, and not as where calls would go."""
    first, last = stretch
    if first != last or text.words[first].raw not in PROVIDER_FAMILIES.keys() & providers:
        return False
    before = " ".join(word.text for word in text.words[max(0, first - _LEADING) : first])
    after = "".join(f" {word.text}" for word in text.words[last + 1 : last + 3])
    destined = _DESTINED.search(before) is not None and _PAID.search(before) is None
    return not destined and _OF_A_MAKER.match(after) is None


def _one_model(text: Text, models: Models, stretch: Stretch) -> Stretch:
    """The first of two models that stand side by side, as in "statt opus sonnet"; else the same."""
    parts = [pieces(word.raw) for word in text.words[stretch[0] : stretch[1] + 1]]
    if models.has_like([piece for each in parts for piece in each]):
        return stretch
    for count in range(len(parts) - 1, 0, -1):
        first = [piece for each in parts[:count] for piece in each]
        if models.matching(first) and models.matching(parts[count]):
            return stretch[0], stretch[0] + count - 1
    return stretch


def _model_at(text: Text, models: Models, at: int) -> Stretch | None:
    raw = text.words[at].raw
    if raw in PROVIDER_FAMILIES and raw not in models.heads:
        return at, at
    parts = pieces(raw)
    if not parts or is_per(text, at) or not (models.head(parts[0]) or models.begins(raw)):
        return None
    last = at
    while (after := _next_of_name(text, models, last)) is not None:
        last = after
    return at, last


def _next_of_name(text: Text, models: Models, last: int) -> int | None:
    """The next word of a model's name, over a hyphen; a number that counts something is none."""
    for step in (1, 2):
        if last + step >= len(text.words):
            return None
        word = text.words[last + step]
        if word.raw == "-" or (word.raw == "/" and step == 1):
            continue
        after = text.words[last + step + 1].raw if last + step + 1 < len(text.words) else ""
        counts = word.raw[0].isdigit() and after in _UNITS
        gap = text.clean[text.words[last].end : word.start]
        joined = not gap.strip(_GAPS) and models.continues(word.raw)
        hangs = bool(gap) and not gap.strip("-_.:") and models.hangs_on(word.raw)
        is_next = (joined or hangs) and not counts and not is_per(text, last + step)
        return last + step if is_next else None
    return None


def _model_mention(text: Text, models: Models, stretch: Stretch) -> Mention | None:
    words = text.words[stretch[0] : stretch[1] + 1]
    if words[0].raw in PROVIDER_FAMILIES and len(words) == 1:
        names = models.of_provider(words[0].raw)
        taken = models.taken_from(words[0].raw)
        return Mention(NameKind.MODEL, names, "" if names else words[0].raw, taken=taken)
    parts = [piece for word in words for piece in pieces(word.raw)]
    parts[0] = models.head(parts[0]) or parts[0]
    names, taken = models.matching(parts), models.taken(parts)
    if not names:
        known = is_known_family(parts)
        return Mention(NameKind.MODEL, (), text.phrase(*stretch), taken=taken) if known else None
    if is_only_variant(parts) and len(names) > 1:
        each = tuple(Mention(NameKind.MODEL, (name,)) for name in names[:3])
        return Mention(NameKind.MODEL, names, others=each)
    return Mention(NameKind.MODEL, names, taken=taken)


def _other_kinds(text: Text, names: ProjectNames) -> dict[Stretch, Mention]:
    """Names as they are written, whatever stands between their parts."""
    places = _stretches(text)
    prefixes = tuple({key[:_PREFIX] for key in places})
    found: dict[Stretch, dict[NameKind, list[str]]] = {}
    for kind, many in _by_kind(names):
        for name in many:
            for key in _keys(kind, name, prefixes):
                for stretch in places.get(key, ()):
                    if _is_meant(text, stretch, kind, key):
                        found.setdefault(stretch, {}).setdefault(kind, []).append(name)
    outer = [
        one for one in found if not any(_overlap(one, two) and _width(two) > _width(one) for two in found)
    ]
    return {stretch: _settled(text, stretch, found[stretch]) for stretch in outer}


def _by_kind(names: ProjectNames) -> tuple[tuple[NameKind, tuple[str, ...]], ...]:
    return (
        (NameKind.FEATURE, names.features),
        (NameKind.AGENT, names.agents),
        (NameKind.USER, names.users),
        (NameKind.SESSION, names.sessions),
        (NameKind.PROVIDER, names.providers),
        (NameKind.MODEL, names.models),
    )


def _keys(kind: NameKind, name: str, prefixes: tuple[str, ...]) -> Iterator[str]:
    """How a name is looked up; of an address also the part before the @, of a provider its own part."""
    if not name or len(name) > MOST_NAME or (kind is NameKind.AGENT and name == MAIN_AGENT):
        return
    text = folded(name)
    if kind is not NameKind.PROVIDER and text[0].isalnum() and not text.startswith(prefixes):
        return
    yield " ".join(pieces(text))
    if kind is NameKind.USER and "@" in text:
        yield " ".join(pieces(text.partition("@")[0]))
    if kind is NameKind.PROVIDER:
        yield from (part for part in pieces(text) if part not in _NOT_ITS_OWN)


def _stretches(text: Text) -> dict[str, list[Stretch]]:
    """Every few words in a row, by their pieces."""
    parts = [pieces(word.raw) for word in text.words]
    found: dict[str, list[Stretch]] = {}
    for first in range(len(parts)):
        row: list[str] = []
        for last in range(first, len(parts)):
            row += parts[last]
            if len(row) > _MOST_PIECES or not parts[first]:
                break
            if parts[last]:
                for said in (" ".join(row), *_singular(row)):
                    found.setdefault(said, []).append((first, last))
    return found


def _singular(row: Sequence[str]) -> Iterator[str]:
    """The same without the plural of its last part: letters are of the feature letter."""
    last = row[-1]
    is_plain = len(row) == 1 and (last in _PLAIN_WORDS or len(last) <= _SHORTEST_FUZZY)
    if last.endswith("s") and not is_plain:
        yield " ".join([*row[:-1], last.removesuffix("s")])


def _is_meant(text: Text, stretch: Stretch, kind: NameKind, key: str) -> bool:
    """A name that is an ordinary word, or very short, counts only when the question says what it is."""
    if _is_part_of_more(text, stretch):
        return False
    parts = key.split()
    if all(part in _PLAIN_WORDS or part.isdigit() or len(part) < _SHORTEST_PLAIN for part in parts):
        is_code = len(parts) > 1 and any(part.isdigit() for part in parts) and any(map(str.isalpha, parts))
        is_one = _is_joined(text, stretch) or _is_quoted(text, stretch)
        return is_code or is_one or _kind_beside(text, stretch) is kind
    return True


def _is_joined(text: Text, stretch: Stretch) -> bool:
    """Whether ordinary words are written as one identifier: kb-answer, reply_draft."""
    gaps = pairwise(text.words[stretch[0] : stretch[1] + 1])
    joints = [text.clean[one.end : two.start] for one, two in gaps]
    return bool(joints) and all(joint in _JOINTS for joint in joints)


def _is_part_of_more(text: Text, stretch: Stretch) -> bool:
    """Whether the words go on as one identifier: bob is not meant by bob.smith."""
    sides = [(at, at + 1) for at in (stretch[0] - 1, stretch[1]) if 0 <= at < len(text.words) - 1]
    return any(text.clean[text.words[one].end : text.words[two].start] in _WITHIN for one, two in sides)


def _is_quoted(text: Text, stretch: Stretch) -> bool:
    first, last = text.words[stretch[0]], text.words[stretch[1]]
    return (
        text.clean[first.start - 1 : first.start] in _QUOTES
        and text.clean[last.end : last.end + 1] in _QUOTES
    )


def _kind_of(word: Word) -> NameKind | None:
    return next((kind for kind, words in _KIND_WORDS if word.text in words), None)


def _kind_beside(text: Text, stretch: Stretch) -> NameKind | None:
    """The kind that the word before or after a stretch says."""
    beside = (*text.words[max(stretch[0] - 1, 0) : stretch[0]], *text.words[stretch[1] + 1 : stretch[1] + 2])
    return next((kind for kind in map(_kind_of, beside) if kind), None)


def _settled(text: Text, stretch: Stretch, kinds: Mapping[NameKind, Iterable[str]]) -> Mention:
    """One meaning, when there is one or the word beside it says which."""
    mentions = [Mention(kind, tuple(dict.fromkeys(names))) for kind, names in kinds.items()]
    said = _kind_beside(text, stretch)
    for mention in mentions:
        if len(mentions) == 1 or mention.kind is said:
            return mention
    # A feature and an agent of the same name are mostly the same calls: asking which is meant asks nothing.
    if len({mention.names for mention in mentions}) == 1:
        return min(mentions, key=lambda mention: mention.kind is not NameKind.FEATURE)
    return Mention(mentions[0].kind, mentions[0].names, others=tuple(mentions))


def _near_misses(
    text: Text, names: ProjectNames, found: Mapping[Stretch, Mention]
) -> Iterator[tuple[Stretch, Mention]]:
    """Features and agents that are a slip away from what stands there."""
    free = [at for at in range(len(text.words)) if not any(_overlap((at, at), one) for one in found)]
    words = [at for at in free if _could_be_name(text.words[at])][:_MOST_FUZZY_WORDS]
    pairs = [(one, two) for one, two in pairwise(words) if two == one + 1]
    for kind, many in _by_kind(names)[:2]:
        known = {
            " ".join(pieces(folded(name))): name
            for name in many[:_MOST_FUZZY_NAMES]
            if len(name) <= MOST_NAME
        }
        for stretch in (*pairs, *((at, at) for at in words)):
            said = " ".join(text.words[at].raw for at in range(stretch[0], stretch[1] + 1))
            best = process.extractOne(
                said, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE
            )
            if best is not None and best[0][:1] == said[:1]:
                yield stretch, Mention(kind, (known[best[0]],))


def _could_be_name(word: Word) -> bool:
    return len(word.raw) >= _SHORTEST_FUZZY and word.text not in _PLAIN_WORDS and word.raw.isalpha()


def _alike(
    text: Text, names: ProjectNames, found: Mapping[Stretch, Mention]
) -> Iterator[tuple[Stretch, Mention]]:
    """Identifiers that are built as names of the project are, but are none of them: u-042 beside u-017."""
    codes = [code for code in _WRITTEN_CODE.finditer(text.clean) if _shape(code.group())]
    if not codes:
        return
    some = ((kind, name) for kind, many in _by_kind(names)[:4] for name in many[:_MOST_FUZZY_NAMES])
    kinds = {_shape(name): kind for kind, name in some}
    for code in codes:
        kind = kinds.get(_shape(code.group()))
        places = [
            at for at, word in enumerate(text.words) if code.start() <= word.start and word.end <= code.end()
        ]
        if kind is None or not places or any(_overlap((places[0], places[-1]), one) for one in found):
            continue
        yield (places[0], places[-1]), Mention(kind, (), code.group())


def _shape(name: str) -> str:
    """How an identifier is built, its numbers alike; empty of what has no letters or no number."""
    text = folded(name[:MOST_NAME])
    shape = _CODE.sub(r"\1#", text)
    is_code = "#" in shape and any(map(str.isalpha, shape)) and _NO_CODE.fullmatch(text) is None
    return shape if is_code else ""


def _unknown(text: Text, found: Mapping[Stretch, Mention]) -> Iterator[tuple[Stretch, Mention]]:
    """What is said to be a user, a feature and so on, looks like a name, and is none of the project's."""
    for at, (before, word) in enumerate(pairwise(text.words), start=1):
        kind = _kind_of(before)
        last = _end_of_identifier(text, at)
        taken = any(_overlap((at - 1, last), one) for one in found)
        if kind is None or taken or kind is NameKind.MODEL:
            continue
        said = text.phrase(at, last)
        if _IDENTIFIER.fullmatch(said) or (_is_quoted(text, (at, last)) and word.raw.isalnum()):
            yield (at, last), Mention(kind, (), said)


def _end_of_identifier(text: Text, at: int) -> int:
    """The last word that hangs on this one by a hyphen, a dot and the like."""
    last = at
    while last + 1 < len(text.words) and _hangs_on(text, last):
        last += 1
    return last


def _hangs_on(text: Text, at: int) -> bool:
    return text.clean[text.words[at].end : text.words[at + 1].start] in _JOINTS


def _with_kind_word(text: Text, stretch: Stretch, kind: NameKind) -> Stretch:
    first, last = stretch
    if first > 0 and _kind_of(text.words[first - 1]) is kind:
        return first - 1, last
    if last + 1 < len(text.words) and _kind_of(text.words[last + 1]) is kind:
        return first, last + 1
    return stretch
