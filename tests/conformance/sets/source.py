"""Files of a workload: found by what they hold, and turned into calls by the importers' parsers."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pyarrow.parquet as parquet

from netra.backend.calls.domain.call import Call
from netra.backend.ingest.domain.formats.records import NumberedRow, Record, Refused, Source
from tests.conformance.figures import NotComputedError

Row = Mapping[str, Any]
Parser = Callable[[Iterable[NumberedRow | Refused], Source], Iterator[Record | Refused]]
NOBODY = UUID(int=0)


def json_lines(path: Path) -> Iterator[Any]:
    """Yield the decoded lines of a file, gzipped or not."""
    for line in content(path).splitlines():
        if line.strip():
            yield orjson.loads(line)


def content(path: Path) -> bytes:
    """Return what a file holds, unpacked."""
    held = path.read_bytes()
    return gzip.decompress(held) if path.suffix == ".gz" else held


def parquet_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a Parquet file."""
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from batch.to_pylist()


def files_with(folder: Path, patterns: Sequence[str], columns: frozenset[str]) -> tuple[Path, ...]:
    """Return the files of a folder whose first row has all those columns."""
    found = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return tuple(path for path in found if columns <= _columns(path))


def _columns(path: Path) -> frozenset[str]:
    if path.suffix == ".parquet":
        return frozenset(parquet.read_schema(path).names)
    try:
        first = next(islice(json_lines(path), 1), None)
    except (orjson.JSONDecodeError, OSError, EOFError, zlib.error):
        return frozenset()
    return frozenset(first) if isinstance(first, dict) else frozenset()


def meant_by(expected: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files an expected file speaks of: those that share its last word ("dev"), else all."""
    word = expected.name.removesuffix(".json").removeprefix("expected").strip("_-.")
    named = tuple(path for path in files if word and word in path.name)
    return named or tuple(files)


def calls_of(paths: Sequence[Path], rows: Callable[[Path], Iterator[Row]], parse: Parser) -> list[Call]:
    """Return the calls of files in file order; NotComputedError when an importer refuses a row."""
    calls: list[Call] = []
    for path in paths:
        source = Source(NOBODY, NOBODY, hashlib.sha256(path.read_bytes()).hexdigest())
        for item in parse(enumerate(rows(path), start=1), source):
            if isinstance(item, Refused):
                raise NotComputedError(f"{path.name}, row {item.row}: {item.reason}")
            calls.append(item.call)
    return calls
