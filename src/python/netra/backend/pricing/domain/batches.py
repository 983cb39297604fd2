"""What providers charge for calls that are sent in batches and answered within a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from netra.backend.calls.domain.call import Usage
from netra.backend.pricing.domain.books import LONGEST_NAMES, MOST_MODELS, ListedBook, PriceBook
from netra.backend.pricing.domain.cells import PriceCell
from netra.backend.pricing.domain.genai import provider_name
from netra.backend.pricing.domain.makers import maker_of

_HALF: Final = Decimal("0.5")
LOOKED_UP: Final = "2026-11-27"
_WHOLE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class BatchOffer:
    """A share of the list price, as a provider publishes it in a document of that name."""

    publisher: str
    source: str
    share: Decimal = _HALF
    of_cached: bool = False
    """Whether tokens of the cache cost that share too; else they cost what they cost outside a batch."""
    maker: str | None = None
    """Whose models the document speaks of; None: of all that the provider sells."""


BATCH_OFFERS: Final[Mapping[str, BatchOffer]] = MappingProxyType(
    {
        "anthropic": BatchOffer("Anthropic", "Batch processing, Claude platform docs", of_cached=True),
        "openai": BatchOffer("OpenAI", "Batch API guide, OpenAI platform docs"),
        "google": BatchOffer("Google", "Batch API, Gemini API docs", maker="google"),
        "azure": BatchOffer("Microsoft", "Azure OpenAI batch deployments, Microsoft Learn", maker="openai"),
        "aws": BatchOffer("Amazon", "Capacity, limits and cost optimization, Bedrock user guide"),
        "mistral": BatchOffer("Mistral", "Batch inference, Mistral docs", of_cached=True),
        "groq": BatchOffer("Groq", "Batch API, GroqCloud docs"),
    }
)
"""By the price list's names of providers. xAI is not here: it sells batches of few models, each at a price
of its own; nor is whoever says "up to"."""


class BatchPrices:
    """What a batch saves by a book's prices; `published` knows providers by their names."""

    def __init__(self, book: PriceBook, published: ListedBook) -> None:
        self.book_id = book.book_id
        self._book = book
        self._published = published
        self._offers = lru_cache(MOST_MODELS)(self._found)

    def offer(self, provider: str, model: str) -> BatchOffer | None:
        """What is published of the batches of whoever answers to these names; None where nothing is known.

        Without a provider it is the one whose price the model's name gets.
        """
        return self._offers(provider, model) if len(provider) + len(model) <= LONGEST_NAMES else None

    def saving(self, provider: str, model: str, cell: PriceCell, usage: Usage) -> Decimal | None:
        """What tokens of some calls would have cost less; None without an offer, or a price of them.

        Fees for searches and tools stay as they are.
        """
        offer, rates = self.offer(provider, model), self._book.rates(provider, model, *cell)
        if offer is None or rates is None:
            return None
        kept = usage if offer.of_cached else replace(usage, cache_read=0, cache_write_5m=0, cache_write_1h=0)
        price = rates.price(kept)
        return (_WHOLE - offer.share) * (price.input + price.output) if price else None

    def _found(self, provider: str, model: str) -> BatchOffer | None:
        listed = self._published.listed(provider, model)
        offer = BATCH_OFFERS.get(listed.provider if listed else provider_name(provider).lower())
        return offer if offer and offer.maker in {None, maker_of(model)} else None
