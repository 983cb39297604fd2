"""The table of people, as far as the backend knows them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class UserRow(Base):
    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    """None of whoever is gone; the row stays, so that nothing older brings the name back."""
    version: Mapped[int] = mapped_column(BigInteger)
    """Of the last event that was heard; 0 of whoever was seen before anything was."""
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
