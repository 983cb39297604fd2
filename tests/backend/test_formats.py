"""Formats that new users bring: what a row means, and what is refused."""

import gzip
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import pytest

from netra.backend.imports.domain.chunks import ChunkFile
from netra.backend.imports.domain.jobs import CHUNK_BYTES, FileFormat
from netra.backend.imports.domain.reading import BATCH_BYTES, BATCH_ROWS, Batch, FileError, detect, read_file
from netra.backend.ingest.domain.formats.records import Record, Source

SOURCE = Source(UUID(int=1), UUID(int=2), "ab" * 32)


def lines(*rows: dict[str, Any]) -> bytes:
    return b"\n".join(orjson.dumps(row) for row in rows)


def read(content: bytes, told: FileFormat = FileFormat.AUTO) -> Batch:
    """The whole of a small file as one batch."""
    (batch,) = batches(content, told)
    return batch


def batches(content: bytes, told: FileFormat = FileFormat.AUTO) -> Iterator[Batch]:
    def no_parquet(_: object) -> Iterator[tuple[int, dict[str, Any]]]:
        yield from ()

    file = ChunkFile(lambda number: content[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES], len(content))
    return read_file(file, told, SOURCE, no_parquet)


def answer(message: str, text: str, output: int, **fields: Any) -> dict[str, Any]:
    """One line of a Claude Code log."""
    usage = {
        "input_tokens": 4,
        "cache_read_input_tokens": 1_000,
        "cache_creation_input_tokens": 300,
        "cache_creation": {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 200},
        "output_tokens": output,
    }
    content = [{"type": "text", "text": text}]
    return {
        "type": "assistant",
        "sessionId": "s1",
        "cwd": "/home/ada/shop",
        "requestId": f"req_{message}",
        "uuid": f"{message}-{text}",
        "timestamp": "2026-03-01T10:00:00.123Z",
        "message": {"id": message, "model": "claude-opus-4-6", "content": content, "usage": usage},
        **fields,
    }


def test_a_streamed_answer_of_claude_code_is_one_call() -> None:
    log = lines(
        {"type": "summary", "summary": "x", "leafUuid": "y"},
        answer("m1", "Let me", 3),
        answer("m2", "beside", 9, isSidechain=True, agentId="a7"),
        answer("m1", "look.", 57),
        {"type": "user", "sessionId": "s1", "message": {"content": "thanks"}},
    )
    batch = read(log)
    first, second = (record.call for record in batch.records)
    assert batch.refused == []
    assert first.usage.buckets == (4, 1_000, 100, 200, 57, 0)
    assert (first.completion_text, first.session_id, first.feature) == ("Let me\nlook.", "s1", "shop")
    assert (first.agent, second.agent) == ("main", "a7")
    assert read(lines(answer("m1", "look.", 57))).records[0].call.call_id == first.call_id


def test_claude_codes_own_messages_are_no_calls() -> None:
    own = answer("m3", "interrupted", 0)
    own["message"]["model"] = "<synthetic>"
    assert read(lines(own)) == Batch(bytes_read=len(lines(own)))


def test_a_damaged_answer_is_refused_with_its_row() -> None:
    damaged = answer("m1", "x", -1)
    batch = read(lines(answer("m0", "fine", 1), damaged))
    assert [refused.row for refused in batch.refused] == [2]
    assert len(batch.records) == 1


OPENAI = {
    "input_tokens": 1_000,
    "output_tokens": 500,
    "input_cached_tokens": 800,
    "num_model_requests": 5,
    "model": "gpt-5-mini",
    "project_id": "proj_1",
    "batch": False,
}


def test_openai_usage_pages_and_csv_say_the_same() -> None:
    bucket = {
        "start_time": 1_767_225_600,
        "end_time": 1_767_312_000,
        "results": [OPENAI, {**OPENAI, "batch": True}],
    }
    pages = read(orjson.dumps({"object": "page", "data": [bucket]}))
    row = {"start_time": 1_767_225_600, "end_time": 1_767_312_000, **OPENAI}
    table = ",".join(row) + "\n" + ",".join(str(value) for value in row.values()) + "\n"
    (record,) = read(table.encode()).records
    assert record.call.usage == pages.records[0].call.usage
    assert record.call.usage.buckets == (200, 800, 0, 0, 500, 0)
    assert dict(record.call.usage.extras) == {"requests": 5}
    assert (record.request_tokens, [part.billable for part in pages.records]) == (200, [True, False])


def test_anthropic_usage_keeps_both_cache_lifetimes() -> None:
    result = {
        "uncached_input_tokens": 1_500,
        "cache_creation": {"ephemeral_1h_input_tokens": 1_000, "ephemeral_5m_input_tokens": 500},
        "cache_read_input_tokens": 200,
        "output_tokens": 50,
        "model": "claude-sonnet-4-5",
        "context_window": "200k-1M",
        "service_tier": "standard",
    }
    bucket = {"starting_at": "2026-01-01T00:00:00Z", "ending_at": "2026-01-02T00:00:00Z", "results": [result]}
    (record,) = read(orjson.dumps({"data": [bucket]}, option=orjson.OPT_INDENT_2)).records
    assert record.call.usage.buckets == (1_500, 200, 500, 1_000, 50, 0)
    assert (record.request_tokens, record.billable) == (200_001, True)


def test_the_anthropic_console_file_is_read() -> None:
    table = (
        "usage_date_utc,model_version,usage_type,usage_input_tokens_no_cache,usage_input_tokens_cache_read,"
        'usage_output_tokens\n2026-01-01,claude-sonnet-4-5,standard,"1,200",30,7\n2026-01-01,x,standard,-1,0,0\n'
    )
    batch = read(table.encode())
    assert batch.records[0].call.usage.buckets == (1_200, 30, 0, 0, 7, 0)
    assert [refused.row for refused in batch.refused] == [3]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"PAR1....", FileFormat.WEKA),
        (b'{"timestamp": 0, "hash_ids": [0]}', FileFormat.MOONCAKE),
        (b'{"type": "summary", "leafUuid": "x"}', FileFormat.CLAUDE_CODE),
        (b'{"started_at": "2026-01-01T00:00:00Z"}', FileFormat.NATIVE),
    ],
)
def test_formats_are_recognised(head: bytes, found: FileFormat) -> None:
    assert detect(head) is found


@pytest.mark.parametrize(
    "change",
    [
        {"started_at": "2026-01-31T12:00:00"},
        {"started_at": None},
        {"usage": {"input_fresh": -1}},
        {"usage": {"input_fresh": 1.5}},
        {"usage": {"input_fresh": 1, "inputs": 2}},
        {"usage": {}},
        {"usage": None},
        {"duration_ms": -1},
        {"surprise": True},
    ],
    ids=str,
)
def test_native_rows_that_are_no_calls_are_refused(change: dict[str, Any]) -> None:
    row = {"started_at": "2026-01-31T12:00:00Z", "usage": {"input_fresh": 1}, **change}
    batch = read(lines(row), FileFormat.NATIVE)
    assert batch.records == []
    assert batch.refused[0].reason


def test_a_native_row_with_an_id_is_the_same_call_in_any_file() -> None:
    row = {
        "started_at": "2026-01-31T12:00:00Z",
        "usage": {"prompt_tokens": 9, "completion_tokens": 1},
        "id": "c-1",
    }
    other = {**row, "started_at": "2026-01-31T12:00:00Z", "model": "x"}
    records: list[Record] = [*read(lines(row)).records, *read(lines(other, row)).records]
    assert len({record.call.call_id for record in records}) == 1
    assert records[0].call.usage.cache_recorded is False
    assert Decimal(records[0].call.usage.input_total) == 9


def test_an_unknown_file_is_a_sentence() -> None:
    with pytest.raises(FileError, match="none of the formats"):
        read(b"%PDF-1.7")


@pytest.mark.parametrize("line", [b"}\n", b"[]\n", b'{"started_at": 1}\n'])
def test_refused_lines_come_in_batches_too(line: bytes) -> None:
    sizes = [len(batch.refused) for batch in batches(b'{"started_at"}\n' + line * 3 * BATCH_ROWS)]
    assert sizes == [BATCH_ROWS, BATCH_ROWS, BATCH_ROWS, 1]


def test_a_batch_ends_when_it_holds_many_unpacked_bytes() -> None:
    call = {"started_at": "2026-03-01T10:00:00Z", "usage": {"input_fresh": 1}, "prompt": "x" * 2**20}
    line = orjson.dumps(call) + b"\n"
    sizes = [len(batch.records) for batch in batches(gzip.compress(line * 100))]
    assert sum(sizes) == 100
    assert max(sizes) * len(line) < 2 * BATCH_BYTES


@pytest.mark.parametrize("bucket", ["1", '{"results": 5}', '{"results": [5]}', '{"results": null}'])
def test_a_usage_export_of_another_shape_is_refused(bucket: str) -> None:
    with pytest.raises(FileError, match="bucket"):
        read(b'{"data": [%s, "num_model_requests"]}' % bucket.encode())


NATIVE = {
    "started_at": "2026-03-01T10:00:00Z",
    "model": "gpt-5",
    "usage": {"input_fresh": 10, "output_text": 5},
}


def test_json_over_several_lines_is_read_as_a_whole() -> None:
    rows = [{**NATIVE, "id": name} for name in ("a", "b")]
    expected = read(lines(*rows), FileFormat.NATIVE)
    assert len(expected.records) == 2
    for content in (
        orjson.dumps(rows),
        orjson.dumps(rows, option=orjson.OPT_INDENT_2),
        b"\n " + orjson.dumps([*rows, 7], option=orjson.OPT_INDENT_2),
    ):
        found = read(content, FileFormat.NATIVE)
        assert [record.call for record in found.records] == [record.call for record in expected.records]
    assert [refused.reason for refused in found.refused] == ["This is not a JSON object."]
    one = read(orjson.dumps(rows[0], option=orjson.OPT_INDENT_2), FileFormat.NATIVE)
    assert len(one.records) == 1


def test_spans_are_told_where_to_go() -> None:
    with pytest.raises(FileError, match="/v1/traces"):
        detect(b'{"resourceSpans": []}')
