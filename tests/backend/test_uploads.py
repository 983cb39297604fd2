"""What an upload may hold: streamed whatever its size, refused beyond the limits, never kept in memory."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import timedelta

import psutil
import pytest
from sqlalchemy import func, select

from netra.backend.imports.domain.jobs import CHUNK_BYTES, MOST_BYTES
from netra.backend.imports.models import ImportChunkRow
from netra.backend.imports.service import ABANDONED_AFTER, ImportService
from netra.backend.resources import Resources
from netra.shared.clock import FixedClock, SystemClock
from tests.backend.conftest import Organization
from tests.backend.test_imports import calls_of, imported, native
from tests.backend.worker import working

MEBIBYTE = 1024 * 1024


async def chunks_kept(resources: Resources) -> int:
    async with resources.database.session() as session:
        return await session.scalar(select(func.count()).select_from(ImportChunkRow)) or 0


@pytest.mark.asyncio
async def test_an_announced_size_beyond_the_limit_is_413_at_once(organization: Organization) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/imports"
    headers = {"Content-Length": str(MOST_BYTES + 1)}
    response = await organization.request("POST", path, headers=headers, params={"file_name": "x"})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert await organization.get(path) == []


@pytest.mark.asyncio
async def test_more_than_the_limit_unannounced_is_413_and_leaves_nothing(
    organization: Organization, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield bytes(CHUNK_BYTES)

    monkeypatch.setattr("netra.backend.imports.service.MOST_BYTES", 3 * CHUNK_BYTES)
    path = f"/api/projects/{(await organization.project())['id']}/imports"
    response = await organization.request("POST", path, content=body(), params={"file_name": "x"})
    assert response.status_code == 413
    (job,) = await organization.get(path)
    assert job["state"] == "failed"
    assert await chunks_kept(resources) == 0


@pytest.mark.asyncio
async def test_a_large_upload_takes_no_more_memory_than_a_small_one(
    organization: Organization, resources: Resources
) -> None:
    sizes: list[int] = []
    piece = b"x" * MEBIBYTE

    async def body() -> AsyncIterator[bytes]:
        for _ in range(256):
            sizes.append(psutil.Process().memory_info().rss)
            yield piece

    path = f"/api/projects/{(await organization.project())['id']}/imports"
    response = await organization.request("POST", path, content=body(), params={"file_name": "x"})
    assert (response.status_code, response.json()["bytes_total"]) == (202, 256 * MEBIBYTE)
    assert await chunks_kept(resources) == 256
    # The first pieces open connections and fill caches.
    assert max(sizes) - sizes[16] < 32 * MEBIBYTE


@pytest.mark.asyncio
async def test_an_endless_line_fails(organization: Organization, resources: Resources) -> None:
    project = await organization.project()
    async with working(resources):
        outcome = await imported(
            organization, project, gzip.compress(b'{"started_at"' + b" " * (80 * MEBIBYTE))
        )
    assert outcome["state"] == "failed"
    assert "longer than" in outcome["error"]


@pytest.mark.asyncio
@pytest.mark.parametrize("line", [b"{}\n", b"}\n", b"\n"])
async def test_what_unpacks_to_too_much_fails_and_leaves_nothing(
    organization: Organization, resources: Resources, monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    monkeypatch.setattr("netra.backend.imports.domain.reading.MOST_BYTES", MEBIBYTE // 4)
    project = await organization.project()
    bomb = gzip.compress(native(10) + line * (MEBIBYTE // 4))
    assert len(bomb) < 4096
    async with working(resources):
        outcome = await imported(organization, project, bomb)
    assert outcome["state"] == "failed"
    assert "unpacks to more than" in outcome["error"]
    assert await calls_of(organization, project) == 0


@pytest.mark.asyncio
async def test_an_upload_whose_sender_has_gone_is_dropped(
    organization: Organization, resources: Resources
) -> None:
    begun, hangs = asyncio.Event(), asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield bytes(CHUNK_BYTES)
        begun.set()
        await hangs.wait()
        yield bytes(CHUNK_BYTES)

    path = f"/api/projects/{(await organization.project())['id']}/imports"
    request = organization.request("POST", path, content=body(), params={"file_name": "x"})
    upload = asyncio.create_task(request)
    await begun.wait()
    assert await chunks_kept(resources) == 1
    resources.clock = FixedClock(SystemClock().now() + ABANDONED_AFTER + timedelta(minutes=1))
    await ImportService.on(resources).clean()
    (job,) = await organization.get(path)
    assert (job["state"], await chunks_kept(resources)) == ("failed", 0)
    hangs.set()
    assert (await upload).status_code == 409
    assert await chunks_kept(resources) == 0
