"""Imports: from an upload through a worker to calls, with whatever may go wrong on the way."""

import asyncio
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from netra.backend.config import BackendSettings
from netra.backend.resources import Resources
from netra.shared.environment import get_env
from tests.backend.conftest import Organization
from tests.backend.worker import running_worker, working

NATIVE = {"started_at": "2026-03-01T10:00:00Z", "provider": "openai", "model": "gpt-5-mini"}
ENDED = {"done", "failed", "cancelled", "undone"}


def native(count: int, **fields: Any) -> bytes:
    """Lines of native calls."""
    lines = (
        {**NATIVE, "usage": {"input_fresh": 100 + number, "output_text": 10}, **fields}
        for number in range(count)
    )
    return b"".join(orjson.dumps(line) + b"\n" for line in lines)


async def upload(
    organization: Organization, project: dict[str, Any], content: bytes, **params: str
) -> dict[str, Any]:
    response = await organization.request(
        "POST",
        f"/api/projects/{project['id']}/imports",
        content=content,
        params={"file_name": "calls.jsonl", **params},
    )
    assert response.status_code == 202, response.text
    return response.json()  # type: ignore[no-any-return]


async def ended(organization: Organization, project: dict[str, Any], job: dict[str, Any]) -> dict[str, Any]:
    """Wait until an import has come to an end."""
    path = f"/api/projects/{project['id']}/imports/{job['id']}"
    return await until(organization, path, lambda now: now["state"] in ENDED)


async def begun(organization: Organization, path: str) -> None:
    """Wait until an import has written something."""
    await until(organization, path, lambda now: bool(now["rows_written"]))


async def until(
    organization: Organization, path: str, reached: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """Ask again and again, for 50 s at least, until what is told is what is wanted."""
    now: dict[str, Any] = {}
    for _ in range(1_000):
        now = await organization.get(path)
        if reached(now):
            break
        await asyncio.sleep(0.05)
    assert reached(now), now
    return now


async def imported(
    organization: Organization, project: dict[str, Any], content: bytes, **params: str
) -> dict[str, Any]:
    return await ended(organization, project, await upload(organization, project, content, **params))


async def calls_of(organization: Organization, project: dict[str, Any]) -> int:
    return int((await organization.get(f"/api/projects/{project['id']}"))["calls"])


@pytest.mark.asyncio
async def test_a_file_is_imported_known_again_and_undone(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    content = gzip.compress(native(12_000) + b'{"broken\n' + native(1, usage={"input_fresh": -1}) + b"[]\n")
    async with working(resources):
        first = await imported(organization, project, content)
        assert (first["state"], first["rows_written"], first["rows_refused"]) == ("done", 12_000, 3)
        assert [refusal["row"] for refusal in first["refusals"]] == [12_001, 12_002, 12_003]
        assert first["bytes_read"] == first["bytes_total"] == len(content)
        again = await imported(organization, project, content)
        assert (again["state"], again["rows_written"], again["rows_known"]) == ("done", 0, 12_000)
        assert await calls_of(organization, project) == 12_000
        path = f"/api/projects/{project['id']}/imports/{first['id']}"
        assert (await organization.request("POST", f"{path}/undo")).json()["state"] == "undone"
        assert await calls_of(organization, project) == 0
        assert (await imported(organization, project, content))["rows_written"] == 12_000
        assert await calls_of(organization, project) == 12_000


@pytest.mark.asyncio
async def test_files_that_are_no_calls_fail_with_a_sentence(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    whole = gzip.compress(native(3_000))
    cases = {
        "": b"",
        "blank": b"\n \n",
        "none of the formats": b"hello world",
        "zip": b"PK\x03\x04rest",
        "truncated": whole[: len(whole) // 2],
        "damaged": whole[:40] + b"\0" * 40 + whole[80:],
        "Parquet": b"PAR1 is not enough",
        "No row": b'{"started_at": "yesterday", "usage": {}}\n',
        "JSON": b'{"data": [{"results": [{"num_model_requests": 5',
    }
    async with working(resources):
        jobs = [await upload(organization, project, content) for content in cases.values()]
        outcomes = [await ended(organization, project, job) for job in jobs]
    for word, outcome in zip(cases, outcomes, strict=True):
        assert outcome["state"] == "failed", outcome
        assert word in {"", "blank"} or word in outcome["error"], outcome
        assert outcome["error"].endswith((".", "}"))
    assert await calls_of(organization, project) == 0


@pytest.mark.asyncio
async def test_a_cancelled_import_leaves_no_calls(organization: Organization, resources: Resources) -> None:
    project = await organization.project()
    queued = await upload(organization, project, native(15_000))
    path = f"/api/projects/{project['id']}/imports/{queued['id']}"
    async with working(resources):
        await begun(organization, path)
        assert (await organization.request("POST", f"{path}/cancel")).json()["state"] == "cancelled"
        await asyncio.sleep(1)
    assert await calls_of(organization, project) == 0
    assert (await organization.request("POST", f"{path}/undo")).status_code == 409
    assert (await organization.get(path))["state"] == "cancelled"


@pytest.mark.asyncio
async def test_a_killed_worker_loses_and_doubles_nothing(
    organization: Organization, stores: BackendSettings
) -> None:
    project = await organization.project()
    job = await upload(organization, project, native(15_000))
    path = f"/api/projects/{project['id']}/imports/{job['id']}"
    with running_worker(stores) as first:
        await begun(organization, path)
        os.kill(first.pid, 9)
        first.wait()
        assert (await organization.get(path))["state"] == "running"
        with running_worker(stores):
            outcome = await ended(organization, project, job)
    assert (outcome["state"], outcome["rows_written"], outcome["rows_refused"]) == ("done", 15_000, 0)
    assert await calls_of(organization, project) == 15_000


@pytest.mark.asyncio
async def test_a_draining_worker_hands_its_import_over(
    organization: Organization, stores: BackendSettings
) -> None:
    project = await organization.project()
    job = await upload(organization, project, native(15_000))
    path = f"/api/projects/{project['id']}/imports/{job['id']}"
    with running_worker(stores) as first:
        await begun(organization, path)
        first.terminate()
        assert first.wait(10) == 0
    with running_worker(stores):
        assert (await ended(organization, project, job))["rows_written"] == 15_000
    assert await calls_of(organization, project) == 15_000


@pytest.mark.asyncio
async def test_strangers_cannot_touch_an_import(organization: Organization, stranger: Organization) -> None:
    project = await organization.project()
    job = await upload(organization, project, native(1))
    path = f"/api/projects/{project['id']}/imports"
    for method, under in (
        ("GET", ""),
        ("GET", f"/{job['id']}"),
        ("POST", f"/{job['id']}/cancel"),
        ("POST", f"/{job['id']}/undo"),
    ):
        assert (await stranger.request(method, path + under)).status_code == 404
    other = await stranger.project()
    assert (
        await stranger.request("GET", f"/api/projects/{other['id']}/imports/{job['id']}")
    ).status_code == 404


@pytest.mark.asyncio
async def test_template_and_schema_belong_together(organization: Organization, resources: Resources) -> None:
    project = await organization.project()
    template = await organization.request("GET", "/api/imports/template.jsonl")
    assert (await organization.get("/api/imports/schema.json"))["required"] == ["started_at", "usage"]
    async with working(resources):
        outcome = await imported(organization, project, template.content)
    assert (outcome["state"], outcome["rows_written"], outcome["rows_refused"]) == ("done", 2, 0)


@pytest.mark.asyncio
async def test_the_public_sessions_are_imported(organization: Organization, resources: Resources) -> None:
    folder = get_env().get("NETRA_SHARED_DATA")
    if folder is None:
        pytest.skip("The public data folder is absent.")
    project = await organization.project(price_book="definitions-flat")
    content = await asyncio.to_thread(Path(folder, "weka-claude-code", "requests_dev.parquet").read_bytes)
    async with working(resources):
        outcome = await imported(organization, project, content)
    assert (outcome["state"], outcome["rows_written"], outcome["rows_refused"]) == ("done", 24_420, 0)
    overview = await organization.get(f"/api/projects/{project['id']}/overview", agent="main")
    assert overview["calls"] == 24_183
    assert overview["cost"]["value"].startswith("12543.57607")
    assert overview["time"]["basis"] == "relative"
