"""Redis with a prefix per service."""

import pytest

from netra.dev.ports import free_port
from netra.shared.errors import Unavailable
from netra.shared.redis import RedisStore


@pytest.mark.asyncio
async def test_services_do_not_meet(redis_url: str) -> None:
    auth, backend = RedisStore(redis_url, "auth"), RedisStore(redis_url, "backend")
    await auth.client.set(auth.key("session", 7), "a")
    assert await backend.client.get(backend.key("session", 7)) is None
    assert await auth.client.keys("*") == ["auth:session:7"]
    await auth.close()
    await backend.close()


@pytest.mark.asyncio
async def test_ping_opens_no_client(redis_url: str) -> None:
    store = RedisStore(redis_url, "auth")
    await store.ping()
    assert store._client is None
    await store.client.ping()
    await store.ping()
    await store.close()


@pytest.mark.asyncio
async def test_an_absent_server_is_unavailable() -> None:
    store = RedisStore(f"redis://127.0.0.1:{free_port()}/0", "auth")
    with pytest.raises(Unavailable):
        await store.ping()
    with pytest.raises(Unavailable), store.translated():
        await store.client.get("x")
    await store.close()
