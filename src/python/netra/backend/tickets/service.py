"""Tickets: the right to open one socket, once and soon, so that no token stands in an address."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Final, Self

from cryptography.fernet import Fernet
from pydantic import BaseModel, ValidationError

from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.errors import Unauthorized
from netra.shared.redis import RedisStore

TICKET_SECONDS: Final = 30
_TICKET_BYTES: Final = 24
_LONGEST_TICKET: Final = 64


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who opens a socket, and the token by which they may be asked about again while it is open."""

    subject: Subject
    token: str = field(repr=False)


class _Held(BaseModel):
    """What Redis holds of a ticket."""

    subject: Subject
    sealed_token: str


class TicketService:
    """Keeps in Redis whom a ticket is for, by its digest, so that any instance can open the socket.

    The token is sealed with the ticket itself, which nobody but its holder has.
    """

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(resources.redis)

    async def issue(self, bearer: Bearer) -> str:
        """A new ticket. Raises Unavailable when Redis is away."""
        ticket = secrets.token_urlsafe(_TICKET_BYTES)
        sealed = _sealer(ticket).encrypt(bearer.token.encode()).decode()
        held = _Held(subject=bearer.subject, sealed_token=sealed).model_dump_json()
        with self._redis.translated():
            await self._redis.client.set(self._key(ticket), held, ex=TICKET_SECONDS)
        return ticket

    async def redeem(self, ticket: str) -> Bearer:
        """Whom the ticket is for; it is spent. Raises Unauthorized for one that is spent, too old or none."""
        found = None
        if 0 < len(ticket) <= _LONGEST_TICKET:
            with self._redis.translated():
                found = await self._redis.client.getdel(self._key(ticket))
        try:
            held = _Held.model_validate_json(found or "")
        except ValidationError:
            # Also for one that another release of the service has issued.
            raise Unauthorized("The ticket is not valid: get a new one from POST /ws/ticket.") from None
        return Bearer(held.subject, _sealer(ticket).decrypt(held.sealed_token).decode())

    def _key(self, ticket: str) -> str:
        return self._redis.key("ticket", hashlib.sha256(ticket.encode()).hexdigest())


def _sealer(ticket: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(b"token of " + ticket.encode()).digest()))
