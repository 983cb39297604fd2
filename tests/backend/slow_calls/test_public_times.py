"""Times of the public function-calling data: what goes with them, beside a plain computation."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from statistics import correlation
from typing import Any

import pyarrow.parquet as parquet
import pytest

from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.slow_calls.domain.timing import Strength, TimedColumns, link_of, slow_limit, slow_model
from netra.shared.environment import get_env


def public_calls() -> dict[str, list[Any]]:
    folder = get_env().get("NETRA_SHARED_DATA")
    path = Path(folder, "bfcl-2024-07-06", "calls_dev.parquet") if folder else None
    if path is None or not path.exists():
        pytest.skip("The public data folder is absent.")
    columns: dict[str, list[Any]] = parquet.read_table(path).to_pydict()
    return columns


def ranks(values: Sequence[float]) -> list[float]:
    """Places among the sorted values; equal ones share the middle of theirs."""
    ordered = sorted(values)
    return [(bisect_left(ordered, value) + bisect_right(ordered, value) + 1) / 2 for value in values]


def test_longer_answers_go_with_longer_calls_and_prompts_hardly() -> None:
    columns = public_calls()
    nothing = [None] * len(columns["model"])
    calls = TimedColumns.of(
        {
            "duration_ms": [seconds * 1000 for seconds in columns["latency_s"]],
            "ttft_ms": nothing,
            "input": columns["input_tokens"],
            "output": columns["output_tokens"],
            "reasoning": nothing,
        }
    )
    output, prompt = (
        link_of(calls, CallMeasure.DURATION, size) for size in (CallMeasure.OUTPUT, CallMeasure.INPUT)
    )
    assert (output.calls, output.strength, prompt.strength) == (23_800, Strength.STRONG, Strength.NONE)
    times = ranks(columns["latency_s"])
    for found, name in ((output, "output_tokens"), (prompt, "input_tokens")):
        assert found.correlation == pytest.approx(correlation(times, ranks(columns[name])))
    slowest = slow_model(calls, columns["model"], after_first=False)
    assert slowest is not None
    assert slowest.model == "gpt-4-1106-preview-FC"
    # 1,190 of 23,800 at or above the percentile, by the order alone.
    assert sum(seconds * 1000 >= slow_limit(calls.durations) for seconds in columns["latency_s"]) == 1_190
