"""The prompt-caching page over calls that were sent: who takes part, at which prices, and what opens."""

from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.optimizer.domain.study import NO_CHOICE, NO_PRICE, NO_PROMPT
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

MINUTE = 60 * 10**9
PROMPT = "You are a helpful assistant. " * 200


def claude(number: int) -> Span:
    """The same prompt, a minute after the one before."""
    return chat_span(
        number,
        start=START + number * MINUTE,
        provider="anthropic",
        model="claude-sonnet-4-5",
        prompt=PROMPT,
        input=2_000,
    )


@pytest.mark.asyncio
async def test_only_calls_with_a_choice_take_part_and_the_rule_says_their_prices(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    choosing = [claude(number) for number in range(4)]
    others = [
        chat_span(10, model="gpt-4o", provider="openai", prompt=PROMPT),
        chat_span(11, model="nobody-knows", provider="", prompt=PROMPT),
        chat_span(12, model="claude-sonnet-4-5", provider="anthropic", prompt=""),
    ]
    project = await project_with(http, organization, *choosing, *others)
    page = await organization.get(f"/api/projects/{project}/savings/prompt-caching")
    assert page["calls"] == 4
    assert {one["reason"]: one["calls"] for one in page["excluded"]} == {
        NO_CHOICE: 1,
        NO_PRICE: 1,
        NO_PROMPT: 1,
    }
    rule = page["policies"][1]["cost"]["rule"]["text"]
    assert "a read costs 0.1, a write 1.25 for 5 minutes and 2 for 1 hour" in rule
    assert "costs" not in page["policies"][0]["cost"]["rule"]["text"]


@pytest.mark.asyncio
async def test_the_saving_of_a_prompt_opens_to_its_calls(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [claude(number) for number in range(6)]
    for span in spans[:4]:
        span.attributes[0].value.string_value = "long"
    project = await project_with(http, organization, *spans)
    page = await organization.get(f"/api/projects/{project}/savings/prompt-caching")
    first = page["recommendation"]["prompts"][0]
    saving = first["saving"]
    assert (first["session"], first["calls"]) == ("long", 4)
    assert "session:long" in saving["formula"]
    door = urlsplit(saving["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query)))
    parts = [Decimal(part["contribution"]) for part in evidence["contributions"]]
    assert {part["session"] for part in evidence["contributions"]} == {"long"}
    assert (len(parts), sum(parts)) == (4, Decimal(saving["value"]))
