"""The record of calls: kept, counted, summed and read back. Every method takes a checked `ProjectId`."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Self
from uuid import UUID

from netra.backend.calls.domain.call import Bucket, Call
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import (
    CallGroup,
    CallPosition,
    CallSpan,
    CallSummary,
    GroupKey,
    Tally,
    finer_than_hours,
)
from netra.backend.calls.domain.held import Sorted, sort_out
from netra.backend.calls.domain.measures import CallMeasure, Order
from netra.backend.calls.repository.statistics import CallStatistics
from netra.backend.calls.repository.store import CallRepository
from netra.backend.resources import Resources
from netra.shared.access import ProjectId
from netra.shared.clickhouse import Value
from netra.shared.errors import NotFound


class CallService:
    def __init__(self, calls: CallRepository) -> None:
        self._calls = calls
        self._statistics = CallStatistics(calls)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(CallRepository(resources.clickhouse, resources.clickhouse_writer))

    async def record(self, calls: Sequence[Call], token: str) -> None:
        """Store calls of any projects; return once they are held. Raises Unavailable when they cannot be."""
        if calls:
            await self._calls.insert(calls, token)

    async def sort_out(self, project_id: ProjectId, calls: Sequence[Call], import_id: UUID) -> Sorted:
        """Tell what is new among the calls of an import, and what has grown since it came by another one."""
        if not calls:
            return Sorted((), ())
        held = await self._calls.held(project_id, list({call.call_id for call in calls}))
        return sort_out(calls, held, import_id)

    async def forget_import(self, project_id: ProjectId, import_id: UUID) -> None:
        await self._calls.delete_import(project_id, import_id)

    async def forget_project(self, project_id: ProjectId) -> None:
        await self._calls.delete_project(project_id)

    async def forget_user(self, project_ids: Sequence[ProjectId], user_id: str) -> None:
        """Take the name of a user from all calls of the projects."""
        if project_ids:
            await self._calls.forget_user(project_ids, user_id)

    async def count(self, project_ids: Sequence[ProjectId]) -> Mapping[UUID, int]:
        """Calls per project; a project without calls is absent."""
        return await self._calls.count(project_ids) if project_ids else {}

    async def count_of(self, project_id: ProjectId, wanted: CallFilter) -> int:
        """How many calls the filter lets pass, each once."""
        return await self._calls.count_of(project_id, wanted)

    async def version(self, project_id: ProjectId) -> str:
        """A mark that differs whenever the calls have changed: it keys what is remembered of them."""
        return await self._calls.version(project_id)

    async def groups(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str = "UTC",
        sizes: Sequence[int] = (),
    ) -> list[CallGroup]:
        """Sums per group; a step of time is keyed by the Unix second at which it begins in the zone.

        A size is keyed by how many of `sizes` the input exceeds. A group can come in two parts, to be added
        up.
        """
        if _need_calls(wanted, keys, zone):
            return await self._calls.groups(project_id, wanted, keys, zone, sizes)
        calls, groups = await asyncio.gather(
            self._calls.count_of(project_id, wanted),
            self._calls.groups_by_hour(project_id, wanted, keys, zone),
        )
        return await self._each_call_once(project_id, wanted, keys, zone, groups, calls)

    async def groups_with_extras(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        sizes: Sequence[int],
    ) -> list[tuple[CallGroup, Mapping[str, int]]]:
        """Sums per group, each with those of what is billed besides the buckets, by unit, and of requests."""
        return await self._calls.groups_with_extras(project_id, wanted, keys, zone, sizes)

    async def tallies(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        rates: Sequence[float] = (),
    ) -> list[Tally]:
        """Sessions, users and the median cost of each group, keyed as `groups` keys them.

        Without keys of all calls together. `rates` are USD a token of each bucket for calls without a model.
        """
        return await self._calls.tallies(project_id, wanted, keys, zone, rates)

    async def summary(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Callable[[CallSpan | None], Sequence[GroupKey]],
        zone: str,
    ) -> CallSummary:
        """Sums per group, with the keys that `keys` chooses for the span of the calls, and their census."""

        async def spanned() -> tuple[CallSpan | None, list[CallGroup]]:
            span = await self._calls.span(project_id, wanted)
            exact = _need_calls(wanted, keys(span), zone)
            read = self._calls.groups if exact else self._calls.groups_by_hour
            return span, await read(project_id, wanted, keys(span), zone)

        census, (span, groups) = await asyncio.gather(self._calls.census(project_id, wanted), spanned())
        if not _need_calls(wanted, keys(span), zone):
            groups = await self._each_call_once(project_id, wanted, keys(span), zone, groups, census.calls)
        return CallSummary(span, groups, census)

    async def _each_call_once(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        groups: list[CallGroup],
        calls: int,
    ) -> list[CallGroup]:
        """The groups if they hold this number of calls, else read again from the calls themselves.

        Sums by hour count a call twice that was sent twice and not merged yet.
        """
        if sum(group.calls for group in groups) == calls:
            return groups
        return await self._calls.groups(project_id, wanted, keys, zone)

    async def page(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        *,
        after: CallPosition | None,
        limit: int,
        newest_first: bool = True,
    ) -> list[Call]:
        """Calls in order of time, then of their place in the source; without texts and blocks."""
        return await self._calls.page(project_id, wanted, after=after, limit=limit, newest_first=newest_first)

    async def get(self, project_id: ProjectId, call_id: UUID) -> Call:
        call = await self._calls.get(project_id, call_id)
        if call is None:
            raise NotFound(f"No call {call_id}.")
        return call

    async def ranked(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        measure: CallMeasure,
        order: Order,
        limit: int,
        rates: Sequence[float] = (),
    ) -> list[Call]:
        """The calls with the most (or the least) of what is measured, of those that tell it.

        `rates` are USD a token of each bucket for calls without a model, or nothing.
        """
        return await self._calls.ranked(project_id, wanted, measure, order, limit, rates)

    async def recorded(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Value]:
        """How many calls there are, and how many of them record a model, a price, a prompt and so on."""
        return await self._calls.recorded(project_id, wanted)

    async def span(self, project_id: ProjectId, wanted: CallFilter) -> CallSpan | None:
        """First and last moment of the calls; None when there is none."""
        return await self._calls.span(project_id, wanted)

    async def names(self, project_id: ProjectId, key: GroupKey, limit: int) -> list[str]:
        """The models, agents, features, users or sessions of most calls, the most frequent first."""
        return await self._calls.names(project_id, key, limit)

    async def requests(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Sequence[Value]]:
        """Identity, prompt, answer and tokens of calls as columns, in the order of time."""
        return await self._calls.requests(project_id, wanted)

    async def sizes(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Sequence[Value]]:
        """Sums and percentiles of tokens a call: one row a model and, where there are calls, one of all."""
        return await self._statistics.sizes(project_id, wanted)

    async def latencies(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str
    ) -> Mapping[str, Sequence[Value]]:
        """Errors and percentiles of times: one row a group and, where there are calls, one of all."""
        return await self._statistics.latencies(project_id, wanted, key, zone)

    async def timings(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str
    ) -> Mapping[str, Sequence[Value]]:
        """Durations, first tokens and sizes of single calls that recorded the former, in no order."""
        return await self._statistics.timings(project_id, wanted, key, zone)

    async def distributions(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        keys: Sequence[GroupKey],
        zone: str,
        measures: Sequence[CallMeasure],
        rates: Sequence[float],
    ) -> Mapping[str, Sequence[Value]]:
        """How measures of single calls are spread in each group, and in all: see `CallStatistics`."""
        return await self._statistics.distributions(project_id, wanted, keys, zone, measures, rates)

    async def longer(
        self,
        project_id: ProjectId,
        wanted: CallFilter,
        side: Sequence[Bucket],
        rest: float,
        limits: Mapping[str, float],
        most: int,
    ) -> Mapping[str, Sequence[Value]]:
        """The first calls with more tokens in these buckets than their model's limit, else than `rest`."""
        return await self._calls.longer(project_id, wanted, side, rest, limits, most)

    async def longest(
        self, project_id: ProjectId, wanted: CallFilter, side: Sequence[Bucket], most: int
    ) -> Mapping[str, Sequence[Value]]:
        """The calls with the most tokens in these buckets, the longest first."""
        return await self._calls.longest(project_id, wanted, side, most)

    async def growth(
        self, project_id: ProjectId, wanted: CallFilter, most: int
    ) -> Mapping[str, Sequence[Value]]:
        """Sessions and agents whose last call has most times the input of their first."""
        return await self._calls.growth(project_id, wanted, most)

    async def repeated(
        self, project_id: ProjectId, wanted: CallFilter, *, in_session: bool = False, or_failed: bool = False
    ) -> Mapping[str, Sequence[Value]]:
        """The same of calls whose request was sent more than once (in one session), or that failed."""
        return await self._calls.repeated(project_id, wanted, in_session=in_session, or_failed=or_failed)

    async def session_steps(
        self, project_id: ProjectId, wanted: CallFilter
    ) -> Mapping[str, Sequence[Value]]:
        """Calls of each session, and how often it sent one prompt; also of calls without a session."""
        return await self._calls.session_steps(project_id, wanted)

    async def session_halves(
        self, project_id: ProjectId, wanted: CallFilter, fewest: int, rates: Sequence[float]
    ) -> Mapping[str, Sequence[Value]]:
        """Calls of both halves of sessions that have so many calls or more, added up; one row."""
        return await self._calls.session_halves(project_id, wanted, fewest, rates)

    async def beyond_step(
        self, project_id: ProjectId, wanted: CallFilter, limit: int
    ) -> Mapping[str, Sequence[Value]]:
        """The calls that come after so many others of their session, with what they cost."""
        return await self._calls.beyond_step(project_id, wanted, limit)

    async def last_calls(
        self, project_id: ProjectId, wanted: CallFilter, key: GroupKey, zone: str
    ) -> Mapping[str, Sequence[Value]]:
        """When each group was first and last heard of, and its days with calls, counted from 1970."""
        return await self._calls.last_calls(project_id, wanted, key, zone)

    async def busiest(
        self, project_id: ProjectId, wanted: CallFilter, seconds: int
    ) -> Mapping[str, Sequence[Value]]:
        """The stretches of so many seconds with the most calls and the most tokens; one row."""
        return await self._calls.busiest(project_id, wanted, seconds)

    async def waiting(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Sequence[Value]]:
        """Identity, tokens and cost of calls as columns, and who waits for the answer of each."""
        return await self._calls.waiting(project_id, wanted)

    async def prompts(self, project_id: ProjectId, wanted: CallFilter) -> Mapping[str, Sequence[Value]]:
        """Identity, tokens and block runs of calls as columns, in the order a replay needs."""
        return await self._calls.prompts(project_id, wanted)


def _need_calls(wanted: CallFilter, keys: Sequence[GroupKey], zone: str) -> bool:
    """Whether sums by hour cannot answer, so that the calls themselves must."""
    return wanted.finer_than_hours or finer_than_hours(keys, zone)
