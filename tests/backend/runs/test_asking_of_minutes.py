"""A log of less than an hour: told in steps of minutes, and as its halves, beside sums by hand."""

import json
from typing import Any

import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked, rows
from tests.backend.sockets import Tab
from tests.backend.test_imports import imported

PRICE = {"input_per_million": "3", "output_per_million": "15"}
# A call a minute: $0.00315 for 1,000 tokens in and 10 out, and from the 30th minute on 0.00915 for 3,000 in.
GROWING = tuple(
    {
        "timestamp": 60_000 * at,
        "input_length": 1_000 if at < 30 else 3_000,
        "output_length": 10,
        "hash_ids": [at],
    }
    for at in range(56)
)


async def _answers(tab: Tab, organization: Organization, *questions: str) -> list[dict[str, Any]]:
    project = await organization.project(assumed_price=PRICE)
    content = "\n".join(map(json.dumps, GROWING)).encode()
    await imported(organization, project, content, format="mooncake")
    return await asked(tab, organization, project["id"], *questions)


@pytest.mark.asyncio
async def test_its_course_is_told_in_steps_of_five_minutes(tab: Tab, organization: Organization) -> None:
    either, minutes, dearest = await _answers(
        tab,
        organization,
        "is the cost going up or down?",
        "cost by minute",
        "which minute was the dearest?",
    )
    assert "The last 6 whole steps of five minutes, up to that of 2026-01-01 00:50" in said(either)
    assert rows(either)["2026-01-01 00:05"][0] == "0.01575"
    assert rows(either)["2026-01-01 00:50"][0] == "0.04575"
    assert rows(minutes)["2026-01-01 00:31"][0] == "0.00915"
    assert "The dearest minute is 2026-01-01 00:" in said(dearest)
    assert "Times count from the start of the log, whose date was not recorded." in said(either)


@pytest.mark.asyncio
async def test_what_changed_is_found_within_the_hour(tab: Tab, organization: Organization) -> None:
    longer, why, shorter = await _answers(
        tab,
        organization,
        "are prompts getting longer?",
        "why did the cost change?",
        "are answers getting shorter?",
    )
    assert said(longer).startswith("A call reads more tokens since 1 January 2026, 00:30: these are 30 min")
    assert "A call reads 3,000 tokens on average, 1,000 tokens before (+2,000 tokens)." in said(longer)
    assert "the second half of the log beside its first, about 28 minutes each" in said(why)
    assert said(shorter).startswith("No step of five minutes stands out from which on an answer has fewer")
    assert "A call is answered with 10 tokens on average, 10 tokens before" in said(shorter)
