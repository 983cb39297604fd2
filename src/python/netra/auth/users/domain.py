"""People."""

from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may sign in; a row only once they have."""

    id: UUID
    email: str
    name: str


def _development_user(email: str, name: str) -> Person:
    return Person(uuid5(NAMESPACE_URL, f"mailto:{email}"), email, name)


# RFC 2606 keeps example.com free: nobody can receive mail for these two.
DEVELOPMENT_USERS: Final = (
    _development_user("ada@example.com", "Ada Lovelace"),
    _development_user("grace@example.com", "Grace Hopper"),
)
