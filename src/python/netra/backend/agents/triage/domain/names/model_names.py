"""Which models of a project a few words mean: "opus", "sonnet 4.5", "gpt 5 mini"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from netra.backend.agents.triage.domain.words.patterns import listed
from netra.backend.agents.triage.domain.words.vocabulary import COMMON, KEY_WORDS

MOST_NAME: Final = 200
"""A longer name is not looked for."""
PROVIDER_FAMILIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "openai": frozenset({"gpt", "o", "chatgpt"}),
        "anthropic": frozenset({"claude"}),
        "google": frozenset({"gemini", "gemma"}),
        "mistral": frozenset({"mistral", "mixtral", "magistral", "codestral"}),
        "meta": frozenset({"llama"}),
        "deepseek": frozenset({"deepseek"}),
        "xai": frozenset({"grok"}),
    }
)
_FAMILIES: Final = frozenset(
    listed("""claude opus sonnet haiku gpt chatgpt gemini gemma llama mistral mixtral codestral deepseek qwen
    grok kimi glm magistral ministral pixtral devstral minimax""")
)
"""Said of a model whether or not the project has one."""
_VARIANTS: Final = frozenset(
    listed("mini nano pro flash turbo lite max large medium small ultra instruct chat preview fast air plus")
)
_NEUTRAL: Final = frozenset(listed("claude gpt gemini models model latest v us eu global preview"))
_BARE: Final = frozenset(
    listed("claude gpt chatgpt gemini gemma llama mistral deepseek qwen grok kimi glm minimax")
)
"""Families of more than one kind of model: said alone, they mean whichever is newest."""
_SPECIAL: Final = frozenset(
    listed("""image images audio realtime tts transcribe live vision search embed embedding moderation
    whisper robotics computer codex cyber ft oss safeguard guard multi ocr deep research free code voice o""")
)
"""Models for one task, which nobody means who names only a family."""
_MOST_TAKEN: Final = 3
_DATED: Final = re.compile(r"20\d\d[- ]?\d\d[- ]?\d\d")
_SIZE: Final = re.compile(r"\d+b")
_O_SERIES: Final = re.compile(r"o\d")
_PROVIDER_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"openai": "gpt", "anthropic": "claude", "google": "gemini", "meta": "llama", "xai": "grok"}
)
"""What a provider's name means where a model is supposed."""
_HOSTED: Final = re.compile(
    r"^(?:\S*/(?=\S*[a-z]{2}))?(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\.)?"
    r"(?:(?:anthropic|meta|amazon|google|openai|mistral|cohere|ai21)\.)?"
)
"""Who hosts a model, and where, as it stands before the name: "us.anthropic.", "google/"."""
_REVISION: Final = re.compile(r"-(?:v?\d+)?:\d+\w*(?::\w+)?$")
"""How a host counts its editions of a model: "-v1:0"."""
_PIECE: Final = re.compile(r"\d+o(?![^\W\d_])|[^\W\d_]+|\d+")
_OMNI: Final = re.compile(r"\d+o")
_STANDS_ALONE: Final = frozenset({"gpt", "chatgpt"})
"""Families whose version without a variant is a model of its own: gpt-4o is not gpt-4o-mini."""
_LONGEST_VERSION: Final = 2
_SHORTEST_SLIP: Final = 5


def pieces(text: str) -> tuple[str, ...]:
    """The letters and the numbers of a folded name apart; "4o" is one."""
    return tuple(_PIECE.findall(text))


@dataclass(frozen=True)
class Family:
    """A model with the pieces of its name; dates of its release are no version."""

    name: str
    letters: frozenset[str]
    version: tuple[str, ...]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, name: str, parts: Sequence[str]) -> "Family":
        numbers = (part for part in parts if part.isdigit() and len(part) <= _LONGEST_VERSION)
        letters = frozenset(part for part in parts if not part.isdigit())
        return cls(name, letters, tuple(numbers), tuple(parts))

    @property
    def kind(self) -> frozenset[str]:
        """What tells this model from others of its family: "mini", "flash lite"."""
        return self.letters - _NEUTRAL

    @cached_property
    def release(self) -> tuple[int, ...]:
        """The version as numbers, without dates, sizes ("70b") and zeros at its end."""
        undated = pieces(_DATED.sub(" ", " ".join(self.parts)))
        numbers = [
            int(part)
            for part, after in zip_longest(undated, undated[1:], fillvalue="")
            if part.isdigit() and len(part) <= _LONGEST_VERSION and after != "b"
        ]
        while numbers and not numbers[-1]:
            numbers.pop()
        return tuple(numbers)


@dataclass(frozen=True, slots=True)
class Taken:
    """The models that words stand for where a model is supposed: one, or the newest of each kind.

    `is_own`: the project's calls use them, else they are the price book's; `is_exact`: they are so named.
    """

    names: tuple[str, ...]
    is_own: bool
    is_exact: bool


@dataclass(frozen=True)
class Models:
    """The models of a project, found by what people call them."""

    families: tuple[Family, ...]
    listed: tuple[Family, ...] = ()
    """The models that may be supposed though the project does not use them."""

    @classmethod
    def of(
        cls, folded_names: Iterable[tuple[str, str]], folded_listed: Iterable[tuple[str, str]] = ()
    ) -> "Models":
        return cls(_families(folded_names), _families(folded_listed))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words with which a model's name can begin."""
        own = frozenset(piece for family in self.families for piece in family.letters if len(piece) > 1)
        return (own | _FAMILIES) - (COMMON - _VARIANTS) - frozenset(KEY_WORDS) - _NEUTRAL | _FAMILIES

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(piece for family in self.families for piece in family.letters)

    @cached_property
    def _alphabetic_heads(self) -> tuple[str, ...]:
        return tuple(head for head in self.heads if len(head) >= _SHORTEST_SLIP)

    def head(self, word: str) -> str | None:
        """The head that a word is, or is one slip away from."""
        if word in self.heads:
            return word
        if len(word) < _SHORTEST_SLIP or not word.isalpha() or word in COMMON or word in KEY_WORDS:
            return None
        near = (head for head in self._alphabetic_heads if head[0] == word[0])
        return next((head for head in near if OSA.distance(word, head, score_cutoff=1) <= 1), None)

    @cached_property
    def _listed_letters(self) -> frozenset[str]:
        return frozenset(piece for family in self.listed for piece in family.letters)

    def begins(self, word: str) -> bool:
        """Whether a word is a model's name, or its beginning, by letters and a number: "o3"."""
        parts = pieces(word)
        numbered = len(parts) > 1 and parts[0] in self.letters and parts[1].isdigit()
        return numbered or _O_SERIES.fullmatch(word) is not None

    def hangs_on(self, word: str) -> bool:
        """Whether a word that is joined to a model's name belongs to it, as "codex" in "gpt-5-codex"."""
        parts = [part for part in pieces(word) if not part.isdigit()]
        return bool(parts) and self._listed_letters.issuperset(parts)

    def taken(self, parts: Sequence[str]) -> Taken | None:
        """What is meant by words that suppose a model: that very one, else the newest that fits.

        Of each the project's own come first, then the price book's.
        """
        asked = Family.of("", parts)
        for select, is_exact in ((_very, True), (_newest, False)):
            for families, is_own in ((self.families, True), (self.listed, False)):
                names = select(asked, families)
                if names:
                    return Taken(names, is_own, is_exact)
        return None

    def taken_from(self, provider: str) -> Taken | None:
        """The same of a provider's name."""
        return self.taken((_PROVIDER_WORDS.get(provider, provider),))

    def continues(self, word: str) -> bool:
        """Whether a word can stand further on in a model's name."""
        parts = pieces(word)
        return _SIZE.fullmatch(word) is not None or (bool(parts) and all(map(self._is_part, parts)))

    def _is_part(self, part: str) -> bool:
        if part.isdigit():
            return len(part) <= _LONGEST_VERSION or len(part) in {4, 8}
        return (
            part in _FAMILIES | _VARIANTS | {"v"} or _OMNI.fullmatch(part) is not None or part in self.heads
        )

    def matching(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The models that the pieces of a phrase name: that very one, else all that it covers."""
        asked = Family.of("", parts)
        fit = [
            family
            for family in self.families
            if asked.letters - {"model"} <= family.letters
            and family.version[: len(asked.version)] == asked.version
        ]
        if not asked.version and not any(_OMNI.fullmatch(part) for part in parts):
            return tuple(family.name for family in fit)
        exact = [
            family
            for family in fit
            if family.version == asked.version and family.letters - _NEUTRAL == asked.letters - _NEUTRAL
        ]
        if not exact and asked.letters & _STANDS_ALONE:
            fit = [family for family in fit if not (family.letters - asked.letters) & _VARIANTS]
        return tuple(family.name for family in exact or fit)

    def has_like(self, parts: Sequence[str]) -> bool:
        """Whether some model, used or sold, has all of these words in its name, whatever its version."""
        said = Family.of("", parts).letters - {"model"}
        return any(said <= family.letters for family in (*self.families, *self.listed))

    def of_provider(self, provider: str) -> tuple[str, ...]:
        families = PROVIDER_FAMILIES[provider]
        return tuple(family.name for family in self.families if family.letters & families)


def _families(folded_names: Iterable[tuple[str, str]]) -> tuple[Family, ...]:
    fit = ((name, pieces(_plain(text))) for name, text in folded_names if 0 < len(text) <= MOST_NAME)
    return tuple(Family.of(name, parts) for name, parts in fit)


def _plain(text: str) -> str:
    """A model's name as its maker writes it, without whoever hosts it."""
    return _REVISION.sub("", _HOSTED.sub("", text)) or text


def _very(asked: Family, families: Iterable[Family]) -> tuple[str, ...]:
    """The model whose name, or whose kind and version, is said."""
    said = asked.letters - {"model"}
    fit = [one for one in families if said <= one.letters and one.kind == asked.kind]
    spelled = [one.name for one in fit if one.parts == asked.parts]
    if spelled or not (asked.release or any(_OMNI.fullmatch(part) for part in asked.parts)):
        return tuple(spelled[:1])
    released = (one.name for one in fit if one.release == asked.release)
    return tuple(sorted(released, key=len)[:1])


def _newest(asked: Family, families: Iterable[Family]) -> tuple[str, ...]:
    """The newest models that fit: of the very kind, or of each where only a family is said."""
    covered = [family for family in families if asked.letters - {"model"} <= family.letters]
    if asked.letters - {"model"} <= _BARE and not asked.release:
        fit = [family for family in covered if not family.letters & _SPECIAL]
    else:
        alike = [family for family in covered if family.kind == asked.kind]
        fit = [family for family in alike if family.release[: len(asked.release)] == asked.release]
    newest = max((family.release for family in fit), default=())
    latest = sorted((family for family in fit if family.release == newest), key=lambda one: len(one.name))
    by_kind = {family.kind: family.name for family in reversed(latest)}
    return tuple(sorted(by_kind.values()))[:_MOST_TAKEN]


def is_only_variant(parts: Sequence[str]) -> bool:
    """Whether a phrase names a size and no family: "mini", "flash"."""
    return all(part in _VARIANTS for part in parts)


def is_known_family(parts: Sequence[str]) -> bool:
    return any(part in _FAMILIES for part in parts) or _O_SERIES.match("".join(parts)) is not None
