"""Caches on stretches of blocks hit what caches on single blocks hit."""

import libcachesim  # pants: no-infer-dep
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netra.backend.calls.domain.call import CallDataError
from netra.backend.optimizer.domain.caches import (
    hits_infinite,
    hits_lru,
    hits_ttl_fixed,
    hits_ttl_refresh,
    weight_below,
)
from netra.backend.optimizer.domain.lfu import hits_lfu
from netra.backend.optimizer.domain.prompt_log import PromptLog, Runs
from tests.backend.optimizer import naive
from tests.backend.optimizer.logs import any_prompts, as_log
from tests.backend.optimizer.naive import Prompt

lifetimes = st.sampled_from([0, 1, 60, 150.5, 300])
capacities = st.integers(1, 14)


@given(any_prompts(), lifetimes)
def test_lifetimes_refreshed_by_every_use(prompts: list[Prompt], seconds: float) -> None:
    expected = naive.replay(prompts, lambda: naive.ttl(seconds, refresh=True))
    assert hits_ttl_refresh(as_log(prompts), seconds).tolist() == expected


@given(any_prompts(), lifetimes)
def test_lifetimes_from_the_write(prompts: list[Prompt], seconds: float) -> None:
    expected = naive.replay(prompts, lambda: naive.ttl(seconds, refresh=False))
    assert hits_ttl_fixed(as_log(prompts), seconds).tolist() == expected


@given(any_prompts())
def test_a_cache_without_end(prompts: list[Prompt]) -> None:
    assert hits_infinite(as_log(prompts)).tolist() == naive.replay(prompts, naive.endless)


@settings(max_examples=300)
@given(any_prompts(), st.lists(capacities, min_size=1, max_size=3))
def test_least_recently_used(prompts: list[Prompt], sizes: list[int]) -> None:
    hits = hits_lru(as_log(prompts), sizes)
    for size in sizes:
        assert hits[size].tolist() == naive.replay(prompts, lambda: naive.lru(size))  # noqa: B023


@settings(max_examples=300)
@given(any_prompts(), capacities)
def test_least_frequently_used(prompts: list[Prompt], size: int) -> None:
    assert hits_lfu(as_log(prompts), size).tolist() == naive.replay(prompts, lambda: naive.lfu(size))


@given(any_prompts())
def test_a_large_cache_is_one_without_end(prompts: list[Prompt]) -> None:
    log = as_log(prompts)
    endless = hits_infinite(log).tolist()
    assert hits_lru(log, [1_000])[1_000].tolist() == endless
    assert hits_lfu(log, 1_000).tolist() == endless


@given(st.lists(st.integers(0, 20), max_size=25), st.data())
def test_weight_below_counts_what_a_loop_counts(values: list[int], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)))
    queries = data.draw(st.lists(st.tuples(st.integers(0, len(values)), st.integers(0, 21)), max_size=8))
    ends, limits = np.array(queries, dtype=np.int64).reshape(-1, 2).T
    expected = [
        sum(w for v, w in zip(values[:end], weights, strict=False) if v < limit) for end, limit in queries
    ]
    column = np.array(values, dtype=np.int64)
    assert weight_below(column, np.array(weights, dtype=np.int64), ends, limits).tolist() == expected


def test_single_blocks_agree_with_libcachesim() -> None:
    ids = np.random.default_rng(7).zipf(1.3, 3_000) % 200
    prompts = [Prompt(at, "", (int(block),)) for at, block in enumerate(ids)]
    reference = libcachesim.LRU(cache_size=20)
    request = libcachesim.Request()
    request.obj_size = 1
    hits = 0
    for block in ids.tolist():
        request.obj_id = block
        hits += reference.get(request)
    assert int(hits_lru(as_log(prompts), [20])[20].sum()) == hits


def test_hit_tokens_never_exceed_the_input() -> None:
    log = PromptLog.of([0, 1], [15, 15], [10, 10], ["", ""], Runs.of([(0, 2), (0, 2)]))
    assert log.tokens_of(hits_infinite(log)).tolist() == [0, 15]


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(CallDataError, match="equally long"):
        PromptLog.of([0], [1], [1], [""], Runs.of([(0, 1), (1, 1)]))


@pytest.mark.parametrize("runs", [((), (0, 3, 7, 1)), ((300, 70_000), ()), ()], ids=str)
def test_runs_are_the_same_from_the_digits_of_the_store(runs: tuple[tuple[int, ...], ...]) -> None:
    digits = ["".join(f"{number:016X}" for number in run) for run in runs]
    read, made = Runs.of_hex(digits), Runs.of(runs)
    assert read.sizes.tolist() == made.sizes.tolist() == [len(run) // 2 for run in runs]
    assert read.numbers.tolist() == made.numbers.tolist()


def test_a_run_with_an_odd_end_is_refused() -> None:
    with pytest.raises(CallDataError, match="pairs"):
        Runs.of([(0,)])
    with pytest.raises(CallDataError, match="pairs"):
        Runs.of_hex(["0" * 16])
