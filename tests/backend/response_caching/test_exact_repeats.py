"""Exact repeats of calls that were sent: counted, priced, opened, and told from other answers."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_imports import imported, native
from tests.backend.test_overview import project_with
from tests.backend.worker import working

PATH = "savings/exact-repeats"


async def opened(organization: Organization, figure: dict[str, Any]) -> list[str]:
    """The sessions of the calls behind a figure; what the calls add up to is the figure."""
    door = urlsplit(figure["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query, keep_blank_values=True)))
    parts: list[dict[str, Any]] = evidence["contributions"]
    assert sum(Decimal(part["contribution"]) for part in parts) == Decimal(figure["value"])
    assert evidence["sum"] == figure["value"]
    return [part["session"] for part in parts]


@pytest.mark.asyncio
@pytest.mark.parametrize("policy", ["keep", "drop"])
async def test_answers_are_compared_whether_or_not_their_text_is_kept(
    http: httpx.AsyncClient, organization: Organization, policy: str
) -> None:
    spans = [
        chat_span(1, prompt="same", completion="yes"),
        chat_span(2, prompt="same", completion="yes"),
        chat_span(3, prompt="same", completion="no"),
        chat_span(4, prompt="other", completion="yes"),
        chat_span(5, prompt="same", completion="yes", model="gpt-5"),
    ]
    project = await project_with(http, organization, *spans, text_policy=policy)
    page = await organization.get(f"/api/projects/{project}/{PATH}")
    assert (page["calls"], page["repeats"]["value"], page["divergent"]["value"]) == (5, "2", "1")
    assert page["verdict"].startswith("Do not cache answers blindly: 1 of 2")
    (prompt,) = page["prompts"]
    assert (prompt["calls"], prompt["divergent"], prompt["model"]) == (3, 1, "gpt-5-mini")
    assert await opened(organization, page["cost"]) == ["session-2", "session-3"]
    assert await opened(organization, page["divergent"]) == ["session-3"]
    assert page["cost"]["value"] == prompt["cost"]["value"]


@pytest.mark.asyncio
async def test_without_answers_nothing_is_decided(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, chat_span(1), chat_span(2), chat_span(3, prompt=""))
    page = await organization.get(f"/api/projects/{project}/{PATH}")
    assert (page["calls"], page["without_prompt"], page["repeats"]["value"]) == (2, 1, "1")
    assert (page["divergent"]["value"], page["divergent"]["kind"]) == (None, "unknown")
    assert page["verdict"].startswith("Not decided")


@pytest.mark.asyncio
async def test_a_repeat_without_a_known_price_costs_not_nothing_but_what_nobody_knows(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, model="nobody-knows", prompt="same") for number in range(2)]
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans)}/{PATH}")
    assert (page["cost"]["value"], page["cost"]["kind"]) == (None, "unknown")
    assert "name the model" in page["cost"]["missing"]
    assert page["prompts"][0]["cost"]["value"] is None


@pytest.mark.asyncio
async def test_prompts_known_by_their_blocks_repeat_too(
    organization: Organization, resources: Resources
) -> None:
    rows = b"".join(
        b'{"timestamp": %d, "input_length": %d, "output_length": 1, "hash_ids": [%s]}\n' % row
        for row in ((0, 600, b"1, 2"), (5, 600, b"1, 2"), (9, 601, b"1, 2"), (9, 600, b"1, 3"))
    )
    project = await organization.project()
    async with working(resources):
        await imported(organization, project, rows)
        await imported(organization, project, native(3))
    page = await organization.get(f"/api/projects/{project['id']}/{PATH}")
    assert (page["calls"], page["without_prompt"], page["repeats"]["value"]) == (4, 3, "1")


@pytest.mark.asyncio
@pytest.mark.parametrize("params", [{"figure": "luck"}, {"figure": "repeats.cost", "cursor": "x"}])
async def test_there_are_no_other_figures(organization: Organization, params: dict[str, str]) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}/evidence"
    assert (await organization.request("GET", path, params=params)).status_code == 422
