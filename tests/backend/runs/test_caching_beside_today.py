"""Whoever caches already saves less, or nothing: a saving is told beside the bill, not beside a dream."""

from decimal import Decimal
from functools import partial
from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

LONG = '[{"role": "user", "parts": [{"type": "text", "content": "%s"}]}]' % ("You help people. " * 2_000)
QUESTION = "Where can I save with prompt caching?"


def claude(number: int, cached: int | None) -> Span:
    """A call with the same long prompt each time; `cached` tokens of it were read, if anybody says so."""
    of: dict[str, str | float] = {"model": "claude-sonnet-4-5", "provider": "anthropic", "prompt": LONG}
    of |= {"input": 8_000}
    if cached is not None:
        of["cache_read"] = cached
    return chat_span(number, start=None, span_id=None, **of)


@pytest.mark.asyncio
@pytest.mark.parametrize(("cached", "pays"), [(None, True), (0, True), (4_000, True), (7_900, False)])
async def test_what_is_cached_already_is_no_saving(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, cached: int | None, pays: bool
) -> None:
    spans = [claude(number, cached) for number in range(40)]
    project = await project_with(http, organization, *spans)
    thread = await new_thread(organization, project)
    await tab.follow(thread)
    report = await answered(tab, organization, thread, QUESTION)
    (finding,) = report["findings"]
    assert (finding["saving"] is not None) is pays
    assert bool(finding["caveat"]) is (cached is None)
    cost = Decimal(report["sections"][-1]["table"]["rows"][0][1]["figure"]["value"])
    if finding["saving"]:
        assert Decimal(finding["saving"]["value"]) < cost
    page = await organization.get(f"/api/projects/{project}/savings/prompt-caching")
    assert_told_as_on(page, finding)


def assert_told_as_on(page: dict[str, Any], finding: dict[str, Any]) -> None:
    """The page and the answer name one policy, one saving and one bill."""
    advised = page["recommendation"]["policy"]
    policy = next((one for one in page["policies"] if one["id"] == advised), None)
    assert finding["saving"] == (policy and policy["saving"])
    figures = finding["passage"]["figures"]
    if page["billed"]["has_cached"]:
        assert (figures["today"], figures["read"]) == (page["billed"]["cost"], page["billed"]["read_tokens"])
        assert "You cache already" in finding["passage"]["text"]


@pytest.mark.asyncio
async def test_only_the_calls_that_were_replayed_are_compared(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [claude(number, 4_000) for number in range(40)]
    spans.append(chat_span(50, model="gpt-4o", provider="openai", input=90_000))
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    (finding,) = (await answered(tab, organization, thread, QUESTION))["findings"]
    assert "the bill of the 40 calls that could be replayed is {today}" in finding["passage"]["text"]
    # $3 for 4,000 fresh, $0.30 for 4,000 read, $15 for 100 of answer a million, times 40.
    assert Decimal(finding["passage"]["figures"]["today"]["value"]) == Decimal("0.588")


@pytest.mark.asyncio
async def test_caching_that_only_costs_is_to_be_switched_off(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    sonnet = partial(chat_span, model="claude-sonnet-4-5", provider="anthropic", cache_write=800)
    spans = [sonnet(number, prompt=f"Nothing like the others, {number}.") for number in range(9)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    report = await answered(tab, organization, thread, QUESTION)
    (finding,) = report["findings"]
    # 800 tokens at $3.75 instead of $3 a million.
    assert Decimal(finding["saving"]["value"]) == 9 * Decimal("0.0006")
    (action,) = report["actions"]
    assert (action["title"], action["example_code"]) == ("Switch prompt caching off", "")
