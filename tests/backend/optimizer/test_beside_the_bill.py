"""Policies beside what was really billed: never advised where they cost more, and told where nobody knows.

Sonnet 4.5 a million tokens: $3 fresh, $0.30 read, $3.75 written for 5 minutes, $6 for 1 hour, $15 out. Each
call has 100 tokens of answer: $0.0015.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.optimizer.test_savings_page import MINUTE, PROMPT
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

CACHE = "savings/prompt-caching"


def sonnet(number: int, prompt: str = "", **cached: int) -> Span:
    """A call a minute after the one before; without a prompt one that begins like no other."""
    return chat_span(
        number,
        start=START + number * MINUTE,
        provider="anthropic",
        model="claude-sonnet-4-5",
        prompt=prompt or f"{number} is all that the log shows of a prompt. " * 20,
        span_id=None,
        **cached,
    )


def usd(figure: dict[str, Any]) -> Decimal:
    return Decimal(figure["value"])


def costs(page: dict[str, Any]) -> dict[str, Decimal]:
    return {policy["id"]: usd(policy["cost"]) for policy in page["policies"]}


def advice(page: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = page["recommendation"]
    return found


async def replayed(
    http: httpx.AsyncClient, organization: Organization, spans: Sequence[Span]
) -> tuple[str, dict[str, Any]]:
    project = await project_with(http, organization, *spans)
    return project, await organization.get(f"/api/projects/{project}/{CACHE}")


async def opened(organization: Organization, figure: dict[str, Any]) -> list[Decimal]:
    door = urlsplit(figure["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query)))
    assert (evidence["sum"], evidence["figure"]) == (figure["value"], figure)
    return [Decimal(part["contribution"] or 0) for part in evidence["contributions"]]


@pytest.mark.asyncio
async def test_caching_that_a_replay_cannot_see_is_kept(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Billed are 200 fresh and 800 read: $0.00084 and the answer. Replayed, nothing begins alike."""
    project, page = await replayed(http, organization, [sonnet(n, cache_read=800) for n in range(4)])
    billed = page["billed"]
    assert (usd(billed["cost"]), billed["cost"]["kind"]) == (4 * Decimal("0.00234"), "exact")
    assert [usd(billed[f"{kind}_tokens"]) for kind in ("fresh", "read", "write")] == [800, 3_200, 0]
    assert (billed["unrecorded_calls"], billed["is_told"], billed["has_cached"]) == (0, True, True)
    assert costs(page) == {
        "none": 4 * Decimal("0.0045"),
        "write_5m": 4 * Decimal("0.00525"),
        "write_1h": 4 * Decimal("0.0075"),
        "selective": 4 * Decimal("0.0045"),
    }
    assert {policy["verdict"] for policy in page["policies"]} == {"costs"}
    told = advice(page)
    assert (told["policy"], told["prompts"], told["example_code"], told["caveat"]) == (None, [], "", "")
    assert "cost $0.0094 with it, and no policy" in told["headline"]
    assert any("costs $0.0086 more (92.3%)" in reason for reason in told["why"])
    assert any("3,200 tokens were really read from caches, at most 0" in reason for reason in told["why"])
    assert not any("Leave cache_control out" in step for step in told["steps"])
    (model,) = page["by_model"]
    assert (model["best"], usd(model["savings"]["none"])) == (None, 4 * Decimal("-0.00216"))
    overview = await organization.get(f"/api/projects/{project}/overview")
    assert usd(overview["cost"]) == usd(billed["cost"])


@pytest.mark.asyncio
async def test_a_policy_that_pays_saves_beside_what_was_billed(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Billed are 900 fresh and 100 read: $0.00273. Cached whole, one write is $0.00375, a read $0.0003."""
    spans = [sonnet(n, PROMPT, cache_read=100) for n in range(4)]
    other = chat_span(10, model="gpt-4o", provider="openai", prompt=PROMPT, cache_read=0)
    _, page = await replayed(http, organization, [*spans, other])
    assert (page["calls"], page["excluded"][0]["calls"]) == (4, 1)
    billed = page["billed"]["cost"]
    assert (usd(billed), billed["calls"]) == (4 * Decimal("0.00423"), 4)
    assert costs(page)["write_5m"] == Decimal("0.00465") + 4 * Decimal("0.0015") == Decimal("0.01065")
    policy = page["policies"][1]
    assert (policy["verdict"], policy["saving"]["kind"]) == ("pays", "estimated")
    assert usd(policy["saving"]) == Decimal("0.00627")
    assert "as billed" in policy["saving"]["formula"]
    assert page["policies"][0]["verdict"] == "costs"
    told = advice(page)
    assert (told["policy"], told["caveat"]) == ("write_5m", "")
    assert "saves an estimated $0.0063 of the $0.017 that was billed (37.1%)" in told["headline"]
    assert sum(usd(prompt["saving"]) for prompt in told["prompts"]) > 0
    assert sum(await opened(organization, policy["saving"])) == usd(policy["saving"])
    for figure in (billed, page["by_model"][0]["billed"], page["by_agent"][0]["billed"]):
        assert await opened(organization, figure) == [Decimal("0.00423")] * 4
    assert await opened(organization, page["billed"]["read_tokens"]) == [100] * 4


@pytest.mark.asyncio
async def test_where_nobody_says_what_was_cached_a_saving_is_beside_fresh_prompts(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    _, page = await replayed(http, organization, [sonnet(n, PROMPT) for n in range(4)])
    billed = page["billed"]
    assert (usd(billed["cost"]), billed["cost"]["kind"]) == (4 * Decimal("0.0045"), "estimated")
    assert (billed["read_tokens"]["value"], billed["read_tokens"]["kind"]) == (None, "unknown")
    assert (billed["unrecorded_calls"], billed["is_told"]) == (4, False)
    policies = {policy["id"]: policy for policy in page["policies"]}
    assert policies["none"]["verdict"] == "baseline"
    saving = policies["write_5m"]["saving"]
    assert (usd(saving), saving["kind"]) == (Decimal("0.00735"), "estimated")
    assert "if all prompts are sent fresh" in saving["formula"]
    assert any("4 of 4 calls do not say what was cached" in one for one in saving["assumptions"])
    told = advice(page)
    assert (told["policy"], "that fresh prompts cost" in told["headline"]) == ("write_5m", True)
    assert told["caveat"].startswith("Whether you cache already was not recorded")
    assert told["steps"][0].startswith("Send what was cached with each call")


@pytest.mark.asyncio
async def test_calls_that_say_nothing_do_not_outweigh_those_that_do(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Six calls read 900 of 1,000 tokens, $0.00207 each; twelve that say nothing would gain, were they fresh.

    Cached for 5 minutes the six cost $0.00525 each, $0.01908 more; the twelve $0.00525 and 11 x $0.0018.
    """
    known = [sonnet(n, cache_read=900) for n in range(6)]
    silent = [sonnet(10 + n, PROMPT) for n in range(12)]
    _, page = await replayed(http, organization, [*known, *silent])
    billed, told = page["billed"], advice(page)
    assert (billed["unrecorded_calls"], billed["cost"]["kind"]) == (12, "estimated")
    assert usd(billed["cost"]) == 6 * Decimal("0.00207") + 12 * Decimal("0.0045")
    gained = 12 * Decimal("0.0045") - Decimal("0.02505")
    assert usd(page["policies"][1]["saving"]) == gained - Decimal("0.01908")
    assert told["policy"] is None
    assert "is known to cost less" in told["headline"]
    assert told["caveat"].startswith("12 of 18 calls do not say what was cached")
    said = "saves $0.0099 (14.9%), on the 6 calls that say what was cached costs $0.019 more"
    assert any(said in reason for reason in told["why"])


@pytest.mark.asyncio
async def test_caching_that_costs_more_than_it_saves_is_left_out(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """Written and never read: 800 at $3.75 instead of $3."""
    _, page = await replayed(http, organization, [sonnet(n, cache_write=800) for n in range(4)])
    assert usd(page["billed"]["cost"]) == 4 * Decimal("0.0051")
    told = advice(page)
    assert told["policy"] == "none"
    assert "wastes $0.0024 of the $0.020 that was billed (11.8%)" in told["headline"]
    assert page["by_model"][0]["best"] == "none"


@pytest.mark.asyncio
async def test_where_nothing_is_cached_and_nothing_repeats_nothing_changes(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project, page = await replayed(http, organization, [sonnet(n, cache_read=0) for n in range(4)])
    assert page["policies"][0]["verdict"] == "same"
    assert usd(page["policies"][0]["saving"]) == 0
    told = advice(page)
    assert (told["policy"], told["headline"].split(":")[0]) == ("none", "Do not cache prompts")
    for name in ("billed.saving", "billed.saving_ratio", "billed.cost@model:nobody"):
        path = f"/api/projects/{project}/{CACHE}/evidence"
        assert (await organization.request("GET", path, params={"figure": name})).status_code == 422
