"""The backend with a language model, which is a server of the test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from netra.backend.config import BackendSettings, LanguageModelProvider
from netra.dev.ports import free_port
from tests.backend.language_models.stub import KEY, Stub


@pytest_asyncio.fixture
async def stub() -> AsyncIterator[Stub]:
    made = Stub(free_port())
    async with made.serving():
        yield made


@pytest.fixture
def stores(stores: BackendSettings, stub: Stub) -> BackendSettings:
    """The same stores, and a language model."""
    model = {
        "language_model_provider": LanguageModelProvider.OPENAI,
        "language_model": "stub-1",
        "language_model_api_key": SecretStr(KEY),
        "language_model_base_url": f"http://127.0.0.1:{stub.port}/v1",
    }
    return stores.model_copy(update=model)
