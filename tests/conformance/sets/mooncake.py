"""Mooncake KV-cache traces: block hits of every cache, exact repeats, and dollars at an assumed price."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from netra.backend.calls.domain.blocks import expand_runs
from netra.backend.calls.domain.call import RELATIVE_ANCHOR, Call
from netra.backend.ingest.domain.formats.mooncake import MOONCAKE_BLOCK_TOKENS, read_mooncake
from netra.backend.optimizer.domain.caches import hits_infinite, hits_lru, hits_ttl_fixed, hits_ttl_refresh
from netra.backend.optimizer.domain.caching import CachingCase, Lifetime, all_or_nothing, cost, no_caching
from netra.backend.optimizer.domain.lfu import hits_lfu
from netra.backend.optimizer.domain.prompt_log import Counts, PromptLog
from netra.backend.pricing.domain.books import AssumedPrice
from netra.backend.response_caching.domain import Asked, ExactRepeats, exact_repeats
from tests.conformance.figures import MEAN, RATIO, Computed, Figure, FigurePath, UnknownFigureError, ratio
from tests.conformance.sets.source import calls_of, files_with, json_lines, meant_by

MILLISECOND = timedelta(milliseconds=1)
COLUMNS = frozenset({"timestamp", "input_length", "output_length", "hash_ids"})
DOLLARS = Decimal("1e-4")
LFU_TOLERANCE = Decimal("0.005")
PRICE_KEY = re.compile(r"usd_at_([\d.]+)_([\d.]+)")
CACHES: Mapping[str, Callable[[PromptLog, float], Counts]] = MappingProxyType(
    {
        "ttl_refresh": hits_ttl_refresh,
        "ttl_fixed": hits_ttl_fixed,
        "lru": lambda log, capacity: hits_lru(log, [int(capacity)])[int(capacity)],
        "lfu": lambda log, capacity: hits_lfu(log, int(capacity)),
    }
)
POLICY_KEY = re.compile(r"(infinite|ttl([\d.]+))_read([\d.]+)_write([\d.]+)")


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the trace files of a folder; none when it is another set."""
    return files_with(folder, ("*.jsonl", "*.jsonl.gz"), COLUMNS)


def answers(folder: Path, expected: Path) -> "Mooncake":
    """Return what computes the figures of one expected file."""
    return Mooncake(calls_of(meant_by(expected, data_files(folder)), json_lines, read_mooncake))


class Mooncake:
    """Figures of one trace, by their key in an expected file."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._calls = calls
        self._log = PromptLog.of_calls(calls)
        self._input = int(self._log.input_tokens.sum())
        self._blocks = int(self._log.blocks.sum())

    def __call__(self, path: FigurePath) -> Computed:
        head, rest = path[0], path[1:]
        if not rest and head in self._totals:
            return self._totals[head]
        if head in CACHES and len(rest) in (1, 2):
            return self._cache(head, *rest)
        if (price := PRICE_KEY.fullmatch(head)) and len(rest) == 1:
            return Computed(self._dollars(rest[0], Decimal(price[1]), Decimal(price[2])), DOLLARS)
        raise UnknownFigureError(head)

    def own_figures(self) -> Iterator[Figure]:
        """Nothing: the rows expect nothing of themselves."""
        return iter(())

    def counts(self) -> Mapping[str, int]:
        """Everything that is counted, by its key."""
        log, hits, repeats = self._log, self._infinite, self._repeats
        full = log.input_tokens // MOONCAKE_BLOCK_TOKENS
        return {
            "requests": len(log),
            "input_tokens": self._input,
            "output_tokens": sum(call.usage.output_total for call in self._calls),
            "blocks": self._blocks,
            "unique_blocks": len({block for call in self._calls for block in expand_runs(call.block_runs)}),
            "first_ts_ms": min(self._milliseconds),
            "last_ts_ms": max(self._milliseconds),
            "distinct_ts": len(set(self._milliseconds)),
            "inf_hit_blocks": int(hits.sum()),
            "inf_hit_tokens": int(log.tokens_of(hits).sum()),
            "zero_hit_requests": int((hits == 0).sum()),
            "exact_duplicate_requests": repeats.calls,
            "exact_dup_input_tokens": repeats.input_tokens,
            "exact_dup_output_tokens": repeats.output_tokens,
            "inf_fullblocks_hit": int(np.minimum(hits, full).sum()),
        }

    def ratios(self) -> Mapping[str, Computed]:
        """Everything that is a ratio or a mean of counts, by its key."""
        counts = self.counts()
        full = int((self._log.input_tokens // MOONCAKE_BLOCK_TOKENS).sum())
        return {
            "mean_input": Computed(ratio(counts["input_tokens"], counts["requests"]), MEAN),
            "mean_output": Computed(ratio(counts["output_tokens"], counts["requests"]), MEAN),
            "inf_block_ratio": Computed(ratio(counts["inf_hit_blocks"], self._blocks), RATIO),
            "inf_token_ratio": Computed(ratio(counts["inf_hit_tokens"], self._input), RATIO),
            "inf_fullblock_ratio": Computed(ratio(counts["inf_fullblocks_hit"], full), RATIO),
        }

    @cached_property
    def _totals(self) -> Mapping[str, Computed]:
        return {**{key: Computed(count) for key, count in self.counts().items()}, **self.ratios()}

    @cached_property
    def _infinite(self) -> Counts:
        return hits_infinite(self._log)

    @cached_property
    def _milliseconds(self) -> list[int]:
        return [(call.started_at - RELATIVE_ANCHOR) // MILLISECOND for call in self._calls]

    @cached_property
    def _repeats(self) -> ExactRepeats:
        usages = [(call.block_runs, call.usage.input_total, call.usage.output_total) for call in self._calls]
        return exact_repeats([Asked((runs, into), "", into, out) for runs, into, out in usages])

    def _cache(self, kind: str, limit: str, part: str = "block_ratio") -> Computed:
        if not re.fullmatch(r"\d+(\.\d+)?", limit):
            raise UnknownFigureError(limit)
        hits = CACHES[kind](self._log, float(limit))
        blocks, tokens = int(hits.sum()), int(self._log.tokens_of(hits).sum())
        loose = LFU_TOLERANCE if kind == "lfu" else Decimal(0)
        parts = {
            "hit_blocks": Computed(blocks, loose * self._blocks),
            "hit_tokens": Computed(tokens, loose * self._input),
            "block_ratio": Computed(ratio(blocks, self._blocks), loose or RATIO),
            "token_ratio": Computed(ratio(tokens, self._input), loose or RATIO),
        }
        if part not in parts:
            raise UnknownFigureError(part)
        return parts[part]

    def _dollars(self, policy: str, input_price: Decimal, output_price: Decimal) -> Decimal:
        rates = AssumedPrice(input_price, output_price).as_rates
        if policy in ("no_cache", "batch_50pct"):
            whole = cost(CachingCase.of_calls(self._calls, [rates] * len(self._calls)), no_caching(self._log))
            return whole / 2 if policy == "batch_50pct" else whole
        rule = POLICY_KEY.fullmatch(policy)
        if rule is None:
            raise UnknownFigureError(policy)
        seconds = math.inf if rule[2] is None else float(rule[2])
        hits = hits_infinite(self._log) if rule[2] is None else hits_ttl_refresh(self._log, seconds)
        read, write = Decimal(rule[3]), Decimal(rule[4])
        billed = rates.with_cache_multipliers(read, write, write)
        use = all_or_nothing(self._log, hits, Lifetime.FIVE_MINUTES)
        return cost(CachingCase.of_calls(self._calls, [billed] * len(self._calls)), use)
