"""Whoever caches already saves less, or nothing: a saving is told beside the bill, not beside a dream."""

from decimal import Decimal

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
@pytest.mark.parametrize(("cached", "pays"), [(None, True), (0, True), (7_900, False)])
async def test_what_is_cached_already_is_no_saving(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, cached: int | None, pays: bool
) -> None:
    spans = [claude(number, cached) for number in range(40)]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    report = await answered(tab, organization, thread, QUESTION)
    (finding,) = report["findings"]
    assert (finding["saving"] is not None) is pays
    assert bool(finding["caveat"]) is (cached is None)
    cost = Decimal(report["sections"][-1]["table"]["rows"][0][1]["figure"]["value"])
    if finding["saving"]:
        assert Decimal(finding["saving"]["value"]) < cost
