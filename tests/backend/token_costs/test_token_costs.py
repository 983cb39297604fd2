"""The costs of kinds of tokens over HTTP, beside the overview and the calls behind each figure."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import orjson
import pytest

from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_imports import imported
from tests.backend.test_overview import project_with
from tests.backend.worker import working

LEAVES = (
    *("input_fresh", "cache_read", "cache_write_5m", "cache_write_1h"),
    *("output_text", "output_reasoning", "fees", "other"),
)
CLAUDE = {"provider": "anthropic", "model": "claude-sonnet-4-5"}
ROWS: tuple[dict[str, Any], ...] = (
    # Sonnet 4.5 at 3, 0.3, 3.75, 6 and 15; a search at a cent.
    {
        **CLAUDE,
        "started_at": "2026-05-03T22:30:00Z",
        "feature": "chat",
        "usage": {
            "input_tokens": 1_000,
            "cache_read_input_tokens": 2_000,
            "cache_creation_input_tokens": 700,
            "cache_creation": {"ephemeral_5m_input_tokens": 500, "ephemeral_1h_input_tokens": 200},
            "output_tokens": 100,
            "server_tool_use": {"web_search_requests": 3},
        },
    },
    # GPT-5 mini at 0.25, 0.025 and 2.
    {
        "provider": "openai",
        "model": "gpt-5-mini",
        "started_at": "2026-05-04T09:00:00Z",
        "feature": "search",
        "usage": {
            "prompt_tokens": 900,
            "completion_tokens": 120,
            "prompt_tokens_details": {"cached_tokens": 512},
            "completion_tokens_details": {"reasoning_tokens": 90},
        },
    },
    # Gemini 2.5 Flash at 0.3 and 2.5, sound at 1.
    {
        "provider": "google",
        "model": "gemini-2.5-flash",
        "started_at": "2026-05-05T09:00:00Z",
        "feature": "search",
        "usage": {
            "promptTokenCount": 1_000,
            "promptTokensDetails": [
                {"modality": "AUDIO", "tokenCount": 600},
                {"modality": "TEXT", "tokenCount": 400},
            ],
            "candidatesTokenCount": 50,
            "thoughtsTokenCount": 40,
            "totalTokenCount": 1_090,
        },
    },
)
UNPRICED = {
    "provider": "in-house",
    "model": "house-llama",
    "started_at": "2026-05-05T10:00:00Z",
    "feature": "search",
    "usage": {"input_fresh": 5_000, "output_text": 10},
}
EXPECTED = {
    "input_fresh": "0.003817",  # 0.003 + 388 x 0.25 + 400 x 0.3 + 600 x 1
    "cache_read": "0.0006128",
    "cache_write_5m": "0.001875",
    "cache_write_1h": "0.0012",
    "output_text": "0.001685",
    "output_reasoning": "0.00028",
    "fees": "0.03",
    "other": "0",
}


async def project_of(
    organization: Organization, resources: Resources, *rows: dict[str, Any], **fields: Any
) -> str:
    project = await organization.project(**fields)
    async with working(resources):
        job = await imported(organization, project, b"\n".join(map(orjson.dumps, rows)))
    assert job["rows_written"] == len(rows), job
    return f"/api/projects/{project['id']}"


def amounts(costs: list[dict[str, Any]]) -> dict[str, Any]:
    return {one["kind"]: one["cost"]["value"] for one in costs}


def kinds(costs: list[dict[str, Any]]) -> dict[str, Any]:
    return {one["kind"]: one["cost"]["kind"] for one in costs}


async def opened(organization: Organization, figure: dict[str, Any]) -> Decimal:
    """What the calls behind a figure add up to."""
    door = urlsplit(figure["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query, keep_blank_values=True)))
    parts = [Decimal(part["contribution"] or 0) for part in evidence["contributions"]]
    assert (len(parts), Decimal(evidence["sum"])) == (figure["calls"], Decimal(figure["value"]))
    return sum(parts, Decimal(0))


@pytest.mark.asyncio
async def test_every_kind_adds_up_to_the_cost_of_the_overview_and_opens(
    organization: Organization, resources: Resources
) -> None:
    path = await project_of(organization, resources, *ROWS)
    read, overview = await organization.get(f"{path}/token-costs"), await organization.get(f"{path}/overview")
    found = amounts(read["costs"])
    assert {name: found[name] for name in EXPECTED} == EXPECTED
    assert sum(Decimal(found[name]) for name in LEAVES) == Decimal(overview["cost"]["value"])
    assert found["all"] == overview["cost"]["value"]
    assert Decimal(found["input"]) == sum(map(Decimal, list(EXPECTED.values())[:4]))
    assert Decimal(found["output"]) == sum(map(Decimal, list(EXPECTED.values())[4:6]))
    for one in read["costs"]:
        assert await opened(organization, one["cost"]) == Decimal(one["cost"]["value"])
        assert (one["cost"]["price_book"], one["cost"]["calls"]) == ("genai-prices", 3)
    assert (read["calls"], read["unpriced_calls"], read["parts"]) == (3, 0, [])
    # Claude does not tell reasoning from text, and everybody tells what was cached.
    assert kinds(read["costs"]) == {
        **dict.fromkeys(found, "exact"),
        "output_text": "estimated",
        "output_reasoning": "estimated",
    }


@pytest.mark.asyncio
async def test_parts_go_by_the_clock_of_the_project_and_prices_by_utc(
    organization: Organization, resources: Resources
) -> None:
    path = await project_of(organization, resources, *ROWS, time_zone="Asia/Kolkata")
    for by in ("day", "week", "feature", "model", "hour", "weekday"):
        read = await organization.get(f"{path}/token-costs", by=by)
        table = await organization.get(f"{path}/breakdown", by=by)
        rows = {row["key"]: row["cost"] for row in table["rows"]}
        assert {part["key"]: amounts(part["costs"])["all"] for part in read["parts"]} == rows
        for part in read["parts"]:
            found = {one["kind"]: one["cost"] for one in part["costs"]}
            assert sum(Decimal(found[name]["value"] or 0) for name in LEAVES) == Decimal(rows[part["key"]])
            assert await opened(organization, found["output"]) == Decimal(found["output"]["value"])
    ordered = await organization.get(f"{path}/token-costs", by="model", kind="output_reasoning")
    assert ordered["parts"][0]["key"] == "gpt-5-mini"
    first = {one["kind"]: one for one in ordered["parts"][-1]["costs"]}
    assert (first["output_reasoning"]["cost"]["value"], first["output_reasoning"]["cost"]["kind"]) == (
        None,
        "unknown",
    )


@pytest.mark.asyncio
async def test_calls_without_a_price_are_counted_and_named_and_never_nothing(
    organization: Organization, resources: Resources
) -> None:
    path = await project_of(organization, resources, *ROWS, UNPRICED)
    read = await organization.get(f"{path}/token-costs", by="model")
    assert (read["calls"], read["unpriced_calls"], read["unpriced_names"]) == (4, 1, ["house-llama"])
    found = {one["kind"]: one["cost"] for one in read["costs"]}
    assert (found["fees"]["value"], found["fees"]["kind"]) == ("0.03", "estimated")
    assert "1 calls without a known price are left out: house-llama." in found["output"]["assumptions"]
    assert await opened(organization, found["input"]) == Decimal(found["input"]["value"])
    (house,) = [part for part in read["parts"] if part["key"] == "house-llama"]
    assert set(amounts(house["costs"]).values()) == {None}
    assert set(kinds(house["costs"]).values()) == {"unknown"}
    assert "no known price" in house["costs"][0]["cost"]["missing"]


@pytest.mark.asyncio
async def test_assumed_prices_are_estimates_and_unrecorded_caches_are_unknown(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, model=None) for number in range(2)]
    assumed = {"input_per_million": "3", "output_per_million": "15"}
    project = await project_with(http, organization, *spans, assumed_price=assumed)
    read = await organization.get(f"/api/projects/{project}/token-costs")
    assert amounts(read["costs"]) == {
        **dict.fromkeys(("cache_read", "cache_write", "cache_write_5m", "cache_write_1h")),
        **dict.fromkeys(("input", "input_fresh"), "0.006"),
        **dict.fromkeys(("output", "output_text"), "0.003"),
        "output_reasoning": None,
        **dict.fromkeys(("fees", "other"), "0"),
        "all": "0.009",
    }
    found = {one["kind"]: one["cost"] for one in read["costs"]}
    assert {found[name]["kind"] for name in ("input", "output", "fees", "all")} == {"estimated"}
    assert "counted as fresh" in found["input_fresh"]["assumptions"][0]
    assert "cache_read" in found["cache_read"]["missing"]
    assert await opened(organization, found["output"]) == Decimal("0.003")


@pytest.mark.asyncio
async def test_hours_with_a_price_of_their_own_are_told_apart_at_the_price_of_the_day(
    organization: Organization, resources: Resources
) -> None:
    row = {
        "provider": "deepseek",
        "model": "deepseek-chat",
        "usage": {"input_fresh": 1_000, "cache_read": 0, "output_text": 100, "output_reasoning": 0},
    }
    rows = [{**row, "started_at": f"2026-05-04T{hour}:00:00Z"} for hour in ("12", "18")]
    path = await project_of(organization, resources, *rows)
    read, overview = await organization.get(f"{path}/token-costs"), await organization.get(f"{path}/overview")
    found = {one["kind"]: one["cost"] for one in read["costs"]}
    # 0.27 and 1.1 by day; by night half of it.
    assert (found["input"]["value"], found["output"]["value"]) == ("0.00054", "0.00022")
    assert Decimal(found["other"]["value"]) == Decimal(overview["cost"]["value"]) - Decimal("0.00076") < 0
    assert found["input"]["kind"] == "estimated"
    assert "1 calls cost something else" not in " ".join(found["all"]["assumptions"])
    assert "cost something else than the list prices of their day" in " ".join(found["input"]["assumptions"])
    assert await opened(organization, found["other"]) == Decimal(found["other"]["value"])


@pytest.mark.asyncio
async def test_pages_of_evidence_add_up_and_other_names_are_422(
    organization: Organization, resources: Resources
) -> None:
    path = f"{await project_of(organization, resources, *ROWS)}/token-costs/evidence"
    asked = {"figure": "token_costs.fees", "limit": 2}
    first = await organization.get(path, **asked)
    rest = await organization.get(path, **asked, cursor=first["next_cursor"])
    assert (first["page_sum"], first["remaining_calls"]) == ("0.03", 1)
    assert (rest["page_sum"], rest["remaining_calls"], rest["next_cursor"]) == ("0", 0, None)
    for wrong in ({"figure": "cost"}, {"figure": "token_costs.fees", "cursor": "x"}):
        assert (await organization.request("GET", path, params=wrong)).status_code == 422


@pytest.mark.asyncio
async def test_no_calls_cost_nothing(organization: Organization) -> None:
    project = await organization.project()
    read = await organization.get(f"/api/projects/{project['id']}/token-costs", by="model")
    assert (set(amounts(read["costs"]).values()), read["parts"]) == ({"0"}, [])
