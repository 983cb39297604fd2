"""Counting what the table limits; the dependencies by which routes name their limits."""

from typing import Final
from uuid import UUID

from fastapi import Depends, Request

from netra.auth.limits.domain import CHANGE, SIGN_IN, UNKNOWN_KEY, UNKNOWN_TOKEN
from netra.auth.resources import Resources, ResourcesDep, resources_of
from netra.shared.access import CurrentSubject
from netra.shared.allowances import Limit
from netra.shared.limits import caller_network
from netra.shared.rights import Rule


class PerNetwork:
    """The dependency of a route that is limited by where a request comes from."""

    def __init__(self, limit: Limit) -> None:
        self.limit: Final = limit

    async def __call__(self, request: Request) -> None:
        """Raises TooMany."""
        resources = resources_of(request)
        await resources.limiter.admit(request, (self.limit, network_of_caller(request, resources)))


class PerPerson:
    """The dependency of a route that is limited by who calls it."""

    def __init__(self, limit: Limit) -> None:
        self.limit: Final = limit

    async def __call__(self, request: Request, subject: CurrentSubject, resources: ResourcesDep) -> None:
        """Raises TooMany."""
        await resources.limiter.admit(request, (self.limit, str(subject.subject_id)))


class PerOrganization:
    """The dependency of a route that is limited by the organization that it is called in.

    It looks at the rule of the route first: whoever may not uses up nothing of those who may.
    """

    def __init__(self, limit: Limit, rule: Rule) -> None:
        self.limit: Final = limit
        self.rule: Final = rule

    async def __call__(self, request: Request, subject: CurrentSubject, resources: ResourcesDep) -> None:
        """Raises Forbidden, or TooMany."""
        subject.require(self.rule)
        await resources.limiter.admit(request, (self.limit, str(subject.organization_id)))


SIGNING_IN: Final = Depends(PerNetwork(SIGN_IN))
"""Of every route that is a step of signing in."""
CHANGING: Final = Depends(PerPerson(CHANGE))
"""Of every route that changes something and has no narrower limit."""


def network_of_caller(request: Request, resources: Resources) -> str:
    """Where a request comes from, as limits count it."""
    return caller_network(request, resources.settings.trusted_proxies)


async def count_unknown(request: Request, resources: Resources, key_id: UUID | None) -> None:
    """Count that something was validated which nobody holds. Raises TooMany.

    It refuses what fails, never what holds: by how a key begins, which pages show, nobody shuts out its
    owner, and nothing is guessed by trying that has 160 random bits.
    """
    tries = [(UNKNOWN_TOKEN, network_of_caller(request, resources))]
    if key_id is not None:
        tries.append((UNKNOWN_KEY, str(key_id)))
    await resources.limiter.admit(request, *tries)
