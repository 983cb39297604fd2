"""What the calls of a project record, so that somebody can tell what can be found out from them."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Self

from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey
from netra.backend.calls.service import CallService
from netra.backend.profiles.schemas import Names, ProjectProfile, Recorded
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources

MOST_NAMES: Final = 5_000
_NAMED: Final[Mapping[str, GroupKey]] = MappingProxyType(
    {
        "models": GroupKey.MODEL,
        "agents": GroupKey.AGENT,
        "features": GroupKey.FEATURE,
        "users": GroupKey.USER,
        "sessions": GroupKey.SESSION,
        "providers": GroupKey.PROVIDER,
    }
)


class ProfileService:
    def __init__(self, calls: CallService) -> None:
        self._calls = calls

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallService.on(resources))

    async def profile(self, found: AccessibleProject, wanted: CallFilter) -> ProjectProfile:
        """What the chosen calls record, and the names that occur in the whole project."""
        recorded, span, names = await asyncio.gather(
            self._calls.recorded(found.id, wanted), self._calls.span(found.id, wanted), self._names(found)
        )
        return ProjectProfile(
            recorded=Recorded.model_validate(recorded),
            first=span.first if span else None,
            last=span.last if span else None,
            time_basis=span.basis if span else None,
            has_assumed_price=found.project.assumed_price is not None,
            names=names,
        )

    async def _names(self, found: AccessibleProject) -> Names:
        read = await asyncio.gather(
            *(self._calls.names(found.id, key, MOST_NAMES) for key in _NAMED.values())
        )
        return Names(**dict(zip(_NAMED, read, strict=True)))
