"""Tokens of services: given for an assertion, and known again."""

from datetime import datetime
from typing import Final

from cachetools import TTLCache

from netra.auth.opaque import opaque_digest
from netra.auth.resources import Resources
from netra.auth.services.domain import (
    TOKEN_LIFE,
    Assertion,
    read_assertion,
    read_service_token,
    service_id,
    service_token,
)
from netra.auth.tokens.service import AccessToken, KeyRing, TokenService
from netra.shared.access import NO_ORGANIZATION_ID, Subject
from netra.shared.errors import Unauthorized
from netra.shared.service_tokens import PublicKeys, public_keys

MOST_KNOWN: Final = 1_000
KNOWN_SECONDS: Final = 5
"""So long a token is not verified again; its key may have been withdrawn."""


class ServiceTokens:
    """What services of ours ask with."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._known: TTLCache[bytes, Subject] = TTLCache(MOST_KNOWN, KNOWN_SECONDS)

    @classmethod
    def of(cls, resources: Resources) -> "ServiceTokens":
        """The one of this process."""
        return resources.once(cls, lambda: cls(resources))

    @property
    def keys(self) -> PublicKeys:
        """Of all services that may ask for tokens."""
        return public_keys(self._resources.settings.service_keys)

    async def give(self, assertion: str) -> AccessToken:
        """A token for the service that asserts who it is. Raises Unauthorized, for whatever reason."""
        now, settings = self._resources.clock.now(), self._resources.settings
        key = await KeyRing.of(self._resources).signing_key()
        asserted = read_assertion(assertion, self.keys, audience=settings.public_url, now=now)
        if asserted is None or not await self._is_first(asserted):
            raise Unauthorized("This is no assertion of a service that is known here.")
        text = service_token(asserted.service, key, issuer=settings.public_url, now=now)
        return AccessToken(text, int(TOKEN_LIFE.total_seconds()))

    async def _is_first(self, asserted: Assertion) -> bool:
        async with self._resources.database.session() as session:
            tokens = TokenService.on(self._resources, session)
            return await tokens.use_once(asserted.service, asserted.token_id, asserted.expires_at)

    async def holder(self, token: str, kid: str) -> Subject | None:
        """The service that holds a token of the type `svc+jwt`; None for everything else."""
        digest = opaque_digest(token)
        found = self._known.get(digest)
        if found is None and (found := await self._read(token, kid)) is not None:
            self._known[digest] = found
        # A service that was taken from the list is refused at once, whatever it still holds.
        if found is None or found.name not in self.keys or _is_over(found, self._resources.clock.now()):
            return None
        return found

    async def _read(self, token: str, kid: str) -> Subject | None:
        key = await KeyRing.of(self._resources).verifying_key(kid)
        now, issuer = self._resources.clock.now(), self._resources.settings.public_url
        found = read_service_token(token, key, issuer=issuer, now=now) if key else None
        if found is None:
            return None
        name, ends = found
        return Subject(
            kind="service",
            subject_id=service_id(name),
            organization_id=NO_ORGANIZATION_ID,
            name=name,
            expires_at=ends,
        )


def _is_over(service: Subject, now: datetime) -> bool:
    return service.expires_at is None or service.expires_at <= now
