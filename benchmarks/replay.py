"""How long the replays of both sample workloads take, beside a plain dictionary in the same run.

The dictionary is what one would write first: right, and slow by the number of blocks. It replays one policy,
5 minutes refreshed, where the measured times are for all policies together.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.report import Measurement
from netra.backend.calls.domain.blocks import expand_runs
from netra.backend.calls.domain.call import Call
from netra.backend.ingest.domain.formats.mooncake import read_mooncake
from netra.backend.ingest.domain.formats.weka import read_weka
from netra.backend.optimizer.domain.billed import Bill
from netra.backend.optimizer.domain.caches import hits_infinite, hits_lru, hits_ttl_fixed, hits_ttl_refresh
from netra.backend.optimizer.domain.caching import CachingCase
from netra.backend.optimizer.domain.lfu import hits_lfu
from netra.backend.optimizer.domain.prompt_caching import replay_caching
from netra.backend.optimizer.domain.prompt_log import PromptLog
from netra.backend.pricing.domain.books import AssumedPrice, DefinitionsFlat, WithAssumedPrice
from netra.shared.clock import MICROSECONDS
from netra.shared.environment import get_env
from tests.conformance.sets.source import calls_of, json_lines, parquet_rows

T = TypeVar("T")

LIFETIMES: Final = (60, 300, 600, 3600)
LRU_CAPACITIES: Final = (1_000, 5_859, 10_000, 30_000, 50_000, 100_000)
LFU_CAPACITIES: Final = (1_000, 10_000, 30_000, 50_000, 100_000)
FIVE_MINUTES: Final = 300
PROMISED_SECONDS: Final = 1.0


def measure() -> Iterator[Measurement]:
    """Replays of the two public samples, read from the folder of NETRA_SHARED_DATA."""
    shared = Path(get_env().get("NETRA_SHARED_DATA") or "")
    chats = calls_of((shared / "mooncake/conversation_trace.jsonl.gz",), json_lines, read_mooncake)
    sessions = calls_of((shared / "weka-claude-code/requests_dev.parquet",), parquet_rows, read_weka)
    main_agents = [call for call in sessions if call.is_main_agent]
    yield from _measured("mooncake, 12,031 calls", chats, (_savings, _every_cache))
    yield from _measured("weka, 24,183 calls", main_agents, (_savings,))


def _measured(
    name: str, calls: Sequence[Call], replays: Sequence[Callable[[Sequence[Call]], str]]
) -> Iterator[Measurement]:
    peer, expected = _timed(lambda: _dictionary(calls))
    got = hits_ttl_refresh(PromptLog.of_calls(calls), FIVE_MINUTES).tolist()
    assert got == expected, f"{name}: the replay and the dictionary disagree"
    for replay in replays:
        seconds, what = _timed(lambda: replay(calls))  # noqa: B023
        yield Measurement(
            f"{name}: {what}",
            seconds,
            "s",
            PROMISED_SECONDS,
            peer="one policy by dictionary, s",
            peer_value=peer,
        )


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _savings(calls: Sequence[Call]) -> str:
    """From calls to what the savings page shows: four policies, fourteen rules tried, the best possible."""
    book = WithAssumedPrice(DefinitionsFlat(), AssumedPrice(Decimal(3), Decimal(15)))
    found = [book.rates(call.provider, call.model, call.started_at, call.usage.input_total) for call in calls]
    case = CachingCase.of_calls(calls, [rates for rates in found if rates is not None])
    replay_caching(Bill.of_fresh(case, is_recorded=False))
    return "all policies of the savings page"


def _every_cache(calls: Sequence[Call]) -> str:
    log = PromptLog.of_calls(calls)
    hits_infinite(log)
    for seconds in LIFETIMES:
        hits_ttl_refresh(log, seconds)
        hits_ttl_fixed(log, seconds)
    hits_lru(log, LRU_CAPACITIES)
    for capacity in LFU_CAPACITIES:
        hits_lfu(log, capacity)
    return "every cache of the public figures"


def _dictionary(calls: Sequence[Call]) -> list[int]:
    """Hit blocks of each call, with one dictionary entry per block and cache."""
    used: dict[tuple[str, str], dict[int, int]] = {}
    hits = []
    for call in calls:
        cache = used.setdefault((call.block_scope, call.model), {})
        now = round(call.started_at.timestamp() * MICROSECONDS)
        oldest = now - FIVE_MINUTES * MICROSECONDS
        blocks = list(expand_runs(call.block_runs))
        hits.append(
            next((at for at, block in enumerate(blocks) if cache.get(block, -1) < oldest), len(blocks))
        )
        cache.update(dict.fromkeys(blocks, now))
    return hits
