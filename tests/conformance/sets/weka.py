"""Claude Code sessions: what prompt caching costs under the flat prices, by lifetime and write price."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from statistics import fmean

import numpy as np

from netra.backend.calls.domain.call import Call
from netra.backend.ingest.domain.formats.weka import read_weka
from netra.backend.optimizer.domain.caches import hits_infinite, hits_ttl_refresh
from netra.backend.optimizer.domain.caching import CachingCase, Lifetime, all_or_nothing, cost, no_caching
from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog
from netra.backend.pricing.domain.books import AssumedPrice, DefinitionsFlat, PriceBook
from netra.backend.pricing.domain.rates import Rates
from tests.conformance.figures import (
    MEAN,
    RATIO,
    Computed,
    Figure,
    FigurePath,
    NotComputedError,
    UnknownFigureError,
    ratio,
)
from tests.conformance.sets.source import calls_of, files_with, meant_by, parquet_rows

COLUMNS = frozenset({"trace", "agent", "t", "model", "input_tokens", "output_tokens", "hash_runs"})
DOLLARS = Decimal("0.01")
POLICY_KEY = re.compile(r"(infinite|ttl([\d.]+))_(?:read([\d.]+)_)?write([\d.]+)")
FLAT_PRICE_KEY = re.compile(r"usd_all_at_([\d.]+)_([\d.]+)")
QUANTILES = {"min": 0.0, "median": 0.5, "max": 1.0}
ANTHROPIC_READ = "0.1"


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the request files of a folder; none when it is another set."""
    return files_with(folder, ("*.parquet",), COLUMNS)


def answers(folder: Path, expected: Path) -> "Weka":
    """Return what computes the figures of one expected file."""
    return Weka(calls_of(meant_by(expected, data_files(folder)), parquet_rows, read_weka))


class Weka:
    """Figures of some sessions, by their key in an expected file. Costs are those of the main agent."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._all = calls
        self._main = [call for call in calls if call.is_main_agent]

    def __call__(self, path: FigurePath) -> Computed:
        head, rest = path[0], path[1:]
        if not rest and head in self._totals:
            return Computed(self._totals[head])
        if not rest and (head.startswith("usd_")):
            return Computed(self._without_cache(head), DOLLARS)
        if head == "per_conversation_hit_ratio" and len(rest) == 1:
            return Computed(self._per_conversation(rest[0]), RATIO)
        if (rule := POLICY_KEY.fullmatch(head)) and len(rest) == 1:
            parts = self._policy(rule[2], rule[3] or ANTHROPIC_READ, rule[4])
            if rest[0] in parts:
                return parts[rest[0]]
        raise UnknownFigureError(head)

    def own_figures(self) -> Iterator[Figure]:
        """Nothing: the rows expect nothing of themselves."""
        return iter(())

    @cached_property
    def _totals(self) -> Mapping[str, int]:
        return {
            "traces": len({call.session_id for call in self._all}),
            "requests_all": len(self._all),
            "requests_main": len(self._main),
            "input_tokens_main": sum(call.usage.input_total for call in self._main),
            "output_tokens_main": sum(call.usage.output_total for call in self._main),
        }

    @cached_property
    def _case(self) -> CachingCase:
        return CachingCase.of_calls(self._main, self._rates(DefinitionsFlat()))

    def _rates(self, book: PriceBook) -> list[Rates]:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        found = [book.rates(call.provider, call.model, at, call.usage.input_total) for call in self._main]
        priced = [rates for rates in found if rates is not None]
        if len(priced) < len(found):
            raise NotComputedError("the book has no price for a model")
        return priced

    def _without_cache(self, key: str) -> Decimal:
        case = self._case
        if flat := FLAT_PRICE_KEY.fullmatch(key):
            rates = AssumedPrice(Decimal(flat[1]), Decimal(flat[2])).as_rates
            case = CachingCase.of_calls(self._main, [rates] * len(self._main))
        elif key not in ("usd_no_cache", "usd_batch_50pct"):
            raise UnknownFigureError(key)
        whole = cost(case, no_caching(case.log))
        return whole / 2 if key == "usd_batch_50pct" else whole

    def _policy(self, seconds: str | None, read: str, write: str) -> Mapping[str, Computed]:
        log = self._case.log
        hits = hits_infinite(log) if seconds is None else hits_ttl_refresh(log, float(seconds))
        use = all_or_nothing(log, hits, Lifetime.FIVE_MINUTES)
        factors = Decimal(read), Decimal(write), Decimal(write)
        billed = [rates.with_cache_multipliers(*factors) for rates in self._case.rates]
        case = CachingCase.of_calls(self._main, [billed[place] for place in self._case.rate_of])
        usd, whole = cost(case, use), cost(case, no_caching(log))
        return {
            "read_tokens": Computed(int(use.read.sum())),
            "write_tokens": Computed(int(use.written.sum())),
            "read_share": Computed(ratio(int(use.read.sum()), int(log.input_tokens.sum())), RATIO),
            "hit_blocks": Computed(int(hits.sum())),
            "total_blocks": Computed(int(log.blocks.sum())),
            "usd": Computed(usd, DOLLARS),
            "saving_pct": Computed(100 * ratio(whole - usd, whole), MEAN),
        }

    def _per_conversation(self, key: str) -> float:
        ratios = self._conversation_ratios
        if key == "mean":
            return fmean(ratios)
        if key in QUANTILES:
            return float(np.quantile(ratios, QUANTILES[key]))
        if percent := re.fullmatch(r"p(\d{1,2})", key):
            return float(np.quantile(ratios, int(percent[1]) / 100))
        raise UnknownFigureError(key)

    @cached_property
    def _conversation_ratios(self) -> list[float]:
        """Hit blocks / blocks of each session, in one endless cache whatever the model."""
        calls = [call._replace(model="", provider="") for call in self._main]
        log = PromptLog.of_calls(calls)
        hits: Counts = hits_infinite(log)
        totals: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for call, hit, blocks in zip(calls, hits.tolist(), log.blocks.tolist(), strict=True):
            totals[call.session_id][0] += hit
            totals[call.session_id][1] += blocks
        return [hit / blocks for hit, blocks in totals.values() if blocks]
