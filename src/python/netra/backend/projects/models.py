"""The tables of projects."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class ProjectRow(Base):
    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    name: Mapped[str]
    time_zone: Mapped[str]
    text_policy: Mapped[str]
    price_book: Mapped[str]
    assumed_input: Mapped[Decimal | None] = mapped_column(Numeric(14, 6))
    assumed_output: Mapped[Decimal | None] = mapped_column(Numeric(14, 6))
    sample: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    own_words: Mapped[dict[str, str]] = mapped_column(JSONB)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
