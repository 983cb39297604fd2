"""Answers that ended at the limit of their tokens, told apart by the reason their provider gave."""

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_shares import value
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

REASONS = ("stop", "length", "stop", "tool_calls", "max_tokens")
MODELS = ("gpt-4o", "gpt-4o-mini")
CALLS = [
    {
        "number": number,
        "model": MODELS[number % 2],
        "feature": ("letter", "chat")[number % 3 // 2],
        "finish": REASONS[number % 5],
    }
    for number in range(30)
]
CUT = [call for call in CALLS if call["finish"] in {"length", "max_tokens"}]


@pytest_asyncio.fixture
async def thread(http: httpx.AsyncClient, organization: Organization, tab: Tab) -> str:
    spans = [chat_span(**call) for call in CALLS]  # type: ignore[arg-type]
    made = await new_thread(organization, await project_with(http, organization, *spans))
    await tab.follow(made)
    return made


@pytest.mark.asyncio
async def test_cut_off_answers_are_counted_and_open_to_their_calls(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "how many answers were cut off, by model?")
    table = report["sections"][0]["table"]
    place = table["columns"].index("Calls")
    counts = {row[0]["text"]: value(row[place]["figure"]) for row in table["rows"]}
    assert counts == {model: sum(call["model"] == model for call in CUT) for model in MODELS}
    assert report["method"]["calls"] == len(CUT)
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_calls_are_told_apart_by_why_they_ended(
    tab: Tab, organization: Organization, thread: str
) -> None:
    report = await answered(tab, organization, thread, "calls by stop reason")
    table = report["sections"][0]["table"]
    place = table["columns"].index("Calls")
    counts = {row[0]["text"]: value(row[place]["figure"]) for row in table["rows"]}
    assert counts == {reason: sum(call["finish"] == reason for call in CALLS) for reason in set(REASONS)}
