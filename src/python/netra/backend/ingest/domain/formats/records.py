"""What every file format yields: records of calls, and rows that are none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from netra.backend.calls.domain.call import Call, CallDataError
from netra.backend.ingest.domain.tokens import described

T = TypeVar("T")
_LONGEST_REASON: Final = 300
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
    """A row that is no call, and why, in words that fit a page and any store."""

    row: int
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", self.reason.replace("\0", "")[:_LONGEST_REASON])


def parse_time(value: object, name: str) -> datetime:
    """Read ISO 8601 with an offset, or Unix seconds, as UTC. Raises CallDataError."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            if at.tzinfo is None:
                raise CallDataError(f"{name} needs an offset, such as 2026-01-31T12:00:00Z.")
            return at.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise CallDataError(f"{name} must be a time in ISO 8601, not {described(value)}.")


def text_at(row: Mapping[str, Any], name: str) -> str:
    """Return the named text, empty when absent or null; CallDataError for anything but text."""
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CallDataError(f"{name} must be text, not {described(value)}.")
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
        yield guarded(number, read, fields, number)


def guarded(row: int, read: Callable[..., T], *asked: object) -> T | Refused:
    """What is read, or why it cannot be: a file may hold anything where a value belongs."""
    try:
        return read(*asked)
    except CallDataError as error:
        return Refused(row, str(error))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return Refused(row, "The row does not follow the format.")
