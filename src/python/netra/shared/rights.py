"""Who may do what: roles of people, scopes of API keys, and the rules that routes name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a member may do in an organization; each may do what those before it may."""

    VIEWER = "viewer"
    """Reads everything that the organization has."""
    ANALYST = "analyst"
    """Asks, imports, and keeps threads of their own."""
    ADMIN = "admin"
    """Makes and changes projects, keys and members, and reads the audit log."""
    OWNER = "owner"
    """Hands the organization over, and deletes it."""

    def includes(self, other: "Role") -> bool:
        """Whether it may do all that the other may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class Scope(StrEnum):
    """What an API key may do, in its own project only."""

    INGEST = "ingest"
    READ = "read"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call a route: members from a role upwards, API keys with a scope; anybody where it is public.

    Without a role no person may, without a scope no key.
    """

    role: Role | None = None
    scope: Scope | None = None
    is_public: bool = False
    is_for_services: bool = False
    """Services of ours, and nobody else."""

    @property
    def people(self) -> str:
        """Which people may, in words."""
        if self.is_public or self.is_for_services:
            return "anybody" if self.is_public else "none: services of ours"
        return f"{self.role} or above" if self.role not in {None, Role.OWNER} else self.role or "nobody"

    @property
    def keys(self) -> str:
        """Which API keys may, in words."""
        return "any" if self.is_public else self.scope or "none"


PUBLIC: Final = Rule(is_public=True)
READ: Final = Rule(Role.VIEWER, Scope.READ)
"""What is recorded, and every figure made of it."""
FOLLOW: Final = Rule(Role.VIEWER)
"""What belongs to people: threads, runs, sockets."""
WORK: Final = Rule(Role.ANALYST)
"""Asking, and one's own threads."""
IMPORT: Final = Rule(Role.ANALYST, Scope.INGEST)
"""Bringing files in."""
INGEST: Final = Rule(scope=Scope.INGEST)
"""Sending traces, which programs do and people do not."""
CORRECT: Final = Rule(Role.ANALYST, Scope.MANAGE)
"""Taking back what was brought in."""
MANAGE: Final = Rule(Role.ADMIN, Scope.MANAGE)
"""The settings of a project."""
ADMINISTER: Final = Rule(Role.ADMIN)
"""Projects, keys and members of an organization."""
ASK: Final = Rule(is_for_services=True)
"""Asking who holds a token."""
OWN: Final = Rule(Role.OWNER)
"""The organization itself."""
