"""The audit log: what was done, by whom, to what and from where, each entry chained to the one before."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

GENESIS: Final = bytes(32)
"""What the first entry of a chain has in place of the digest before it."""
LONGEST_USER_AGENT: Final = 200
_FORM: Final = 1
_SALT_BYTES: Final = 32

Detail = str | int | bool | None | list[str] | dict[str, str]


class AuditAction(StrEnum):
    """What can be done here that somebody may ask about later."""

    SESSION_BEGAN = "session.began"
    SESSION_ENDED = "session.ended"
    OTHER_SESSIONS_ENDED = "session.others_ended"
    SESSION_SWITCHED = "session.switched"
    SESSION_STOLEN = "session.family_revoked"
    """A refresh token was used twice: the sign-in that it belongs to has been ended."""
    SESSION_ENDED_ELSEWHERE = "session.ended_elsewhere"
    """Somebody has signed out at their provider, or was signed out there."""
    SESSION_NOT_CONFIRMED = "session.not_confirmed"
    """The provider, asked again, did not say that somebody is still who signed in there."""
    SIGN_IN_REFUSED = "sign_in.refused"
    IDENTITY_ADDED = "identity.added"
    IDENTITY_REMOVED = "identity.removed"
    ACCESS_REFUSED = "access.refused"
    ORGANIZATION_FOUNDED = "organization.founded"
    ORGANIZATION_RENAMED = "organization.renamed"
    ORGANIZATION_HANDED_OVER = "organization.handed_over"
    ORGANIZATION_DELETED = "organization.deleted"
    ORGANIZATION_RESTORED = "organization.restored"
    MEMBER_JOINED = "member.joined"
    MEMBER_LEFT = "member.left"
    MEMBER_REMOVED = "member.removed"
    MEMBER_ROLE_CHANGED = "member.role_changed"
    USER_DELETED = "user.deleted"
    """Somebody who worked here has deleted their account."""
    INVITATION_CREATED = "invitation.created"
    INVITATION_REVOKED = "invitation.revoked"
    INVITATION_ACCEPTED = "invitation.accepted"
    KEY_CREATED = "key.created"
    KEY_ROTATED = "key.rotated"
    KEY_DISABLED = "key.disabled"
    AUDIT_EXPORTED = "audit.exported"


class ActorKind(StrEnum):
    """Who can do something; the system is the service itself."""

    USER = "user"
    API_KEY = "api_key"
    SYSTEM = "system"


class TargetKind(StrEnum):
    """What something can be done to."""

    ORGANIZATION = "organization"
    USER = "user"
    SESSION = "session"
    IDENTITY = "identity"
    INVITATION = "invitation"
    API_KEY = "api_key"
    ROUTE = "route"
    AUDIT = "audit"


class Outcome(StrEnum):
    """How it ended."""

    OK = "ok"
    REFUSED = "refused"


class Part(StrEnum):
    """Whom a personal part of an entry is about."""

    ACTOR = "actor"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, by the name they had then."""

    kind: ActorKind
    id: UUID | None
    name: str


SYSTEM: Final = Actor(ActorKind.SYSTEM, None, "Netra")


@dataclass(frozen=True, slots=True)
class Target:
    """What it was done to. The name of a person is kept apart, so that it can be removed."""

    kind: TargetKind
    id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from."""

    address: str
    user_agent: str
    request_id: str

    @classmethod
    def of(cls, address: str, user_agent: str, request_id: str) -> Self:
        """With as much of the user agent as is worth keeping."""
        shown = "".join(filter(str.isprintable, user_agent))
        return cls(address, shown[:LONGEST_USER_AGENT], request_id)


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done. `details` are few and small, and never hold a secret."""

    action: AuditAction
    target: Target
    details: Mapping[str, Detail] = field(default_factory=dict)
    result: Outcome = Outcome.OK


@dataclass(frozen=True, slots=True)
class Personal:
    """What an entry says of a person. Its salt goes with it, and with the salt every way to guess it."""

    person_id: UUID | None
    name: str
    address: str = ""
    user_agent: str = ""
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(_SALT_BYTES))

    @property
    def digest(self) -> bytes:
        """What the chained entry knows it by."""
        return _digest([self.salt.hex(), self.name, self.address, self.user_agent])


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries a chain has, and the digest of the last."""

    entries: int = 0
    digest: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain of an organization; what it says of persons stands here as digests only."""

    organization_id: UUID
    number: int
    at: datetime
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_digest: bytes
    action: str
    """An `AuditAction`, or one of a later release: a chain is read whoever wrote it."""
    target_kind: str
    target_id: UUID | None
    target_name: str
    target_digest: bytes | None
    details: Mapping[str, Detail]
    request_id: str
    result: Outcome
    previous: bytes
    digest: bytes = b""

    @property
    def chained(self) -> dict[str, object]:
        """What the digest is taken of, as JSON with sorted keys, no blanks, and nothing beyond ASCII."""
        return {
            "form": _FORM,
            "organization": str(self.organization_id),
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_kind": self.actor_kind.value,
            "actor_id": _text(self.actor_id),
            "actor_digest": self.actor_digest.hex(),
            "action": self.action,
            "target_kind": self.target_kind,
            "target_id": _text(self.target_id),
            "target_name": self.target_name,
            "target_digest": self.target_digest.hex() if self.target_digest else None,
            "details": dict(self.details),
            "request_id": self.request_id,
            "result": self.result.value,
            "previous": self.previous.hex(),
        }

    def sealed(self) -> Self:
        """With its digest."""
        return replace(self, digest=self.computed())

    def computed(self) -> bytes:
        """What its digest must be."""
        return _digest(self.chained)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry with what it says of persons, as far as that was not removed."""

    entry: Entry
    actor: Personal | None
    target: Personal | None

    @property
    def is_whole(self) -> bool:
        """Whether digest and personal parts are what they were when it was written."""
        return (
            self.entry.computed() == self.entry.digest
            and (self.actor is None or self.actor.digest == self.entry.actor_digest)
            and (self.target is None or self.target.digest == self.entry.target_digest)
        )

    @property
    def target_name(self) -> str | None:
        """None where it was a person's and has been removed."""
        if self.entry.target_digest is None:
            return self.entry.target_name
        return self.target.name if self.target else None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted: of any of the actions, from `since` on and before `until`.

    `text` is looked for in the names of who did it and of what it was done to.
    """

    actions: frozenset[AuditAction] = frozenset()
    actor_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of computing a chain again; `first_broken` is the number from which it cannot be trusted."""

    entries: int
    head: bytes
    first_broken: int | None

    @property
    def is_intact(self) -> bool:
        return self.first_broken is None


class ChainCheck:
    """Computes a chain again, entry by entry in their order."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._reached = Head()
        self._broken: int | None = None

    def take(self, recorded: Recorded) -> None:
        """The next entry that there is."""
        entry, expected = recorded.entry, self._reached.entries + 1
        is_next = entry.number == expected and entry.previous == self._reached.digest
        if not (is_next and recorded.is_whole) and self._broken is None:
            self._broken = min(expected, entry.number)
        self._reached = Head(entry.number, entry.digest)

    def end(self) -> Verification:
        """What it comes to once there is no further entry: the chain has to end where its head says."""
        if self._broken is None and self._reached != self._head:
            shorter = min(self._reached.entries, self._head.entries)
            same = self._reached.entries == self._head.entries
            self._broken = shorter if same else shorter + 1
        return Verification(self._head.entries, self._head.digest, self._broken)


def linked(
    head: Head, organization_id: UUID, actor: Actor, deed: Deed, origin: Origin, at: datetime
) -> Recorded:
    """The entry that follows the head of a chain."""
    target = deed.target
    by, to = _persons(actor, target, origin)
    entry = Entry(
        organization_id=organization_id,
        number=head.entries + 1,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_digest=by.digest,
        action=deed.action.value,
        target_kind=target.kind.value,
        target_id=target.id,
        target_name="" if to else target.name,
        target_digest=to.digest if to else None,
        details=deed.details,
        request_id=origin.request_id,
        result=deed.result,
        previous=head.digest,
    )
    return Recorded(entry.sealed(), by, to)


def _persons(actor: Actor, target: Target, origin: Origin) -> tuple[Personal, Personal | None]:
    """What the entry says of who did it and, where that is a person, of whom it was done to."""
    to = Personal(target.id, target.name) if target.kind is TargetKind.USER else None
    # What the system did to somebody goes with them: it may tell where they were.
    owner = actor.id or (to.person_id if to else None)
    return Personal(owner, actor.name, origin.address, origin.user_agent), to


def changed(before: str, after: str) -> dict[str, str]:
    """A detail that says what something was and what it is now."""
    return {"from": before, "to": after}


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def _digest(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).digest()
