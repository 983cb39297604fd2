"""Identities of calls: what came twice is one call."""

from hashlib import blake2b
from uuid import UUID


def span_call_id(span_id: str) -> UUID:
    """Identity of a call that came as a span; the same span sent twice is one call of its project."""
    return _identity("span", span_id)


def row_call_id(file_sha256: str, row: int) -> UUID:
    """Identity of an imported call: repeated rows of one file count, the same file twice does not."""
    return _identity("row", file_sha256, str(row))


def record_call_id(source: str, record: str) -> UUID:
    """Identity of an imported call whose log names it: the same record in another file is the same call."""
    return _identity("record", source, record)


def _identity(*parts: str) -> UUID:
    return UUID(bytes=blake2b("\0".join(parts).encode(), digest_size=16).digest())
