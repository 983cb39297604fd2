"""How projects travel in HTTP."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from netra.backend.calls.schemas import Exact, TimeZone
from netra.backend.pricing.domain.books import PriceBookId
from netra.backend.projects.domain import LONGEST_WORD, MOST_WORDS, TextPolicy, WordMeaning

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Rate = Annotated[Exact, Field(ge=0, le=100_000, max_digits=14, decimal_places=6)]


_LETTERS: Final = r"[^\W\d_]{2,}"
OwnWord = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        max_length=LONGEST_WORD,
        pattern=rf"^{_LETTERS}(?:[ -]{_LETTERS}){{0,2}}$",
    ),
]
"""One to three words of letters with a space or a hyphen between them: pr, hotel, pull request."""
OwnWords = Annotated[dict[OwnWord, WordMeaning], Field(max_length=MOST_WORDS)]


class AssumedPriceBody(BaseModel):
    """USD per million tokens for calls whose log names no model."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    input_per_million: Rate
    output_per_million: Rate


class SampleRead(BaseModel):
    """Where sample data comes from and what its licence is."""

    model_config = ConfigDict(from_attributes=True)

    title: str
    source: str
    licence: str
    licence_url: str
    note: str


class ProjectCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name
    time_zone: TimeZone = "UTC"
    text_policy: TextPolicy = TextPolicy.KEEP
    price_book: PriceBookId = PriceBookId.GENAI_PRICES
    assumed_price: AssumedPriceBody | None = None


class ProjectChange(BaseModel):
    """Only what is given changes; `text_policy` and `price_book` are fixed once calls exist."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    time_zone: TimeZone | None = None
    text_policy: TextPolicy | None = None
    price_book: PriceBookId | None = None
    assumed_price: AssumedPriceBody | None = None
    own_words: OwnWords | None = Field(
        None, description="All of the team's own words for users, sessions and so on, in place of those kept"
    )


class ProjectRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    time_zone: str
    text_policy: TextPolicy
    price_book: PriceBookId
    assumed_price: AssumedPriceBody | None
    sample: SampleRead | None
    own_words: dict[str, WordMeaning]
    calls: int
    created_at: datetime
    deleted_at: datetime | None
