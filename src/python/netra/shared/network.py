"""Asking whether an address answers, without a driver."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from netra.shared.errors import Unavailable

KNOCK_SECONDS: Final = 2.0


async def knock(host: str, port: int, *, name: str) -> None:
    """Open and close a TCP connection; raises Unavailable when nobody opens."""
    await _connect(asyncio.open_connection(host, port), name)


async def knock_socket(path: str, *, name: str) -> None:
    """The same for a Unix socket."""
    await _connect(asyncio.open_unix_connection(path), name)


async def _connect(opening: Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]], name: str) -> None:
    try:
        async with asyncio.timeout(KNOCK_SECONDS):
            _, writer = await opening
            writer.close()
            await writer.wait_closed()
    except OSError as error:  # TimeoutError is one
        raise Unavailable(f"{name} is not answering.") from error
