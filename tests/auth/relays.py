"""The outbox as tests see it: what waits, and what has come out at the other end."""

from typing import Any

from redis.asyncio import Redis
from sqlalchemy import text

from netra.shared.events.people import PEOPLE_FIELD, PEOPLE_STREAM, PeopleMessage
from tests.auth.apps import Instance


async def published(redis_url: str) -> list[PeopleMessage]:
    """Everything in the stream, in its order."""
    async with Redis.from_url(redis_url, decode_responses=True) as client:
        entries: Any = await client.xrange(PEOPLE_STREAM)
    return [PeopleMessage.model_validate_json(fields[PEOPLE_FIELD]) for _, fields in entries]


async def waiting(auth: Instance) -> list[str]:
    """The kinds of events that were not published."""
    query = "SELECT kind FROM outbox WHERE published_at IS NULL ORDER BY id"
    async with auth.resources.database.session() as session:
        return list(await session.scalars(text(query)))
