"""A cap on reasoning, asked and answered: what is beyond it, what that costs, and what is not known."""

from decimal import Decimal

import httpx
import pytest

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.reasoning_caps.test_reasoning_caps import THINKERS, UNSOLD
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, rows, values
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with


@pytest.mark.asyncio
async def test_what_is_beyond_a_cap_is_priced_and_opens(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """1,000 and 100 beyond at $2 a million, 2,000 at $10: 0.0222.

    Of 0.0465 in all: 5 x 1,000 in (4 x 0.00025 + 0.0025), out 6,500 x 2 and 3,000 x 10 a million.
    """
    project = await project_with(http, organization, *THINKERS)
    (report,) = await asked(tab, organization, project, "what if we capped reasoning at 500 tokens?")
    found = values(report)
    assert [found[name] for name in ("longer_0", "above_0", "cost_0")] == [3, 3_100, Decimal("0.0222")]
    assert found["share_0"] == (Decimal("0.0222") / Decimal("0.0465")).quantize(Decimal("1e-12"))
    assert plain_text(Passage.model_validate(report["answer"])) == (
        "At most 500 reasoning tokens a call. ~3 of 4 calls that record it have more; their ~3,100 tokens "
        "beyond it cost ~$0.022 (~48 % of the cost): so much a cap there would have saved. Whether answers "
        "would have stayed as good is not known. 1 more call does not record reasoning: what it has beyond "
        "it is not known, and not in this."
    )
    for name in ("longer_0", "above_0", "cost_0"):
        assert await opened(organization, report["answer"]["figures"][name]) == found[name]
    assert rows(report) == {
        "gpt-4o": ["1", "2000", "0.02"],
        "gpt-5-mini": ["2", "1100", "0.0022"],
        "All": ["3", "3100", "0.0222"],
    }
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_the_action_sets_the_budget_and_says_what_it_risks(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *THINKERS[:4])
    (report,) = await asked(tab, organization, project, "limit thinking to 1k - what would that save?")
    (finding,) = report["findings"]
    # 500 beyond 1,000 at $2 a million and 1,500 at $10.
    assert Decimal(finding["saving"]["value"]) == Decimal("0.016")
    assert (finding["lever"], finding["changes_answers"]) == ("reasoning_effort", True)
    assert report["answer"]["figures"]["cost_0"]["kind"] == "exact"
    assert finding["saving"]["kind"] == "estimated"
    (action,) = report["actions"]
    assert (action["id"], action["effort"], action["risk"]) == ("cap-reasoning", "low", "high")
    assert '"budget_tokens": 1000' in action["example_code"]


@pytest.mark.asyncio
async def test_another_cap_and_other_calls_are_asked_behind_it(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *THINKERS[:4])
    questions = (
        "how much of our bill is thinking beyond 2,000 tokens a call?",
        "and at 400?",
        "and in the report feature?",
        "and at 5k?",
    )
    first, second, report, none = await asked(tab, organization, project, *questions)
    # 500 beyond 2,000 at $10 a million.
    assert [values(first)[name] for name in ("longer_0", "cost_0")] == [1, Decimal("0.005")]
    # 1,100 and 200 at 2, 2,100 at 10.
    assert [values(second)[name] for name in ("longer_0", "cost_0")] == [3, Decimal("0.0236")]
    assert [values(report)[name] for name in ("longer_0", "cost_0")] == [1, Decimal("0.0004")]
    assert "None of 1 call has more: nothing would be saved." in said(none)
    assert (none["findings"][0]["saving"], none["actions"]) == (None, [])


@pytest.mark.asyncio
async def test_what_is_not_recorded_or_has_no_price_is_told_so(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    question = "what would a reasoning cap of 500 tokens save?"
    silent = await project_with(http, organization, THINKERS[4])
    (report,) = await asked(tab, organization, silent, question)
    assert "None of 1 call records its reasoning tokens, so this is not known." in said(report)
    assert report["findings"][0]["saving"] is None
    unsold = await project_with(http, organization, UNSOLD)
    (unknown,) = await asked(tab, organization, unsold, question)
    assert "have a cost that is not known: no price of these calls is." in said(unknown)
    assert unknown["answer"]["figures"]["above_0"]["value"] == "400"
