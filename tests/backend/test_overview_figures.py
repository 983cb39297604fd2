"""The overview beside the same figures computed plainly: calls sent twice, deleted, filtered, in any zone."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median, quantiles
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.analytics.domain.totals import Total, total
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span, request_of
from tests.backend.test_traces import send

SECOND = 10**9
MODELS = ("gpt-5-mini", "claude-sonnet-4-5")
_TOTALS = st.builds(
    Total,
    st.tuples(*[st.integers(0, 10**12)] * 6),
    st.integers(0, 10**9),
    st.decimals(0, 10**6, places=12),
    st.integers(0, 10**9),
    st.decimals(0, 10**6, places=12),
    *[st.integers(0, 10**9)] * 4,
)


def spans_of(hours: int) -> list[Span]:
    """Calls of some sessions at odd moments, each of its own duration."""
    random = Random(hours)  # noqa: S311  the same calls each time
    made = []
    for number in range(60):
        start = START + random.randrange(hours * 3_600 * SECOND)
        span = chat_span(number, start=start, model=MODELS[number % 2])
        span.end_time_unix_nano = start + random.randrange(9_999) * SECOND // 1_000
        span.attributes[0].value.string_value = f"session-{random.randrange(20)}"
        made.append(span)
    return made


def plainly(spans: Sequence[Span]) -> dict[str, Any]:
    durations = [(span.end_time_unix_nano - span.start_time_unix_nano) / 10**6 for span in spans]
    return {
        "calls": len(spans),
        "sessions": len({span.attributes[0].value.string_value for span in spans}),
        "p50": f"{median(durations):.3f}",
        "p95": f"{quantiles(durations, n=20, method='inclusive')[-1]:.3f}",
        "models": Counter(MODELS[int.from_bytes(span.span_id) % 2 - 1] for span in spans),
    }


def shown(overview: dict[str, Any]) -> dict[str, Any]:
    assert sum(point["calls"] for point in overview["series"]) == overview["calls"]
    return {
        "calls": overview["calls"],
        "sessions": overview["sessions"],
        "p50": f"{float(overview['latency_p50']['value']):.3f}",
        "p95": f"{float(overview['latency_p95']['value']):.3f}",
        "models": Counter({row["key"]: row["calls"] for row in overview["by_model"]}),
    }


def moment(span: Span) -> str:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=span.start_time_unix_nano // 1_000)
    return at.isoformat()


async def compare(organization: Organization, path: str, spans: Sequence[Span]) -> None:
    """The whole, one model, and a part of the time that begins and ends within an hour."""
    assert shown(await organization.get(path)) == plainly(spans)
    one = [span for span in spans if int.from_bytes(span.span_id) % 2]
    assert shown(await organization.get(path, model=MODELS[0])) == plainly(one)
    ordered = sorted(spans, key=lambda span: span.start_time_unix_nano)
    bounds = {"from": moment(ordered[5]), "to": moment(ordered[-5])}
    assert shown(await organization.get(path, **bounds)) == plainly(ordered[5:-5])


@pytest.mark.asyncio
@pytest.mark.parametrize("hours", [3, 60, 2_000])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
async def test_the_overview_equals_the_plain_computation(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, hours: int, zone: str
) -> None:
    spans = spans_of(hours)
    project = await organization.project(time_zone=zone)
    path, key = f"/api/projects/{project['id']}/overview", organization.key(project["id"])
    await send(http, key, request_of(*spans[:40]))
    await compare(organization, path, spans[:40])
    await send(http, key, request_of(*spans[20:]))
    await compare(organization, path, spans)
    gone = "session-7"
    await resources.clickhouse.command(f"DELETE FROM calls WHERE session_id = '{gone}'")  # noqa: S608
    left = [span for span in spans if span.attributes[0].value.string_value != gone]
    assert len(left) < len(spans)
    await compare(organization, path, left)


@given(st.lists(_TOTALS, max_size=6))
def test_a_total_of_totals_adds_every_field(parts: list[Total]) -> None:
    whole = total(parts)
    for name in Total.__dataclass_fields__:
        values = [getattr(part, name) for part in parts]
        if name == "buckets":
            assert whole.buckets == tuple(sum(column) for column in zip(*values, strict=True)) or not parts
        else:
            assert getattr(whole, name) == sum(values)
