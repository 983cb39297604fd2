"""How the audit log travels."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from netra.auth.audit.domain import (
    ActorKind,
    AuditAction,
    AuditFilter,
    Detail,
    Outcome,
    Personal,
    Recorded,
    Verification,
)

MOST_ENTRIES_A_PAGE: Final = 200
HIGHEST_NUMBER: Final = 2**63 - 1
"""That the database can count to."""
REMOVED: Final = "(removed)"
"""What a file says in the place of the name of a person who was removed."""
ENTRY_COLUMNS: Final = (
    *("number", "at", "actor_kind", "actor_id", "actor", "action", "target_kind", "target_id", "target"),
    *("result", "details", "address", "user_agent", "request_id", "previous", "digest"),
)


def _in_utc(at: datetime) -> datetime:
    """The same moment; ValueError for one that no calendar has in UTC."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("This is beyond the calendar.") from None


EntryTime = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class ExportFormat(StrEnum):
    """CSV for a spreadsheet, JSON lines for computing the chain again."""

    CSV = "csv"
    JSONL = "jsonl"


class AuditFilterQuery(BaseModel):
    """Which entries are wanted; without any of these, all."""

    model_config = ConfigDict(extra="forbid")

    action: list[AuditAction] = Field(default_factory=list, max_length=len(AuditAction))
    actor: UUID | None = Field(None, description="Who did it")
    since: EntryTime | None = Field(None, alias="from")
    until: EntryTime | None = Field(None, alias="to", description="Not itself")
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = Field(
        "", description="In the name of who did it or of what it was done to"
    )

    @property
    def filter(self) -> AuditFilter:
        return AuditFilter(frozenset(self.action), self.actor, self.since, self.until, self.text)


class AuditPageQuery(AuditFilterQuery):
    cursor: int | None = Field(None, ge=1, le=HIGHEST_NUMBER)
    limit: int = Field(50, ge=1, le=MOST_ENTRIES_A_PAGE)


class AuditExportQuery(AuditFilterQuery):
    format: ExportFormat = ExportFormat.CSV

    @property
    def told(self) -> dict[str, Detail]:
        """What the log says of it. Of a name that was looked for only that: it may be a person's."""
        given = {"actor", "since", "until"}
        asked = self.model_dump(mode="json", by_alias=True, exclude_none=True, include=given)
        actions = {"action": [one.value for one in self.action]} if self.action else {}
        named = {"by_name": True} if self.text else {}
        return {"format": self.format.value, **asked, **actions, **named}


class ActorRead(BaseModel):
    """Who did it; `name` is null where it was removed."""

    kind: ActorKind
    id: UUID | None
    name: str | None


class TargetRead(BaseModel):
    """What it was done to; `name` is null where it was removed, and empty where it has none."""

    kind: str
    id: UUID | None
    name: str | None


class AuditEntryRead(BaseModel):
    """One entry; address and user agent are null where they were removed."""

    number: int
    at: datetime
    actor: ActorRead
    action: str = Field(description="One of those that can be filtered by, or a later one")
    target: TargetRead
    details: dict[str, Any]
    result: Outcome
    address: str | None
    user_agent: str | None
    request_id: str
    digest: str

    @classmethod
    def of(cls, recorded: Recorded) -> Self:
        entry, by = recorded.entry, recorded.actor
        return cls(
            number=entry.number,
            at=entry.at,
            actor=ActorRead(kind=entry.actor_kind, id=entry.actor_id, name=by.name if by else None),
            action=entry.action,
            target=TargetRead(kind=entry.target_kind, id=entry.target_id, name=recorded.target_name),
            details=dict(entry.details),
            result=entry.result,
            address=by.address if by else None,
            user_agent=by.user_agent if by else None,
            request_id=entry.request_id,
            digest=entry.digest.hex(),
        )


class AuditPage(BaseModel):
    """Entries, newest first."""

    entries: list[AuditEntryRead]
    next_cursor: int | None


class AuditVerification(BaseModel):
    """What came of computing the chain again; `head` is the digest of the last entry."""

    entries: int
    intact: bool
    first_broken: int | None = Field(description="The entry from which on nothing can be trusted")
    head: str

    @classmethod
    def of(cls, found: Verification) -> Self:
        return cls(
            entries=found.entries,
            intact=found.is_intact,
            first_broken=found.first_broken,
            head=found.head.hex(),
        )


def entry_cells(recorded: Recorded) -> list[object]:
    """The entry under `ENTRY_COLUMNS`."""
    read = AuditEntryRead.of(recorded)
    return [
        *(read.number, read.at, read.actor.kind.value, read.actor.id, _shown(read.actor.name), read.action),
        *(read.target.kind, read.target.id, _shown(read.target.name), read.result.value),
        *(json.dumps(read.details, ensure_ascii=False, sort_keys=True), _shown(read.address)),
        *(_shown(read.user_agent), read.request_id, recorded.entry.previous.hex(), read.digest),
    ]


def entry_line(recorded: Recorded) -> str:
    """The entry as a line of JSON: what is chained, its digest, and the parts that can be removed."""
    line = {
        "entry": recorded.entry.chained,
        "digest": recorded.entry.digest.hex(),
        "actor": _part(recorded.actor),
        "target": _part(recorded.target),
    }
    return f"{json.dumps(line, ensure_ascii=False)}\n"


def _part(told: Personal | None) -> dict[str, str] | None:
    if told is None:
        return None
    return {
        "salt": told.salt.hex(),
        "name": told.name,
        "address": told.address,
        "user_agent": told.user_agent,
    }


def _shown(text: str | None) -> str:
    return REMOVED if text is None else text
