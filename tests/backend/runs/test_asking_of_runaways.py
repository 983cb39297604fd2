"""Which sessions run away: the answer in words, beside counts by hand."""

import httpx
import pytest

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_of_incidents import said
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.session_steps.test_session_steps import SPANS
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with


@pytest.mark.asyncio
async def test_the_tail_and_the_loop_are_told(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    questions = ("what do the steps beyond 4 of a session cost?", "which sessions run away?")
    tail, loops = await asked(tab, organization, project, *questions)
    assert said(tail).startswith(
        "1 of 2 sessions has more than 4 calls: their 3 calls beyond it cost $0.0014, 30 % of the "
        "whole. Most calls: long with 7 ($0.0014 beyond it). Half of the sessions have up to 2 calls, the "
        "longest 7."
    )
    assert said(loops) == (
        "None of 2 sessions has more than 10 calls, which 95 of 100 stay within. Half of the sessions have "
        "up to 2 calls, the longest 7. 1 session is in a loop of the same prompt, word for word: long sent "
        "one 5 times in 7 calls. 1 call without a session are in none of it."
    )
