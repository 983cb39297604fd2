"""The tables of sign-ins under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class AttemptRow(Base):
    __tablename__ = "sign_in_attempts"

    state_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    browser_digest: Mapped[bytes] = mapped_column(LargeBinary)
    provider: Mapped[str]
    return_to: Mapped[str]
    link_to: Mapped[UUID | None]
    code_verifier: Mapped[str]
    nonce: Mapped[str | None]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SignInCodeRow(Base):
    __tablename__ = "sign_in_codes"

    code_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    browser_digest: Mapped[bytes] = mapped_column(LargeBinary)
    user_id: Mapped[UUID]
    provider: Mapped[str]
    identity_id: Mapped[UUID] = mapped_column(index=True)
    provider_session: Mapped[str | None]
    provider_grant: Mapped[bytes | None] = mapped_column(LargeBinary)
    provider_id_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
