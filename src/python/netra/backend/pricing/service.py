"""The price books of this process, read when first asked for."""

from functools import cached_property
from typing import Self

from netra.backend.pricing.domain.batches import BatchPrices
from netra.backend.pricing.domain.books import (
    AssumedPrice,
    DefinitionsFlat,
    ListedBook,
    PriceBook,
    PriceBookId,
    WithAssumedPrice,
)
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.resources import Resources


class PricingService:
    """One per process: a book remembers the rates it has looked up."""

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, cls)

    def book(self, book_id: PriceBookId) -> ListedBook:
        return self._flat if book_id is PriceBookId.DEFINITIONS_FLAT else self._genai

    def book_with(self, book_id: PriceBookId, assumed: AssumedPrice | None) -> PriceBook:
        """The book, and the assumed price, if there is one, for calls whose model was not recorded."""
        book = self.book(book_id)
        return WithAssumedPrice(book, assumed) if assumed else book

    def batch_prices(self, book_id: PriceBookId, assumed: AssumedPrice | None) -> BatchPrices:
        """What batches cost by these prices; providers go by the names of the published book."""
        return BatchPrices(self.book_with(book_id, assumed), self._genai)

    def read_price_list(self) -> None:
        """Have the published book at hand: reading it takes half a second, which no request should wait."""
        self.book(PriceBookId.GENAI_PRICES)

    @cached_property
    def _flat(self) -> DefinitionsFlat:
        return DefinitionsFlat()

    @cached_property
    def _genai(self) -> GenaiPrices:
        return GenaiPrices.packaged()
