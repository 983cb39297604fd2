"""Browsers of a measured backend: sockets that ask and follow, with the time at which each event came."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.stand import Stand
from netra.shared.events.run import LAST_EVENTS


@dataclass
class Heard:
    """What was told of one run, and when."""

    asked: float
    events: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    @property
    def first_ms(self) -> float:
        return (self.events[0][0] - self.asked) * 1_000

    @property
    def seconds(self) -> float:
        return self.events[-1][0] - self.asked

    @property
    def end(self) -> str:
        return str(self.events[-1][1]["type"])


@asynccontextmanager
async def socket_of(backend: Stand, headers: Mapping[str, str]) -> AsyncIterator[ClientConnection]:
    """An open socket of somebody."""
    async with httpx.AsyncClient(base_url=backend.url, headers=dict(headers)) as http:
        ticket = (await http.post("/ws/ticket")).raise_for_status().json()["ticket"]
    address = backend.url.replace("http://", "ws://")
    async with connect(f"{address}/ws?ticket={ticket}", max_size=None, proxy=None) as socket:
        yield socket


async def thread_of(backend: Stand, headers: Mapping[str, str]) -> UUID:
    """A new thread of somebody."""
    async with httpx.AsyncClient(base_url=backend.url, headers=dict(headers)) as http:
        answer = await http.post(f"/api/projects/{backend.project_id}/threads", json={})
    return UUID(answer.raise_for_status().json()["id"])


async def answered(backend: Stand, headers: Mapping[str, str], question: str) -> Heard:
    """Ask in a new thread and listen until the run is over."""
    thread, run = str(await thread_of(backend, headers)), str(uuid4())
    async with socket_of(backend, headers) as socket:
        await say(socket, "subscribe", {"thread_id": thread})
        heard = Heard(time.perf_counter())
        await say(socket, "start_run", {"thread_id": thread, "run_id": run, "question": question})
        async with asyncio.timeout(120):
            while not heard.events or heard.end not in LAST_EVENTS:
                event = json.loads(await socket.recv())
                assert event["type"] != "error", event
                heard.events.append((time.perf_counter(), event))
    return heard


async def say(socket: ClientConnection, kind: str, payload: Mapping[str, Any]) -> None:
    await socket.send(json.dumps({"v": 1, "type": kind, "payload": payload}))
