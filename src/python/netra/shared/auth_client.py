"""Asking the auth service who holds a token; what it said goes on for a minute while it cannot be asked."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Collection, Coroutine
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, Literal

import httpx
from cachetools import TTLCache
from pydantic import BaseModel, TypeAdapter, ValidationError

from netra.shared.access import LONGEST_TOKEN, Subject
from netra.shared.access_token_format import key_id_of
from netra.shared.api_key_format import PresentedKey
from netra.shared.clock import Clock, SystemClock
from netra.shared.errors import TooMany, Unauthorized, Unavailable
from netra.shared.resilience import Breaker, Remembered, retry
from netra.shared.revocations import Mark, Revocations
from netra.shared.telemetry import trace_headers

CACHE_SECONDS: Final = 4.0
"""What was ended is accepted for no longer, also where no mark is heard: with the way there and back, 5 s."""
CACHE_ENTRIES: Final = 10_000
STALE_FOR: Final = timedelta(seconds=60)
"""So old may be what auth said of a token while it cannot be asked."""
TIMEOUT_SECONDS: Final = 3.0
"""The longest that anybody waits for auth, tries and all."""
RECOVERY_SECONDS: Final = 2.0
"""An auth service that comes back is asked so soon: exporters wait no longer than it takes to start."""
NOT_VALID: Final = "The token or key is not valid."
_AWAY: Final = "The auth service is not answering."


class _Inactive(BaseModel):
    active: Literal[False]


class _Active(Subject):
    active: Literal[True]


_Answer: Final[TypeAdapter[_Active | _Inactive]] = TypeAdapter(_Active | _Inactive)


class _NotUnderstood:
    """An answer of auth that tells nothing: it is there, and nobody goes on by what it said before."""


_Told = tuple[Subject | None, datetime]
"""Who holds a token, None where nobody does, and when that was asked."""


class AuthClient:
    """Asks the auth service and remembers its answers for a few seconds.

    While it cannot be asked (no connection, 5xx, an open circuit), whoever it knew within STALE_FOR goes on
    unless a mark says otherwise; nobody is let in who was not before.
    """

    def __init__(
        self,
        auth_url: str,
        *,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        revocations: Revocations | None = None,
        identity: httpx.Auth | None = None,
    ) -> None:
        """Without `revocations` nobody goes on while auth cannot be asked; `identity` proves who asks."""
        self._http = httpx.AsyncClient(
            base_url=auth_url, timeout=TIMEOUT_SECONDS, transport=transport, auth=identity
        )
        self._clock = clock or SystemClock()
        self._revocations = revocations
        self._breaker = Breaker("The auth service", recovery=RECOVERY_SECONDS)
        self._answers: Remembered[bytes, Subject | None] = Remembered(CACHE_ENTRIES, CACHE_SECONDS)
        # Apart, so that no flood of wrong tokens drives out what is known of right ones.
        self._known: TTLCache[bytes, _Told] = TTLCache(CACHE_ENTRIES, STALE_FOR.total_seconds())
        self._refused: TTLCache[bytes, _Told] = TTLCache(CACHE_ENTRIES, STALE_FOR.total_seconds())
        self._marked: dict[Mark, float] = {}

    async def subject(self, token: str) -> Subject:
        """Who holds the token. Raises Unauthorized, or Unavailable when nobody can tell now."""
        key = _digest(token)
        subject = await self._remembered(key, token)
        if self._marked and subject is not None and self._is_marked(subject):
            self._answers.forget(key)
            subject = await self._remembered(key, token)
        if subject is None or self._is_over(subject):
            raise Unauthorized(NOT_VALID)
        return subject

    async def subject_now(self, token: str) -> Subject:
        """The same, asked now whatever is remembered."""
        self._answers.forget(_digest(token))
        return await self.subject(token)

    def heed(self, marks: Collection[Mark]) -> None:
        """Ask anew about whomever these marks are about, for as long as an answer of before may be kept."""
        now = time.monotonic()
        self._marked = {mark: until for mark, until in self._marked.items() if until > now}
        self._marked.update(dict.fromkeys(marks, now + CACHE_SECONDS))

    async def close(self) -> None:
        await self._http.aclose()

    def _remembered(self, key: bytes, token: str) -> Awaitable[Subject | None]:
        # Only a digest is kept, so that no token can be read out of the memory of a process.
        return self._answers.get(key, lambda: self._asking(key, token))

    def _asking(self, key: bytes, token: str) -> Coroutine[Any, Any, Subject | None]:
        """Raises Unauthorized for garbage, of which nothing is remembered."""
        if not _could_be_good(token):
            raise Unauthorized(NOT_VALID)
        return self._told(key, token)

    async def _told(self, key: bytes, token: str) -> Subject | None:
        asked_at = self._clock.now()
        try:
            answer = await self._breaker.call(lambda: self._asked(token))
        except Unavailable as away:
            return await self._as_before(key, away)
        if isinstance(answer, _NotUnderstood):
            raise Unavailable("The auth service does not answer as expected.")
        self._note(key, (answer, asked_at))
        return answer

    async def _asked(self, token: str) -> Subject | _NotUnderstood | None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await retry(lambda: self._ask(token), on=(httpx.TransportError,))
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            raise Unavailable(_AWAY) from error

    async def _ask(self, token: str) -> Subject | _NotUnderstood | None:
        response = await self._http.post("/auth/validate", json={"token": token}, headers=trace_headers())
        if response.status_code == TooMany.status:
            wait = response.headers.get("Retry-After", "")
            raise TooMany("Too many wrong tokens or keys.", retry_after=int(wait) if wait.isdecimal() else 1)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.raise_for_status()
        if response.status_code != HTTPStatus.OK:
            return _NotUnderstood()
        answer = _Answer.validate_json(response.content)
        return answer if isinstance(answer, _Active) else None

    def _note(self, key: bytes, told: _Told) -> None:
        """Remember what auth said for a time in which it cannot be asked."""
        known, other = self._known, self._refused
        if told[0] is None:
            known, other = other, known
        known[key] = told
        other.pop(key, None)

    async def _as_before(self, key: bytes, away: Unavailable) -> Subject | None:
        """What auth said of a token last, where that still counts; raises `away` where nobody can tell."""
        # What is said here is asked again each time: marks may come, and its minute ends.
        self._answers.forget(key)
        subject, asked_at = self._known.get(key) or self._refused.get(key) or (None, None)
        if asked_at is None or self._clock.now() - asked_at > STALE_FOR:
            raise away
        if subject is None:
            return None
        if self._revocations is None:
            raise away
        marked = await self._revocations.ended(subject.marks)
        if any(mark.is_end for mark in marked):
            return None
        if marked:
            raise away
        return subject

    def _is_marked(self, subject: Subject) -> bool:
        now = time.monotonic()
        return any(self._marked.get(mark, 0.0) > now for mark in subject.marks)

    def _is_over(self, subject: Subject) -> bool:
        return subject.expires_at is not None and subject.expires_at <= self._clock.now()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _could_be_good(token: str) -> bool:
    """Whether it has the shape of a token or key of ours: nobody needs to be asked about anything else."""
    return len(token) <= LONGEST_TOKEN and (
        key_id_of(token) is not None or PresentedKey.parse(token) is not None
    )
