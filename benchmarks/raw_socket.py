"""A WebSocket client that costs next to nothing: a thousand of them must not slow down what they measure."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

_UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
_POST = "POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {token}\r\nContent-Length: 0\r\n\r\n"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_MASK = bytes(4)
"""Zeros mask nothing, so that text is sent as it is."""


class CutError(Exception):
    """The server has closed the socket."""


@dataclass
class RawSocket:
    """One open socket; it answers pings while it reads."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def opened(cls, host: str, path: str) -> Self:
        name, _, port = host.partition(":")
        reader, writer = await asyncio.open_connection(name, int(port))
        writer.write(_UPGRADE.format(path=path, host=host).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head
        return cls(reader, writer)

    def say(self, kind: str, payload: Mapping[str, Any]) -> None:
        self._send(_TEXT, json.dumps({"v": 1, "type": kind, "payload": payload}).encode())

    async def text(self) -> bytes:
        """The next message. Raises CutError when the socket is closed."""
        while True:
            head = await self.reader.readexactly(2)
            size = head[1] & 127
            if size > 125:
                size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8))
            body = await self.reader.readexactly(size)
            match head[0] & 15:
                case 1:
                    return body
                case 8:
                    raise CutError(body)
                case 9:
                    self._send(_PONG, body)

    def cut(self) -> None:
        """End the connection without a word."""
        self.writer.transport.abort()

    def _send(self, opcode: int, body: bytes) -> None:
        size = len(body)
        length = bytes([128 | size]) if size < 126 else bytes([128 | 126]) + size.to_bytes(2)
        self.writer.write(bytes([128 | opcode]) + length + _MASK + body)


async def ticket(host: str, token: str) -> str:
    """A ticket, asked for on a connection of its own."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    writer.write(_POST.format(path="/ws/ticket", host=host, token=token).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line[16:]) for line in lines if line.startswith(b"content-length: "))
    body = json.loads(await reader.readexactly(length))
    assert b" 201 " in head[:20], body
    writer.close()
    return str(body["ticket"])
