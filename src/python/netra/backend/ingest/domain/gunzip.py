"""Unpacking gzip with a limit on what comes out, so that a small bomb cannot fill the memory."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_GZIP: Final = 31  # zlib's number for "gzip header expected, largest window"
_STEP: Final = 1024 * 1024
GZIP_MAGIC: Final = b"\x1f\x8b"


class GzipError(ValueError):
    """The bytes are no whole gzip stream; the message says what is wrong."""


class GzipTooLargeError(ValueError):
    """More comes out than was allowed."""


def gunzip(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the unpacked bytes in pieces of at most 1 MiB.

    Members may follow each other. Raises GzipError for damaged or truncated data and
    GzipTooLargeError past `most`.
    """
    unpacker, total = zlib.decompressobj(_GZIP), 0
    for piece in pieces:
        packed = piece
        while packed:
            if unpacker.eof:
                unpacker = zlib.decompressobj(_GZIP)
            unpacked = _unpacked(unpacker, packed)
            total += len(unpacked)
            if total > most:
                raise GzipTooLargeError(f"It unpacks to more than {most:,} bytes.")
            if unpacked:
                yield unpacked
            packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise GzipError("The gzip stream ends in the middle: the file is truncated.")


def _unpacked(unpacker: "zlib._Decompress", piece: bytes) -> bytes:
    try:
        return unpacker.decompress(piece, _STEP)
    except zlib.error:
        raise GzipError("The gzip stream is damaged.") from None
