"""Chat requests of the Mooncake traces: one a line, no model, no user, times from the start of the trace."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from netra.backend.calls.domain.blocks import encode_runs
from netra.backend.calls.domain.call import RELATIVE_ANCHOR, BlockRuns, Call, CallDataError, TimeBasis, Usage
from netra.backend.calls.domain.identity import row_call_id
from netra.backend.ingest.domain.formats.records import NumberedRow, Record, Refused, Source, read_each
from netra.backend.ingest.domain.tokens import quantity_at, token_count

MOONCAKE: Final = "mooncake"
MOONCAKE_BLOCK_TOKENS: Final = 512
_LONGEST_MILLISECONDS: Final = 10 * 365 * 86_400_000


def read_mooncake(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield the calls of lines with `timestamp` (ms), `input_length`, `output_length` and `hash_ids`."""
    return read_each(rows, lambda row, number: Record(number, _call(row, number, source)))


def _call(row: Mapping[str, Any], number: int, source: Source) -> Call:
    input_tokens = token_count(row.get("input_length"), "input_length")
    return Call(
        call_id=row_call_id(source.sha256, number),
        project_id=source.project_id,
        import_id=source.import_id,
        source=MOONCAKE,
        source_seq=number,
        started_at=RELATIVE_ANCHOR + timedelta(milliseconds=_milliseconds(row)),
        time_basis=TimeBasis.RELATIVE,
        operation="chat",
        usage=Usage(
            input_fresh=input_tokens, output_text=token_count(row.get("output_length"), "output_length")
        ),
        block_size=MOONCAKE_BLOCK_TOKENS,
        block_runs=_runs(row, input_tokens),
    )


def _milliseconds(row: Mapping[str, Any]) -> float:
    milliseconds = quantity_at(row, "timestamp", _LONGEST_MILLISECONDS)
    if milliseconds is None:
        raise CallDataError("timestamp is missing.")
    return milliseconds


def _runs(row: Mapping[str, Any], input_tokens: int) -> BlockRuns:
    ids = row.get("hash_ids")
    if not isinstance(ids, list) or any(type(block) is not int for block in ids):
        raise CallDataError("hash_ids must be a list of whole numbers.")
    most = -(-input_tokens // MOONCAKE_BLOCK_TOKENS)
    if len(ids) > most:
        raise CallDataError(f"{len(ids)} blocks are too many for {input_tokens} tokens.")
    return encode_runs(ids)
