"""What batches would save, asked and answered: what can wait is counted, what cannot is told."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.batch_prices.test_batch_prices import SONNET, SPANS, in_session
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, values
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with

WHOLE = "What would the batch API save?"
NAMED = "could we run the report feature in batch?"


@pytest.mark.asyncio
async def test_what_can_wait_is_counted_and_every_figure_opens(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Sonnet at 0.0045 a call: one alone, one without a session, two of one session."""
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, WHOLE)
    assert values(report) == {
        "then_0": Decimal("0.0045"),
        "now_0": Decimal("0.009"),
        "saved_0": Decimal("0.0045"),
        "linked_0": Decimal("0.009"),
        "unoffered_0": Decimal("0.0045"),
        "failed_0": Decimal("0.0045"),
    }
    text = said(report)
    assert "alone in their session, or have none, would have cost" in text
    assert "the next call probably waits for the answer before" in text
    assert "No batch price is known of x_ai" in text
    assert "Of calls without a session it is not known" in text
    for figure in report["answer"]["figures"].values():
        assert await opened(organization, figure) == Decimal(figure["value"])
    assert not any("cannot be replayed" in one["what"] for one in report["unknowns"])


@pytest.mark.asyncio
async def test_the_finding_has_an_action_and_tables(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, WHOLE)
    (finding,) = report["findings"]
    assert (finding["lever"], finding["changes_answers"]) == ("batch", False)
    assert finding["saving"]["kind"] == "estimated"
    (action,) = report["actions"]
    assert (action["id"], action["effort"], action["risk"]) == ("send-batches", "medium", "medium")
    waits, models = report["sections"][:2]
    assert [row[0]["text"] for row in waits["table"]["rows"]] == [
        "Alone in their session",
        "Without a session",
        "In sessions of several calls",
    ]
    left_out = "1 failed call ({failed}), 1 call without a known price, 1 call without a known batch price"
    assert waits["passages"][0]["text"] == f"Left out: {left_out} ({{unoffered}})."
    assert {row[0]["text"]: row[4]["figure"]["value"] for row in models["table"]["rows"]} == {
        f"{SONNET} (anthropic)": "0.009",
        "grok-3 (x_ai)": None,
        "house-llama-70b (in-house)": None,
    }


@pytest.mark.asyncio
async def test_calls_that_are_named_are_all_counted(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, NAMED)
    found = values(report)
    assert (found["now_0"], found["saved_0"], found["linked_0"]) == (
        Decimal("0.009"),
        Decimal("0.0045"),
        Decimal("0.0045"),
    )
    assert "a batch would stop these" in said(report)
    assert report["actions"][0]["risk"] == "low"


@pytest.mark.asyncio
async def test_a_conversation_alone_saves_nothing_unless_it_is_named(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS[:2])
    (report,) = await asked(tab, organization, project, WHOLE)
    assert values(report) == {"linked_0": Decimal("0.009")}
    assert "wait for one another" in report["findings"][0]["title"]
    assert (report["findings"][0]["saving"], report["actions"]) == (None, [])
    assert "Name a feature, user or agent" in said(report)


@pytest.mark.asyncio
async def test_batches_are_among_what_changes_no_answer_by_their_amount(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [in_session(number) for number in range(3)]
    project = await project_with(http, organization, *spans)
    where, beside = await asked(
        tab, organization, project, "Where can I save?", "would a cheaper model or batching save more?"
    )
    levers = [finding["lever"] for finding in where["findings"]]
    amounts = {one["lever"]: Decimal(one["saving"]["value"]) for one in where["findings"] if one["saving"]}
    assert amounts["batch"] > amounts["prompt_caching"]
    assert levers.index("batch") < levers.index("prompt_caching") < levers.index("cheaper_model")
    assert {finding["lever"] for finding in beside["findings"]} == {"batch", "cheaper_model"}
    assert beside["findings"][0]["lever"] == "batch"


@pytest.mark.asyncio
async def test_an_unpublished_price_is_not_known(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, SPANS[5])
    (report,) = await asked(tab, organization, project, WHOLE)
    (finding,) = report["findings"]
    assert (finding["title"], finding["saving"]) == ("Batches: no batch price of these calls is known", None)
    assert values(report) == {"unoffered_0": Decimal("0.0045")}
