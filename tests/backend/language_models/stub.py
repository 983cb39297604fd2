"""A language model on a port of this machine, spoken to as OpenAI is, that does as a test says."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

KEY = "sk-of-the-stub-1234567890"
INPUT, OUTPUT = 700, 50
"""The tokens of every answer."""
REASONS: Mapping[int, str] = MappingProxyType(
    {200: "OK", 401: "Unauthorized", 429: "Too Many", 500: "Failed"}
)


@dataclass(frozen=True)
class Reply:
    """What is sent back: after `wait` seconds, cut off in the middle when `is_cut`."""

    body: bytes
    status: int = 200
    wait: float = 0.0
    is_cut: bool = False


Behaviour = Callable[[dict[str, Any]], Reply]


def said(message: Mapping[str, Any]) -> Reply:
    """A completion with this message."""
    usage = {"prompt_tokens": INPUT, "completion_tokens": OUTPUT, "total_tokens": INPUT + OUTPUT}
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "stub-1", "choices": [choice]}
    return Reply(json.dumps({**body, "usage": usage}).encode())


def called(request: dict[str, Any], arguments: object) -> Reply:
    """An answer in the form that was asked for: a call of the one function on offer."""
    name = request["tools"][0]["function"]["name"]
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": text}}
    return said({"content": None, "tool_calls": [call]})


def used(request: dict[str, Any], arguments: object) -> Reply:
    """The same as Anthropic's models say it."""
    block = {"type": "tool_use", "id": "use-1", "name": request["tools"][0]["name"], "input": arguments}
    body = {"id": "m", "type": "message", "role": "assistant", "model": "stub-1", "content": [block]}
    usage = {"input_tokens": INPUT, "output_tokens": OUTPUT}
    return Reply(json.dumps({**body, "stop_reason": "tool_use", "usage": usage}).encode())


def prompt_of(request: dict[str, Any]) -> str:
    """What the model was told by others than itself."""
    return "\n".join(str(one["content"]) for one in request["messages"] if one["role"] != "assistant")


def is_rereading(request: dict[str, Any]) -> bool:
    return "readings" in request["tools"][0]["function"]["parameters"]["properties"]


def answering(*readings: Mapping[str, Any], worded: str = "") -> Behaviour:
    """A model that behaves: it reads, and words the answer. Without readings that of the rules is right."""

    def behave(request: dict[str, Any]) -> Reply:
        if not is_rereading(request):
            return called(request, {"text": worded or data_of(request)["answer"]})
        is_right = not readings and "reading" in data_of(request)
        told = {"is_right": is_right, "is_off_topic": not (readings or is_right)}
        return called(request, {**told, "readings": [dict(one) for one in readings]})

    return behave


def data_of(request: dict[str, Any]) -> dict[str, Any]:
    """The data of the prompt."""
    block = next(text for one in request["messages"] if "<data>\n" in (text := str(one["content"])))
    data: dict[str, Any] = json.loads(block.partition("<data>\n")[2].partition("\n</data>")[0])
    return data


@dataclass
class Stub:
    """The server: how it behaves, and what it was asked."""

    port: int
    behave: Behaviour = field(default_factory=answering)
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    @property
    def prompts(self) -> str:
        return "\n".join(prompt_of(request) for request in self.asked)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        try:
            yield
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (head := await _head(reader)) is not None:
                length = next(
                    int(line.partition(":")[2])
                    for line in head.splitlines()
                    if line.lower().startswith("content-length")
                )
                request = json.loads(await reader.readexactly(length))
                self.heads.append(head)
                self.asked.append(request)
                if not await _replied(writer, self.behave(request)):
                    return
        finally:
            writer.close()


async def _head(reader: asyncio.StreamReader) -> str | None:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


async def _replied(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send a reply; False when nothing more is to be said on the connection."""
    await asyncio.sleep(reply.wait)
    head = f"HTTP/1.1 {reply.status} {REASONS[reply.status]}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(reply.body)}\r\n\r\n".encode())
    writer.write(reply.body[: len(reply.body) // 2] if reply.is_cut else reply.body)
    try:
        await writer.drain()
    except ConnectionError:
        return False
    return not reply.is_cut
