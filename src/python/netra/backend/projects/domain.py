"""A project: the unit of data inside an organization, with the rules that hold for all its calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from netra.backend.pricing.domain.books import AssumedPrice, PriceBookId

RESTORABLE_FOR: Final = timedelta(days=30)
"""A deleted project can be restored for this long; then a worker removes its data for good."""
KEY_BYTES: Final = 32


class TextPolicy(StrEnum):
    """What happens to the text of prompts and answers before it is stored."""

    KEEP = "keep"
    MASK = "mask"
    DROP = "drop"


class WordMeaning(StrEnum):
    """What a word of a team's own stands for in its calls; NOTHING was asked about and is none of these."""

    CALL = "call"
    SESSION = "session"
    USER = "user"
    FEATURE = "feature"
    AGENT = "agent"
    NOTHING = "nothing"


ProjectRules = tuple[TextPolicy, PriceBookId]


NO_WORDS: Final[Mapping[str, WordMeaning]] = MappingProxyType({})
MOST_WORDS: Final = 50
LONGEST_WORD: Final = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """The label of sample data: a project with one shows public data, not the customer's."""

    title: str
    source: str
    licence: str
    licence_url: str
    note: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the other features see it."""

    id: UUID
    organization_id: UUID
    name: str
    time_zone: str
    text_policy: TextPolicy
    price_book: PriceBookId
    assumed_price: AssumedPrice | None
    sample: Sample | None
    key: bytes
    """Keys the fingerprints of prompts, so that equal prompts of two projects cannot be matched."""
    created_at: datetime
    deleted_at: datetime | None
    own_words: Mapping[str, WordMeaning] = field(default_factory=lambda: NO_WORDS)
    """What the team calls users, sessions and so on, for questions that are asked in its words."""

    @property
    def rules(self) -> ProjectRules:
        """What was done to each call when it came in, so that it must hold for all."""
        return self.text_policy, self.price_book

    @property
    def figure_setting(self) -> tuple[object, ...]:
        """What figures depend on besides the calls."""
        return self.time_zone, self.price_book, self.assumed_price

    def price_source(self, *, by_book: bool, by_assumption: bool) -> str:
        """What priced some calls: the book, the assumed price, or both."""
        book = [str(self.price_book)] if by_book or not by_assumption else []
        return " and ".join([*book, *(["assumed price"] if by_assumption else [])])
