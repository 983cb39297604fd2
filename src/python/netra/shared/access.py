"""Who is asking: the answer of the auth service, and the types that prove it was asked for."""

import hashlib
from datetime import datetime
from typing import Annotated, Final, Literal, NewType, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx
from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, TypeAdapter

from netra.shared.clock import Clock, SystemClock
from netra.shared.errors import Forbidden, TooMany, Unauthorized, Unavailable
from netra.shared.limits import FailedAttempts
from netra.shared.resilience import Breaker, Remembered, retry
from netra.shared.rights import PUBLIC, Role, Rule
from netra.shared.telemetry import trace_headers

# Only an access check makes one: a query that takes it cannot be reached unchecked.
ProjectId = NewType("ProjectId", UUID)

# The one organization that every installation begins with; auth owns it, sample projects are put into it.
DEFAULT_ORGANIZATION_ID: Final = uuid5(NAMESPACE_URL, "netra:organization:default")

NO_ORGANIZATION_ID: Final = UUID(int=0)
"""Of services of ours, which work for all."""

# A revoked key or session is still accepted for this long.
CACHE_SECONDS: Final = 5.0
CACHE_ENTRIES: Final = 10_000
LONGEST_TOKEN: Final = 4096
TIMEOUT_SECONDS: Final = 3.0
# An auth service that comes back is asked again this soon: exporters wait no longer than it takes to start.
RECOVERY_SECONDS: Final = 2.0


class Subject(BaseModel):
    """A user, an API key or a service that has proved who it is."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["user", "api_key", "service"]
    subject_id: UUID
    organization_id: UUID
    name: str
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    project_id: UUID | None = None
    expires_at: datetime | None = None
    session_id: UUID | None = None
    """The sign-in that a person's token comes from."""

    def require(self, rule: Rule) -> None:
        """Raise Forbidden unless the rule admits the subject; a role that is not known admits nobody."""
        if rule.is_public:
            return
        if rule.is_for_services or self.kind == "service":
            self._require_service(rule)
            return
        if self.kind == "api_key":
            self._require_scope(rule)
        elif rule.role is None:
            raise Forbidden("Only an API key can do this.")
        elif not any(role.includes(rule.role) for role in Role if role in self.roles):
            raise Forbidden(f"This needs the role {rule.people}: ask an admin of your organization.")

    def _require_service(self, rule: Rule) -> None:
        if self.kind != "service":
            raise Forbidden("Only a service of ours can do this.")
        if not rule.is_for_services:
            raise Forbidden("A service cannot do this.")

    def _require_scope(self, rule: Rule) -> None:
        if rule.scope is None:
            raise Forbidden("An API key cannot do this: sign in.")
        if rule.scope not in self.scopes:
            raise Forbidden(f"This API key does not have the scope {rule.scope.value!r}.")


class _Inactive(BaseModel):
    active: Literal[False]


class _Active(Subject):
    active: Literal[True]


_Answer: Final[TypeAdapter[_Active | _Inactive]] = TypeAdapter(_Active | _Inactive)


class Doorman(Protocol):
    """Knows who holds a token."""

    async def subject(self, token: str) -> Subject:
        """Raises Unauthorized, or Unavailable when nobody can tell now."""
        ...


class AuthClient:
    """Asks the auth service, remembers its answers for a few seconds, and stops asking while it is down."""

    def __init__(
        self,
        auth_url: str,
        *,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        identity: httpx.Auth | None = None,
    ) -> None:
        """`identity` proves who asks, where the auth service wants to know."""
        self._http = httpx.AsyncClient(
            base_url=auth_url, timeout=TIMEOUT_SECONDS, transport=transport, auth=identity
        )
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
        if response.status_code == TooMany.status:
            wait = response.headers.get("Retry-After", "")
            raise TooMany("Too many wrong tokens or keys.", retry_after=int(wait) if wait.isdecimal() else 1)
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
    """The subject of the request, by `app.state.auth_client`; also for whoever answers a refusal.

    Raises TooMany for too many wrong attempts.
    """
    doorman: Doorman = request.app.state.auth_client
    token = presented_token(request)
    try:
        subject = await doorman.subject(token)
    except Unauthorized:
        attempts: FailedAttempts = request.app.state.failed_attempts
        await attempts.count(request, token)
        raise
    request.state.subject = subject
    return subject


CurrentSubject = Annotated[Subject, Depends(current_subject)]


class Allowed:
    """The dependency of a route that names who may call it, and the subject who does."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    async def __call__(self, subject: CurrentSubject) -> Subject:
        subject.require(self.rule)
        return subject


class _Anybody:
    """The dependency of a route that asks nobody who they are."""

    rule = PUBLIC

    async def __call__(self) -> None:
        """Lets everybody in."""


ANYBODY: Final = Depends(_Anybody())
