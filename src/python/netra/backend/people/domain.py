"""Who is meant where somebody is gone."""

from typing import Final
from uuid import UUID

NOBODY: Final = UUID(int=0)
"""Stands where the id of a person stood who is gone. Nobody signs in with it."""
