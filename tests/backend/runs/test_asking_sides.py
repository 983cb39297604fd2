"""Names side by side, answered: each figure against one worked out by hand."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

SECOND = 10**9
WORK = (
    " Their work may differ: a call of {} has {:,} tokens in and {} tokens out on average, "
    "one of {} has {:,} tokens in and {} tokens out on average."
)
MINI_FIRST = WORK.format("gpt-5-mini", 2_500, 100, "claude-sonnet-4-5", 2_000, 200)
SONNET_FIRST = WORK.format("claude-sonnet-4-5", 2_000, 200, "gpt-5-mini", 2_500, 100)


def sent(number: int, seconds: int, **values: Any) -> Span:
    span = chat_span(number, **values)
    span.end_time_unix_nano = span.start_time_unix_nano + seconds * SECOND
    return span


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    """4 calls of gpt-5-mini of 1 s at $0.000825 on average, 3 of sonnet of 3 s at $0.009; one failed."""
    mini: dict[str, Any] = {"output": 100, "cache_read": 0, "feature": "search"}
    sonnet = mini | {"model": "claude-sonnet-4-5", "output": 200, "feature": "mail", "session": ""}
    spans = [sent(at, 1, input=1_000 * at, session=f"s-{at % 2}", **mini) for at in range(1, 5)]
    spans += [sent(at, 3, input=2_000, **sonnet) for at in range(5, 8)]
    spans.append(sent(9, 1, model="claude-haiku-4-5", feature="mail"))
    spans[4].status.code = Status.STATUS_CODE_ERROR
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


def said(report: dict[str, Any]) -> str:
    return plain_text(Passage.model_validate(report["answer"]))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "what's one call on gpt-5-mini compared to sonnet 4.5?",
            "claude-sonnet-4-5 costs $0.0090 a call, gpt-5-mini $0.00082: 11 times as much, $0.0082 more."
            + MINI_FIRST,
        ),
        (
            "is sonnet 4.5 slower than gpt-5-mini and by how much?",
            "Yes. claude-sonnet-4-5 takes 3.0 s or less for half of its calls, gpt-5-mini 1.0 s: "
            "3.0 times as long, 2.0 s more." + SONNET_FIRST,
        ),
        (
            "is sonnet 4.5 cheaper than gpt-5-mini?",
            "No. claude-sonnet-4-5 costs $0.0090 a call, gpt-5-mini $0.00082: 11 times as much, $0.0082 "
            "more. claude-sonnet-4-5 cost $0.027 in all, gpt-5-mini $0.0033: 8.2 times as much, $0.024 more."
            + SONNET_FIRST,
        ),
        (
            "error rate of gpt-5-mini vs sonnet 4.5",
            "claude-sonnet-4-5 fails in 33 % of its calls, gpt-5-mini 0 %." + MINI_FIRST,
        ),
        (
            "compare the input tokens of gpt-5-mini with those of sonnet 4.5",
            "gpt-5-mini used 10,000 tokens of input, claude-sonnet-4-5 6,000 tokens: 1.7 times as many, "
            "4,000 tokens more." + MINI_FIRST,
        ),
        (
            "p99 of gpt-5-mini vs gpt-5-mini and sonnet 4.5",
            "claude-sonnet-4-5 takes 3.0 s or less for 99 of 100",
        ),
    ],
)
async def test_each_name_has_its_own_figure(
    tab: Tab, organization: Organization, thread: str, question: str, answer: str
) -> None:
    report = await answered(tab, organization, thread, question)
    assert report["unread"] == []
    assert said(report).startswith(answer)
    assert report["scope"].startswith("7 calls: models ")


@pytest.mark.asyncio
async def test_what_each_costs_opens_and_stands_in_a_table(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "which should we keep, gpt-5-mini or sonnet 4.5?")
    table = report["sections"][0]["table"]
    rows = {row[0]["text"]: [cell["figure"] for cell in row[1:]] for row in table["rows"]}
    assert table["columns"] == ["", "gpt-5-mini", "claude-sonnet-4-5"]
    assert [Decimal(one["value"]) for one in rows["Cost"]] == [Decimal("0.0033"), Decimal("0.027")]
    assert [await opened(organization, one) for one in rows["Cost"]] == [Decimal("0.0033"), Decimal("0.027")]
    assert [Decimal(one["value"]) for one in rows["Median duration"]] == [1_000, 3_000]
    assert "no log records that" in said(report)
    assert "fails in 33 % of its calls" in said(report)


@pytest.mark.asyncio
async def test_sessions_of_each_are_counted_where_they_are_recorded(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "cost per session of search compared to mail")
    # Two sessions of gpt-5-mini for search; of mail only the one call of haiku names a session.
    assert Decimal(report["answer"]["figures"]["session_cost_0"]["value"]) == Decimal("0.00165")
    assert said(report).endswith("Only calls that have a session are told here.")


@pytest.mark.asyncio
async def test_a_name_without_calls_in_the_time_is_said(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(
        tab, organization, thread, "cost per call of haiku vs sonnet 4.5 where calls took over 2 s"
    )
    assert said(report).startswith(
        "No calls of claude-haiku-4-5 match what you asked about. claude-sonnet-4-5 costs"
    )
