"""Who is asking: the answer of the auth service, and the types that prove it was asked for."""

import hashlib
from datetime import datetime
from typing import Annotated, Final, Literal, NewType
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx
from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, TypeAdapter

from netra.shared.clock import Clock, SystemClock
from netra.shared.errors import Forbidden, Unauthorized, Unavailable
from netra.shared.resilience import Breaker, Remembered, retry
from netra.shared.telemetry import trace_headers

# Only an access check makes one: a query that takes it cannot be reached unchecked.
ProjectId = NewType("ProjectId", UUID)

# The one organization that every installation begins with; auth owns it, sample projects are put into it.
DEFAULT_ORGANIZATION_ID: Final = uuid5(NAMESPACE_URL, "netra:organization:default")

# A revoked key or session is still accepted for this long.
CACHE_SECONDS: Final = 5.0
CACHE_ENTRIES: Final = 10_000
LONGEST_TOKEN: Final = 4096
TIMEOUT_SECONDS: Final = 3.0
# An auth service that comes back is asked again this soon: exporters wait no longer than it takes to start.
RECOVERY_SECONDS: Final = 2.0


class Subject(BaseModel):
    """A user or an API key that has proved who it is."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["user", "api_key"]
    subject_id: UUID
    organization_id: UUID
    name: str
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    project_id: UUID | None = None
    expires_at: datetime | None = None

    def require_user(self) -> None:
        """Raise Forbidden for an API key."""
        if self.kind != "user":
            raise Forbidden("An API key cannot do this: sign in.")

    def require_scope(self, scope: str) -> None:
        """Raise Forbidden for an API key without the scope. Users hold every scope of their organization."""
        if self.kind == "api_key" and scope not in self.scopes:
            raise Forbidden(f"This API key does not have the scope {scope!r}.")


class _Inactive(BaseModel):
    active: Literal[False]


class _Active(Subject):
    active: Literal[True]


_Answer: Final[TypeAdapter[_Active | _Inactive]] = TypeAdapter(_Active | _Inactive)


class AuthClient:
    """Asks the auth service, remembers its answers for a few seconds, and stops asking while it is down."""

    def __init__(
        self, auth_url: str, *, clock: Clock | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(base_url=auth_url, timeout=TIMEOUT_SECONDS, transport=transport)
        self._clock = clock or SystemClock()
        self._breaker = Breaker("The auth service", recovery=RECOVERY_SECONDS)
        self._answers: Remembered[bytes, Subject | None] = Remembered(CACHE_ENTRIES, CACHE_SECONDS)

    async def subject(self, token: str) -> Subject:
        """Who holds the token. Raises Unauthorized, or Unavailable when auth cannot be asked."""
        subject = await self._remembered(token) if 0 < len(token) <= LONGEST_TOKEN else None
        if subject is None or self._is_over(subject):
            raise Unauthorized("The token or key is not valid.")
        return subject

    async def close(self) -> None:
        await self._http.aclose()

    async def _remembered(self, token: str) -> Subject | None:
        # Only a digest is kept, so that no token can be read out of the memory of a process.
        key = hashlib.sha256(token.encode()).digest()
        return await self._answers.get(key, lambda: self._breaker.call(lambda: self._asked(token)))

    async def _asked(self, token: str) -> Subject | None:
        try:
            return await retry(lambda: self._ask(token), on=(httpx.TransportError,))
        except httpx.HTTPError as error:
            raise Unavailable("The auth service is not answering.") from error

    async def _ask(self, token: str) -> Subject | None:
        response = await self._http.post("/auth/validate", json={"token": token}, headers=trace_headers())
        response.raise_for_status()
        answer = _Answer.validate_json(response.content)
        return answer if isinstance(answer, _Active) else None

    def _is_over(self, subject: Subject) -> bool:
        return subject.expires_at is not None and subject.expires_at <= self._clock.now()


def presented_token(request: Request) -> str:
    """The bearer token or `x-api-key` of a request. Raises Unauthorized when there is neither."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    if key := request.headers.get("X-Api-Key", "").strip():
        return key
    raise Unauthorized("Send an access token or an API key: Authorization: Bearer ...")


async def current_subject(request: Request) -> Subject:
    """The subject of the request, by `app.state.auth_client`."""
    client: AuthClient = request.app.state.auth_client
    return await client.subject(presented_token(request))


CurrentSubject = Annotated[Subject, Depends(current_subject)]
