"""An upload kept in chunks, read as a file."""

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from netra.backend.imports.domain.jobs import CHUNK_BYTES

_HELD_CHUNKS: Final = 8


class ChunkFile(io.RawIOBase):
    """A readable, seekable file over chunks of `CHUNK_BYTES`, the last one shorter.

    `fetch` returns a chunk by its number; the last few are held, so reading back and forth costs nothing.
    """

    def __init__(self, fetch: Callable[[int], bytes], size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._position = 0
        self._held: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the buffer from one chunk, as raw files may read less than was asked for."""
        if self._position >= self._size:
            return 0
        number, start = divmod(self._position, CHUNK_BYTES)
        piece = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def _chunk(self, number: int) -> bytes:
        if number not in self._held:
            self._held[number] = self._fetch(number)
            if len(self._held) > _HELD_CHUNKS:
                self._held.popitem(last=False)
        return self._held[number]
