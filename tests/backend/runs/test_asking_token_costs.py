"""What a kind of token costs, answered: each against a sum made by hand."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import httpx
import pytest
import pytest_asyncio
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread, opened
from tests.backend.runs.test_asking_shares import at, row_of, value
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOUR = 3_600 * 10**9
FEATURES = ("search", "chat", "mail")
PRICES: Mapping[str, Mapping[str, Decimal]] = MappingProxyType(
    {
        # Of fresh input, of input read from a cache and of output, USD a million.
        "gpt-5": {"fresh": Decimal("1.25"), "read": Decimal("0.125"), "out": Decimal(10)},
        "gpt-5-mini": {"fresh": Decimal("0.25"), "read": Decimal("0.025"), "out": Decimal(2)},
    }
)
CALLS: list[dict[str, Any]] = [
    {
        "number": number,
        "start": START + number * 5 * HOUR,
        "input": 1_000 + 370 * (number % 17),
        "cache_read": 100 * (number % 5),
        "output": 50 + 30 * (number % 11),
        "feature": FEATURES[number % 3],
        "model": ("gpt-5", "gpt-5-mini")[number % 4 // 2],
    }
    for number in range(48)
]
Of = Callable[[dict[str, Any]], Decimal]


def thoughts(call: dict[str, Any]) -> int:
    """Tokens of reasoning among those of the output."""
    return int(call["number"] % 4 * 10)


def span(call: dict[str, Any], **more: Any) -> Span:
    made = chat_span(**call, **more)
    made.attributes.add(key="gen_ai.usage.reasoning.output_tokens").value.int_value = thoughts(call)
    return made


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    made = await new_thread(organization, await project_with(http, organization, *map(span, CALLS)))
    await tab.follow(made)
    return made


def fresh(call: dict[str, Any]) -> Decimal:
    return Decimal((call["input"] - call["cache_read"]) * PRICES[call["model"]]["fresh"] / 1_000_000)


def cached(call: dict[str, Any]) -> Decimal:
    return Decimal(call["cache_read"] * PRICES[call["model"]]["read"] / 1_000_000)


def reasoning(call: dict[str, Any]) -> Decimal:
    return thoughts(call) * PRICES[call["model"]]["out"] / 1_000_000


def output(call: dict[str, Any]) -> Decimal:
    return Decimal(call["output"] * PRICES[call["model"]]["out"] / 1_000_000)


def cost(call: dict[str, Any]) -> Decimal:
    return fresh(call) + cached(call) + output(call)


def summed(of: Of, **chosen: str) -> Decimal:
    named = [call for call in CALLS if all(call[name] == value for name, value in chosen.items())]
    return sum(map(of, named), Decimal(0))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("question", "of", "begins"),
    [
        (
            "how much of the spend is reasoning tokens?",
            reasoning,
            "Reasoning cost {part} of {whole} ({share}).",
        ),
        ("how much do reasoning tokens cost?", reasoning, "Reasoning cost {part} of {whole} ({share})."),
        (
            "how much of our bill is output?",
            output,
            "Output cost {part} of {whole} ({share}). Of that, reasoning",
        ),
        ("cost of cached input", cached, "Reading from caches cost {part} of {whole} ({share})."),
    ],
)
async def test_a_kind_beside_all_of_the_cost(
    tab: Tab, organization: Organization, thread: str, question: str, of: Of, begins: str
) -> None:
    report = await answered(tab, organization, thread, question)
    figures = report["answer"]["figures"]
    assert report["answer"]["text"].startswith(begins)
    assert (value(figures["part"]), value(figures["whole"])) == (summed(of), summed(cost))
    assert abs(value(figures["share"]) - summed(of) / summed(cost)) < Decimal("1e-10")
    assert figures["part"]["kind"] == "exact"
    for name in ("part", "whole"):
        assert await opened(organization, figures[name]) == value(figures[name])
    rows = {row[0]["text"]: value(row[2]["figure"]) for row in report["sections"][0]["table"]["rows"]}
    assert rows == {
        "Input": summed(fresh) + summed(cached),
        "Of that: fresh input": summed(fresh),
        "Of that: reading from caches": summed(cached),
        "Of that: writing to caches for 5 minutes": 0,
        "Of that: writing to caches for an hour": 0,
        "Output": summed(output),
        "Of that: text": summed(output) - summed(reasoning),
        "Of that: reasoning": summed(reasoning),
        "All": summed(cost),
    }
    assert "token-costs" in [rule["id"] for rule in report["method"]["rules"]]


@pytest.mark.asyncio
async def test_input_and_output_beside_each_other(tab: Tab, organization: Organization, thread: str) -> None:
    report = await answered(tab, organization, thread, "what do input and output cost us?")
    figures = report["answer"]["figures"]
    assert report["answer"]["text"].startswith("Of {whole}, input cost {input} ({input_share}) and output")
    assert value(figures["input"]) == summed(fresh) + summed(cached)
    assert (value(figures["output"]), value(figures["reasoning"])) == (summed(output), summed(reasoning))


@pytest.mark.asyncio
async def test_a_kind_by_model_and_what_that_model_is_next(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "reasoning cost by model")
    for model in PRICES:
        row = row_of(report, model)
        assert (
            value(row[2]["figure"])
            == summed(reasoning, model=model)
            == await opened(organization, row[2]["figure"])
        )
        assert value(row[3]["figure"]) == summed(cost, model=model)
    dearest = max(PRICES, key=lambda model: summed(reasoning, model=model))
    assert f"The model with the highest is {dearest} ({{part_0}})." in report["answer"]["text"]
    others = [model for model in PRICES if model != dearest]
    assert report["leading"] == {"by": "model", "key": dearest, "is_one": False, "others": others}
    other = await answered(tab, organization, thread, "and output?")
    assert value(row_of(other, dearest)[2]["figure"]) == summed(output, model=dearest)
    least = await answered(tab, organization, thread, "which feature has the lowest output cost?")
    cheapest = min(FEATURES, key=lambda feature: summed(output, feature=feature))
    assert f"The feature with the lowest is {cheapest} ({{part_0}})." in least["answer"]["text"]


@pytest.mark.asyncio
async def test_a_short_question_keeps_the_kind(tab: Tab, organization: Organization, thread: str) -> None:
    await answered(tab, organization, thread, "how much do reasoning tokens cost?")
    report = await answered(tab, organization, thread, "per week pls")
    weeks: dict[str, Decimal] = {}
    for call in CALLS:
        day = at(call).date()
        monday = (day - timedelta(days=day.weekday())).isoformat()
        weeks[monday] = weeks.get(monday, Decimal(0)) + reasoning(call)
    rows = report["sections"][0]["table"]["rows"]
    assert {row[0]["text"]: value(row[2]["figure"]) for row in rows} == weeks
    assert [row[0]["text"] for row in rows] == sorted(weeks)
    assert value(report["answer"]["figures"]["part"]) == summed(reasoning)
    day = datetime.fromtimestamp(START / 10**9, UTC).date()
    one = await answered(tab, organization, thread, f"and on {day:%B} {day.day}?")
    assert value(one["answer"]["figures"]["part"]) == sum(
        reasoning(call) for call in CALLS if at(call).date() == day
    )


@pytest.mark.asyncio
async def test_part_of_what_was_told_before(tab: Tab, organization: Organization, thread: str) -> None:
    await answered(tab, organization, thread, "what did search cost?")
    report = await answered(tab, organization, thread, "how much of that is output?")
    assert value(report["answer"]["figures"]["part"]) == summed(output, feature="search")
    assert value(report["answer"]["figures"]["whole"]) == summed(cost, feature="search")


@pytest.mark.asyncio
async def test_what_no_call_records_and_what_has_no_price_is_said(
    http: httpx.AsyncClient, organization: Organization, tab: Tab
) -> None:
    spans = [chat_span(1, cache_read=0), chat_span(2, model="house-llama", provider="in-house")]
    thread = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(thread)
    report = await answered(tab, organization, thread, "how much does reasoning cost us?")
    assert report["answer"]["text"].startswith(
        "Reasoning: what it cost is not known, for no call records it."
    )
    assert report["answer"]["text"].endswith("1 call without a known price is in no amount.")
    assert report["sufficiency"] == "none"
    assert any(one["what"].startswith("What was reasoning") for one in report["unknowns"])
    output_read = await answered(tab, organization, thread, "how much of our bill is output?")
    figure = output_read["answer"]["figures"]["part"]
    assert (value(figure), figure["kind"]) == (Decimal("0.0002"), "estimated")
    assert "1 calls without a known price are left out: house-llama." in figure["assumptions"]
