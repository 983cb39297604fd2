"""An HTTP client that costs next to nothing: it must not slow down what it measures."""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

_LENGTH: Final = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_OK: Final = b"HTTP/1.1 200"

Ask = Callable[[int], bytes]
"""The n-th request of a connection, as bytes; called when the one before was answered."""
Hear = Callable[[bytes], None]
"""What to do with the head and body of an answer."""


@dataclass
class RawConnection:
    """A kept connection to a server that announces the length of each answer."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def opened(cls, port: int) -> Self:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def answer(self, request: bytes) -> bytes:
        """Head and body of the answer, which must be a 200."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        assert head.startswith(_OK), head + body
        return head + body


@dataclass(frozen=True)
class Answered:
    """How a crowd was answered: requests a second, and milliseconds to an answer."""

    rate: float
    median_ms: float
    p99_ms: float


def post(path: str, body: bytes, headers: Sequence[str] = ()) -> bytes:
    """A request as bytes."""
    lines = (f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *headers, f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "Content-Type: application/json", "", "")).encode() + body


async def crowd(port: int, asking: Sequence[tuple[Ask, Hear]], seconds: float) -> Answered:
    """Each of a crowd asks again as soon as it is answered, for some seconds."""
    connections = [await RawConnection.opened(port) for _ in asking]
    began = time.perf_counter()
    ends = began + seconds
    waits = await asyncio.gather(
        *(
            _ask(connection, ask, hear, ends)
            for connection, (ask, hear) in zip(connections, asking, strict=True)
        )
    )
    elapsed = time.perf_counter() - began
    for connection in connections:
        connection.writer.close()
    return answered([wait for one in waits for wait in one], elapsed)


def answered(waits: Sequence[float], seconds: float) -> Answered:
    """The figures of waits in seconds, that ended within some seconds."""
    ordered = sorted(waits)
    return Answered(
        len(ordered) / seconds,
        1000 * ordered[len(ordered) // 2],
        1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
    )


async def _ask(connection: RawConnection, ask: Ask, hear: Hear, ends: float) -> list[float]:
    waits: list[float] = []
    while (began := time.perf_counter()) < ends:
        hear(await connection.answer(ask(len(waits))))
        waits.append(time.perf_counter() - began)
    return waits
