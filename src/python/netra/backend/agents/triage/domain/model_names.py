"""Which models of a project a few words mean: "opus", "sonnet 4.5", "gpt 5 mini"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from netra.backend.agents.triage.domain.patterns import listed
from netra.backend.agents.triage.domain.vocabulary import COMMON, KEY_WORDS

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
    grok kimi glm""")
)
"""Said of a model whether or not the project has one."""
_VARIANTS: Final = frozenset(
    listed("mini nano pro flash turbo lite max large medium small ultra instruct chat preview fast air plus")
)
_NEUTRAL: Final = frozenset(listed("claude gpt gemini models model latest v us eu global preview"))
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

    @classmethod
    def of(cls, name: str, parts: Sequence[str]) -> "Family":
        numbers = (part for part in parts if part.isdigit() and len(part) <= _LONGEST_VERSION)
        return cls(name, frozenset(part for part in parts if not part.isdigit()), tuple(numbers))


@dataclass(frozen=True)
class Models:
    """The models of a project, found by what people call them."""

    families: tuple[Family, ...]

    @classmethod
    def of(cls, folded_names: Iterable[tuple[str, str]]) -> "Models":
        fit = ((name, pieces(text)) for name, text in folded_names if 0 < len(text) <= MOST_NAME)
        return cls(tuple(Family.of(name, parts) for name, parts in fit))

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

    def continues(self, word: str) -> bool:
        """Whether a word can stand further on in a model's name."""
        parts = pieces(word)
        return bool(parts) and all(self._is_part(part) for part in parts)

    def _is_part(self, part: str) -> bool:
        if part.isdigit():
            return len(part) <= _LONGEST_VERSION or len(part) in {4, 8}
        return (
            part in _FAMILIES or part in _VARIANTS or _OMNI.fullmatch(part) is not None or part in self.heads
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

    def of_provider(self, provider: str) -> tuple[str, ...]:
        families = PROVIDER_FAMILIES[provider]
        return tuple(family.name for family in self.families if family.letters & families)


def is_only_variant(parts: Sequence[str]) -> bool:
    """Whether a phrase names a size and no family: "mini", "flash"."""
    return all(part in _VARIANTS for part in parts)


def is_known_family(parts: Sequence[str]) -> bool:
    return any(part in _FAMILIES for part in parts)
