"""The ClickHouse store of trace structure: every statement on the table `spans`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from netra.backend.ingest.domain.spans import TraceSpan
from netra.shared.clickhouse import ClickHouse, Value

_START_OF_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class SpanRepository:
    def __init__(self, writer: ClickHouse) -> None:
        self._writer = writer

    async def insert(self, spans: Sequence[TraceSpan], token: str) -> None:
        """Insert spans and return once they are held; the same token twice inserts once."""
        columns: dict[str, Sequence[Value]] = dict(
            zip(TraceSpan._fields, zip(*spans, strict=True), strict=True)
        )
        columns["started_at"] = [(at - _START_OF_TIME) // _MICROSECOND for at in columns["started_at"]]
        await self._writer.insert_columns("spans", columns, settings={"insert_deduplication_token": token})
