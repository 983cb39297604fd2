"""Every route of the published interface: closed to others, and steady under bodies nobody should send."""

from collections.abc import AsyncIterator, Iterator
from types import MappingProxyType
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.runs.kills import ask, until_over
from tests.backend.spans import chat_span, request_of
from tests.backend.test_imports import imported, native
from tests.backend.test_traces import send
from tests.backend.worker import working

# What a route may ask for besides ids, so that nothing but the identity of the caller is wrong.
QUERY = MappingProxyType(
    {
        "file_name": "x",
        "figure": "cost",
        "cap": "500",
        "from": "2026-03-01T00:00:00Z",
        "to": "2026-03-02T00:00:00Z",
    }
)
# Their figures have names of their own, and "cost" is none of them.
FIGURES = frozenset(
    f"/api/projects/{{project_id}}/{area}/evidence"
    for area in (
        "latency",
        "savings/prompt-caching",
        "savings/exact-repeats",
        "savings/call-sizes",
        "savings/retries",
        "savings/alternatives",
        "savings/batch-prices",
        "savings/reasoning-cap",
        "session-steps",
        "slow-calls",
        "token-costs",
    )
)
Ids = dict[str, str]


def routes(app: FastAPI) -> Iterator[tuple[str, str, Ids]]:
    """Method, path with the names of ids in braces, and required query of each."""
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            asked = (part for part in operation.get("parameters", ()) if part["in"] == "query")
            query = {part["name"]: QUERY[part["name"]] for part in asked if part["required"]}
            yield method.upper(), path, query


async def answers(
    caller: Organization, app: FastAPI, ids: Ids, naming: str = "project_id"
) -> dict[tuple[str, str], int]:
    """The status of every route that names this kind of id, as the caller gets it."""
    found = {}
    for method, path, query in routes(app):
        if f"{{{naming}}}" in path:
            response = await caller.request(method, path.format_map(ids), params=query, json={"name": "x"})
            found[method, path] = response.status_code
    return found


async def a_project(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, span: int = 1
) -> Ids:
    """Ids of a project with a finished import and a call, which is one of `span`."""
    project = await organization.project()
    user, project_id = organization.subject, UUID(project["id"])
    async with working(resources):
        job = await imported(organization, project, native(3))
        run = await ask(resources, user, project_id, "What did we spend?")
        events = await until_over(resources, user, run, 30)
    await send(http, organization.key(project["id"]), request_of(chat_span(span)))
    page = await organization.get(f"/api/projects/{project['id']}/calls")
    results = (event["payload"].get("result_id") for event in events)
    return {
        "project_id": project["id"],
        "import_id": job["id"],
        "call_id": page["calls"][0]["call_id"],
        "thread_id": events[0]["thread_id"],
        "run_id": str(run),
        "result_id": next(filter(None, results)),
        "kind": "md",
    }


@pytest.mark.asyncio
async def test_another_organization_finds_nothing_on_any_route(
    http: httpx.AsyncClient,
    app: FastAPI,
    organization: Organization,
    stranger: Organization,
    resources: Resources,
) -> None:
    theirs = await a_project(http, organization, resources)
    own = await a_project(http, stranger, resources, span=2)
    refused = await answers(stranger, app, theirs)
    assert len(refused) > 10
    assert {route: status for route, status in refused.items() if status != 404} == {}
    for foreign in ("import_id", "call_id", "thread_id", "run_id", "result_id"):
        mixed = await answers(stranger, app, {**own, foreign: theirs[foreign]}, naming=foreign)
        assert set(mixed.values()) == {404}, foreign
    # Nothing was changed, and the ids were right.
    seen = await answers(organization, app, theirs)
    pages = {path: status for (method, path), status in seen.items() if method == "GET"}
    assert {path for path, status in pages.items() if status != 200} == FIGURES
    of_runs = await answers(organization, app, theirs, naming="run_id")
    assert set(of_runs.values()) == {200}


HOSTILE = (
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b'{"name": "\xff\xfe"}',
    b'{"name": "\\ud800"}',
    b'{"name": "a\\u0000b"}',
    b'{"name": NaN}',
    b'{"name": "x", "name": 5}',
    b'{"name": "x", "assumed_price": {"input_per_million": 1e999, "output_per_million": 1}}',
    b'{"name": "x", "assumed_price": {"input_per_million": NaN, "output_per_million": 1}}',
    b'{"name": "x", "assumed_price": {"input_per_million": -1, "output_per_million": 1}}',
    b'{"name": "x", "assumed_price": {"input_per_million": ' + b"9" * 5_000 + b', "output_per_million": 1}}',
    b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"name": "' + b"x" * 2_000_000 + b'"}',
)


@pytest.mark.asyncio
async def test_hostile_json_is_the_callers_mistake(organization: Organization) -> None:
    path = f"/api/projects/{(await organization.project())['id']}"
    headers = {"Content-Type": "application/json"}
    for body in HOSTILE:
        for method, place in (("POST", "/api/projects"), ("PATCH", path)):
            response = await organization.request(method, place, content=body, headers=headers)
            assert response.status_code in {400, 413, 422}, (body[:60], response.text)
            assert response.headers["Content-Type"] == "application/problem+json"
    assert (await organization.get(path))["name"] == "Test"


@pytest.mark.asyncio
async def test_a_stranger_cannot_fill_the_memory(http: httpx.AsyncClient) -> None:
    """The body is read before anybody is asked who they are, so its size is bounded whoever sends it."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b" " * 65_536

    for path in ("/api/projects", "/v1/traces"):
        headers = {"Content-Type": "application/json"}
        answer = await http.post(path, content=endless(), headers=headers)
        assert answer.status_code in {401, 413}, path
    for method, path in (("POST", "/api/projects"), ("PATCH", "/api/projects/imports")):
        answer = await http.request(method, path, content=endless(), headers=headers)
        assert answer.status_code == 413, path
