"""Tickets: the right to open one socket, once and soon, so that no token stands in an address."""

import hashlib
import secrets
from typing import Final, Self

from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.errors import Unauthorized
from netra.shared.redis import RedisStore

TICKET_SECONDS: Final = 30
_TICKET_BYTES: Final = 24
_LONGEST_TICKET: Final = 64


class TicketService:
    """Keeps in Redis whom a ticket is for, by its digest, so that any instance can open the socket."""

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(resources.redis)

    async def issue(self, subject: Subject) -> str:
        """A new ticket. Raises Unavailable when Redis is away."""
        ticket = secrets.token_urlsafe(_TICKET_BYTES)
        with self._redis.translated():
            await self._redis.client.set(self._key(ticket), subject.model_dump_json(), ex=TICKET_SECONDS)
        return ticket

    async def redeem(self, ticket: str) -> Subject:
        """Whom the ticket is for; it is spent. Raises Unauthorized for one that is spent, too old or none."""
        held = None
        if 0 < len(ticket) <= _LONGEST_TICKET:
            with self._redis.translated():
                held = await self._redis.client.getdel(self._key(ticket))
        if held is None:
            raise Unauthorized("The ticket is not valid: get a new one from POST /ws/ticket.")
        return Subject.model_validate_json(held)

    def _key(self, ticket: str) -> str:
        return self._redis.key("ticket", hashlib.sha256(ticket.encode()).hexdigest())
