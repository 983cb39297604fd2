"""What broke, when, and is it fixed: answered first, with figures that open to their calls."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.incidents.test_incidents import behind, calls
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with

STORM = "More calls failed on 29 May 2026 from 07:00 to 09:00: 6 of 12 calls failed (50 %), before 0 %."


def said(report: dict[str, Any]) -> str:
    """The answer as it is read."""
    return plain_text(Passage.model_validate(report["answer"]))


@pytest.mark.asyncio
async def test_what_broke_and_whether_it_is_fixed(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *calls(error="overloaded"))
    first, other = await asked(
        tab,
        organization,
        project,
        "What broke, when, and is it fixed?",
        "did errors go up since 12:00 on 29 May 2026?",
    )
    assert said(first).startswith(STORM)
    assert "It is over: since then 0 of 72 calls failed (0 %)." in said(first)
    assert "Errors: 6 overloaded." in said(first)
    assert "Most of it is the model claude-opus-4-5: 6 of its 6 calls then failed (100 %)" in said(first)
    assert "The failed calls are of 3 users and 2 sessions." in said(first)
    assert "No time stands out in which calls took longer than chance explains" in said(first)
    figures = [one for one in first["answer"]["figures"].values() if one["evidence"]]
    assert len(figures) == 10
    for figure in figures:
        assert await behind(organization, figure["evidence"]) == Decimal(figure["value"])
    assert said(other).startswith("No time stands out that reaches into what you ask about")
    assert other["unread"] == first["unread"] == []
