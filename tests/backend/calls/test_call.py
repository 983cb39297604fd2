"""A call's tokens, blocks, identity and filters."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netra.backend.calls.domain.blocks import checked_runs, count_blocks, encode_runs, expand_runs
from netra.backend.calls.domain.call import AgentKind, Bucket, Call, CallDataError, Usage
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import GroupKey, finer_than_hours, splits_hours
from netra.backend.calls.domain.identity import row_call_id, span_call_id

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
block_ids = st.lists(st.integers(0, 50) | st.integers(2**63 - 10, 2**63 - 2), max_size=30)
tokens = st.integers(0, 10**9)


def call(*, model: str = "m", agent: str = "main", at: datetime = AT) -> Call:
    return Call(
        call_id=span_call_id("1"),
        project_id=UUID(int=1),
        source="otlp",
        source_seq=1,
        started_at=at,
        usage=Usage(),
        model=model,
        agent=agent,
    )


@given(st.tuples(tokens, tokens, tokens, tokens, tokens, tokens))
def test_buckets_are_disjoint_and_complete(counts: tuple[int, int, int, int, int, int]) -> None:
    usage = Usage(*counts)
    assert usage.buckets == counts
    assert usage.input_total + usage.output_total == sum(counts)
    assert usage.cache_write == counts[2] + counts[3]


@pytest.mark.parametrize("bucket", list(Bucket))
@pytest.mark.parametrize("bad", [-1, 1.5, float("nan"), "3", True, None])
def test_tokens_that_are_no_counts_are_refused(bucket: Bucket, bad: object) -> None:
    counts: dict[str, object] = {bucket.value: bad}
    with pytest.raises(CallDataError, match=bucket.value):
        Usage(**counts)  # type: ignore[arg-type]


@given(block_ids)
def test_runs_hold_the_blocks_in_order(ids: list[int]) -> None:
    runs = encode_runs(ids)
    assert list(expand_runs(runs)) == ids
    assert count_blocks(runs) == len(ids)
    assert checked_runs(runs) == runs


def test_neighbouring_blocks_share_a_run() -> None:
    assert encode_runs([7, 8, 9, 3]) == (7, 3, 3, 1)


@pytest.mark.parametrize("runs", [[1], [1, 0], [-1, 2], [1, -2], [1.0, 2], [True, 1], [2**63 - 1, 1]])
def test_damaged_runs_are_refused(runs: list[int]) -> None:
    with pytest.raises(CallDataError):
        checked_runs(runs)


def test_identities_depend_on_their_parts_alone() -> None:
    assert span_call_id("a1") == span_call_id("a1")
    assert len({span_call_id("a1"), row_call_id("a1", 1), row_call_id("a1", 2), row_call_id("b", 1)}) == 4


@pytest.mark.parametrize(
    ("asked", "admitted"),
    [
        (CallFilter(), True),
        (CallFilter(since=AT), True),
        (CallFilter(until=AT), False),
        (CallFilter(since=AT + timedelta(microseconds=1)), False),
        (CallFilter(models=("m", "n")), True),
        (CallFilter(models=("",)), False),
        (CallFilter(agents=(AgentKind.MAIN,)), True),
        (CallFilter(agents=(AgentKind.SUB,)), False),
    ],
)
def test_filters_admit_what_they_name(asked: CallFilter, admitted: bool) -> None:
    assert asked.admits(call()) is admitted


def test_a_named_agent_is_a_sub_agent() -> None:
    assert CallFilter(agents=(AgentKind.SUB,)).admits(call(agent="main/agent_001"))


@pytest.mark.parametrize(
    ("zone", "whole"),
    [("UTC", True), ("Europe/Berlin", True), ("America/New_York", True), ("Asia/Shanghai", True),
     ("Asia/Kolkata", False), ("Asia/Kathmandu", False), ("Australia/Lord_Howe", False)],
)  # fmt: skip
def test_days_begin_with_an_hour_where_the_clock_is_whole_hours_off(zone: str, whole: bool) -> None:
    assert splits_hours(GroupKey.DAY, zone) is not whole
    assert not splits_hours(GroupKey.MODEL, zone)
    assert finer_than_hours((GroupKey.HOUR, GroupKey.MODEL), zone) is not whole
    assert finer_than_hours((GroupKey.FIVE_MINUTES,), zone)
    assert not finer_than_hours((GroupKey.DAY, GroupKey.MODEL), zone)


def test_whole_hours_lie_within_the_bounds() -> None:
    hour, moment = timedelta(hours=1), timedelta(microseconds=1)
    at = AT.replace(minute=0, second=0, microsecond=0)
    assert CallFilter().whole_hours == (None, None)
    assert CallFilter(since=at, until=at + hour).whole_hours == (at, at + hour)
    assert CallFilter(since=at + moment, until=at + hour - moment).whole_hours == (at + hour, at)
