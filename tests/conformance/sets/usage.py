"""Providers' usage payloads: tokens normalised by shape, dollars by the price file beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import orjson

from netra.backend.calls.domain.call import CallDataError, Usage
from netra.backend.ingest.domain.usage_shapes import UsageShape, normalise_usage
from netra.backend.pricing.domain.books import price_usage
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.pricing.domain.genai_rates import unit_registry
from netra.backend.pricing.domain.rates import Price, unit_counts
from tests.conformance.figures import Computed, Figure, FigurePath, NotComputedError, UnknownFigureError
from tests.conformance.sets.source import Row, content, files_with, json_lines, meant_by

COLUMNS = frozenset({"shape", "provider", "model", "usage"})
ROW_DOLLARS = Decimal("1e-9")
PRICES_AT = datetime(2026, 8, 21, 12, tzinfo=UTC)
"""The commit of genai-prices that the payloads and the price file come from."""
TOKENS = (
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "output_reasoning_tokens",
)


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the payload files of a folder; none when it is another set."""
    return files_with(folder, ("*.jsonl", "*.jsonl.gz"), COLUMNS)


def answers(folder: Path, expected: Path) -> "UsagePayloads":
    """Return what computes the figures of one expected file."""
    rows = [row for path in meant_by(expected, data_files(folder)) for row in json_lines(path)]
    return UsagePayloads(rows, price_book(folder))


def price_book(folder: Path) -> GenaiPrices:
    """Return the book of the folder's genai-prices file, or the packaged one where there is none."""
    for path in sorted((*folder.glob("*.json"), *folder.glob("*.json.gz"))):
        held = orjson.loads(content(path))
        if isinstance(held, list) and held and {"id", "models"} <= set(held[0]):
            return GenaiPrices.from_file(held, path.name)
    return GenaiPrices.packaged()


@dataclass(frozen=True)
class Payload:
    """A row as the product reads it."""

    row: Row
    usage: Usage
    price: Price | None

    @property
    def shape(self) -> str:
        return str(self.row["shape"])


class UsagePayloads:
    """Figures of some payloads, by shape and key."""

    def __init__(self, rows: list[Row], book: GenaiPrices) -> None:
        self._rows = rows
        self._book = book

    def __call__(self, path: FigurePath) -> Computed:
        if len(path) != 2 or path[1] not in FIGURES:
            raise UnknownFigureError(".".join(path))
        payloads = [payload for payload in self._payloads if payload.shape == path[0]]
        if not payloads:
            raise NotComputedError(f"no payload of shape {path[0]}")
        return FIGURES[path[1]](payloads)

    def own_figures(self) -> Iterator[Figure]:
        """Compare row by row what the payload file itself expects."""
        for shape in sorted({payload.shape for payload in self._payloads}):
            rows = [payload for payload in self._payloads if payload.shape == shape]
            yield _all_of((shape, "rows", "tokens"), rows, _tokens_agree)
            yield _all_of((shape, "rows", "usd"), rows, _dollars_agree)

    @cached_property
    def _payloads(self) -> list[Payload]:
        return [self._read(row) for row in self._rows]

    def _read(self, row: Row) -> Payload:
        try:
            usage = normalise_usage(row["usage"], UsageShape(row["shape"]))
        except (CallDataError, ValueError) as error:
            raise NotComputedError(f"a payload of shape {row['shape']}: {error}") from error
        price = price_usage(self._book, usage, row["provider"] or "", row["model"] or "", PRICES_AT)
        return Payload(row, usage, price)


def _all_of(path: FigurePath, rows: list[Payload], agrees: Callable[[Payload], bool]) -> Figure:
    agreeing = sum(agrees(payload) for payload in rows)
    return Figure(path, len(rows), agreeing, agreeing == len(rows))


def _tokens_agree(payload: Payload) -> bool:
    expected, counts = payload.row.get("expected_usage"), unit_counts(payload.usage)
    return expected is None or all(
        counts.get(unit, 0) == expected.get(unit, 0) for unit in {*TOKENS, *expected}
    )


def _dollars_agree(payload: Payload) -> bool:
    wanted = (payload.row.get("expected_input_price_usd"), payload.row.get("expected_output_price_usd"))
    if payload.price is None:
        return wanted == (None, None)
    got = (payload.price.input, payload.price.output)
    return all(
        want is not None and abs(usd - Decimal(want)) <= ROW_DOLLARS
        for usd, want in zip(got, wanted, strict=True)
    )


def _tokens(unit: str) -> Callable[[list[Payload]], Computed]:
    return lambda payloads: Computed(sum(unit_counts(payload.usage).get(unit, 0) for payload in payloads))


def _priced(payloads: list[Payload]) -> Computed:
    return Computed(sum(payload.price is not None for payload in payloads))


def _dollars(payloads: list[Payload]) -> Computed:
    """Dollars for tokens; fees beside them, such as web searches, are no part of the expected prices."""
    prices = [payload.price for payload in payloads if payload.price is not None]
    total = sum((price.input + price.output for price in prices), Decimal(0))
    return Computed(total, ROW_DOLLARS * len(prices))


FIGURES: Mapping[str, Callable[[list[Payload]], Computed]] = MappingProxyType(
    {
        "payloads": lambda payloads: Computed(len(payloads)),
        "priced": _priced,
        "usd": _dollars,
        **{unit: _tokens(unit) for unit in unit_registry().units},
    }
)
