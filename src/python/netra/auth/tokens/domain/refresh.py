"""Refresh tokens: opaque, used once, with a short forgiveness for tabs that refresh together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

GRACE: Final = timedelta(seconds=10)
SESSION_LIFE: Final = timedelta(days=30)


class Verdict(StrEnum):
    """What to do with a presented refresh token."""

    ROTATE = "rotate"
    REPEAT = "repeat"  # used a moment ago, by another tab or a retry: give another successor
    REUSED = "reused"  # stolen, or the thief was faster: nobody of this family is trusted any more
    OVER = "over"

    @property
    def is_good(self) -> bool:
        """Whether whoever presents it goes on."""
        return self in {Verdict.ROTATE, Verdict.REPEAT}


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a session was begun, and at which provider by which of its sessions, if at any."""

    address: str
    user_agent: str
    provider: str | None = None
    identity_id: UUID | None = None
    provider_session: str | None = None
    provider_grant: bytes | None = field(default=None, repr=False)
    """By what the provider can be asked again, sealed."""
    provider_id_token: bytes | None = field(default=None, repr=False)
    """By what one signs out there, sealed."""


@dataclass(frozen=True, slots=True)
class DueCheck:
    """A session whose provider is to be asked again, by whoever has claimed it and nobody else."""

    session_id: UUID
    provider: str
    grant: bytes = field(repr=False)
    has_id_token: bool
    claimed_until: datetime
    unconfirmed_since: datetime | None
    """Since when the provider could not be asked."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that lasts: one browser, in whatever tabs."""

    id: UUID
    address: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that was ended by somebody else than the person."""

    id: UUID
    user_id: UUID
    organization_id: UUID | None


@dataclass(frozen=True, slots=True)
class RefreshRecord:
    """A known refresh token and the state of its family (the session it belongs to)."""

    digest: bytes
    family_id: UUID
    user_id: UUID
    organization_id: UUID | None
    used_at: datetime | None
    expires_at: datetime
    revoked_at: datetime | None
    check_at: datetime | None = None
    """When the provider is to be asked again; None for never."""
    sign_out_at: str | None = None
    """The provider that one can sign out at."""

    def is_check_due(self, now: datetime) -> bool:
        return self.check_at is not None and self.check_at <= now

    def judge(self, now: datetime) -> Verdict:
        if self.revoked_at is not None or self.expires_at <= now:
            return Verdict.OVER
        if self.used_at is None:
            return Verdict.ROTATE
        return Verdict.REPEAT if now - self.used_at <= GRACE else Verdict.REUSED


Presented = tuple[RefreshRecord | None, Verdict]
"""What is known of a presented token, and what to do with it."""


def judged(records: Sequence[RefreshRecord | None], now: datetime) -> list[Presented]:
    """A verdict on each token of those presented together: of one that comes twice, one is the first."""
    seen: set[bytes] = set()
    verdicts: list[Presented] = []
    for record in records:
        if record is None:
            verdicts.append((None, Verdict.OVER))
            continue
        verdict = record.judge(now)
        again = verdict is Verdict.ROTATE and record.digest in seen
        verdicts.append((record, Verdict.REPEAT if again else verdict))
        seen.add(record.digest)
    return verdicts
