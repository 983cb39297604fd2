"""The one module that speaks to language models. Imported only where one is configured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import httpx2
from pydantic_ai import Agent, ModelRetry, UsageLimits
from pydantic_ai.capabilities.instrumentation import Instrumentation
from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAPIError,
    ModelHTTPError,
    UnexpectedModelBehavior,
    UsageLimitExceeded,
)
from pydantic_ai.models import Model
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RunUsage

from netra.backend.config import BackendSettings, LanguageModelProvider
from netra.backend.language_models.domain import (
    MOST_ANSWER_TOKENS,
    MOST_REQUESTS,
    BudgetSpentError,
    LanguageModelError,
    LostError,
    ModelQuestion,
    OverloadedError,
    RejectedError,
    UnusableAnswerError,
)
from netra.backend.language_models.repository.spans import OwnSpans

M = TypeVar("M")

# Said, since the libraries would otherwise look into the environment for others.
_OPENAI_URL: Final = "https://api.openai.com/v1"
_ANTHROPIC_URL: Final = "https://api.anthropic.com"
_NO_KEY: Final = "none"
"""For servers that ask for no key; the libraries insist on one."""
_WAIT_SECONDS: Final = 0.5
_TRANSIENT: Final = frozenset({408, 409, 425, 429})
_SERVER_FAILED: Final = 500


@asynccontextmanager
async def provider_model(settings: BackendSettings) -> AsyncIterator[Model]:
    """The configured model with connections of its own, which are closed at the end."""
    key = settings.language_model_api_key.get_secret_value() if settings.language_model_api_key else _NO_KEY
    name, url = settings.language_model or "", settings.language_model_base_url
    async with httpx2.AsyncClient(timeout=settings.language_model_seconds) as http:
        if settings.language_model_provider is LanguageModelProvider.ANTHROPIC:
            yield _anthropic(name, key, url or _ANTHROPIC_URL, http)
        else:
            yield _openai(name, key, url or _OPENAI_URL, http)


def _openai(name: str, key: str, url: str, http: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    return OpenAIChatModel(name, provider=OpenAIProvider(base_url=url, api_key=key, http_client=http))


def _anthropic(name: str, key: str, url: str, http: httpx2.AsyncClient) -> Model:
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    return AnthropicModel(name, provider=AnthropicProvider(base_url=url, api_key=key, http_client=http))


class Conversation:
    """One question to a model: at most `MOST_REQUESTS` requests until an answer passes its check."""

    def __init__(self, model: Model, spans: OwnSpans, name: str, most_tokens: int) -> None:
        self._model = model
        self._spans = spans
        self._name = name
        self._limits = UsageLimits(request_limit=MOST_REQUESTS, total_tokens_limit=most_tokens)
        self._usage = RunUsage()

    @property
    def used(self) -> int:
        """The tokens of all answers so far, input and output."""
        return self._usage.total_tokens

    async def answer(self, asked: ModelQuestion[M]) -> M:
        """The first answer that passes. Raises LanguageModelError."""
        agent, failures = self._agent(asked), 0
        while True:
            left = MOST_REQUESTS - failures - self._usage.requests - 1
            try:
                done = await agent.run(
                    asked.prompt, usage=self._usage, usage_limits=self._limits, retries={"output": left}
                )
            except AgentRunError as error:
                failures += 1
                if not _is_transient(error) or failures + self._usage.requests >= MOST_REQUESTS:
                    raise _translated(error) from None
                await asyncio.sleep(_WAIT_SECONDS * failures)
            else:
                return done.output

    def _agent(self, asked: ModelQuestion[M]) -> Agent[object, M]:
        tracing = InstrumentationSettings(
            tracer_provider=self._spans.provider, include_model_request_parameters=False
        )
        agent: Agent[object, M] = Agent(
            self._model,
            output_type=asked.kind,
            instructions=asked.instructions,
            name=self._name,
            model_settings=ModelSettings(max_tokens=MOST_ANSWER_TOKENS, max_retries=0),
            capabilities=[Instrumentation(settings=tracing)],
        )

        def passing(answer: M) -> M:
            if wrong := asked.check(answer):
                raise ModelRetry("\n".join(wrong))
            return answer

        agent.output_validator(passing)
        return agent


def _is_transient(error: AgentRunError) -> bool:
    if isinstance(error, ModelHTTPError):
        return error.status_code in _TRANSIENT or error.status_code >= _SERVER_FAILED
    return isinstance(error, ModelAPIError)


def _translated(error: AgentRunError) -> LanguageModelError:
    """Our own error; the provider's words are left out, since they may repeat a part of the key."""
    if isinstance(error, UsageLimitExceeded):
        return BudgetSpentError("would have used more tokens than it may")
    if isinstance(error, ModelHTTPError):
        kind = OverloadedError if _is_transient(error) else RejectedError
        return kind(f"refused with HTTP status {error.status_code}")
    if isinstance(error, ModelAPIError):
        return LostError("could not be reached")
    if isinstance(error, UnexpectedModelBehavior):
        return UnusableAnswerError("gave no answer that can be used")
    return UnusableAnswerError("failed")
