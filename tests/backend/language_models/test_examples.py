"""Each reading that a model learns from can be answered: by every agent, on a project with its names."""

import asyncio
import random
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson
import pytest

from netra.backend.agents.schemas import Report
from netra.backend.agents.service import AgentService
from netra.backend.agents.triage.domain.rereading.examples import EXAMPLE_SETTING, EXAMPLES, examples
from netra.backend.agents.triage.domain.rereading.written import People, written
from netra.backend.config import BackendSettings
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.language_models.stub import Reply, Stub, called, data_of, is_rereading
from tests.backend.runs.kills import ask, until_over
from tests.backend.test_imports import ended, upload
from tests.backend.worker import working

CALLS: Final = 400
SECONDS: Final = 110.0
READINGS: Final = {example.question: written(example.goal, People({})) for example in examples()}


@pytest.fixture
def stores(stores: BackendSettings) -> BackendSettings:
    """No end of tokens for a model."""
    return stores.model_copy(update={"language_model_organization_tokens_a_day": 10**9})


def _log() -> bytes:
    """Calls from the first time that an example is about until now, by whoever is named in them."""
    chance = random.Random(7)  # noqa: S311  the same each time
    assert EXAMPLE_SETTING.span is not None
    since, until = EXAMPLE_SETTING.span[0], datetime.now(UTC)
    times = (since + (until - since) * number / CALLS for number in range(CALLS))
    return b"".join(orjson.dumps(_call(number, at, chance)) + b"\n" for number, at in enumerate(times))


def _call(number: int, at: datetime, chance: random.Random) -> dict[str, Any]:
    names, tokens = EXAMPLE_SETTING.names, chance.randint(300, 120_000)
    return {
        "id": f"c-{number}",
        "started_at": at.isoformat(),
        "provider": "openai",
        "model": chance.choice(names.models),
        "feature": chance.choice(names.features),
        "agent": names.agents[0],
        "user_id": chance.choice(names.users),
        "session_id": f"s-{number // 23}",
        "usage": {"input_fresh": tokens // 3, "cache_read": tokens, "output_text": 500},
        "duration_ms": chance.randint(500, 9_000),
        "ttft_ms": 400,
        "status": "error" if number % 20 == 0 else "ok",
        "stop_reason": "stop",
    }


def _as_the_example(request: dict[str, Any]) -> Reply:
    """A model that reads each question as the example has it, and words no answer anew."""
    data = data_of(request)
    if not is_rereading(request):
        return called(request, {"text": data["answer"]})
    told = {"is_right": False, "is_off_topic": False, "readings": [READINGS[data["question"]]]}
    return called(request, told)


@pytest.mark.asyncio
async def test_each_is_answered(organization: Organization, resources: Resources, stub: Stub) -> None:
    project = await organization.project()
    stub.behave = _as_the_example
    async with working(resources):
        job = await ended(organization, project, await upload(organization, project, _log()))
        assert (job["state"], job["rows_written"]) == ("done", CALLS)
        few = asyncio.Semaphore(4)

        async def answered(question: str) -> Report:
            # Whoever waits looks again and again: all of them at once would have no time for answers.
            async with few:
                return await _answered(resources, organization, project["id"], question)

        reports = await asyncio.gather(*map(answered, EXAMPLES))
    assert set(EXAMPLES) == set(READINGS)
    assert [one.question for one in reports if not one.answer.text] == []
    assert [one.question for one in reports if "stub-1 read" not in " ".join(one.method.notes)] == []


async def _answered(resources: Resources, organization: Organization, project: str, question: str) -> Report:
    user = organization.analyst
    run = await ask(resources, user, UUID(project), question)
    events = await until_over(resources, user, run, SECONDS)
    assert events[-1]["type"] == "run_completed", (question, events[-1])
    return await AgentService.on(resources).report(user, run)
