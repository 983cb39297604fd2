"""The backend behind a real socket, and browsers of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from netra.dev.ports import free_port
from netra.shared.events.run import LAST_EVENTS

ANSWER_SECONDS = 30.0


@asynccontextmanager
async def served(app: FastAPI, port: int | None = None) -> AsyncIterator[str]:
    """Serve the application on a port of this machine, on the test's own event loop; yields its address."""
    port = port or free_port()
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, ws="websockets-sansio", log_config=None, ws_max_size=1024 * 1024
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(ANSWER_SECONDS):
        while not server.started:  # noqa: ASYNC110  uvicorn tells nobody
            await asyncio.sleep(0.01)
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


@dataclass
class Tab:
    """One open socket, and what was told on it: by run in order, and about the socket itself."""

    socket: ClientConnection
    told: list[dict[str, Any]] = field(default_factory=list)

    async def say(self, kind: str, payload: Mapping[str, Any], **envelope: Any) -> None:
        await self.socket.send(json.dumps({"v": 1, "type": kind, "payload": payload, **envelope}))

    async def follow(self, thread: str, cursors: Mapping[str, int] | None = None) -> None:
        await self.say("subscribe", {"thread_id": thread, "cursors": cursors or {}})

    async def ask(self, thread: str, question: str, **more: Any) -> str:
        """Ask, and return the id of the run."""
        run = str(uuid4())
        await self.say("start_run", {"thread_id": thread, "run_id": run, "question": question, **more})
        return run

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Listen until something is told that is wanted."""
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                message: dict[str, Any] = json.loads(await self.socket.recv())
                self.told.append(message)
                if wanted(message):
                    return message

    async def until_over(self, run: str) -> list[dict[str, Any]]:
        """Listen until the run is over; its events as this tab was told of them."""
        await self.until(lambda one: one.get("run_id") == run and one["type"] in LAST_EVENTS)
        return self.of(run)

    def of(self, run: str) -> list[dict[str, Any]]:
        return [one for one in self.told if one.get("run_id") == run]


@dataclass(frozen=True)
class Browser:
    """Somebody who is signed in."""

    address: str
    headers: Mapping[str, str]

    async def ticket(self) -> str:
        async with httpx.AsyncClient() as http:
            response = await http.post(f"http://{self.address}/ws/ticket", headers=dict(self.headers))
        assert response.status_code == 201, response.text
        return str(response.json()["ticket"])

    @asynccontextmanager
    async def tab(self, ticket: str | None = None, origin: str | None = None) -> AsyncIterator[Tab]:
        ticket = await self.ticket() if ticket is None else ticket
        url = f"ws://{self.address}/ws?ticket={ticket}"
        async with connect(url, origin=origin, max_size=None, proxy=None) as socket:  # type: ignore[arg-type]
            yield Tab(socket)
