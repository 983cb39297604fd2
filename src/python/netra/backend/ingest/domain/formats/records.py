"""What every file format yields: records of calls, and rows that are none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from netra.backend.calls.domain import Call, CallDataError

NumberedRow = tuple[int, Mapping[str, Any]]
"""A decoded row and its number in the file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file being read."""

    project_id: UUID
    import_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """A call of a file.

    `request_tokens` is the input size by which a tiered price is chosen; None: that of the record itself.
    No list price applies to a record that is not `billable` by it, such as one of the batch API.
    """

    row: int
    call: Call
    request_tokens: int | None = None
    billable: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is no call, and why."""

    row: int
    reason: str


def parse_time(value: object, name: str) -> datetime:
    """Read ISO 8601 with an offset, or Unix seconds, as UTC. Raises CallDataError."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            if at.tzinfo is None:
                raise CallDataError(f"{name} needs an offset, such as 2026-01-31T12:00:00Z, not {value!r}.")
            return at.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise CallDataError(f"{name} must be a time in ISO 8601, not {value!r}.")


def text_at(row: Mapping[str, Any], name: str) -> str:
    """Return the named text, empty when absent or null; CallDataError for anything but text."""
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CallDataError(f"{name} must be text, not {value!r}.")
    return value


def read_each(
    rows: Iterable[NumberedRow | Refused], read: Callable[[Mapping[str, Any], int], Record]
) -> Iterator[Record | Refused]:
    """Read rows that are one call each; what cannot be read is refused and the rest goes on."""
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        number, fields = row
        try:
            yield read(fields, number)
        except CallDataError as error:
            yield Refused(number, str(error))
