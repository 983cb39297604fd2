"""Fingerprints of prompts: what stays when no text is kept. Keyed, so projects cannot be matched."""

from hashlib import blake2b
from typing import Final, TypedDict

from netra.backend.calls.domain.call import BlockRuns

BLOCK_BYTES: Final = 512
"""Text per prefix block; about 128 tokens of English, an eighth of the shortest prompt a provider caches."""
TEXT_SCOPE: Final = "text"
"""Block ids of texts mean the same in all calls of a project."""
_HASH_BYTES: Final = 16
_ID_BYTES: Final = 8
_ID_MASK: Final = 2**63 - 1


class Fingerprint(TypedDict):
    """What a call keeps of its prompt, under the names it has in `Call`."""

    prompt_hash: str
    """Hexadecimal; the end of the chain."""
    block_size: int
    """Tokens per block: the prompt's tokens spread evenly over its blocks."""
    block_scope: str
    block_runs: BlockRuns
    """The chained ids of its blocks: equal ids mean equal text up to there."""


def completion_hash(completion: str, key: bytes) -> str:
    """Return what tells equal answers of a project."""
    text = completion.encode("utf-8", "surrogatepass")
    return blake2b(text, key=key, digest_size=_HASH_BYTES).hexdigest()


def fingerprint(prompt: str, input_tokens: int, key: bytes) -> Fingerprint:
    """Return the fingerprint of a prompt under a project's key."""
    text = prompt.encode("utf-8", "surrogatepass")
    chain = blake2b(key=key, digest_size=_HASH_BYTES)
    digest, runs = chain.digest(), list[int]()
    for start in range(0, len(text), BLOCK_BYTES):
        chain.update(text[start : start + BLOCK_BYTES])
        digest = chain.digest()
        runs += (int.from_bytes(digest[:_ID_BYTES]) & _ID_MASK, 1)
    blocks = len(runs) // 2
    return Fingerprint(
        prompt_hash=digest.hex(),
        block_size=-(-input_tokens // blocks) if blocks else 0,
        block_scope=TEXT_SCOPE,
        block_runs=tuple(runs),
    )
