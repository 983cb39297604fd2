"""The sample projects through the real import: their figures, and the calls that sum to them."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from netra.backend.imports.domain.samples import SAMPLES
from netra.backend.imports.service import ImportService
from netra.backend.main import packaged_sample
from netra.backend.resources import Resources
from netra.shared.access import DEFAULT_ORGANIZATION_ID
from tests.backend.conftest import Callers, Organization
from tests.backend.worker import working

CENT = Decimal("0.01")


@pytest_asyncio.fixture
async def samples(
    resources: Resources, http: httpx.AsyncClient, callers: Callers
) -> AsyncIterator[tuple[Organization, str, str]]:
    """A member of the default organization, and the ids of the two sample projects with their calls in."""
    member = Organization(http, callers, DEFAULT_ORGANIZATION_ID)
    service = ImportService.on(resources)
    await service.provide_samples(packaged_sample)
    async with working(resources):
        for sample in SAMPLES:
            await _done(member, f"/api/projects/{sample.id}/imports")
    assert await service.provide_samples(packaged_sample) == []
    yield member, str(SAMPLES[0].id), str(SAMPLES[1].id)


async def _done(member: Organization, path: str) -> None:
    for _ in range(1_000):
        (job,) = await member.get(path)
        if job["state"] not in {"queued", "running"}:
            break
        await asyncio.sleep(0.05)
    assert (job["state"], job["rows_refused"]) == ("done", 0)


def policies(page: dict[str, Any]) -> dict[str, Decimal]:
    return {policy["id"]: Decimal(policy["cost"]["value"]) for policy in page["policies"]}


async def all_evidence(member: Organization, link: str) -> tuple[Decimal, int, dict[str, Any]]:
    """Sum and number of the contributions over all pages of a figure's evidence, and its last page."""
    total, count, cursor = Decimal(0), 0, None
    while True:
        response = await member.request("GET", f"{link}&limit=200" + (f"&cursor={cursor}" if cursor else ""))
        assert response.status_code == 200, response.text
        page: dict[str, Any] = response.json()
        total += sum(Decimal(part["contribution"]) for part in page["contributions"])
        count += len(page["contributions"])
        cursor = page["next_cursor"]
        if cursor is None:
            return total, count, page


@pytest.mark.asyncio
async def test_claude_code_sessions_pay_for_one_hour(samples: tuple[Organization, str, str]) -> None:
    member, sessions, _ = samples
    page = await member.get(f"/api/projects/{sessions}/savings/prompt-caching", agent="main")
    costs = policies(page)
    assert page["calls"] == 24_183
    assert costs["none"].quantize(CENT) == Decimal("12543.58")
    assert costs["write_5m"].quantize(CENT) == Decimal("2610.52")
    assert costs["write_1h"].quantize(CENT) == Decimal("2386.74")
    assert page["recommendation"]["policy"] in {"write_1h", "selective"}
    assert {policy["cost"]["kind"] for policy in page["policies"]} == {"estimated"}
    overview = await member.get(f"/api/projects/{sessions}/overview", agent="main")
    assert Decimal(overview["cost"]["value"]) == costs["none"]
    assert overview["time"]["basis"] == "relative"
    cache_read = next(bucket["tokens"] for bucket in overview["buckets"] if bucket["bucket"] == "cache_read")
    assert (cache_read["value"], cache_read["kind"]) == (None, "unknown")


@pytest.mark.asyncio
async def test_on_the_chat_service_one_hour_costs_money(samples: tuple[Organization, str, str]) -> None:
    member, _, chat = samples
    page = await member.get(f"/api/projects/{chat}/savings/prompt-caching")
    assert page["policies"][0]["cost"]["price_book"] == "assumed price"
    costs = policies(page)
    assert costs["none"].quantize(CENT) == Decimal("496.21")
    assert costs["write_5m"].quantize(CENT) == Decimal("458.25")
    assert costs["write_1h"].quantize(CENT) == Decimal("622.23")
    assert costs["selective"] < costs["write_5m"]
    assert {policy["id"]: policy["verdict"] for policy in page["policies"]}["write_1h"] == "costs"
    assert page["recommendation"]["policy"] == "selective"
    assert any("assumed" in assumption for assumption in page["assumptions"])
    overview = await member.get(f"/api/projects/{chat}/overview")
    assert (overview["cost"]["kind"], Decimal(overview["cost"]["value"])) == ("estimated", costs["none"])


@pytest.mark.asyncio
async def test_the_calls_behind_a_figure_sum_to_it(samples: tuple[Organization, str, str]) -> None:
    member, _, chat = samples
    overview = await member.get(f"/api/projects/{chat}/overview")
    page = await member.get(f"/api/projects/{chat}/savings/prompt-caching")
    five_minutes = page["policies"][1]
    by_model = page["by_model"][0]["savings"]["write_1h"]
    for figure in (
        overview["cost"],
        overview["input"],
        five_minutes["saving"],
        five_minutes["read_tokens"],
        by_model,
    ):
        total, count, last = await all_evidence(member, figure["evidence"])
        assert total == Decimal(figure["value"]) == Decimal(last["sum"])
        assert (count, last["remaining_calls"]) == (12_031, 0)


@pytest.mark.asyncio
async def test_samples_are_labelled_and_a_deleted_one_stays_deleted(
    samples: tuple[Organization, str, str], resources: Resources
) -> None:
    member, sessions, _ = samples
    projects = await member.get("/api/projects")
    assert [project["name"] for project in projects] == ["Claude Code sessions", "Chat service"]
    assert {project["sample"]["licence"] for project in projects} == {"Apache-2.0"}
    assert (await member.request("DELETE", f"/api/projects/{sessions}")).status_code == 204
    assert await ImportService.on(resources).provide_samples(packaged_sample) == []
    assert len(await member.get("/api/projects")) == 1
