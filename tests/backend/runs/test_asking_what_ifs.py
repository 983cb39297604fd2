"""A "what if" asked and answered: one total, every model in the table, prices of who sells to the project."""

from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.backend.alternatives.test_alternatives import claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

SPANS = (
    claude(1, model="claude-opus-4-5"),
    claude(2, model="claude-haiku-4-5"),
    chat_span(3, model="gpt-4o", provider="openai", cache_read=0),
    chat_span(4, model="house-llama-70b", provider="in-house", cache_read=0),
)


async def asked(tab: Tab, organization: Organization, project: str, *questions: str) -> list[dict[str, Any]]:
    thread = await new_thread(organization, project)
    await tab.follow(thread)
    return [await answered(tab, organization, thread, question) for question in questions]


def values(report: dict[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(one["value"]) for name, one in report["answer"]["figures"].items()}


def rows(report: dict[str, Any]) -> dict[str, list[str | None]]:
    """The values of the first table, by the first cell of each row."""
    table = report["sections"][0]["table"]["rows"]
    return {row[0]["text"]: [cell["figure"]["value"] for cell in row if cell["figure"]] for row in table}


@pytest.mark.asyncio
async def test_everything_at_another_model_is_one_total(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """1,000 in and 100 out each: opus 0.005 + 0.0025, haiku 0.001 + 0.0005, gpt-4o 0.0025 + 0.001.

    Three times 0.00015 + 0.00006 at gpt-4o-mini, and once for the model without a price.
    """
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, "What if we moved everything to gpt-4o-mini?")
    today, then, change = Decimal("0.0125"), Decimal("0.00063"), Decimal("0.01187")
    assert [*values(report).values()] == [then, today, change, Decimal("0.00021")]
    text = report["answer"]["text"]
    assert "gpt-4o-mini (openai)" in text
    assert "another class of model" in text.split("{change_0}")[1].split(".")[0]
    assert "1 calls without a price to compare are in neither amount: house-llama-70b" in text
    assert rows(report) == {
        "claude-opus-4-5": ["0.0075", "0.00021", "0.00729"],
        "gpt-4o": ["0.0035", "0.00021", "0.00329"],
        "claude-haiku-4-5": ["0.0015", "0.00021", "0.00129"],
        "house-llama-70b (not in the sum)": [None, "0.00021", None],
        "All with a price": ["0.0125", "0.00063", "0.01187"],
    }
    assert (report["findings"], report["actions"]) == ([], [])
    for figure in report["answer"]["figures"].values():
        assert await opened(organization, figure) == Decimal(figure["value"])


@pytest.mark.asyncio
async def test_the_next_model_is_supposed_and_a_move_chooses_its_calls(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    questions = ("What if we moved everything to gpt-4o-mini?", "and claude haiku?", "opus to haiku")
    _, haiku, short = await asked(tab, organization, project, *questions)
    # Haiku at Anthropic, $1 and $5, as the project's own calls: 3 x 0.0015; its own call stays.
    assert values(haiku)["then_0"] == Decimal("0.0045")
    assert "claude-haiku-4-5 (anthropic)" in haiku["answer"]["text"]
    assert rows(haiku)["claude-haiku-4-5 (stays)"] == ["0.0015", "0.0015", "0"]
    assert values(short) == {
        "today_0": Decimal("0.0075"),
        "then_0": Decimal("0.0015"),
        "change_0": Decimal("0.006"),
    }


@pytest.mark.asyncio
async def test_calls_without_a_model_are_compared_at_the_assumed_price(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Twice 0.003 + 0.0015 assumed; at gpt-4o-mini 0.00015 + 0.00006, at Opus 4.1 0.015 + 0.0075."""
    price = {"input_per_million": "3", "output_per_million": "15"}
    spans = [chat_span(number, model="", cache_read=0) for number in range(2)]
    project = await project_with(http, organization, *spans, assumed_price=price)
    questions = (
        "What if we used gpt-4o-mini instead of this model?",
        "what if we used claude opus 4.1?",
        "How much would we save if prompts was 20% shorter?",
    )
    supposed, dearer, shorter = await asked(tab, organization, project, *questions)
    assert [*values(supposed).values()] == [Decimal("0.00042"), Decimal("0.009"), Decimal("0.00858")]
    assert "not recorded" in rows(supposed)
    assert not any("assumed price" in one["send"] for one in supposed["unknowns"])
    assert values(dearer)["change_0"] == Decimal("0.036")
    assert "{change_0} more" in dearer["answer"]["text"]
    # A fifth of 2,000 tokens at 3 a million.
    assert [*values(shorter).values()] == [Decimal("0.0012")]


@pytest.mark.asyncio
async def test_what_nobody_sells_is_said_and_suggestions_stay_with_the_provider(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, claude(1, model="claude-opus-4-5"))
    unsold, double, cheaper = await asked(
        tab,
        organization,
        project,
        "what if we used haiku 9?",
        "what if usage doubles and everything runs on gpt-4o",
        "would a cheaper model save money?",
    )
    assert "no price of haiku 9" in unsold["answer"]["text"]
    assert values(unsold) == {"cost": Decimal("0.0075")}
    # gpt-4o: 0.0025 + 0.001, twice.
    assert values(double)["scaled_0"] == Decimal("0.007")
    (finding,) = cheaper["findings"]
    assert "(anthropic)" in finding["title"]
    # The cheapest of the list is of another class: one of the same class says more.
    assert "another class of model" not in finding["title"]
    assert len(finding["passage"]["figures"]) == 3
    (action,) = cheaper["actions"]
    assert (action["saving"], action["why"]["figures"]) == (None, {})
