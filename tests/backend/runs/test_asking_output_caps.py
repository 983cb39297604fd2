"""A limit on the output of calls, asked and answered: what it cuts off, and what that saves."""

from decimal import Decimal

import httpx
import pytest

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, rows, values
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

# gpt-5-mini costs $0.25 a million tokens in and $2 out, gpt-4o $2.50 and $10: 1,000 tokens in each.
SPANS = (
    chat_span(1, output=500, cache_read=0),
    chat_span(2, output=2_000, cache_read=0),
    chat_span(3, output=2_600, cache_read=0, feature="report"),
    chat_span(4, model="gpt-4o", provider="openai", output=3_000, cache_read=0),
)
WHOLE = (
    "If I cap every answer at 2000 output tokens, how many calls would be cut off and how much would I save?"
)


@pytest.mark.asyncio
async def test_what_a_cap_cuts_off_is_counted_and_costed_at_each_calls_own_price(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """600 above at $2 a million and 1,000 at $10: 0.0012 + 0.01, of 0.001 + 0.0102 + 0.0025 + 0.03 in all."""
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, WHOLE)
    found = values(report)
    assert [found["cut_0"], found["above_0"], found["saving_0"]] == [2, 1_600, Decimal("0.0112")]
    # 4 x 1,000 in: 3 x 0.00025 + 0.0025; out: 5,100 x 2 and 3,000 x 10 a million.
    assert found["share_0"] == (Decimal("0.0112") / Decimal("0.04345")).quantize(Decimal("1e-12"))
    kinds = {name: one["kind"] for name, one in report["answer"]["figures"].items()}
    assert kinds == {"cut_0": "exact", "above_0": "exact", "saving_0": "estimated", "share_0": "estimated"}
    assert plain_text(Passage.model_validate(report["answer"])) == (
        "At most 2,000 output tokens. 2 of 4 calls would be cut off there, not finished; their 1,600 tokens "
        "above it cost ~$0.011 (~26 % of the cost)."
    )
    for name in ("cut_0", "above_0", "saving_0"):
        assert await opened(organization, report["answer"]["figures"][name]) == found[name]
    assert rows(report) == {
        "gpt-5-mini": ["1", "600", "0.0012"],
        "gpt-4o": ["1", "1000", "0.01"],
        "All": ["2", "1600", "0.0112"],
    }
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_the_action_sets_the_limit_and_says_what_it_risks(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, WHOLE)
    (finding,) = report["findings"]
    assert (finding["lever"], finding["changes_answers"]) == ("trim_output", True)
    assert "end in the middle" in finding["tradeoffs"][0]
    assert "cuts them off" in finding["saving"]["assumptions"][1]
    (action,) = report["actions"]
    assert (action["id"], action["effort"], action["risk"]) == ("cap-output", "low", "high")
    assert "max_output_tokens=2000" in action["example_code"]


@pytest.mark.asyncio
async def test_another_limit_and_other_calls_are_asked_behind_it(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    questions = ("limit answers to 2,500 tokens", "and at 400?", "and in the report feature?", "and at 5k?")
    first, second, report, none = await asked(tab, organization, project, *questions)
    # 100 and 500 above 2,500: 0.0002 + 0.005.
    assert [values(first)[name] for name in ("cut_0", "saving_0")] == [2, Decimal("0.0052")]
    # 100, 1,600, 2,200 at 2 and 2,600 at 10.
    assert [values(second)[name] for name in ("cut_0", "saving_0")] == [4, Decimal("0.0338")]
    assert [values(report)[name] for name in ("cut_0", "saving_0")] == [1, Decimal("0.0044")]
    assert "1 of 1 call would be cut off" in said(report)
    assert "None of 1 call has more" in said(none)
    assert (none["findings"][0]["saving"], none["actions"]) == (None, [])


@pytest.mark.asyncio
async def test_what_has_no_price_is_unknown_or_said_to_be_missing(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    unpriced = chat_span(9, model="house-llama-70b", provider="in-house", output=900, cache_read=0)
    alone = await project_with(http, organization, unpriced)
    (unknown,) = await asked(tab, organization, alone, "max_tokens 500 - what would that save?")
    figures = unknown["answer"]["figures"]
    assert (figures["saving_0"]["value"], figures["saving_0"]["kind"]) == (None, "unknown")
    assert (figures["cut_0"]["value"], figures["above_0"]["value"]) == ("1", "400")
    assert "no price of these calls is known" in said(unknown)
    project = await project_with(http, organization, unpriced, chat_span(1, output=600, cache_read=0))
    (partly,) = await asked(tab, organization, project, "max_tokens 500 - what would that save?")
    assert [values(partly)[name] for name in ("cut_0", "saving_0")] == [2, Decimal("0.0002")]
    assert "Not counted in it: 1 calls have no list price" in said(partly)


@pytest.mark.asyncio
async def test_a_cap_is_told_by_what_is_asked(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Of the report 600 tokens are above it at $2; of chat, where nothing is named, 1,000 at $10."""
    project = await project_with(http, organization, *SPANS)
    by_feature = "what would a cap of 2000 output tokens save by feature?"
    by_model = "a cap of 2000 output tokens by model"
    features, models = await asked(tab, organization, project, by_feature, by_model)
    told = rows(features)
    assert told["report"] == ["1", "600", "0.0012"]
    assert told["All"] == ["2", "1600", "0.0112"]
    parts = [Decimal(row[2] or 0) for name, row in told.items() if name != "All"]
    assert sum(parts, Decimal(0)) == Decimal("0.0112")
    table = features["sections"][0]["table"]
    assert table["columns"][0] == "Feature"
    for cell in table["rows"][0][2:]:
        assert await opened(organization, cell["figure"]) == Decimal(cell["figure"]["value"])
    assert rows(models)["gpt-4o"] == ["1", "1000", "0.01"]
    assert (features["unread"], models["unread"]) == ([], [])
