"""Rows of the weka and Mooncake traces as calls, and what is refused."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from netra.backend.calls.domain.call import RELATIVE_ANCHOR, Call, TimeBasis, Usage
from netra.backend.ingest.domain.formats.mooncake import read_mooncake
from netra.backend.ingest.domain.formats.records import NumberedRow, Record, Refused, Source
from netra.backend.ingest.domain.formats.weka import read_weka

SOURCE = Source(project_id=UUID(int=1), import_id=UUID(int=2), sha256="ab")
WEKA_ROW = {
    "trace": "trace_0001",
    "agent": "main/agent_001",
    "t": 19.25,
    "model": "claude-opus-4-5-20251101",
    "stream": False,
    "input_tokens": 200,
    "output_tokens": 7,
    "n_blocks": 3,
    "hash_runs": [1, 2, 9, 1],
    "stop": "tool_use",
    "api_time_s": 1.5,
    "ttft_s": None,
}
MOONCAKE_ROW = {"timestamp": 27482, "input_length": 1100, "output_length": 500, "hash_ids": [0, 7, 8]}


def weka(row: dict[str, Any]) -> Record | Refused:
    return next(read_weka([(4, row)], SOURCE))


def mooncake(row: dict[str, Any]) -> Record | Refused:
    return next(read_mooncake([(4, row)], SOURCE))


def call_of(item: Record | Refused) -> Call:
    assert isinstance(item, Record), item
    return item.call


def test_a_weka_row_is_a_call() -> None:
    call = call_of(weka(WEKA_ROW))
    assert call.started_at == RELATIVE_ANCHOR + timedelta(seconds=19.25)
    assert call.time_basis is TimeBasis.RELATIVE
    assert (call.session_id, call.block_scope, call.agent) == ("trace_0001", "trace_0001", "main/agent_001")
    assert not call.is_main_agent
    assert call.usage == Usage(input_fresh=200, output_text=7)
    assert (call.duration_ms, call.ttft_ms) == (1500.0, None)
    assert (call.block_size, call.block_runs) == (64, (1, 2, 9, 1))
    assert (call.source_seq, call.project_id, call.import_id) == (4, UUID(int=1), UUID(int=2))


def test_a_mooncake_line_is_a_call() -> None:
    call = call_of(mooncake(MOONCAKE_ROW))
    assert call.started_at == RELATIVE_ANCHOR + timedelta(milliseconds=27482)
    assert call.usage == Usage(input_fresh=1100, output_text=500)
    assert (call.model, call.provider, call.session_id, call.block_scope) == ("", "", "", "")
    assert (call.block_size, call.block_runs) == (512, (0, 1, 7, 2))


def test_what_the_traces_do_not_record_is_not_zero() -> None:
    for call in (call_of(weka(WEKA_ROW)), call_of(mooncake(MOONCAKE_ROW))):
        assert not call.usage.cache_recorded
        assert not call.usage.reasoning_recorded
        assert call.cost_usd is None


def test_equal_rows_of_one_file_are_two_calls() -> None:
    first, second = (call_of(item) for item in read_mooncake([(1, MOONCAKE_ROW), (2, MOONCAKE_ROW)], SOURCE))
    assert first.call_id != second.call_id


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("input_tokens", -1),
        ("input_tokens", None),
        ("output_tokens", float("nan")),
        ("output_tokens", 1.5),
        ("t", None),
        ("t", -0.1),
        ("t", float("inf")),
        ("t", "soon"),
        ("api_time_s", -1.0),
        ("model", 7),
        ("hash_runs", None),
        ("hash_runs", [1, 2, 3]),
        ("hash_runs", [1, 0]),
        ("hash_runs", [1, 2]),
    ],
)
def test_damaged_weka_rows_are_refused_by_name(field: str, bad: object) -> None:
    refused = weka({**WEKA_ROW, field: bad})
    assert isinstance(refused, Refused)
    assert refused.row == 4
    assert refused.reason


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("timestamp", None),
        ("timestamp", -1),
        ("timestamp", True),
        ("timestamp", 1e300),
        ("input_length", -5),
        ("output_length", "3"),
        ("hash_ids", "0123"),
        ("hash_ids", [0, 1, 2, 3]),
        ("hash_ids", [0.5]),
        ("hash_ids", [-1]),
        ("hash_ids", [2**63]),
    ],
)
def test_damaged_mooncake_lines_are_refused(field: str, bad: object) -> None:
    assert isinstance(mooncake({**MOONCAKE_ROW, field: bad}), Refused)


def test_good_rows_survive_bad_neighbours() -> None:
    rows: list[NumberedRow | Refused] = [(1, MOONCAKE_ROW), (2, {"timestamp": 0}), (3, MOONCAKE_ROW)]
    assert [type(item) for item in read_mooncake(rows, SOURCE)] == [Record, Refused, Record]
