"""Which calls a figure speaks of."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from netra.backend.calls.domain.call import AgentKind, Call, CallStatus

_HOUR: Final = timedelta(hours=1)
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls a figure speaks of. Empty tuples and None let everything pass; `until` is exclusive."""

    since: datetime | None = None
    until: datetime | None = None
    models: tuple[str, ...] = ()
    agents: tuple[AgentKind, ...] = ()
    agent_names: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    statuses: tuple[CallStatus, ...] = ()

    def admits(self, call: Call) -> bool:
        """Return whether the call passes; repositories express the same in SQL."""
        chosen = (
            (self.models, call.model),
            (self.agents, AgentKind.of(call.agent)),
            (self.agent_names, call.agent),
            (self.sessions, call.session_id),
            (self.users, call.user_id),
            (self.features, call.feature),
            (self.statuses, call.status),
        )
        return (
            (self.since is None or call.started_at >= self.since)
            and (self.until is None or call.started_at < self.until)
            and all(not wanted or value in wanted for wanted, value in chosen)
        )

    @property
    def in_time(self) -> Self:
        """The same time, whatever else is chosen."""
        return type(self)(since=self.since, until=self.until)

    @property
    def finer_than_hours(self) -> bool:
        """Whether it chooses by what sums by hour, model and agent do not tell apart."""
        return bool(self.sessions or self.users or self.features or self.statuses)

    @property
    def whole_hours(self) -> tuple[datetime | None, datetime | None]:
        """The bounds moved inwards to the nearest moments at which an hour of UTC begins."""
        since = None if self.since is None else _hour_of(self.since + _HOUR - _MOMENT)
        return since, None if self.until is None else _hour_of(self.until)


def _hour_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
