"""What agents hand to each other about what tools found."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A result with the id under which anybody may open it."""

    id: UUID
    result: R


@dataclass(frozen=True, slots=True)
class Failure:
    """A tool that gave no result."""

    title: str
    detail: str
