"""Berkeley function-calling calls: cost and latency by model, and routing in hindsight.

The price of a call is the product's (`AssumedPrice` at the published prices beside the calls). Accuracy and
the mean, standard deviation and percentile of latency are plain arithmetic here: the product knows no right
answers, and its percentiles, by the same linear interpolation, are the store's. The oracle and the cascade
are levers that the product does not have: plain arithmetic over the recorded calls, as the data define them.

These data have no licence to be copied: they are read where they lie.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from netra.backend.calls.domain.call import Usage
from netra.backend.pricing.domain.books import AssumedPrice
from tests.conformance.figures import (
    MEAN,
    Computed,
    Figure,
    FigurePath,
    GivenError,
    NotComputedError,
    Number,
    UnknownFigureError,
    ratio,
    read_json,
)
from tests.conformance.sets.source import Row, files_with, meant_by, parquet_rows

COLUMNS = frozenset({"model", "category", "id", "valid", "input_tokens", "output_tokens", "latency_s"})
HINDSIGHT = Decimal("1e-5")
PRINTED = Decimal("0.005")
"""Published figures are printed with two decimals: half a unit of the last one."""
PUBLISHED = ("accuracy_pct", "cost_usd_per_1k_calls", "latency_mean", "latency_sd_pop", "latency_p95")
THOUSAND = 1_000


class Answered(NamedTuple):
    """One prompt as a model answered it."""

    prompt: str
    is_right: bool
    input_tokens: int
    output_tokens: int
    usd: Decimal
    seconds: float


ByPrompt = Mapping[str, Answered]


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of calls of a folder; none when it is another set."""
    return files_with(folder, ("*.parquet",), COLUMNS)


def answers(folder: Path, expected: Path) -> "FunctionCalls":
    """Return what computes the figures of one expected file."""
    prices = prices_of(meant_by(expected, sorted(folder.glob("*.csv"))))
    rows = [row for path in meant_by(expected, data_files(folder)) for row in parquet_rows(path)]
    return FunctionCalls(rows, prices, read_json(expected))


def prices_of(paths: Iterable[Path]) -> Mapping[str, AssumedPrice]:
    """Return the published prices per model."""
    found: dict[str, AssumedPrice] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                into, out = Decimal(row["usd_per_mtok_in"]), Decimal(row["usd_per_mtok_out"])
                found[row["model"]] = AssumedPrice(into, out)
    return found


def answered(row: Row, prices: Mapping[str, AssumedPrice]) -> Answered:
    """Return a row with its cost; NotComputedError where its model has no price."""
    usage = Usage(input_fresh=row["input_tokens"], output_text=row["output_tokens"])
    if row["model"] not in prices:
        raise NotComputedError(f"no published price of {row['model']}")
    price = prices[row["model"]].as_rates.price(usage)
    assert price is not None  # an assumed price has one for input and output
    return Answered(
        row["id"], row["valid"], usage.input_total, usage.output_total, price.total, row["latency_s"]
    )


class FunctionCalls:
    """Figures of some models' calls, by their key in an expected file, which names pools of models too."""

    def __init__(
        self, rows: Sequence[Row], prices: Mapping[str, AssumedPrice], expected: Mapping[str, Any]
    ) -> None:
        self._rows = rows
        self._prices = prices
        self._expected = expected

    def __call__(self, path: FigurePath) -> Computed:
        head, rest = path[0], path[1:]
        if head == "models" and len(rest) > 1:
            return self._of_model(rest[0], *rest[1:])
        if head == "oracle_cheapest_correct" and len(rest) > 1:
            return self._of_oracle(rest[0], *rest[1:])
        if head == "cascade_bill_both" and len(rest) == 1:
            return self._of_cascade(rest[0])
        raise UnknownFigureError(head)

    def own_figures(self) -> Iterator[Figure]:
        """Nothing: the rows expect nothing of themselves."""
        return iter(())

    @cached_property
    def _calls(self) -> Mapping[str, ByPrompt]:
        """The calls of each model by their prompt."""
        found: dict[str, dict[str, Answered]] = {}
        for row in self._rows:
            found.setdefault(row["model"], {})[row["id"]] = answered(row, self._prices)
        return found

    def _of(self, model: str) -> ByPrompt:
        if model not in self._calls:
            raise NotComputedError(f"no call of {model}")
        return self._calls[model]

    def _of_model(self, model: str, key: str, *place: str) -> Computed:
        figures = model_figures(list(self._of(model).values()))
        if key == "published" and len(place) == 1 and place[0] in map(str, range(len(PUBLISHED))):
            return Computed(figures[PUBLISHED[int(place[0])]], PRINTED)
        if key not in figures or place:
            raise UnknownFigureError(key)
        return Computed(figures[key], Decimal(0) if isinstance(figures[key], int) else MEAN)

    def _of_oracle(self, name: str, key: str, *place: str) -> Computed:
        if key == "pool" and len(place) == 1:
            raise GivenError(key)
        pool = [self._of(model) for model in self._expected["oracle_cheapest_correct"][name].get("pool", ())]
        chosen = cheapest_correct(pool)
        none_right = sum(not call.is_right for call in chosen)
        return _hindsight({**route_figures(chosen), "none_correct": none_right}, key, place)

    def _of_cascade(self, key: str) -> Computed:
        if key in ("first", "then"):
            raise GivenError(key)
        rule = self._expected["cascade_bill_both"]
        first, then = self._of(rule.get("first", "")), self._of(rule.get("then", ""))
        escalations = sum(not call.is_right for call in first.values())
        return _hindsight({**route_figures(cascade(first, then)), "escalations": escalations}, key, ())


def model_figures(calls: Sequence[Answered]) -> Mapping[str, Number]:
    """Everything that is told of the calls of one model, by its key."""
    seconds = np.array([call.seconds for call in calls])
    routed = route_figures(calls)
    return {
        "n": len(calls),
        "input_tokens": sum(call.input_tokens for call in calls),
        "output_tokens": sum(call.output_tokens for call in calls),
        "accuracy_pct": 100 * Decimal(routed["accuracy"]),
        "cost_usd_per_1k_calls": routed["cost_usd_per_1k"],
        "latency_mean": routed["latency_mean"],
        "latency_sd_pop": float(seconds.std()),
        "latency_p95": float(np.quantile(seconds, 0.95)),
    }


def route_figures(calls: Sequence[Answered]) -> Mapping[str, Number]:
    """Share of right answers, dollars for a thousand prompts, mean seconds."""
    usd = sum((call.usd for call in calls), Decimal(0))
    return {
        "accuracy": ratio(sum(call.is_right for call in calls), len(calls)),
        "cost_usd_per_1k": ratio(THOUSAND * usd, len(calls)),
        "latency_mean": float(np.mean([call.seconds for call in calls])),
    }


def cheapest_correct(pool: Sequence[ByPrompt]) -> list[Answered]:
    """Return for each prompt the cheapest call that was right, else the cheapest; ties as the pool stands."""
    prompts = pool[0] if pool else MappingProxyType({})
    return [
        min((calls[prompt] for calls in pool), key=lambda call: (not call.is_right, call.usd))
        for prompt in prompts
    ]


def cascade(first: ByPrompt, then: ByPrompt) -> list[Answered]:
    """Return for each prompt what came out: where the first was wrong the second answers, both are billed."""
    return [call if call.is_right else _both(call, then[prompt]) for prompt, call in first.items()]


def _both(first: Answered, then: Answered) -> Answered:
    return then._replace(usd=first.usd + then.usd, seconds=first.seconds + then.seconds)


def _hindsight(figures: Mapping[str, Number], key: str, place: Sequence[str]) -> Computed:
    if key not in figures or place:
        raise UnknownFigureError(key)
    return Computed(figures[key], Decimal(0) if isinstance(figures[key], int) else HINDSIGHT)
