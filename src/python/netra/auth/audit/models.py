"""The tables of the audit log; the database refuses to change what is in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class AuditEntryRow(Base):
    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_actor", "organization_id", "actor_id", "number"),)

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_digest: Mapped[bytes] = mapped_column(LargeBinary)
    action: Mapped[str]
    target_kind: Mapped[str]
    target_id: Mapped[UUID | None]
    target_name: Mapped[str]
    target_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    request_id: Mapped[str]
    result: Mapped[str]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class AuditPersonRow(Base):
    """What an entry says of a person, apart from it, so that it can be deleted."""

    __tablename__ = "audit_persons"

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str]
    address: Mapped[str]
    user_agent: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class AuditHeadRow(Base):
    """Where the chain of an organization ends; whoever writes the next entry holds it."""

    __tablename__ = "audit_heads"

    organization_id: Mapped[UUID] = mapped_column(primary_key=True)
    entries: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
