"""The ClickHouse store of trace structure: every statement on the table `spans`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from netra.backend.ingest.domain.intake import TraceSpan
from netra.shared.clickhouse import ClickHouse, Value

_START_OF_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS: Final = tuple(name for name in TraceSpan.__dataclass_fields__ if name != "started_at")


class SpanRepository:
    def __init__(self, writer: ClickHouse) -> None:
        self._writer = writer

    async def insert(self, spans: Sequence[TraceSpan], token: str) -> None:
        """Insert spans and return once they are held; the same token twice inserts once."""
        columns: dict[str, list[Value]] = {name: [getattr(span, name) for span in spans] for name in _FIELDS}
        columns["started_at"] = [
            (span.started_at - _START_OF_TIME) // timedelta(microseconds=1) for span in spans
        ]
        await self._writer.insert_columns("spans", columns, settings={"insert_deduplication_token": token})
