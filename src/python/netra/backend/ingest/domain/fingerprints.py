"""Fingerprints of prompts: what stays when no text is kept. Keyed, so projects cannot be matched."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from netra.backend.calls.domain import BlockRuns

BLOCK_BYTES: Final = 256
"""Text per prefix block; about 64 tokens of English, the block of the public coding-agent traces."""
TEXT_SCOPE: Final = "text"
"""Block ids of texts mean the same in all calls of a project."""
_HASH_BYTES: Final = 16
_ID_BYTES: Final = 8
_ID_MASK: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An exact hash of a prompt, and the chained ids of its blocks: equal ids mean equal text up to there."""

    prompt_hash: str
    block_size: int
    """Tokens per block: the prompt's tokens spread evenly over its blocks."""
    block_runs: BlockRuns


def fingerprint(prompt: str, input_tokens: int, key: bytes) -> Fingerprint:
    """Return the fingerprint of a prompt under a project's key."""
    text = prompt.encode("utf-8", "surrogatepass")
    runs: list[int] = []
    chain = blake2b(key=key, digest_size=_ID_BYTES)
    for start in range(0, len(text), BLOCK_BYTES):
        chain.update(text[start : start + BLOCK_BYTES])
        runs += (int.from_bytes(chain.digest()) & _ID_MASK, 1)
    blocks = len(runs) // 2
    return Fingerprint(
        prompt_hash=blake2b(text, key=key, digest_size=_HASH_BYTES).hexdigest(),
        block_size=-(-input_tokens // blocks) if blocks else 0,
        block_runs=tuple(runs),
    )
