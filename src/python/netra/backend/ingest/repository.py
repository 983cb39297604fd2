"""The ClickHouse store of trace structure: what comes into the table `spans`."""

from collections.abc import Sequence

from netra.backend.ingest.domain.spans import TraceSpan
from netra.shared.clickhouse import ClickHouse, Value
from netra.shared.clock import micros


class SpanRepository:
    def __init__(self, writer: ClickHouse) -> None:
        self._writer = writer

    async def insert(self, spans: Sequence[TraceSpan], token: str) -> None:
        """Insert spans and return once they are held; the same token twice inserts once."""
        columns: dict[str, Sequence[Value]] = dict(
            zip(TraceSpan._fields, zip(*spans, strict=True), strict=True)
        )
        columns["started_at"] = list(map(micros, columns["started_at"]))
        await self._writer.insert_columns("spans", columns, settings={"insert_deduplication_token": token})
