"""A report as it is saved: to be read anywhere, with its numbers in columns and a note behind each."""

from decimal import Decimal

import httpx
import pytest
import pytest_asyncio

from netra.backend.agents.text import amount, shown
from netra.backend.analytics.domain.figures import Certainty, Unit
from netra.backend.analytics.schemas import FigureRead
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import new_thread
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    spans = [chat_span(number, feature=feature) for number, feature in enumerate(["search", "chat", "chat"])]
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0.543733", "54 %"),
        ("1", "100 %"),
        ("0", "0 %"),
        ("0.0736", "7.4 %"),
        ("0.13", "13 %"),
        ("0.0004", "<0.1 %"),
        ("0.9996", ">99.9 %"),
        ("0.996", "99.6 %"),
        ("-0.125", "\u221213 %"),
    ],
)
def test_a_share_is_written_as_on_the_pages(share: str, words: str) -> None:
    assert amount(Decimal(share), Unit.RATIO) == words


@pytest.mark.asyncio
async def test_numbers_stand_in_line_and_each_note_is_a_paragraph(
    tab: Tab, organization: Organization, thread: str
) -> None:
    run = await tab.ask(thread, "cost by feature and model")
    await tab.until_over(run)
    lines = (await organization.request("GET", f"/api/runs/{run}/report.md")).text.splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("| Feature | Model |"))
    assert lines[head + 1].startswith("| --- | --- | ---: | ---: |")
    notes = [at for at, line in enumerate(lines) if line.startswith("[")]
    assert len(notes) > 1
    assert all(lines[at - 1] == "" for at in notes)
    page = (await organization.request("GET", f"/api/runs/{run}/report.html")).text
    assert '<th scope="col" class="number">Cost</th>' in page
    assert '<th scope="col">Feature</th>' in page
    assert '<span class="figure">' in page


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.USD, "$1,234.50"),
        (Unit.CALLS, "1,234"),
        (Unit.TOKENS, "1,234 tokens"),
        (Unit.MS, "1.2 s"),
    ],
)
def test_below_nothing_stands_the_same_minus_in_every_unit(unit: Unit, words: str) -> None:
    assert amount(Decimal("-1234.5"), unit) == f"\u2212{words}"


@pytest.mark.asyncio
async def test_the_question_heads_the_document_and_how_it_was_read_stands_below(
    tab: Tab, organization: Organization, thread: str
) -> None:
    run = await tab.ask(thread, "what did <search> cost?")
    await tab.until_over(run)
    page = (await organization.request("GET", f"/api/runs/{run}/report.html")).text
    assert "<title>what did &lt;search&gt; cost?</title>" in page
    assert "<h1>what did &lt;search&gt; cost?</h1>" in page
    assert "; read as: how much it was.</p>" in page
    lines = (await organization.request("GET", f"/api/runs/{run}/report.md")).text.splitlines()
    assert lines[0] == r"# what did \<search\> cost?"
    assert lines[2].endswith("; read as: how much it was.")


@pytest.mark.asyncio
async def test_a_table_without_rows_is_left_out(tab: Tab, organization: Organization, thread: str) -> None:
    run = await tab.ask(thread, "which days cost more than $5,000?")
    await tab.until_over(run)
    for form in ("md", "html"):
        document = (await organization.request("GET", f"/api/runs/{run}/report.{form}")).text
        assert "more than $5,000" in document
        assert "By day" not in document


@pytest.mark.parametrize(("value", "words"), [("2.5", "+$2.50"), ("-2.5", "\u2212$2.50"), ("0", "$0.00")])
def test_a_change_has_a_sign(value: str, words: str) -> None:
    def figure(name: str) -> FigureRead:
        return FigureRead.model_construct(id=name, value=Decimal(value), unit=Unit.USD, kind=Certainty.EXACT)

    assert shown(figure("cost_change.mix")) == words
    assert shown(figure("cost")) == words.removeprefix("+")
