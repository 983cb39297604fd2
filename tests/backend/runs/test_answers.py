"""Answers as whole: why a cost changed, averages, failures; and what of a question was not used."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
import pytest_asyncio

from netra.backend.retries.service import RetriesService
from netra.shared.errors import Invalid
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 24 * 3_600 * 10**9
DAYS = 14


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    """Two weeks of two features; after a week one of them goes to a dearer model, and a call fails."""
    spans = []
    for day in range(DAYS):
        at = START + day * DAY
        model = "gpt-5-mini" if day < DAYS // 2 else "gpt-5"
        spans += [
            chat_span(10 * day, start=at, feature="search", model=model, user="ada"),
            chat_span(10 * day + 1, start=at + 10**9, feature="chat", model="gpt-5-mini", user="bob"),
        ]
    spans.append(chat_span(999, start=START + 10**10, feature="chat", model="gpt-5-mini", error="timeout"))
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


def said(report: dict[str, Any]) -> str:
    """The answer with its figures in dollars, as far as they have a value."""
    text: str = report["answer"]["text"]
    for name, figure in report["answer"]["figures"].items():
        text = text.replace(f"{{{name}}}", str(figure["value"]))
    return text


@pytest.mark.asyncio
async def test_why_names_the_feature_that_moved_and_the_model_it_went_to(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "Why did the cost go up?")
    text = said(report)
    assert "these are the last seven days beside the seven before" in text
    assert "By feature, most of it is search" in text
    assert "gpt-5 took the place of gpt-5-mini" in text
    figures = report["answer"]["figures"]
    for name in ("before", "after", "lead_before", "lead_after"):
        assert await opened(organization, figures[name]) == Decimal(figures[name]["value"])
    moved = Decimal(figures["lead_after"]["value"]) - Decimal(figures["lead_before"]["value"])
    assert Decimal(figures["lead"]["value"]) == moved
    # A call of chat failed in the first week, so chat moved too.
    tables = {section["heading"]: section["table"] for section in report["sections"]}
    rows = tables["What moved, by feature"]["rows"]
    changes = [Decimal(row[-1]["figure"]["value"]) for row in rows]
    assert [row[0]["text"] for row in rows] == ["search", "chat"]
    assert sum(changes) == Decimal(figures["change"]["value"])
    scope = "14 calls: 4 to 10 June 2026, compared with 15 calls, 28 May to 3 June 2026"
    assert report["scope"] == scope


@pytest.mark.asyncio
async def test_averages_are_sums_divided(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "What does a call of search cost on average?")
    figures = report["answer"]["figures"]
    assert Decimal(figures["average"]["value"]) == Decimal(figures["cost"]["value"]) / DAYS
    assert "/ 14 calls" in figures["average"]["formula"]
    assert report["scope"].startswith("14 calls: feature search, all that is recorded, ")
    again = await answered(tab, organization, thread, "and which users are the dearest?")
    assert again["scope"].startswith("14 calls, as in the question before: feature search, ")
    by_user = await answered(tab, organization, thread, "average cost per user of all calls")
    shown = by_user["answer"]["figures"]
    # The call that failed names no user: it is not a third one.
    assert Decimal(shown["average"]["value"]) == (Decimal(shown["whole"]["value"]) - Decimal("0.00045")) / 2
    tokens = await answered(tab, organization, thread, "average tokens per request of search")
    assert "of input and" in tokens["answer"]["text"]


@pytest.mark.asyncio
async def test_failures_are_told_though_what_was_sent_again_cannot_be(
    tab: Tab, organization: Organization, thread: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise Invalid("Out of order.")

    whole = said(await answered(tab, organization, thread, "Which calls failed in chat?"))
    assert whole.startswith("1 of 15 calls failed")
    assert "1 timeout" in whole
    monkeypatch.setattr(RetriesService, "retries", broken)
    report = await answered(tab, organization, thread, "failed calls of chat last")
    assert said(report).startswith("1 of 15 calls failed")
    assert "could not be looked at" in said(report)
    assert report["failed"][0]["detail"] == "Out of order."


@pytest.mark.asyncio
async def test_what_was_not_used_is_said_on_the_page_and_on_paper(
    tab: Tab, organization: Organization, thread: str
) -> None:
    run = await tab.ask(thread, "What did calls > 3 MB cost <b>bob</b> in euros?")
    events = await tab.until_over(run)
    report = await organization.get(f"/api/runs/{run}/report")
    assert report["unread"] == ["> 3", "euros"]
    ready = next(event["payload"] for event in events if event["type"] == "report_ready")
    assert (ready["unread"], ready["scope"]) == (report["unread"], report["scope"])
    for form in ("md", "html"):
        document = await organization.request("GET", f"/api/runs/{run}/report.{form}")
        assert "Not used of the question" in document.text
        assert "14 calls: user bob" in document.text
        assert "<b>bob" not in document.text


@pytest.mark.asyncio
async def test_two_breakdowns_are_one_table_in_the_order_of_time(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "cost by feature and week")
    (section,) = [one for one in report["sections"] if one["heading"] == "By feature and week"]
    rows = section["table"]["rows"]
    for row in rows:
        assert await opened(organization, row[3]["figure"]) == Decimal(row[3]["figure"]["value"])
    assert len(rows) in {4, 6}
    names = [[cell["text"] for cell in row[:2]] for row in rows]
    assert names == sorted(names, key=lambda pair: (pair[0] != "search", pair[1]))


@pytest.mark.asyncio
async def test_long_calls_are_counted_and_open(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "How many calls of search have more than 900 tokens?")
    figures = report["answer"]["figures"]
    assert (figures["calls"]["value"], figures["share"]["value"]) == ("14", "1")
    assert await opened(organization, figures["cost"]) == Decimal(figures["cost"]["value"])
    none = await answered(tab, organization, thread, "How many calls have more than 5k output tokens?")
    assert none["answer"]["figures"]["calls"]["value"] == "0"
    assert none["sections"][0]["heading"] == "Calls with more than 5,000 output tokens"


@pytest.mark.asyncio
async def test_what_cannot_be_done_as_asked_is_said_in_the_answer(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "cost by provider")
    assert "names its provider. Send its provider with each call to know." in report["answer"]["text"]
    limit = await answered(tab, organization, thread, "p95 must stay below 1 second. Do we meet it?")
    assert "is not within what you aim for" in limit["answer"]["text"]
    failed = await answered(tab, organization, thread, "How much of the money goes to failed calls?")
    assert said(failed).count("0.00045") == 1


@pytest.mark.asyncio
async def test_an_average_is_over_calls_whose_price_is_known(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number) for number in range(3)] + [chat_span(9, model="nobody-prices-this")]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    report = await answered(tab, organization, thread, "average cost per call")
    figures = report["answer"]["figures"]
    assert Decimal(figures["average"]["value"]) == Decimal(figures["cost"]["value"]) / 3
    assert "1 call without a known price adds nothing" in report["answer"]["text"]
    rows = {row[0]["text"]: row for row in report["sections"][0]["table"]["rows"]}
    assert rows["nobody-prices-this"][3]["figure"]["value"] is None


@pytest.mark.asyncio
async def test_only_what_the_calls_asked_about_lack_is_unknown(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [chat_span(number, feature="search") for number in range(3)]
    spans.append(chat_span(9, feature="mail", model="nobody-prices-this"))
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    of_one = await answered(tab, organization, thread, "what did search cost?")
    assert (of_one["sufficiency"], of_one["unknowns"]) == ("enough", [])
    of_all = await answered(tab, organization, thread, "what did everything cost in total?")
    assert (of_all["sufficiency"], len(of_all["unknowns"])) == ("partly", 1)


@pytest.mark.asyncio
async def test_a_document_has_a_note_for_each_rule_of_its_tables(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "Why did the cost go up?")
    path = f"/api/runs/{report['run_id']}/report.md"
    text = (await organization.request("GET", path)).text
    notes = [line for line in text.splitlines() if line.startswith("[")]
    cells = [cell for section in report["sections"] for row in section["table"]["rows"] for cell in row]
    figures = [cell["figure"] for cell in cells if cell["figure"]]
    assert len(notes) < len(report["answer"]["figures"]) + 12 < len(figures)
    assert all(f"[{number + 1}]" in text for number in range(len(notes)))
