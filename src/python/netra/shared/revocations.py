"""What was ended: marks that auth leaves in Redis, so that whoever cannot ask auth knows all the same."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Collection, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from netra.shared.broadcast import Broadcast
from netra.shared.errors import Unavailable
from netra.shared.redis import RedisStore

MARK_SECONDS: Final = 120
"""Longer than anybody goes on by what auth said before (60 s), and than an answer is remembered."""
REDIS_WITHIN_SECONDS: Final = 1.0
"""Redis that takes longer counts as away."""
READ_TOGETHER: Final = 1_000

_log = logging.getLogger(__name__)


class MarkKind(StrEnum):
    """What a mark is about."""

    SESSION = "session"
    """A sign-in that has ended."""
    API_KEY = "api_key"
    """A key that is disabled, or expired before its time."""
    SIGNING_KEY = "signing_key"
    """A key of ours that was withdrawn: every token that it signed has ended."""
    MEMBER = "member"
    """A person whose place in an organization has changed or ended: what they may do has to be asked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that was ended or changed."""

    kind: MarkKind
    about: str

    @classmethod
    def session(cls, session_id: UUID) -> Self:
        return cls(MarkKind.SESSION, session_id.hex)

    @classmethod
    def api_key(cls, key_id: UUID) -> Self:
        return cls(MarkKind.API_KEY, key_id.hex)

    @classmethod
    def signing_key(cls, key_id: str) -> Self:
        return cls(MarkKind.SIGNING_KEY, key_id)

    @classmethod
    def member(cls, user_id: UUID, organization_id: UUID) -> Self:
        return cls(MarkKind.MEMBER, f"{user_id.hex}-{organization_id.hex}")

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for a mark of another release that this one does not know."""
        kind, _, about = text.partition(":")
        return cls(MarkKind(kind), about) if kind in set(MarkKind) else None

    @property
    def is_end(self) -> bool:
        """Whether it is over for good; else it has changed, and auth knows how."""
        return self.kind is not MarkKind.MEMBER

    def __str__(self) -> str:
        return f"{self.kind}:{self.about}"


class Revocations:
    """The marks of one installation, the same for every service on its Redis."""

    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis
        self._channel = Broadcast(redis, "ended", is_common=True)

    async def mark(self, *marks: Mark) -> None:
        """Leave marks, and tell who listens now. Without Redis nobody learns of it, which is logged.

        Leave them before the change is committed: one too many has its holder asked about again, and one
        that is missing lets somebody go on while auth is away.
        """
        if not marks:
            return
        try:
            with self._answering():
                async with asyncio.timeout(REDIS_WITHIN_SECONDS), self._redis.client.pipeline() as pipe:
                    for one in marks:
                        pipe.set(self._key(one), 1, ex=MARK_SECONDS)
                    await pipe.execute()
                    await self._channel.publish(" ".join(map(str, marks)))
        except Unavailable:
            _log.warning("Redis is not answering; what was ended is not marked.", extra={"marks": len(marks)})

    async def ended(self, asked: Collection[Mark]) -> frozenset[Mark]:
        """Those that are marked. Raises Unavailable when Redis does not answer."""
        try:
            return await self._ended(asked)
        except Unavailable:
            # A connection that waited in the pool while Redis was started anew is dead: nobody else is.
            return await self._ended(asked)

    async def _ended(self, asked: Collection[Mark]) -> frozenset[Mark]:
        marks, found = list(asked), set[Mark]()
        for start in range(0, len(marks), READ_TOGETHER):
            some = marks[start : start + READ_TOGETHER]
            with self._answering():
                async with asyncio.timeout(REDIS_WITHIN_SECONDS):
                    values = await self._redis.client.mget([self._key(one) for one in some])
            found.update(one for one, value in zip(some, values, strict=True) if value is not None)
        return frozenset(found)

    async def heard(self) -> AsyncGenerator[frozenset[Mark] | None, None]:
        """Marks as they are left, and None whenever some may have been missed."""
        async with aclosing(self._channel.messages()) as messages:
            async for text in messages:
                if text is None:
                    yield None
                else:
                    yield frozenset(mark for one in text.split() if (mark := Mark.parse(one)))

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            with self._redis.translated():
                yield
        except TimeoutError as error:
            raise Unavailable("Redis is not answering.") from error

    def _key(self, mark: Mark) -> str:
        return self._redis.common_key("ended", mark)
