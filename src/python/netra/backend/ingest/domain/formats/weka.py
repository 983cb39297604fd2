"""Claude Code sessions of the WEKA kv-cache-tester traces: a request a row, its blocks run-length coded."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from netra.backend.calls.domain.blocks import checked_runs, count_blocks
from netra.backend.calls.domain.call import (
    MAIN_AGENT,
    RELATIVE_ANCHOR,
    BlockRuns,
    Call,
    CallDataError,
    TimeBasis,
    Usage,
)
from netra.backend.calls.domain.identity import row_call_id
from netra.backend.ingest.domain.formats.records import (
    NumberedRow,
    Record,
    Refused,
    Source,
    read_each,
    text_at,
)
from netra.backend.ingest.domain.tokens import optional_tokens, quantity_at, token_count

WEKA: Final = "weka"
WEKA_BLOCK_TOKENS: Final = 64
_LONGEST_SECONDS: Final = 10 * 365 * 86_400


def read_weka(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield the calls of rows with `trace`, `agent`, `t`, `model`, token counts and `hash_runs`."""
    return read_each(rows, lambda row, number: Record(number, _call(row, number, source)))


def _call(row: Mapping[str, Any], number: int, source: Source) -> Call:
    trace, usage = text_at(row, "trace"), _usage(row)
    return Call(
        call_id=row_call_id(source.sha256, number),
        project_id=source.project_id,
        import_id=source.import_id,
        source=WEKA,
        source_seq=number,
        started_at=RELATIVE_ANCHOR + timedelta(seconds=_seconds(row)),
        time_basis=TimeBasis.RELATIVE,
        duration_ms=_milliseconds(row, "api_time_s"),
        ttft_ms=_milliseconds(row, "ttft_s"),
        session_id=trace,
        agent=text_at(row, "agent") or MAIN_AGENT,
        operation="chat",
        provider="anthropic",
        model=text_at(row, "model"),
        usage=usage,
        stop_reason=text_at(row, "stop"),
        block_size=WEKA_BLOCK_TOKENS,
        # Ids are local to a trace; its sub-agents share them.
        block_scope=trace,
        block_runs=_runs(row, usage.input_fresh),
    )


def _usage(row: Mapping[str, Any]) -> Usage:
    return Usage(
        input_fresh=token_count(row.get("input_tokens"), "input_tokens"),
        output_text=token_count(row.get("output_tokens"), "output_tokens"),
    )


def _runs(row: Mapping[str, Any], input_tokens: int) -> BlockRuns:
    runs = row.get("hash_runs")
    if not isinstance(runs, list | tuple):
        raise CallDataError("hash_runs must be a list.")
    checked = checked_runs(runs)
    blocks = optional_tokens(row, "n_blocks")
    if blocks is not None and blocks != count_blocks(checked):
        raise CallDataError(f"hash_runs hold {count_blocks(checked)} blocks, n_blocks says {blocks}.")
    if count_blocks(checked) > -(-input_tokens // WEKA_BLOCK_TOKENS):
        raise CallDataError(f"{count_blocks(checked)} blocks are too many for {input_tokens} tokens.")
    return checked


def _seconds(row: Mapping[str, Any]) -> float:
    seconds = quantity_at(row, "t", _LONGEST_SECONDS)
    if seconds is None:
        raise CallDataError("t is missing.")
    return seconds


def _milliseconds(row: Mapping[str, Any], name: str) -> float | None:
    seconds = quantity_at(row, name, _LONGEST_SECONDS)
    return None if seconds is None else seconds * 1_000
