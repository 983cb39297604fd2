"""Where in a store anything is still said of somebody: every table, every column, every key."""

from collections.abc import Collection
from typing import Any

from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from netra.shared.clickhouse import ClickHouse

COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
ORDER BY 1, 2
"""
TABLES = "SELECT table, name FROM system.columns WHERE database = currentDatabase() ORDER BY 1, 2"


async def in_postgres(session: AsyncSession, needles: Collection[str]) -> set[str]:
    """The columns, as `table.column`, in which any of the words stands, in whatever type."""
    columns = (await session.execute(text(COLUMNS))).all()
    assert len(columns) > 20, "no tables to look in"
    found = set()
    for table, column in columns:
        said = f'SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE ANY(:words) LIMIT 1'  # noqa: S608
        words = [pattern for needle in needles for pattern in _patterns(needle)]
        if await session.scalar(text(said), {"words": words}) is not None:
            found.add(f"{table}.{column}")
    return found


def _patterns(needle: str) -> tuple[str, str]:
    """As text, and as PostgreSQL writes bytes."""
    return f"%{needle}%", f"%{needle.encode().hex()}%"


async def in_clickhouse(store: ClickHouse, needles: Collection[str]) -> set[str]:
    """The same of ClickHouse."""
    columns = await store.query(TABLES)
    assert len(columns) > 20, "no tables to look in"
    found = set()
    for row in columns:
        said = f"SELECT count() AS n FROM `{row['table']}` WHERE "  # noqa: S608
        said += f"multiSearchAnyCaseInsensitive(toString(`{row['name']}`), {{words:Array(String)}})"
        if (await store.query(said, {"words": [*needles]}))[0]["n"]:
            found.add(f"{row['table']}.{row['name']}")
    return found


async def in_redis(url: str, needles: Collection[str]) -> set[str]:
    """The keys in whose name or content any of the words stands."""
    found = set()
    async with Redis.from_url(url) as client:
        async for key in client.scan_iter():
            content: Any = await client.dump(key)
            if any(needle.encode() in key + content for needle in needles):
                found.add(key.decode())
    return found
