"""Which calls a figure speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self
from zoneinfo import ZoneInfo

from netra.backend.calls.domain.bounds import Bound
from netra.backend.calls.domain.call import AgentKind, Call, CallStatus

_HOUR: Final = timedelta(hours=1)
_MOMENT: Final = timedelta(microseconds=1)


FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "model": "models",
        "provider": "providers",
        "agent": "agents",
        "agent_name": "agent_names",
        "session": "sessions",
        "user": "users",
        "feature": "features",
        "status": "statuses",
        "stop_reason": "stop_reasons",
        "weekday": "weekdays",
        "hour": "hours",
        "bound": "bounds",
        "recorded": "recorded",
    }
)
"""What one choice is called in a query string, and the field of the filter that holds its values."""


class RecordedName(StrEnum):
    """What calls have to name, whatever it is, where only such calls are asked for."""

    SESSION = "session"
    USER = "user"


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls a figure speaks of. Empty tuples and None let everything pass; `until` is exclusive.

    Weekdays count from Monday, 1, to 7; hours from 0 to 23; both by the clock of `zone`, which is UTC where
    none is named. Every bound must hold; calls that do not tell what it is on do not pass.
    """

    since: datetime | None = None
    until: datetime | None = None
    models: tuple[str, ...] = ()
    agents: tuple[AgentKind, ...] = ()
    agent_names: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    statuses: tuple[CallStatus, ...] = ()
    providers: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    zone: str = ""
    stop_reasons: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    recorded: tuple[RecordedName, ...] = ()

    def admits(self, call: Call) -> bool:
        """Return whether the call passes; repositories express the same in SQL."""
        at = call.started_at.astimezone(ZoneInfo(self.clock))
        chosen = (
            (self.weekdays, at.isoweekday()),
            (self.hours, at.hour),
            (self.models, call.model),
            (self.providers, call.provider),
            (self.agents, AgentKind.of(call.agent)),
            (self.agent_names, call.agent),
            (self.sessions, call.session_id),
            (self.users, call.user_id),
            (self.features, call.feature),
            (self.statuses, call.status),
            (self.stop_reasons, call.stop_reason),
        )
        return (
            (self.since is None or call.started_at >= self.since)
            and (self.until is None or call.started_at < self.until)
            and all(not wanted or value in wanted for wanted, value in chosen)
            and all(bound.admits(call) for bound in self.bounds)
            and all(_NAMED[one](call) for one in self.recorded)
        )

    @property
    def clock(self) -> str:
        """The time zone by which weekdays and hours are told."""
        return self.zone or "UTC"

    @property
    def in_time(self) -> Self:
        """The same time, whatever else is chosen."""
        return type(self)(since=self.since, until=self.until)

    @property
    def finer_than_hours(self) -> bool:
        """Whether it chooses by what sums by hour, model and agent do not tell apart."""
        finer = (self.sessions, self.users, self.features, self.statuses, self.providers, self.stop_reasons)
        return any((*finer, self.weekdays, self.hours, self.bounds, self.recorded))

    @property
    def whole_hours(self) -> tuple[datetime | None, datetime | None]:
        """The bounds moved inwards to the nearest moments at which an hour of UTC begins."""
        since = None if self.since is None else _hour_of(self.since + _HOUR - _MOMENT)
        return since, None if self.until is None else _hour_of(self.until)


_NAMED: Final[Mapping[RecordedName, Callable[[Call], str]]] = MappingProxyType(
    {RecordedName.SESSION: lambda call: call.session_id, RecordedName.USER: lambda call: call.user_id}
)


def _hour_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
