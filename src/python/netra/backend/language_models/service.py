"""The language model, when one is configured: asked within a time and a budget, and on the record."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Final, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel

from netra.backend.config import BackendSettings
from netra.backend.ingest.schemas import PROTOBUF
from netra.backend.ingest.service import TraceService
from netra.backend.language_models.domain import (
    OWN_PROJECT_NAME,
    Account,
    Asker,
    BudgetSpentError,
    BudgetUnknownError,
    LanguageModelError,
    LostError,
    ModelQuestion,
    NotConfiguredError,
    OverloadedError,
    PausedError,
    TooSlowError,
    UnusableAnswerError,
    accounts_of,
    own_project_id,
)
from netra.backend.language_models.repository.tokens import TokenRepository
from netra.backend.projects.domain import TextPolicy
from netra.backend.projects.schemas import ProjectCreate
from netra.backend.projects.service import AccessibleProject, ProjectService
from netra.backend.resources import Resources
from netra.shared.errors import Unavailable
from netra.shared.resilience import Breaker

if TYPE_CHECKING:
    from pydantic_ai.models import Model

    from netra.backend.language_models.repository.providers import Conversation
    from netra.backend.language_models.repository.spans import OwnSpans

A = TypeVar("A", bound=BaseModel)
Connect = Callable[[BackendSettings], "AbstractAsyncContextManager[Model]"]

RECORD_SECONDS: Final = 5.0
PAUSE_SECONDS: Final = 30.0
"""For how long a provider that keeps failing is not asked, so that not every question waits for it."""
_log = logging.getLogger(__name__)


class LanguageModelService:
    """One per process. Without a configuration it loads nothing and answers nothing."""

    def __init__(self, resources: Resources, connect: Connect | None = None) -> None:
        self._resources = resources
        self._settings = resources.settings
        self._tokens = TokenRepository(resources.redis)
        self._connect = connect
        self._breaker = Breaker("The language model", recovery=PAUSE_SECONDS)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, lambda: cls(resources))

    @property
    def name(self) -> str | None:
        """The model's name; None when there is none to ask."""
        return self._settings.language_model if self._settings.language_model_provider else None

    async def structured(self, asked: ModelQuestion[A], asker: Asker) -> A:
        """The model's answer, which passed its check. Raises LanguageModelError, and nothing else."""
        if self.name is None:
            raise NotConfiguredError("is not configured")
        accounts, reserved = self._accounts(asker), asked.most_tokens
        left = await self._reserve(accounts, reserved)
        # Imported here: what an idle process without a model need not pay for.
        from netra.backend.language_models.repository.providers import Conversation, provider_model
        from netra.backend.language_models.repository.spans import OwnSpans

        spans = OwnSpans(asker)
        async with (self._connect or provider_model)(self._settings) as model:
            conversation = Conversation(model, spans, asker.agent, left)
            seconds = self._settings.language_model_seconds
            outcome = await self._unless_paused(lambda: _outcome(conversation, asked, seconds))
        await self._charge(accounts, _charged(outcome, conversation.used, reserved) - reserved)
        await self._record(asker, spans)
        if isinstance(outcome, LanguageModelError):
            _log.warning("A language model was of no use", extra={"reason": str(outcome)})
            raise outcome
        return outcome

    async def _unless_paused(
        self, ask: Callable[[], Awaitable[A | LanguageModelError]]
    ) -> A | LanguageModelError:
        try:
            return await self._breaker.call(ask)
        except LanguageModelError as error:
            return error
        except Unavailable:
            return PausedError(f"has failed again and again and is left alone for {PAUSE_SECONDS:g} s")

    def _accounts(self, asker: Asker) -> tuple[Account, ...]:
        return accounts_of(
            asker,
            self._resources.clock.now().date(),
            a_run=self._settings.language_model_run_tokens,
            a_day=self._settings.language_model_organization_tokens_a_day,
        )

    async def _reserve(self, accounts: tuple[Account, ...], tokens: int) -> int:
        """Take the tokens of one request beforehand; return how many are left with them.

        Beforehand, so that many who ask at once cannot use more together than there is.
        """
        try:
            counts = await self._tokens.add(accounts, tokens)
        except Unavailable:
            raise BudgetUnknownError("was not asked, since nobody can tell what it may still use") from None
        left = min(account.limit - count + tokens for account, count in zip(accounts, counts, strict=True))
        if left < tokens:
            await self._charge(accounts, -tokens)
            raise BudgetSpentError("was not asked: this run or the organization today has used its tokens")
        return left

    async def _charge(self, accounts: tuple[Account, ...], tokens: int) -> None:
        try:
            await self._tokens.add(accounts, tokens)
        except Unavailable:
            _log.warning("Redis is not answering; tokens of a language model stay reserved.")

    async def _record(self, asker: Asker, spans: "OwnSpans") -> None:
        """Send what was asked into the organization's own project, on the way that all traces take."""
        try:
            async with asyncio.timeout(RECORD_SECONDS):
                body = spans.encoded()
                found = await self._own_project(asker.organization_id) if body else None
                if found is not None:
                    await TraceService.on(self._resources).receive(found, body, PROTOBUF)
        except Exception:  # noqa: BLE001  an answer is worth more than its record
            _log.exception("A question to a language model was not recorded")

    async def _own_project(self, organization_id: UUID) -> AccessibleProject | None:
        """The project, made at its first use; None when somebody has deleted it, who wants no record."""
        body = ProjectCreate(name=OWN_PROJECT_NAME, text_policy=TextPolicy.KEEP)
        async with self._resources.database.session() as session:
            projects = ProjectService.on(self._resources, session)
            return await projects.provide(organization_id, own_project_id(organization_id), body)


async def _outcome(
    conversation: "Conversation", asked: ModelQuestion[A], seconds: float
) -> A | LanguageModelError:
    """What came of a question. Raises what shows that the provider is away; anything else is an outcome."""
    try:
        async with asyncio.timeout(seconds):
            return await conversation.answer(asked)
    except TimeoutError:
        raise TooSlowError(f"did not answer within {seconds:g} s") from None
    except (LostError, OverloadedError):
        raise
    except LanguageModelError as error:
        return error
    except Exception as error:  # noqa: BLE001  whatever a provider sends, the rules go on
        # Its name only: what a provider says may repeat a part of the key.
        _log.error("A language model failed", extra={"error": type(error).__name__})
        return UnusableAnswerError("gave no answer that can be used")


def _charged(outcome: object, used: int, reserved: int) -> int:
    """What a question cost: its answers, and all that was reserved when one may be billed that never came."""
    return max(used, reserved) if isinstance(outcome, TooSlowError | LostError) else used
