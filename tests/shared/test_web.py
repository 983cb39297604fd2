"""The application every service is."""

import asyncio
import json
import logging
from collections.abc import Iterator

import httpx2
import pytest
import structlog
from fastapi import APIRouter, Header
from pydantic import BaseModel

from netra.shared import web
from netra.shared.errors import Conflict, NetraError, TooMany, Unauthorized, Unavailable
from netra.shared.telemetry import configure_logging
from netra.shared.web import openapi_text
from tests.shared.apps import FRONTEND, app_with, client_of

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


class Item(BaseModel):
    size: int


def _routes() -> APIRouter:
    router = APIRouter()

    @router.post("/items/{number}")
    async def put(number: int, item: Item) -> Item:
        structlog.get_logger("tests").info("stored", number=number, api_key="s3cret")
        return item

    @router.get("/raise/{name}")
    async def fail(name: str) -> None:
        raise _failure(name)

    @router.get("/count")
    async def count(x_count: int = Header()) -> int:
        return x_count

    return router


def _failure(name: str) -> Exception:
    failures: dict[str, Exception] = {
        "conflict": Conflict("Taken.", holder="ada"),
        "unauthorized": Unauthorized("No."),
        "too_many": TooMany("Slow down.", retry_after=7),
        "unavailable": Unavailable("Later."),
        "bug": RuntimeError("s3cret"),
    }
    return failures[name]


@pytest.fixture
def client() -> httpx2.AsyncClient:
    return client_of(app_with(_routes()))


@pytest.fixture
def logs() -> Iterator[None]:
    """Logs as a service writes them, put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/raise/conflict", None, 409, "conflict"),
        ("GET", "/raise/unauthorized", None, 401, "unauthorized"),
        ("GET", "/raise/too_many", None, 429, "too_many"),
        ("GET", "/raise/unavailable", None, 503, "unavailable"),
        ("GET", "/raise/bug", None, 500, "internal"),
        ("GET", "/absent", None, 404, "not_found"),
        ("GET", "/items/1", None, 405, "method_not_allowed"),
        ("POST", "/items/1", b'{"size": "s3cret"}', 422, "invalid"),
        ("POST", "/items/x", b'{"size": 1}', 422, "invalid"),
        ("POST", "/items/1", b'{"size":', 422, "invalid"),
        ("POST", "/items/1", b"", 422, "invalid"),
        ("GET", "/count", None, 422, "invalid"),
    ],
)
async def test_every_error_is_a_problem(
    client: httpx2.AsyncClient, method: str, path: str, body: bytes | None, status: int, code: str
) -> None:
    headers = {"X-Request-Id": "r-1", "Content-Type": "application/json"}
    answer = await client.request(method, path, content=body, headers=headers)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["code"], problem["request_id"]) == (status, code, "r-1")
    assert {"type", "title", "detail"} <= problem.keys()
    assert "s3cret" not in answer.text


@pytest.mark.asyncio
async def test_problems_carry_what_the_error_says(client: httpx2.AsyncClient) -> None:
    conflict = await client.get("/raise/conflict")
    assert (conflict.json()["detail"], conflict.json()["holder"]) == ("Taken.", "ada")
    assert (await client.get("/raise/too_many")).headers["retry-after"] == "7"
    assert (await client.get("/raise/unavailable")).headers["retry-after"] == "1"
    assert (await client.get("/raise/unauthorized")).headers["www-authenticate"] == "Bearer"
    assert (await client.get("/items/1")).headers["allow"] == "POST"


@pytest.mark.asyncio
async def test_a_validation_problem_says_where(client: httpx2.AsyncClient) -> None:
    problem = (await client.post("/items/1", json={"size": "x"})).json()
    assert problem["errors"][0]["at"] == ["body", "size"]
    assert problem["detail"].startswith("body.size: ")


@pytest.mark.parametrize("kind", NetraError.__subclasses__())
def test_codes_are_stable_and_statuses_agree(kind: type[NetraError]) -> None:
    assert kind.__doc__ is not None or kind.status < 500
    assert kind.code == kind.code.lower()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-1._", True), ("a" * 128, True), ("a" * 129, False), ("a b", False), ("", False), ('"}', False)],
)
async def test_request_ids(client: httpx2.AsyncClient, given: str, kept: bool) -> None:
    answer = await client.get("/health/live", headers={"X-Request-Id": given})
    assert (answer.headers["x-request-id"] == given) is kept
    assert answer.headers["x-request-id"]


@pytest.mark.asyncio
async def test_health_says_which_store_is_missing() -> None:
    async def fine() -> None:
        await asyncio.sleep(0)

    async def down() -> None:
        raise Unavailable("ClickHouse is not answering.")

    healthy = client_of(app_with(readiness={"a": fine}))
    assert (await healthy.get("/health/ready")).json() == {"status": "ready", "checks": {"a": "ok"}}
    ill = client_of(app_with(readiness={"a": fine, "b": down}))
    answer = await ill.get("/health/ready")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json()["checks"] == {"a": "ok", "b": "ClickHouse is not answering."}
    assert (await ill.get("/health/live")).status_code == 200


@pytest.mark.asyncio
async def test_a_check_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang() -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(web, "CHECK_SECONDS", 0.05)
    answer = await client_of(app_with(readiness={"a": hang})).get("/health/ready")
    assert answer.json()["checks"] == {"a": "No answer within 0.05 s."}


@pytest.mark.asyncio
async def test_metrics_count_by_route_and_not_by_id(client: httpx2.AsyncClient) -> None:
    for number in range(3):
        await client.post(f"/items/{number}", json={"size": 1})
    await client.get("/absent-1")
    text = (await client.get("/metrics")).text
    assert 'netra_http_requests_total{method="POST",route="/items/{number}",status="200"} 3.0' in text
    assert 'netra_http_requests_total{method="GET",route="unmatched",status="404"} 1.0' in text
    assert "absent-1" not in text


@pytest.mark.asyncio
async def test_logs_are_json_with_the_ids_of_request_and_trace(
    client: httpx2.AsyncClient, logs: None, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("example")
    headers = {"X-Request-Id": "r-1", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    await client.post("/items/7", json={"size": 1}, headers=headers)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"httpx2"' not in line]
    stored, access = lines
    for line in lines:
        assert (line["service"], line["request_id"], line["trace_id"]) == ("example", "r-1", TRACE)
    assert (stored["event"], stored["number"], stored["api_key"]) == ("stored", 7, "***")
    assert (access["event"], access["path"], access["status"]) == ("request", "/items/7", 200)


@pytest.mark.asyncio
async def test_a_bug_is_logged_with_its_traceback(
    client: httpx2.AsyncClient, logs: None, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("example")
    await client.get("/raise/bug", headers={"X-Request-Id": "r-2"})
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [fault] = [line for line in lines if line["event"] == "unhandled"]
    assert (fault["level"], fault["request_id"]) == ("error", "r-2")
    assert "RuntimeError" in fault["exception"]


def test_logs_of_libraries_are_json_and_hide_passwords(
    logs: None, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("example")
    logging.getLogger("library").warning("cannot reach %s", "postgresql://u:s3cret@h/d")
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["logger"]) == ("cannot reach postgresql://u:***@h/d", "library")


def test_a_log_says_why_and_of_what(logs: None, capsys: pytest.CaptureFixture[str]) -> None:
    about = {"reason": "did not answer within 20 s", "tool": "breakdown", "colour": "red"}
    configure_logging("example")
    logging.getLogger("ours").warning("It was of no use", extra=about)
    event = json.loads(capsys.readouterr().out)
    assert (event["reason"], event["tool"]) == ("did not answer within 20 s", "breakdown")
    assert "colour" not in event


def test_a_traceback_hides_passwords_too(logs: None, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("example")
    try:
        raise RuntimeError("cannot reach postgresql://u:s3cret@h/d")
    except RuntimeError:
        logging.getLogger("library").exception("failed")
    line = json.loads(capsys.readouterr().out)
    assert "RuntimeError" in line["exception"]
    assert "s3cret" not in line["exception"]


@pytest.mark.asyncio
async def test_cors_is_for_our_pages_alone(client: httpx2.AsyncClient) -> None:
    ask = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-netra-csrf",
    }
    ours = await client.options("/items/1", headers={**ask, "Origin": FRONTEND})
    assert ours.headers["access-control-allow-origin"] == FRONTEND
    foreign = await client.options("/items/1", headers={**ask, "Origin": "http://evil.example"})
    assert "access-control-allow-origin" not in foreign.headers


@pytest.mark.asyncio
async def test_a_browser_may_read_a_fault(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/raise/bug", headers={"Origin": FRONTEND})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (500, FRONTEND)


def test_the_contract_is_sorted_and_names_problems() -> None:
    first, second = (openapi_text(app_with(_routes())) for _ in range(2))
    assert first == second
    responses = json.loads(first)["paths"]["/items/{number}"]["post"]["responses"]
    assert list(responses["default"]["content"]) == ["application/problem+json"]
    assert "422" not in responses
    assert "/health/live" not in first
