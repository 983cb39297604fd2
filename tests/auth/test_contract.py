"""The published contract and the routes for operators."""

import json
from collections.abc import AsyncIterator

import pytest
from click.testing import CliRunner

from netra.auth.main import cli
from netra.dev.ports import free_port
from netra.shared.clock import FixedClock
from tests.auth.apps import Instance, instance_on


def _contract() -> str:
    result = CliRunner().invoke(cli, ["openapi"])
    assert result.exit_code == 0, result.output
    return result.output


def test_every_operation_documents_its_problems() -> None:
    for path in json.loads(_contract())["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]


@pytest.mark.asyncio
async def test_health_and_metrics(auth: Instance) -> None:
    assert (await auth.browser.get("/health/live")).json() == {"status": "live"}
    ready = await auth.browser.get("/health/ready")
    assert ready.json() == {"status": "ready", "checks": {"postgresql": "ok"}}
    assert not auth.resources.database.is_started
    assert "netra_http_requests_total" in (await auth.browser.get("/metrics")).text


@pytest.mark.asyncio
@pytest.mark.parametrize("announced", [True, False])
async def test_large_bodies_are_refused(auth: Instance, announced: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * 4096

    content = b"x" * 5 * 4096 if announced else pieces()
    headers = {"Content-Type": "application/json"}
    answer = await auth.browser.post("/auth/validate", content=content, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


@pytest.mark.asyncio
async def test_not_ready_without_a_database(clock: FixedClock) -> None:
    stranded = instance_on(f"postgresql://u:p@127.0.0.1:{free_port()}/d", clock)
    answer = await stranded.browser.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]) == (
        503,
        {"postgresql": "The database is not answering."},
    )
    assert (await stranded.browser.get("/health/live")).status_code == 200
    await stranded.close()
