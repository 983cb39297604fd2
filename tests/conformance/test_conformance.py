"""The checker itself: it passes on the public data and on hand-worked data, and fails on everything else."""

import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from netra.shared.environment import get_env
from tests.conformance.main import cli, reports

# Two conversations behind one common block; the second prompt of each returns after 100 and 400 seconds.
MOONCAKE_ROWS = (
    {"timestamp": 0, "input_length": 1024, "output_length": 10, "hash_ids": [0, 1]},
    {"timestamp": 0, "input_length": 1000, "output_length": 20, "hash_ids": [0, 2]},
    {"timestamp": 100_000, "input_length": 1500, "output_length": 30, "hash_ids": [0, 1, 3]},
    {"timestamp": 400_000, "input_length": 1000, "output_length": 40, "hash_ids": [0, 2]},
)
# Hits by hand, without end: 0 + 1 + 2 + 2 blocks, 0 + 512 + 1024 + 1000 tokens; within 300 s the last prompt
# finds block 0 alive (used at 100 s) and block 2 dead (used at 0 s): 512 tokens.
MOONCAKE_EXPECTED: Mapping[str, Any] = {
    "requests": 4,
    "input_tokens": 4524,
    "mean_input": 1131.0,
    "blocks": 9,
    "unique_blocks": 4,
    "distinct_ts": 3,
    "inf_hit_blocks": 5,
    "inf_block_ratio": 0.555556,
    "inf_hit_tokens": 2536,
    "inf_fullblocks_hit": 4,
    "inf_fullblock_ratio": 0.666667,
    "zero_hit_requests": 1,
    "exact_duplicate_requests": 1,
    "exact_dup_input_tokens": 1000,
    "exact_dup_output_tokens": 40,
    "lru": {"2": {"hit_blocks": 2, "block_ratio": 0.222222}, "4": {"hit_blocks": 5}},
    "lfu": {"4": 0.555556},
    "ttl_refresh": {"300": {"hit_blocks": 4, "hit_tokens": 2048}, "900": {"token_ratio": 0.560566}},
    "ttl_fixed": {"300": 0.333333},
    # 4,524 in and 100 out at 2/10: 0.009048 + 0.001; batch is half. 2,048 read at 0.1, 2,476 written at 1.5.
    "usd_at_2_10": {"no_cache": 0.010048, "batch_50pct": 0.005024, "ttl300_read0.1_write1.5": 0.0088376},
}
WEKA_EXPECTED: Mapping[str, Any] = {
    "traces": 1,
    "requests_all": 3,
    "requests_main": 2,
    "input_tokens_main": 330,
    "usd_no_cache": 0.00365,
    "usd_all_at_1_1": 0.00041,
    # 128 tokens are read, 202 written: (128 x 0.1 + 202 x 1.25) x 5 / 1e6, and 80 out x 25 / 1e6.
    "ttl900_write1.25": {
        "read_tokens": 128,
        "write_tokens": 202,
        "hit_blocks": 2,
        "total_blocks": 5,
        "usd": 0.0033265,
    },
    "ttl1_write2.0": {"read_tokens": 0, "saving_pct": -45.2055},
    "per_conversation_hit_ratio": {"min": 0.4, "p90": 0.4, "mean": 0.4},
}
USAGE_ROW = {
    "shape": "anthropic",
    "provider": "anthropic",
    "model": "claude-haiku-4-5",
    "usage": {
        "input_tokens": 100,
        "cache_read_input_tokens": 1000,
        "cache_creation_input_tokens": 0,
        "output_tokens": 10,
    },
    "expected_usage": {"input_tokens": 1100, "cache_read_tokens": 1000, "output_tokens": 10},
    "expected_input_price_usd": "0.0002",
    "expected_output_price_usd": "0.00005",
}
USAGE_EXPECTED = {
    "anthropic": {"payloads": 1, "input_tokens": 1100, "cache_read_tokens": 1000, "usd": "0.00025"}
}
# Two files, "a" not in the order of time; the prompt of "b" came before and was answered otherwise.
TRACE_ROWS = (
    ("a", 30, "abcd", "x"),
    ("a", 10, "abXY", "y"),
    ("a", 20, "abcdef", "z"),
    ("b", 40, "abcd", "w"),
    ("b", 50, "", ""),
)
TRACE_EXPECTED: Mapping[str, Any] = {
    "rows": 5,
    "files": 2,
    "in_chars": 18,
    "out_chars": 4,
    "prefix_hit_chars_within_file": 6,
    "prefix_ratio": 0.333333,
    "exact_hits_global": 1,
    "exact_hits_in_session": 0,
    "divergent_hits": 1,
    "hit_in_chars": 4,
    "hit_out_chars": 1,
    "empty_inputs": 1,
}
# (model, prompt, right, output tokens, seconds); each has 1,000 tokens in. A call costs $0.002 at the cheap
# model, 0.012 and 0.014 at the dear one.
FUNCTION_ROWS = (
    ("cheap", 0, True, 100, 1.0),
    ("cheap", 1, False, 100, 3.0),
    ("dear", 0, True, 100, 2.0),
    ("dear", 1, True, 200, 4.0),
)
FUNCTION_EXPECTED: Mapping[str, Any] = {
    "models": {
        "cheap": {
            "n": 2,
            "accuracy_pct": 50.0,
            "cost_usd_per_1k_calls": 2.0,
            "latency_sd_pop": 1.0,
            "latency_p95": 2.9,
            "input_tokens": 2_000,
            "published": ["50.00%", 2.0, 2.0, 1.0, 2.9],
        }
    },
    "oracle_cheapest_correct": {
        "two": {
            "pool": ["cheap", "dear"],
            "accuracy": 1.0,
            "cost_usd_per_1k": 8.0,
            "latency_mean": 2.5,
            "none_correct": 0,
        }
    },
    "cascade_bill_both": {
        "first": "cheap",
        "then": "dear",
        "accuracy": 1.0,
        "escalations": 1,
        "cost_usd_per_1k": 9.0,
        "latency_mean": 4.0,
    },
}

Change = Callable[[dict[str, Any]], None]


def write_mooncake(folder: Path, expected: Mapping[str, Any]) -> None:
    lines = "\n".join(json.dumps(row) for row in MOONCAKE_ROWS)
    (folder / "requests.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "expected_small.json").write_text(json.dumps(expected))


def weka_row(agent: str, at: float, tokens: tuple[int, int], blocks: int) -> dict[str, Any]:
    return {
        "trace": "t",
        "agent": agent,
        "t": at,
        "model": "claude-opus-4-5-20251101",
        "input_tokens": tokens[0],
        "output_tokens": tokens[1],
        "n_blocks": blocks,
        "hash_runs": [1, blocks],
        "stop": "end_turn",
    }


def write_weka(folder: Path, expected: Mapping[str, Any]) -> None:
    rows = [
        weka_row("main", 0.0, (130, 30), 2),
        weka_row("main/agent_1", 1.0, (64, 1), 1),
        weka_row("main", 60.5, (200, 50), 3),
    ]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "sessions.parquet")
    (folder / "expected.json").write_text(json.dumps(expected))


def write_usage(folder: Path, expected: Mapping[str, Any]) -> None:
    (folder / "rows.jsonl").write_text(json.dumps(USAGE_ROW))
    (folder / "expected_rows.json").write_text(json.dumps(expected))


def write_traces(folder: Path, expected: Mapping[str, Any]) -> None:
    names = ("file", "timestamp", "input", "output")
    lines = (json.dumps({**dict(zip(names, row, strict=True)), "session_id": row[0]}) for row in TRACE_ROWS)
    (folder / "requests.jsonl").write_text("\n".join(lines))
    (folder / "expected.json").write_text(json.dumps(expected))


def write_functions(folder: Path, expected: Mapping[str, Any]) -> None:
    names = ("model", "id", "valid", "output_tokens", "latency_s")
    rows = [dict(zip(names, row, strict=True)) for row in FUNCTION_ROWS]
    table = pa.Table.from_pylist([{**row, "category": "simple", "input_tokens": 1_000} for row in rows])
    parquet.write_table(table, folder / "calls.parquet")
    prices = "model,usd_per_mtok_in,usd_per_mtok_out\ncheap,1,10\ndear,10,20\n"
    (folder / "published.csv").write_text(prices)
    (folder / "expected.json").write_text(json.dumps(expected))


SMALL = (
    pytest.param(write_mooncake, MOONCAKE_EXPECTED, id="mooncake"),
    pytest.param(write_weka, WEKA_EXPECTED, id="weka"),
    pytest.param(write_usage, USAGE_EXPECTED, id="usage"),
    pytest.param(write_traces, TRACE_EXPECTED, id="traces"),
    pytest.param(write_functions, FUNCTION_EXPECTED, id="functions"),
)


def outcome(*folders: Path) -> tuple[int, str]:
    """Exit code and output of the command."""
    result = CliRunner().invoke(cli, [str(folder) for folder in folders])
    return result.exit_code, result.output


@pytest.mark.parametrize(("write", "expected"), SMALL)
def test_hand_worked_figures_are_reproduced(
    tmp_path: Path, write: Callable[[Path, Mapping[str, Any]], None], expected: Mapping[str, Any]
) -> None:
    write(tmp_path, expected)
    code, output = outcome(tmp_path)
    assert code == 0, output
    assert "MISS" not in output


@pytest.mark.parametrize(("write", "expected"), SMALL)
@pytest.mark.parametrize("key", ["entirely_new", "usd_at_3", "ttl300_write"])
def test_an_unknown_key_fails(
    tmp_path: Path, write: Callable[[Path, Mapping[str, Any]], None], expected: Mapping[str, Any], key: str
) -> None:
    write(tmp_path, {**expected, key: 1})
    code, output = outcome(tmp_path)
    assert code == 1
    assert "unknown key" in output


@pytest.mark.parametrize("key", ["requests", "inf_block_ratio"])
def test_a_wrong_value_fails(tmp_path: Path, key: str) -> None:
    write_mooncake(tmp_path, {**MOONCAKE_EXPECTED, key: MOONCAKE_EXPECTED[key] + 1})
    code, output = outcome(tmp_path)
    assert code == 1
    assert output.count("MISS") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"models": {"cheap": {"published": ["50.01%", 2.0, 2.0, 1.0, 2.9, 7]}}},
        {"models": {"unheard": {"n": 1}}},
        {"oracle_cheapest_correct": {"two": {"pool": ["cheap"], "none_correct": 0}}},
        {"cascade_bill_both": {"first": "dear", "then": "cheap", "escalations": 1}},
    ],
)
def test_a_wrong_figure_beside_its_settings_fails(tmp_path: Path, change: Mapping[str, Any]) -> None:
    write_functions(tmp_path, change)
    code, output = outcome(tmp_path)
    assert code == 1
    assert "MISS" in output


@pytest.mark.parametrize("value", [None, "many", True, [4], []])
def test_a_value_that_is_no_number_fails(tmp_path: Path, value: object) -> None:
    write_mooncake(tmp_path, {"requests": value})
    assert outcome(tmp_path)[0] == 1


def test_a_figure_the_data_do_not_yield_fails(tmp_path: Path) -> None:
    write_usage(tmp_path, {**USAGE_EXPECTED, "google": {"payloads": 3}})
    code, output = outcome(tmp_path)
    assert code == 1
    assert "not computed" in output


def test_a_refused_row_fails(tmp_path: Path) -> None:
    write_mooncake(tmp_path, MOONCAKE_EXPECTED)
    bad = {**MOONCAKE_ROWS[0], "input_length": -1}
    (tmp_path / "more.jsonl").write_text(json.dumps(bad))
    code, output = outcome(tmp_path)
    assert code == 1
    assert "row 1" in output


@pytest.mark.parametrize("content", ["{}", "not json"])
def test_an_expected_file_without_figures_fails(tmp_path: Path, content: str) -> None:
    write_mooncake(tmp_path, {})
    (tmp_path / "expected_small.json").write_text(content)
    assert outcome(tmp_path)[0] == 1


def test_folders_without_data_or_expectations_fail(tmp_path: Path) -> None:
    assert outcome(tmp_path)[0] == 1
    write_mooncake(tmp_path, MOONCAKE_EXPECTED)
    (tmp_path / "expected_small.json").unlink()
    assert outcome(tmp_path)[0] == 1


def test_one_wrong_folder_among_good_ones_fails(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    write_mooncake(good, MOONCAKE_EXPECTED)
    write_mooncake(bad, {"requests": 5})
    assert outcome(good)[0] == 0
    assert outcome(good, bad)[0] == 1
    assert outcome(tmp_path)[0] == 1


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "name",
    [
        "mooncake",
        "weka-claude-code",
        "provider-usage-and-prices",
        "lmcache-agent-trace",
        "bfcl-2024-07-06",
    ],
)
def test_the_public_data_are_reproduced(name: str) -> None:
    shared = get_env().get("NETRA_SHARED_DATA")
    folder = Path(shared or "") / name
    if shared is None or not folder.is_dir():
        pytest.skip(f"NETRA_SHARED_DATA holds no folder {name}")
    found = list(reports(folder))
    assert found
    assert [figure.line() for report in found for figure in report.figures if not figure.ok] == []
    assert all(report.ok for report in found)
