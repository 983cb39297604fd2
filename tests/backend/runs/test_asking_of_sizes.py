"""Whether prompts got longer: what an answered call reads in two times, beside sums by hand."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 86_400 * 10**9
# Three calls of 1,000 on 28 May 2026, one of 2,000 and one that failed without tokens on the day behind it.
SPANS = [chat_span(number, start=START + number) for number in range(3)]
SPANS += [chat_span(5, start=START + DAY, input=2_000)]
SPANS += [chat_span(6, start=START + DAY + 1, input=0, output=0, error="timeout")]


@pytest.mark.asyncio
async def test_a_failed_call_makes_no_prompt_shorter(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, "did prompts get longer since 29 May 2026?")
    figures = {name: Decimal(one["value"]) for name, one in report["answer"]["figures"].items()}
    assert figures == {"after": 2_000, "before": 1_000, "change": 1_000, "ratio": 1}
    assert said(report).startswith("A call has 2,000 tokens of input on average since 29 May 2026 (1 call)")
    assert report["scope"].startswith("1 call: answered calls, since 29 May 2026")
