"""OTLP in: answered once held, joined, deduplicated, and refused with the documented error."""

import asyncio
import gzip
from contextlib import AsyncExitStack
from types import MappingProxyType
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceResponse,
)
from sqlalchemy import text

from netra.backend.resources import Resources
from netra.shared.clickhouse import ClickHouse
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span, request_of

OLD_JSON_SPAN = MappingProxyType(
    {
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": "eee19b7ec3c1b174",
        "name": "chat gpt-4",
        "startTimeUnixNano": str(START),
        "endTimeUnixNano": str(START + 10**9),
        "attributes": [
            {"key": "gen_ai.system", "value": {"stringValue": "openai"}},
            {"key": "gen_ai.request.model", "value": {"stringValue": "gpt-4"}},
            {"key": "gen_ai.usage.prompt_tokens", "value": {"intValue": "97"}},
            {"key": "gen_ai.usage.completion_tokens", "value": {"intValue": 52}},
        ],
    }
)
PROTOBUF = {"Content-Type": "application/x-protobuf"}


def nested(depth: int) -> dict[str, Any]:
    return {"arrayValue": {"values": [nested(depth - 1)] if depth else []}}


STRANGE_VALUES = ({"intValue": "abc"}, {"intValue": "9" * 30}, 5)


async def send(http: httpx.AsyncClient, key: dict[str, str], body: bytes, **headers: str) -> httpx.Response:
    return await http.post("/v1/traces", content=body, headers={**PROTOBUF, **key, **headers})


@pytest.mark.asyncio
async def test_a_span_becomes_a_priced_call(http: httpx.AsyncClient, organization: Organization) -> None:
    project = await organization.project()
    span = chat_span(1, model="claude-sonnet-4-5", cache_read=400)
    response = await send(http, organization.key(project["id"]), request_of(span))
    assert response.status_code == 200, response.text
    assert ExportTraceServiceResponse.FromString(response.content) == ExportTraceServiceResponse()
    page = await organization.get(f"/api/projects/{project['id']}/calls")
    call = await organization.get(f"/api/projects/{project['id']}/calls/{page['calls'][0]['call_id']}")
    assert call["usage"]["input_fresh"] == 600
    assert call["usage"]["cache_read"] == 400
    assert call["cost_usd"] == "0.00342"  # 600 x 3 + 400 x 0.3 + 100 x 15, per million
    assert "$3 per million input tokens" in call["price"], "the price that the cost rests on"
    assert call["prompt_text"].startswith("[{")
    assert call["prompt_hash"]
    assert call["duration_ms"] == 1500
    assert call["session_id"] == "session-1"


@pytest.mark.asyncio
async def test_json_and_gzip_are_understood(http: httpx.AsyncClient, organization: Organization) -> None:
    project = await organization.project()
    body = httpx.Response(
        200, json={"resourceSpans": [{"scopeSpans": [{"spans": [dict(OLD_JSON_SPAN), {"spanId": "zz"}]}]}]}
    ).content
    headers = {
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        **organization.key(project["id"]),
    }
    response = await http.post("/v1/traces", content=gzip.compress(body), headers=headers)
    assert response.json()["partialSuccess"]["rejectedSpans"] == 1
    (call,) = (await organization.get(f"/api/projects/{project['id']}/calls"))["calls"]
    assert (call["provider"], call["model"], call["usage"]["input_total"]) == ("openai", "gpt-4", 97)
    assert call["usage"]["cache_recorded"] is False


@pytest.mark.asyncio
async def test_the_same_span_twice_is_one_call(http: httpx.AsyncClient, organization: Organization) -> None:
    project = await organization.project()
    key = organization.key(project["id"])
    body = request_of(*(chat_span(number) for number in range(20)))
    assert {(await send(http, key, body)).status_code for _ in range(3)} == {200}
    overview = await organization.get(f"/api/projects/{project['id']}/overview")
    assert overview["calls"] == 20
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 20


@pytest.mark.asyncio
async def test_other_spans_are_structure_and_not_counted(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    spans = [chat_span(1), chat_span(2, operation="invoke_agent"), chat_span(3, operation="execute_tool")]
    assert (await send(http, organization.key(project["id"]), request_of(*spans))).status_code == 200
    assert (await organization.get(f"/api/projects/{project['id']}/overview"))["calls"] == 1
    rows = await resources.clickhouse.query("SELECT operation FROM spans FINAL ORDER BY operation")
    assert [row["operation"] for row in rows] == ["execute_tool", "invoke_agent"]


@pytest.mark.asyncio
async def test_structure_alone_holds_no_connection_to_the_database(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    key = organization.key(project["id"])
    assert (await send(http, key, request_of(chat_span(0, operation="execute_tool")))).status_code == 200
    async with AsyncExitStack() as all_connections:
        for _ in range(15):
            session = await all_connections.enter_async_context(resources.database.session())
            await session.execute(text("SELECT 1"))
        bodies = [request_of(chat_span(number, operation="execute_tool")) for number in range(30)]
        answers = await asyncio.gather(*(send(http, key, body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.asyncio
async def test_requests_that_arrive_together_share_inserts(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    key = organization.key(project["id"])
    bodies = [request_of(*(chat_span(100 * batch + number) for number in range(10))) for batch in range(40)]
    answers = await asyncio.gather(*(send(http, key, body) for body in bodies))
    assert {answer.status_code for answer in answers} == {200}
    # Every insert into a partition takes the next block number, and merges keep the highest.
    (parts,) = await resources.clickhouse.query(
        "SELECT max(max_block_number) AS inserts FROM system.parts"
        " WHERE database = currentDatabase() AND table = 'calls'"
    )
    assert 0 < parts["inserts"] < 20
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 400


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "attributes",
    [
        [{"key": "gen_ai.operation.name", "value": {"arrayValue": {"values": [{"stringValue": "chat"}]}}}],
        [{"key": "gen_ai.usage.input_tokens", "value": {"intValue": "9" * 30}}],
        [
            {"key": "gen_ai.prompt", "value": nested(300)},
            {"key": "gen_ai.request.model", "value": {"stringValue": "m"}},
        ],
    ],
)
async def test_a_strange_value_spoils_only_its_own_span(
    http: httpx.AsyncClient, organization: Organization, attributes: list[dict[str, Any]]
) -> None:
    project = await organization.project()
    spans = [{**OLD_JSON_SPAN, "attributes": attributes}, {**OLD_JSON_SPAN, "spanId": "ee" * 8}]
    headers = {"Content-Type": "application/json", **organization.key(project["id"])}
    body = httpx.Response(200, json={"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).content
    assert (await http.post("/v1/traces", content=body, headers=headers)).status_code == 200
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 1


@pytest.mark.asyncio
async def test_without_clickhouse_it_is_503_and_nothing_is_acknowledged(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    key = organization.key(project["id"])
    held = resources.clickhouse_writer
    away = ClickHouse.from_url("clickhouse://netra:x@127.0.0.1:1/netra", 1)
    vars(held).update({"_options": away._options})
    response = await send(http, key, request_of(chat_span(1)))
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 0
    await away.close()


@pytest.mark.asyncio
async def test_bad_spans_are_rejected_and_their_neighbours_kept(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await organization.project()
    bad = [
        chat_span(1, output=-5),
        chat_span(2, output=float("nan")),
        chat_span(3, start=0),
        chat_span(4, span_id=b""),
        chat_span(5, output=10**15),
        chat_span(7, input=10**12, prompt="short"),
    ]
    response = await send(http, organization.key(project["id"]), request_of(*bad, chat_span(6)))
    partial = ExportTraceServiceResponse.FromString(response.content).partial_success
    assert partial.rejected_spans == len(bad)
    assert partial.error_message
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([{"scopeSpans": [{"spans": 5}]}], 400),
        ([{"scopeSpans": 5}], 400),
        ([{"scopeSpans": [5]}], 400),
        (5, 400),
        ([{"scopeSpans": None}], 200),
        ([{"resource": {"attributes": [{"key": "service.name", "value": {"intValue": "x"}}]}}], 200),
    ],
)
async def test_json_of_another_shape_is_400_and_no_fault(
    http: httpx.AsyncClient, organization: Organization, sent: object, status: int
) -> None:
    project = await organization.project()
    headers = {"Content-Type": "application/json", **organization.key(project["id"])}
    body = httpx.Response(200, json={"resourceSpans": sent}).content
    assert (await http.post("/v1/traces", content=body, headers=headers)).status_code == status


@pytest.mark.asyncio
async def test_an_unreadable_resource_spoils_only_its_own_spans(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await organization.project()
    strange = [{"attributes": [{"key": "service.name", "value": value}]} for value in STRANGE_VALUES]
    spans = [{"spans": [dict(OLD_JSON_SPAN)]}]
    groups = [{"resource": resource, "scopeSpans": spans} for resource in strange]
    good = {"scopeSpans": [{"spans": [{**OLD_JSON_SPAN, "spanId": "ee" * 8}]}]}
    headers = {"Content-Type": "application/json", **organization.key(project["id"])}
    body = httpx.Response(200, json={"resourceSpans": [*groups, good]}).content
    answer = await http.post("/v1/traces", content=body, headers=headers)
    assert int(answer.json()["partialSuccess"]["rejectedSpans"]) == len(strange)
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 1


@pytest.mark.asyncio
async def test_bad_requests_get_their_documented_error(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await organization.project()
    key, good = organization.key(project["id"]), request_of(chat_span(1))
    assert (await send(http, key, b"\xff\xfe garbage")).status_code == 400
    assert (await send(http, key, b"{", **{"Content-Type": "application/json"})).status_code == 400
    assert (await send(http, key, b"[]", **{"Content-Type": "application/json"})).status_code == 400
    assert (await send(http, key, good, **{"Content-Type": "text/plain"})).status_code == 415
    assert (await send(http, key, good, **{"Content-Encoding": "br"})).status_code == 415
    assert (
        await send(http, key, gzip.compress(good)[:-9], **{"Content-Encoding": "gzip"})
    ).status_code == 400
    assert (await send(http, key, b"x" * (17 * 2**20))).status_code == 413
    bomb = gzip.compress(b"\0" * (80 * 2**20))
    assert (await send(http, key, bomb, **{"Content-Encoding": "gzip"})).status_code == 413
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 0


@pytest.mark.asyncio
async def test_only_the_projects_own_key_opens_it(
    http: httpx.AsyncClient, organization: Organization, stranger: Organization
) -> None:
    project = await organization.project()
    body = request_of(chat_span(1))
    assert (await http.post("/v1/traces", content=body, headers=PROTOBUF)).status_code == 401
    assert (await send(http, {"x-api-key": "nk_no_body"}, body)).status_code == 401
    assert (await send(http, stranger.key(project["id"]), body)).status_code == 404
    assert (await send(http, organization.key(project["id"], scopes=()), body)).status_code == 403
    user = await organization.request("POST", "/v1/traces", content=body, headers=PROTOBUF)
    assert user.status_code == 403
    assert (await organization.get(f"/api/projects/{project['id']}"))["calls"] == 0


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("keep", "write to ada@example.com with key sk-abcdefghijklmnopqrst"),
        ("mask", "write to [email] with key [key]"),
        ("drop", None),
    ],
)
async def test_text_is_kept_masked_or_dropped_and_always_fingerprinted(
    http: httpx.AsyncClient, organization: Organization, policy: str, kept: str | None
) -> None:
    project = await organization.project(text_policy=policy)
    span = chat_span(1, prompt="write to ada@example.com with key sk-abcdefghijklmnopqrst")
    assert (await send(http, organization.key(project["id"]), request_of(span))).status_code == 200
    page = await organization.get(f"/api/projects/{project['id']}/calls")
    call = await organization.get(f"/api/projects/{project['id']}/calls/{page['calls'][0]['call_id']}")
    assert call["prompt_text"] == kept
    assert len(call["prompt_hash"]) == 32
    fixed = await organization.request(
        "PATCH",
        f"/api/projects/{project['id']}",
        json={"text_policy": "keep" if policy != "keep" else "drop"},
    )
    assert fixed.status_code == 409
