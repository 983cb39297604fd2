"""The tables of runs, their events and the results of their steps."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class RunRow(Base):
    __tablename__ = "runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    thread_id: Mapped[UUID]
    project_id: Mapped[UUID]
    organization_id: Mapped[UUID]
    asked_by: Mapped[UUID]
    question: Mapped[str]
    chosen_run_id: Mapped[UUID | None]
    chosen_option: Mapped[int | None]
    state: Mapped[str]
    last_seq: Mapped[int]
    attempt: Mapped[UUID | None]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    cancel_requested_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RunEventRow(Base):
    __tablename__ = "run_events"

    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[str]
    """The event as it travels, so that telling it again costs nothing."""


class RunResultRow(Base):
    __tablename__ = "run_results"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID]
    step: Mapped[int]
    name: Mapped[str]
    content: Mapped[str]
    """JSON. Text, since JSONB cannot hold every string that a log may hold."""
