"""Tables for a spreadsheet: exact numbers in full, and no text that a spreadsheet would compute."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final

from netra.shared.exact import plain

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Iterable[object]]) -> str:
    """CSV as RFC 4180 has it; None is an empty cell, and a formula becomes text by an apostrophe."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(map(_cell, row) for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
