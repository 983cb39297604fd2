"""People, and what a provider says about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self
from uuid import NAMESPACE_URL, UUID, uuid5

_LONGEST_NAME: Final = 200
_LONGEST_ADDRESS: Final = 320


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may sign in; a row only once they have."""

    id: UUID
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Who a provider says somebody is. Issuer and subject together are one person, and nothing else is."""

    issuer: str
    subject: str
    email: str
    name: str
    session: str | None = None
    """Of the provider's, by which it may end ours."""

    @classmethod
    def of(
        cls, issuer: str, subject: str, email: str, name: str, session: str | None = None
    ) -> Self:
        """A profile that fits a page: the address in lower case, the name (or the address) in one line.

        Raises ValueError for what can be neither.
        """
        address = email.strip().lower()
        if not subject or "@" not in address or len(address) > _LONGEST_ADDRESS or not address.isprintable():
            raise ValueError("profile")
        shown = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
        return cls(issuer, subject, address, shown[:_LONGEST_NAME] or address, session)


@dataclass(frozen=True, slots=True)
class Identity:
    """One of the ways in which a person signs in."""

    id: UUID
    issuer: str
    email: str
    created_at: datetime
    last_used_at: datetime


def _development_user(email: str, name: str) -> Person:
    return Person(uuid5(NAMESPACE_URL, f"mailto:{email}"), email, name)


# RFC 2606 keeps example.com free: nobody can receive mail for these two.
DEVELOPMENT_USERS: Final = (
    _development_user("ada@example.com", "Ada Lovelace"),
    _development_user("grace@example.com", "Grace Hopper"),
)
