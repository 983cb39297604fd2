"""One question to a model: asked again with reasons, at most twice, within its tokens."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from pydantic import BaseModel
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, ToolCallPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.models.test import TestModel

from netra.backend.config import BackendSettings, LanguageModelProvider
from netra.backend.language_models.domain import (
    Asker,
    BudgetSpentError,
    LanguageModelError,
    ModelQuestion,
    NotConfiguredError,
    OverloadedError,
    PausedError,
    RejectedError,
    UnusableAnswerError,
)
from netra.backend.language_models.repository.providers import Conversation, provider_model
from netra.backend.language_models.repository.spans import OwnSpans
from netra.backend.language_models.service import LanguageModelService
from netra.backend.resources import Resources
from netra.shared.environment import get_env
from tests.backend.language_models.stub import KEY, Stub, used

ENOUGH = 100_000


class Word(BaseModel):
    word: str


def asker() -> Asker:
    return Asker(uuid4(), uuid4(), uuid4(), uuid4(), "triage")


def question(wanted: str) -> ModelQuestion[Word]:
    return ModelQuestion(
        Word, "Say it.", "Now.", lambda said: () if said.word == wanted else (f"Not {said.word}.",)
    )


def conversation(model: Model, most_tokens: int = ENOUGH) -> Conversation:
    return Conversation(model, OwnSpans(asker()), "triage", most_tokens)


class Speaker:
    """A model that says one word after the other, or fails with an HTTP status."""

    def __init__(self, *words: str | int) -> None:
        self.words = words
        self.heard: list[str] = []

    def __call__(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.heard.append(repr(messages[-1]))
        word = self.words[len(self.heard) - 1]
        if isinstance(word, int):
            raise ModelHTTPError(word, "function")
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, json.dumps({"word": word}))])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "words", [("yes",), ("no", "yes"), ("no", "no", "yes"), (500, "yes"), (429, "no", "yes")]
)
async def test_an_answer_is_asked_for_until_it_passes(words: tuple[str | int, ...]) -> None:
    speaker = Speaker(*words)
    assert (await conversation(FunctionModel(speaker)).answer(question("yes"))).word == "yes"
    assert len(speaker.heard) == len(words)
    assert "no" not in words or "Not no." in speaker.heard[-1]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("words", "error", "requests"),
    [
        (("a", "b", "c", "yes"), UnusableAnswerError, 3),
        ((500, 503, 429, "yes"), OverloadedError, 3),
        (("a", 500, "b", "yes"), UnusableAnswerError, 3),
        ((401, "yes"), RejectedError, 1),
        (("a", 404, "yes"), RejectedError, 2),
    ],
)
async def test_after_three_requests_it_is_given_up(
    words: tuple[str | int, ...], error: type[LanguageModelError], requests: int
) -> None:
    speaker = Speaker(*words)
    with pytest.raises(error):
        await conversation(FunctionModel(speaker)).answer(question("yes"))
    assert len(speaker.heard) == requests


@pytest.mark.asyncio
async def test_what_is_left_of_a_budget_bounds_the_answers() -> None:
    talk = conversation(FunctionModel(Speaker("no", "yes")), most_tokens=40)
    with pytest.raises(BudgetSpentError):
        await talk.answer(question("yes"))
    assert talk.used > 40


@pytest.mark.asyncio
async def test_the_spans_of_a_question_say_whose_it_was() -> None:
    spans = OwnSpans(asker())
    assert spans.encoded() == b""
    await Conversation(TestModel(custom_output_args={"word": "yes"}), spans, "triage", ENOUGH).answer(
        question("yes")
    )
    for said in (b"user.id", b"netra.feature", b"gen_ai.usage.input_tokens", b"Say it."):
        assert said in spans.encoded()


def connecting(model: Model) -> Callable[[BackendSettings], object]:
    @asynccontextmanager
    async def connect(_: BackendSettings) -> AsyncIterator[Model]:
        yield model

    return connect


@pytest.mark.asyncio
async def test_a_failure_that_nobody_foresaw_is_an_error_of_ours(resources: Resources) -> None:
    def broken(*_: object) -> ModelResponse:
        raise ZeroDivisionError

    service = LanguageModelService(resources, connecting(FunctionModel(broken)))  # type: ignore[arg-type]
    with pytest.raises(UnusableAnswerError):
        await service.structured(question("yes"), asker())


@pytest.mark.asyncio
async def test_a_provider_that_keeps_failing_is_left_alone(resources: Resources) -> None:
    speaker = Speaker(*[500] * 99)
    service = LanguageModelService(resources, connecting(FunctionModel(speaker)))  # type: ignore[arg-type]
    for _ in range(5):
        with pytest.raises(OverloadedError):
            await service.structured(question("yes"), asker())
    heard = len(speaker.heard)
    with pytest.raises(PausedError):
        await service.structured(question("yes"), asker())
    assert len(speaker.heard) == heard


@pytest.mark.asyncio
async def test_a_run_has_a_budget_of_its_own(resources: Resources) -> None:
    resources.settings = resources.settings.model_copy(update={"language_model_run_tokens": 2_100})
    one, other = asker(), asker()
    service = LanguageModelService(resources, connecting(FunctionModel(Speaker(*["yes"] * 9))))  # type: ignore[arg-type]
    await service.structured(question("yes"), one)
    await service.structured(question("yes"), one)
    with pytest.raises(BudgetSpentError):
        await service.structured(question("yes"), one)
    assert (await service.structured(question("yes"), other)).word == "yes"


@pytest.mark.asyncio
async def test_without_a_model_nothing_is_answered(resources: Resources) -> None:
    resources.settings = resources.settings.model_copy(update={"language_model_provider": None})
    service = LanguageModelService(resources)
    assert service.name is None
    with pytest.raises(NotConfiguredError):
        await service.structured(question("yes"), asker())


@pytest.mark.asyncio
@pytest.mark.parametrize("provider", ["openai", "anthropic"])
@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", None])
async def test_both_providers_are_reached_where_the_settings_say(
    stores: BackendSettings, provider: str, url: str | None
) -> None:
    changes = {"language_model_provider": provider, "language_model_base_url": url}
    settings = BackendSettings.model_validate({**stores.model_dump(by_alias=False), **changes}, by_name=True)
    async with provider_model(settings) as model:
        assert model.model_name == "stub-1"
        assert model.system == provider
        assert str(model.base_url).startswith(url or "https://api.")


@pytest.mark.asyncio
async def test_the_interface_of_anthropic_is_spoken(resources: Resources, stub: Stub) -> None:
    resources.settings = resources.settings.model_copy(
        update={
            "language_model_provider": LanguageModelProvider.ANTHROPIC,
            "language_model_base_url": f"http://127.0.0.1:{stub.port}",
        }
    )
    stub.behave = lambda request: used(request, {"word": "yes"})
    assert (await LanguageModelService(resources).structured(question("yes"), asker())).word == "yes"
    assert stub.heads[0].startswith("POST /v1/messages")
    assert KEY in stub.heads[0]


def test_a_process_without_a_model_does_not_load_the_libraries() -> None:
    heavy = "('pydantic_ai', 'openai', 'anthropic', 'opentelemetry.sdk.trace')"
    code = f"import sys, netra.backend.main; print([name for name in {heavy} if name in sys.modules])"
    environment = get_env().get_subprocess_env(PYTHONPATH=":".join(path for path in sys.path if path))
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
