"""Exporters that send on whatever happens, and know exactly what was acknowledged."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, Final, Self

import httpx

from tests.framework.otlp import export, span
from tests.framework.person import insist

THREADS: Final = 4
SPANS: Final = 20
"""Of one request."""
PAUSE_SECONDS: Final = 0.05


class Senders:
    """Threads that send spans of 1, 2, 3, ... input tokens; each request again until it is acknowledged."""

    def __init__(self, url: str, key: str) -> None:
        self.acknowledged: list[int] = []
        self._url = f"{url}/v1/traces"
        self._headers = {"Authorization": f"Bearer {key}"}
        self._numbers = count(1)
        self._over = threading.Event()
        self._threads = ThreadPoolExecutor(THREADS)
        self._ends: list[Future[None]] = []

    def __enter__(self) -> Self:
        self._ends = [self._threads.submit(self._work) for _ in range(THREADS)]
        return self

    def __exit__(self, *_: object) -> None:
        """Return once the last request of each is acknowledged; raise what went wrong in any."""
        self._over.set()
        self._threads.shutdown()
        for end in self._ends:
            end.result()

    def _work(self) -> None:
        with httpx.Client(headers=self._headers, timeout=30) as client:
            while not self._over.is_set():
                sizes = [next(self._numbers) for _ in range(SPANS)]
                answer = insist(self._sending(client, sizes))
                assert answer.json() == {}, "a span was rejected"
                self.acknowledged.extend(sizes)
                time.sleep(PAUSE_SECONDS)

    def _sending(self, client: httpx.Client, sizes: list[int]) -> Callable[[], httpx.Response]:
        body: dict[str, Any] = export(*(span(gen_ai__usage__input_tokens=size) for size in sizes))
        return lambda: client.post(self._url, json=body)
