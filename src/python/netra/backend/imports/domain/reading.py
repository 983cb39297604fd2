"""From the bytes of a file to the records of its format, in batches, with what had to be refused."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Final

import orjson

from netra.backend.calls.domain.call import CallDataError
from netra.backend.imports.domain.jobs import MOST_BYTES, FileFormat
from netra.backend.ingest.domain.formats.claude_code import read_claude_code
from netra.backend.ingest.domain.formats.mooncake import read_mooncake
from netra.backend.ingest.domain.formats.native import read_native
from netra.backend.ingest.domain.formats.records import NumberedRow, Record, Refused, Source
from netra.backend.ingest.domain.formats.usage_exports import (
    read_anthropic_usage,
    read_openai_usage,
    result_rows,
)
from netra.backend.ingest.domain.formats.weka import read_weka
from netra.backend.ingest.domain.gunzip import GZIP_MAGIC, GzipError, GzipTooLargeError, gunzip

LONGEST_LINE: Final = 64 * 1024 * 1024
LARGEST_DOCUMENT: Final = 256 * 1024 * 1024
"""Of a usage export in JSON, which must be parsed as a whole."""
BATCH_ROWS: Final = 5_000
BATCH_BYTES: Final = 32 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_HEAD: Final = 64 * 1024
_PARQUET_MAGIC: Final = b"PAR1"
_ZIP_MAGIC: Final = b"PK\x03\x04"

Rows = Iterator[NumberedRow | Refused]
ParquetRows = Callable[[io.RawIOBase], Iterator[NumberedRow]]


class FileError(Exception):
    """The file cannot be imported; the message is a sentence for the person who sent it."""


@dataclass(slots=True)
class Batch:
    """Some records of a file and the rows refused on the way; `bytes_read` counts from its beginning."""

    records: list[Record] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    bytes_read: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.records) + len(self.refused) >= BATCH_ROWS


def read_file(
    file: io.RawIOBase, told: FileFormat, source: Source, parquet_rows: ParquetRows
) -> Iterator[Batch]:
    """Yield the file's records in batches, at least one. Raises FileError.

    `parquet_rows` decodes Parquet, whose library only workers load.
    """
    batch, started, meter = Batch(), 0, _Meter()
    for item in _items(file, told, source, meter, parquet_rows):
        (batch.records if isinstance(item, Record) else batch.refused).append(item)  # type: ignore[arg-type]
        if batch.is_full or meter.passed - started > BATCH_BYTES:
            batch.bytes_read = file.tell()
            yield batch
            batch, started = Batch(), meter.passed
    batch.bytes_read = file.tell()
    yield batch


@dataclass(slots=True)
class _Meter:
    """Counts unpacked bytes: a small gzip may hold records that fill the memory."""

    passed: int = 0

    def over(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.passed += len(piece)
            yield piece


def content_sha256(file: io.RawIOBase, as_sent: str) -> str:
    """SHA-256 of what the file holds, the same whether it comes gzipped or not. Raises FileError.

    `as_sent` is that of the file itself.
    """
    gzipped = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    file.seek(0)
    if not gzipped:
        return as_sent
    digest = hashlib.sha256()
    try:
        for piece in _unpacked(file):
            digest.update(piece)
    except (GzipError, GzipTooLargeError) as error:
        raise FileError(str(error)) from None
    file.seek(0)
    return digest.hexdigest()


def _items(
    file: io.RawIOBase, told: FileFormat, source: Source, meter: _Meter, parquet_rows: ParquetRows
) -> Iterator[Record | Refused]:
    try:
        pieces = meter.over(_unpacked(file))
        head = _head(pieces)
        found = detect(head) if told is FileFormat.AUTO else told
        rows = _rows(found, head, chain((head,), pieces), lambda: parquet_rows(file))
        yield from _READERS[found](rows, source)
    except (GzipError, GzipTooLargeError, CallDataError, csv.Error) as error:
        raise FileError(str(error)) from None


def _unpacked(file: io.RawIOBase) -> Iterator[bytes]:
    """The bytes of the file, without its gzip if it has one."""
    pieces = iter(lambda: file.read(_PIECE) or b"", b"")
    first = next(pieces, b"")
    whole = chain((first,), pieces)
    return gunzip(whole, MOST_BYTES) if first.startswith(GZIP_MAGIC) else whole


def _head(pieces: Iterator[bytes]) -> bytes:
    """Enough of the beginning to see what the file is."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    if not head.strip():
        raise FileError("The file is empty.")
    if head.startswith(_ZIP_MAGIC):
        raise FileError("This is a zip archive: unpack it and send the file in it, as it is or gzipped.")
    return head


_MARKS: Final = (
    (FileFormat.OPENAI_USAGE, (b'"num_model_requests"',)),
    (FileFormat.ANTHROPIC_USAGE, (b'"uncached_input_tokens"',)),
    (FileFormat.MOONCAKE, (b'"hash_ids"',)),
    (FileFormat.CLAUDE_CODE, (b'"sessionId"', b'"leafUuid"')),
    (FileFormat.NATIVE, (b'"started_at"',)),
)


_COLUMNS: Final = (
    (FileFormat.OPENAI_USAGE, b"num_model_requests"),
    (FileFormat.ANTHROPIC_USAGE, b"usage_input_tokens_no_cache"),
)


def detect(head: bytes) -> FileFormat:
    """Recognise a format by the names that only it has: columns of a table, members of objects.

    Raises FileError.
    """
    if head.startswith(_PARQUET_MAGIC):
        return FileFormat.WEKA
    first_line = head.lstrip().partition(b"\n")[0]
    for format_, column in _COLUMNS:
        if not first_line.startswith((b"{", b"[")) and column in first_line:
            return format_
    for format_, marks in _MARKS:
        if any(mark in head for mark in marks):
            return format_
    if b"resourceSpans" in head:
        raise FileError(
            "These are OpenTelemetry spans: post them to /v1/traces, as Imports shows under Live calls."
        )
    raise FileError(
        "The file is none of the formats that can be imported: native JSON lines, Claude Code session logs, "
        "OpenAI or Anthropic usage exports, weka Parquet, Mooncake JSON lines."
    )


def _rows(
    found: FileFormat, head: bytes, pieces: Iterable[bytes], parquet: Callable[[], Iterator[NumberedRow]]
) -> Rows:
    if head.startswith(_PARQUET_MAGIC):
        return parquet()
    if found is FileFormat.WEKA:
        raise FileError("A weka file is Parquet, and this one is not.")
    if found in {FileFormat.OPENAI_USAGE, FileFormat.ANTHROPIC_USAGE}:
        return result_rows(_document(pieces)) if head.lstrip()[:1] in {b"{", b"["} else _csv_rows(pieces)
    return _document_rows(_document(pieces)) if _is_document(head) else _json_rows(pieces)


def _is_document(head: bytes) -> bool:
    """Whether the file is one JSON document, an array or an object over several lines, and not one a line."""
    first_line = head.lstrip().partition(b"\n")[0].strip()
    return first_line[:1] == b"[" or first_line == b"{"


def _document_rows(document: object) -> Rows:
    """The objects of an array, numbered in their order; of a single object only itself."""
    for number, row in enumerate(document if isinstance(document, list) else [document], start=1):
        yield (number, row) if isinstance(row, dict) else Refused(number, "This is not a JSON object.")


def _json_rows(pieces: Iterable[bytes]) -> Rows:
    for number, line in _lines(pieces):
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield Refused(number, "The line is not valid JSON.")
            continue
        yield (number, row) if isinstance(row, dict) else Refused(number, "The line is not a JSON object.")


def _csv_rows(pieces: Iterable[bytes]) -> Rows:
    """Rows of a CSV file with a header; the header is row 1, as in a spreadsheet."""
    texts = (
        line.decode("utf-8-sig" if number == 1 else "utf-8", "replace") for number, line in _lines(pieces)
    )
    for number, row in enumerate(csv.DictReader(texts), start=2):
        yield number, {name: value for name, value in row.items() if isinstance(name, str)}


def _lines(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that hold something, with their number. Raises FileError for one that never ends."""
    number, rest = 0, b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            number += 1
            if line.strip():
                yield number, line
        if len(rest) > LONGEST_LINE:
            raise FileError(f"Line {number + 1} is longer than {LONGEST_LINE:,} bytes.")
    if rest.strip():
        yield number + 1, rest


def _document(pieces: Iterable[bytes]) -> object:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > LARGEST_DOCUMENT:
            raise FileError(
                f"A JSON document may have {LARGEST_DOCUMENT:,} bytes: of more, write one object a line."
            )
    try:
        document: object = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise FileError("The file is not valid JSON: it is damaged or truncated.") from None
    return document


_READERS: Final[MappingProxyType[FileFormat, Callable[[Rows, Source], Iterator[Record | Refused]]]] = (
    MappingProxyType(
        {
            FileFormat.NATIVE: read_native,
            FileFormat.CLAUDE_CODE: read_claude_code,
            FileFormat.OPENAI_USAGE: read_openai_usage,
            FileFormat.ANTHROPIC_USAGE: read_anthropic_usage,
            FileFormat.WEKA: read_weka,
            FileFormat.MOONCAKE: read_mooncake,
        }
    )
)
