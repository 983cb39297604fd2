"""Calls that failed, and requests that were sent again: after an error, or although they were answered."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from netra.backend.analytics.domain.priced import PricedCalls
from netra.backend.calls.domain.call import Bucket, CallStatus
from netra.backend.response_caching.domain import prompts_of
from netra.shared.clock import MICROSECONDS


class Sent(NamedTuple):
    """One call as a chain sees it. `request` is None where nothing tells whether it was sent before."""

    request: Hashable
    at: int
    """Microseconds."""
    has_failed: bool


class Again(NamedTuple):
    """A request that was sent again: its place, and the place of the call right before in its chain."""

    at: int
    before: int


def chains(calls: Sequence[Sent], within_seconds: int) -> list[list[int]]:
    """The places of calls that send one request again and again, each within that time of the one before.

    `calls` in the order of time, and so are the chains by their first call; a call alone is no chain.
    """
    latest: dict[Hashable, list[int]] = {}
    found: list[list[int]] = []
    for at, call in enumerate(calls):
        if call.request is None:
            continue
        links = latest.get(call.request)
        if links is None or call.at - calls[links[-1]].at > within_seconds * MICROSECONDS:
            links = latest[call.request] = []
            found.append(links)
        links.append(at)
    return [links for links in found if len(links) > 1]


class RetryFigure(StrEnum):
    """The figures of the page."""

    FAILED = "retries.failed"
    FAILED_COST = "retries.failed.cost"
    AFTER_ERROR = "retries.after_error"
    AFTER_ERROR_COST = "retries.after_error.cost"
    ANSWERED = "retries.answered"
    NOT_AGAIN = "retries.not_again"
    AFTER_SUCCESS = "retries.after_success"
    AFTER_SUCCESS_COST = "retries.after_success.cost"
    WASTE = "retries.waste"
    LONGEST_CHAIN = "retries.longest_chain"

    @property
    def is_money(self) -> bool:
        return self.endswith(".cost") or self is RetryFigure.WASTE

    @property
    def needs_prompts(self) -> bool:
        """Whether it can be told only of calls whose prompt and session were recorded."""
        return self not in {RetryFigure.FAILED, RetryFigure.FAILED_COST}


@dataclass(frozen=True, eq=False)
class RetryStudy(PricedCalls):
    """The calls of a page that failed or whose request was sent more than once, in the order of time."""

    within_seconds: int
    sent_calls: int
    """All calls, also those that were sent once and went well."""
    incomparable: int
    """Calls without a recorded prompt or session."""

    @cached_property
    def sent(self) -> list[Sent]:
        """The same request is the same prompt to the same model in the same session."""
        calls = self.calls
        rows = zip(prompts_of(calls), calls["session_id"], calls["at"], calls["status"], strict=True)
        return [
            Sent((session, prompt) if session and prompt[0] else None, at, status == CallStatus.ERROR)
            for prompt, session, at, status in rows
        ]

    @cached_property
    def chains(self) -> list[list[int]]:
        return chains(self.sent, self.within_seconds)

    @cached_property
    def longest(self) -> list[int]:
        """The first of the longest chains; empty when nothing was sent again."""
        return max(self.chains, key=len, default=[])

    @cached_property
    def unbilled(self) -> int:
        """Failed calls without any recorded token."""
        return len(self.members(RetryFigure.FAILED)) - len(self.members(RetryFigure.FAILED_COST))

    def members(self, name: RetryFigure) -> list[int]:
        """The places of the calls behind a figure, in the order of time."""
        if name is RetryFigure.LONGEST_CHAIN:
            return self.longest
        if name is RetryFigure.WASTE:
            return sorted({*self.members(RetryFigure.FAILED_COST), *self._again(after_error=False)})
        if name in {RetryFigure.FAILED, RetryFigure.FAILED_COST}:
            failed = [at for at, call in enumerate(self.sent) if call.has_failed]
            return failed if name is RetryFigure.FAILED else [at for at in failed if self._tokens(at)]
        if name is RetryFigure.NOT_AGAIN:
            followed = {again.before for again in self._pairs()}
            return [at for at in self.members(RetryFigure.FAILED) if at not in followed]
        if name is RetryFigure.ANSWERED:
            return [at for at in self._again(after_error=True) if not self.has_failed(at)]
        return self._again(after_error=name in {RetryFigure.AFTER_ERROR, RetryFigure.AFTER_ERROR_COST})

    def has_failed(self, at: int) -> bool:
        return self.sent[at].has_failed

    @cached_property
    def outcomes(self) -> dict[str, tuple[int, int]]:
        """For each kind of error, how many requests were sent again after it, and how many were answered."""
        counts: dict[str, tuple[int, int]] = {}
        for again in self._pairs():
            if self.has_failed(again.before):
                kind = self.calls["kind"][again.before]
                sent, answered = counts.get(kind, (0, 0))
                counts[kind] = sent + 1, answered + (not self.has_failed(again.at))
        return counts

    def _again(self, *, after_error: bool) -> list[int]:
        """Requests sent again after a call that failed, or after one that was answered."""
        return sorted(again.at for again in self._pairs() if self.has_failed(again.before) is after_error)

    def _pairs(self) -> Iterator[Again]:
        return (Again(at, before) for before, at in chain.from_iterable(map(pairwise, self.chains)))

    def _tokens(self, at: int) -> int:
        return sum(self.calls[bucket][at] for bucket in Bucket)
