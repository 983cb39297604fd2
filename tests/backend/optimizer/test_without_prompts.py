"""Savings where no prompt is recorded: what to send, and what can be asked."""

import httpx
import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.optimizer.domain.study import NO_CHOICE, NO_PRICE, NO_PROMPT, SEND_NAMES, SEND_PROMPT
from tests.backend.caching_now.test_caching_now import SONNET, silent
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with
from tests.backend.triage.test_what_ifs import WITH_LIST


@pytest.mark.asyncio
async def test_each_reason_for_no_replay_says_what_it_lacks_and_what_to_send(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = (silent(1), chat_span(2, model="gpt-4o", provider="openai"), chat_span(3, model="nobody-knows"))
    project = await project_with(http, organization, *spans)
    page = await organization.get(f"/api/projects/{project}/savings/prompt-caching")
    assert page["recommendation"] is None
    assert {one["reason"]: (one["lacks"], one["send"]) for one in page["excluded"]} == {
        NO_PROMPT: ("prompt", SEND_PROMPT),
        NO_PRICE: ("price", SEND_NAMES),
        NO_CHOICE: ("choice", ""),
    }


async def asked(organization: Organization, project: str) -> dict[str, str]:
    read = await organization.get(f"/api/projects/{project}/savings/questions")
    return {one["question"]: one["why"] for one in read["questions"]}


@pytest.mark.asyncio
async def test_what_can_be_asked_without_prompts_is_what_the_calls_can_answer(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = (silent(1), silent(2, error="timeout"), silent(3, model="house-llama-70b", provider="in-house"))
    project = await project_with(http, organization, *spans)
    questions = await asked(organization, project)
    assert questions == {
        "Where can I save with batches?": f"A price of batches is published for {SONNET}.",
        "Which model would be cheaper?": f"The same provider lists a cheaper model beside {SONNET}.",
        "How much do long answers cost?": "300 tokens of answers are recorded.",
        "How much do long prompts cost?": "3,000 tokens of input are recorded.",
        "What do failed calls cost?": "1 call failed.",
    }
    for question in questions:
        reading = read_question(question, WITH_LIST)
        assert isinstance(reading, Understood)
        assert not reading.goal.unread


@pytest.mark.asyncio
async def test_nothing_is_offered_that_has_no_answer(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    unpriced = await project_with(http, organization, silent(1, model="nobody-knows", provider=""))
    assert await asked(organization, unpriced) == {}
    assert await asked(organization, (await organization.project())["id"]) == {}
    price = {"input_per_million": "3", "output_per_million": "15"}
    nameless = silent(1, model="", provider="", output=0)
    assumed = await project_with(http, organization, nameless, assumed_price=price)
    assert list(await asked(organization, assumed)) == ["How much do long prompts cost?"]
