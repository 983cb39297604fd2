"""Who is asking, and the types that prove it was asked for."""

import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Final, Literal, NewType, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict

from netra.shared.errors import Forbidden, Unauthorized
from netra.shared.limits import KEY_USE, PERSON_USE, CallerLimits
from netra.shared.revocations import Mark
from netra.shared.rights import PUBLIC, Role, Rule

# Only an access check makes one: a query that takes it cannot be reached unchecked.
ProjectId = NewType("ProjectId", UUID)

# The one organization that every installation begins with; auth owns it, sample projects are put into it.
DEFAULT_ORGANIZATION_ID: Final = uuid5(NAMESPACE_URL, "netra:organization:default")

NO_ORGANIZATION_ID: Final = UUID(int=0)
"""Of services of ours, which work for all."""

LONGEST_TOKEN: Final = 4096
AGAIN_SECONDS: Final = 2.0
"""How old the right to a long answer may be while it is written."""


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
    signing_key: str | None = None
    """The id of the key that has signed a person's token."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked when it has ended, or when it may do something else than before."""
        if self.kind == "api_key":
            return (Mark.api_key(self.subject_id),)
        marks = [Mark.member(self.subject_id, self.organization_id)]
        if self.session_id is not None:
            marks.append(Mark.session(self.session_id))
        if self.signing_key is not None:
            marks.append(Mark.signing_key(self.signing_key))
        return tuple(marks)

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


class Doorman(Protocol):
    """Knows who holds a token."""

    async def subject(self, token: str) -> Subject:
        """Raises Unauthorized, or Unavailable when nobody can tell now."""
        ...

    async def subject_now(self, token: str) -> Subject:
        """The same, whatever was said of the token some seconds ago."""
        ...


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

    Raises TooMany for too many calls, or too many wrong attempts.
    """
    doorman: Doorman = request.app.state.auth_client
    limits: CallerLimits = request.app.state.caller_limits
    token = presented_token(request)
    try:
        subject = await doorman.subject(token)
    except Unauthorized:
        await limits.count_failure(request, token)
        raise
    request.state.subject = subject
    if subject.kind != "service":
        limit = KEY_USE if subject.kind == "api_key" else PERSON_USE
        await limits.count_use(request, limit, subject.subject_id)
    return subject


CurrentSubject = Annotated[Subject, Depends(current_subject)]


async def while_allowed(request: Request, rule: Rule, pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The pieces of a long answer, for as long as its reader may have them; then it breaks off.

    Raises what was wrong, which cuts the connection: half an answer is not taken for a whole one.
    """
    doorman: Doorman = request.app.state.auth_client
    token, asked = presented_token(request), time.monotonic()
    async for piece in pieces:
        if time.monotonic() - asked >= AGAIN_SECONDS:
            asked = time.monotonic()
            (await doorman.subject_now(token)).require(rule)
        yield piece


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
