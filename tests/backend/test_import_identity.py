"""Which rows of which files are the same call, and what a file may hold without stopping its import."""

import gzip
import json
from typing import Any
from uuid import UUID

import orjson
import pytest

from netra.backend.imports.service import ImportService
from netra.backend.ingest.domain.tokens import described
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.test_imports import NATIVE, calls_of, ended, imported, native, upload
from tests.backend.worker import working

USAGE = {"input_fresh": 1, "output_text": 1}


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(orjson.dumps({**NATIVE, "usage": USAGE, **row}) + b"\n" for row in rows)


def hour(requests: int, tokens: int) -> bytes:
    """An organization's usage in one hour, exported while that hour was `requests` old."""
    result = {"input_tokens": tokens, "output_tokens": 10, "num_model_requests": requests, "model": "gpt-5"}
    bucket = {"start_time": 1_780_000_000, "end_time": 1_780_003_600, "results": [result]}
    return json.dumps({"data": [bucket]}).encode()


@pytest.mark.asyncio
async def test_a_call_with_an_id_counts_once_whatever_time_it_is_said_to_have_begun(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    later = {"id": "a", "started_at": "2026-04-01T00:00:00Z"}
    async with working(resources):
        first = await imported(organization, project, lines({"id": "a"}, {"id": "b"}, later))
        again = await imported(organization, project, lines(later, {"id": "c"}))
    assert (first["rows_written"], first["rows_known"]) == (2, 1)
    assert (again["rows_written"], again["rows_known"]) == (1, 1)
    assert await calls_of(organization, project) == 3


@pytest.mark.asyncio
async def test_a_file_is_the_same_gzipped_and_as_it_is(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    content = native(5)
    async with working(resources):
        await imported(organization, project, content)
        again = await imported(organization, project, gzip.compress(content))
        once_more = await imported(organization, project, gzip.compress(content, 1))
    assert (again["rows_known"], once_more["rows_known"]) == (5, 5)
    assert await calls_of(organization, project) == 5


@pytest.mark.asyncio
async def test_sums_that_have_grown_are_refused_until_the_older_export_is_undone(
    organization: Organization, resources: Resources
) -> None:
    """A row that replaced another import's would leave nothing when its own import is undone."""
    project = await organization.project()
    path = f"/api/projects/{project['id']}"
    async with working(resources):
        noon = await imported(organization, project, hour(10, 1_000))
        evening = await imported(organization, project, hour(25, 2_500))
        assert (evening["state"], evening["rows_refused"]) == ("failed", 1)
        assert "Undo that import" in evening["refusals"][0]["reason"]
        assert (await organization.get(f"{path}/overview"))["input"]["value"] == "1000"
        await organization.request("POST", f"{path}/imports/{noon['id']}/undo")
        again = await imported(organization, project, hour(25, 2_500))
        smaller = await imported(organization, project, hour(10, 1_000))
    assert (again["rows_written"], smaller["rows_known"]) == (1, 1)
    assert (await organization.get(f"{path}/overview"))["input"]["value"] == "2500"


@pytest.mark.asyncio
async def test_of_a_sum_that_comes_twice_in_one_file_the_larger_one_counts(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    pages = b"[" + hour(10, 1_000) + b"," + hour(25, 2_500) + b"]"
    async with working(resources):
        job = await imported(organization, project, pages)
    assert (job["rows_written"], job["rows_known"]) == (1, 1)
    overview = await organization.get(f"/api/projects/{project['id']}/overview")
    assert overview["input"]["value"] == "2500"


@pytest.mark.asyncio
async def test_imports_of_a_project_wait_for_each_other(
    organization: Organization, resources: Resources
) -> None:
    """Two files at once hold the same calls, each said to have begun at another time."""
    project = await organization.project()
    early, late = ({"started_at": f"2026-03-0{day}T00:00:00Z"} for day in (1, 2))
    files = [lines(*({"id": str(number), **at} for number in range(400))) for at in (early, late)]
    jobs = [await upload(organization, project, content) for content in files]
    async with working(resources):
        done = [await ended(organization, project, job) for job in jobs]
    assert sorted((job["rows_written"], job["rows_known"]) for job in done) == [(0, 400), (400, 0)]
    assert await calls_of(organization, project) == 400


@pytest.mark.asyncio
async def test_an_import_of_a_project_that_was_deleted_ends(
    organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    job = await upload(organization, project, native(3))
    path = f"/api/projects/{project['id']}"
    assert (await organization.request("DELETE", path)).status_code == 204
    await ImportService.on(resources).run(UUID(job["id"]), lambda: False)
    assert (await organization.request("POST", f"{path}/restore")).status_code == 200
    ended = await organization.get(f"{path}/imports/{job['id']}")
    assert (ended["state"], "deleted" in ended["error"]) == ("failed", True)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "odd",
    [
        {"usage": {"prompt_tokens": 1, "prompt_tokens_details": [{"modality": [], "tokenCount": 1}]}},
        {"usage": {"promptTokenCount": 1, "promptTokensDetails": [{"modality": [], "tokenCount": 1}]}},
        {"usage": {"input_tokens": 1, "server_tool_use": {"web_search_requests": 10**19}}},
        {"usage": {"a\0b": 1, "input_fresh": 1}},
        {"feature\0": "x"},
        {"started_at": "my card is 4111 1111 1111 1111, call me"},
    ],
    ids=str,
)
async def test_an_odd_row_is_refused_and_the_rest_is_read(
    organization: Organization, resources: Resources, odd: dict[str, Any]
) -> None:
    project = await organization.project()
    async with working(resources):
        job = await imported(organization, project, lines(odd) + native(2))
    assert (job["state"], job["rows_written"], job["rows_refused"]) == ("done", 2, 1)
    assert "4111" not in job["refusals"][0]["reason"]


@pytest.mark.asyncio
@pytest.mark.parametrize("cell", ["²", "9" * 5_000, "1,5x"])
async def test_an_odd_cell_of_a_usage_export_is_refused(
    organization: Organization, resources: Resources, cell: str
) -> None:
    project = await organization.project()
    header = "start_time,end_time,num_model_requests,input_tokens,output_tokens,model\n"
    rows = f'1780000000,1780003600,1,"{cell}",1,gpt-5\n1780003600,1780007200,1,5,1,gpt-5\n'
    async with working(resources):
        job = await imported(organization, project, (header + rows).encode())
    assert (job["state"], job["rows_written"], job["rows_refused"]) == ("done", 1, 1)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-5, "-5"),
        ("12,5", "'12,5'"),
        ("2026-13-45", "'2026-13-45'"),
        ("ada@example.com", "some text"),
        ("x" * 10**6, "some text"),
        (10**400, "1" + "0" * 39),
        ([1], "a list"),
        ({"a": "secret"}, "an object"),
        (None, "None"),
    ],
    ids=str,
)
def test_a_reason_repeats_no_text_of_a_customer(value: object, said: str) -> None:
    assert described(value) == said
