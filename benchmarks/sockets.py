"""A thousand sockets on one instance: how soon an event is with the browser, what a socket weighs, how fast
all of them are back when they are cut at once.

The browsers run in this process, on the same cores as the service and its stores. Beside them stands a server
that only accepts sockets and says one word, with as many of them, in the same run.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import httpx
import psutil

from benchmarks.raw_socket import CutError, RawSocket, ticket
from benchmarks.report import Measurement
from benchmarks.stand import Stand, stand
from netra.dev.ports import free_port
from netra.shared.environment import get_env

SOCKETS = 1_000
THREADS = 100
PEOPLE = 50
ROUNDS = 5
EVENTS_A_SECOND = 40
AT_ONCE = 100
"""Handshakes under way at the same moment when sockets are opened; cut ones come back all at once."""


@dataclass
class Follower:
    """A browser that follows one thread, and what it was told."""

    thread: str
    token: str
    socket: RawSocket
    cursors: dict[str, int] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)
    gaps: int = 0

    async def listen(self) -> None:
        try:
            while True:
                self.hear(await self.socket.text())
        except (CutError, asyncio.IncompleteReadError, ConnectionError):
            return

    def hear(self, text: bytes) -> None:
        now = time.time()
        event = json.loads(text)
        if "run_id" not in event:
            return
        self.gaps += event["seq"] != self.cursors.get(event["run_id"], 0) + 1
        self.cursors[event["run_id"]] = event["seq"]
        self.delays.append(now - datetime.fromisoformat(event["at"]).timestamp())


def measure() -> Iterator[Measurement]:
    """Delay of events, memory a socket, and the return of all."""
    bare = asyncio.run(_bare())
    with stand(worker=False) as backend:
        yield from asyncio.run(_measured(backend, bare))


async def _measured(backend: Stand, bare: float) -> list[Measurement]:
    host = backend.url.removeprefix("http://")
    server = next(child for child in psutil.Process().children() if "serve" in child.cmdline())
    threads = await _threads(backend)
    before = server.memory_info().rss
    followers = await _followers(host, threads)
    weight = (server.memory_info().rss - before) / SOCKETS / 1_000
    delay = await _delay(followers)
    returned = _p99(await _return(host, followers))
    assert not any(one.gaps for one in followers)
    event, back = (
        f"event to browser, {SOCKETS:,} sockets, p99",
        f"all {SOCKETS:,} cut at once: resumed without a gap, p99",
    )
    peer = "bare sockets opened and greeted, p99"
    return [
        Measurement(event, delay * 1_000, "ms", promise=100),
        Measurement("memory a socket", weight, "KB", promise=60),
        Measurement(back, returned, "s", promise=3, peer=peer, peer_value=bare),
    ]


async def _delay(followers: list[Follower]) -> float:
    """Seconds from an event to the browser, p99; at the end every socket is cut."""
    listening = [asyncio.create_task(one.listen()) for one in followers]
    await _happen(followers, ROUNDS * THREADS)
    delays = [delay for one in followers for delay in one.delays]
    assert len(delays) == ROUNDS * THREADS * 2 * SOCKETS // THREADS, len(delays)
    for one in followers:
        one.socket.cut()
    await asyncio.gather(*listening)
    return _p99(delays)


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


async def _threads(backend: Stand) -> list[tuple[str, str]]:
    """Threads, each with the token of its owner."""
    made = []
    async with httpx.AsyncClient(base_url=backend.url) as http:
        for number in range(THREADS):
            headers = dict(backend.person(number % PEOPLE))
            answer = await http.post(f"/api/projects/{backend.project_id}/threads", json={}, headers=headers)
            made.append((answer.raise_for_status().json()["id"], headers["Authorization"]))
    return made


async def _followers(host: str, threads: list[tuple[str, str]]) -> list[Follower]:
    limit = asyncio.Semaphore(AT_ONCE)

    async def follower(number: int) -> Follower:
        thread, token = threads[number % THREADS]
        async with limit:
            one = Follower(thread, token, await _opened(host, token))
            one.socket.say("subscribe", {"thread_id": thread})
            one.socket.say("ping", {})
            await one.socket.text()
        return one

    return list(await asyncio.gather(*(follower(number) for number in range(SOCKETS))))


async def _opened(host: str, token: str) -> RawSocket:
    return await RawSocket.opened(host, f"/ws?ticket={await ticket(host, token)}")


async def _happen(followers: list[Follower], runs: int) -> None:
    """Ask and stop runs, thread after thread, at an even pace; each is two events for all who follow."""
    for number in range(runs):
        asker = followers[number % THREADS]
        run = str(uuid4())
        asker.socket.say(
            "start_run", {"thread_id": asker.thread, "run_id": run, "question": "What did we spend?"}
        )
        await asyncio.sleep(1 / EVENTS_A_SECOND)
        asker.socket.say("cancel_run", {"run_id": run})
        await asyncio.sleep(1 / EVENTS_A_SECOND)
    await asyncio.sleep(1)


async def _return(host: str, followers: list[Follower]) -> list[float]:
    """Seconds until each is back and was told what happened while it was away; all begin at once."""
    missed = await _meanwhile(host, followers[:THREADS])
    began = time.perf_counter()

    async def back(one: Follower) -> float:
        one.socket = await _opened(host, one.token)
        one.socket.say("subscribe", {"thread_id": one.thread, "cursors": one.cursors})
        while one.cursors.get(missed[one.thread]) != 2:
            one.hear(await one.socket.text())
        return time.perf_counter() - began

    return list(await asyncio.gather(*map(back, followers)))


async def _meanwhile(host: str, askers: list[Follower]) -> dict[str, str]:
    """One more run in each thread, asked and stopped on sockets of their own; returns the runs."""
    runs = {}
    for asker in askers:
        socket = await _opened(host, asker.token)
        run = runs[asker.thread] = str(uuid4())
        socket.say("subscribe", {"thread_id": asker.thread, "cursors": asker.cursors})
        socket.say("start_run", {"thread_id": asker.thread, "run_id": run, "question": "And now?"})
        socket.say("cancel_run", {"run_id": run})
        while json.loads(await socket.text())["type"] != "run_cancelled":
            pass
        socket.cut()
    return runs


async def _bare() -> float:
    """Seconds until the last but one in a hundred of as many bare sockets is open and greeted."""
    with _bare_server() as host:
        began = time.perf_counter()

        async def greeted() -> float:
            await (await RawSocket.opened(host, "/ws")).text()
            return time.perf_counter() - began

        times = await asyncio.gather(*(greeted() for _ in range(SOCKETS)))
    return _p99(list(times))


@contextmanager
def _bare_server() -> Iterator[str]:
    port = free_port()
    path = ":".join(entry or "." for entry in sys.path)
    environment = get_env().get_subprocess_env(PYTHONPATH=path)
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare_sockets", str(port)], env=environment)
    try:
        _wait_for(port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/")
        except httpx.TransportError:
            assert time.monotonic() < deadline, "The bare server does not answer."
            time.sleep(0.05)
        else:
            return
