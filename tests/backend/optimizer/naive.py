"""Caches written down as the definitions say them: block by block, with dictionaries, however slowly."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

MILLION = 1_000_000


@dataclass(frozen=True)
class Prompt:
    """One request: its time in seconds, its cache and its block ids."""

    at: float
    cache: str
    blocks: tuple[int, ...]


Cache = Callable[[str], Callable[[Prompt], int]]


def replay(prompts: Sequence[Prompt], new_cache: Callable[[], Callable[[Prompt], int]]) -> list[int]:
    """Hit blocks of each prompt; one cache for each name."""
    caches: dict[str, Callable[[Prompt], int]] = {}
    return [caches.setdefault(prompt.cache, new_cache())(prompt) for prompt in prompts]


def leading(prompt: Prompt, present: Callable[[int], bool]) -> int:
    """How many blocks at the head of the prompt are present."""
    absent = (place for place, block in enumerate(prompt.blocks) if not present(block))
    return next(absent, len(prompt.blocks))


def ttl(seconds: float, *, refresh: bool) -> Callable[[Prompt], int]:
    """A cache that forgets; with `refresh`, every use keeps a block alive."""
    born: dict[int, float] = {}

    def use(prompt: Prompt) -> int:
        def alive(block: int) -> bool:
            return block in born and round((prompt.at - born[block]) * MILLION) <= seconds * MILLION

        hits = leading(prompt, alive)
        for block in prompt.blocks:
            if refresh or not alive(block):
                born[block] = prompt.at
        return hits

    return use


def endless() -> Callable[[Prompt], int]:
    """A cache that keeps everything."""
    return ttl(math.inf, refresh=True)


def lru(capacity: int) -> Callable[[Prompt], int]:
    """A cache of the most recently used blocks."""
    held: dict[int, None] = {}

    def use(prompt: Prompt) -> int:
        hits = leading(prompt, held.__contains__)
        for block in prompt.blocks:
            held.pop(block, None)
            held[block] = None
        while len(held) > capacity:
            del held[next(iter(held))]
        return hits

    return use


def lfu(capacity: int) -> Callable[[Prompt], int]:
    """A cache of the most often used blocks, the most recent among equals; a dropped block is forgotten."""
    uses: dict[int, tuple[int, int]] = {}

    def use(prompt: Prompt) -> int:
        hits = leading(prompt, uses.__contains__)
        for block in prompt.blocks:
            clock[0] += 1
            uses[block] = (uses.get(block, (0, 0))[0] + 1, clock[0])
            if len(uses) > capacity:
                del uses[min(uses, key=uses.__getitem__)]
        return hits

    clock = [0]
    return use


@dataclass(frozen=True)
class Billed:
    """Blocks of one prompt by how they are billed."""

    read: int
    written: int
    fresh: int


def selective(
    prompts: Sequence[Prompt], lifetime: float, memory: float, sightings: int, share: float | None
) -> list[Billed]:
    """Follow a selective rule call by call: a client's memory of what it sent, and the provider's cache."""
    sent: dict[tuple[str, int], list[float]] = {}
    cached: dict[tuple[str, int], float] = {}
    return [_follow(prompt, sent, cached, (lifetime, memory, sightings, share)) for prompt in prompts]


def _follow(
    prompt: Prompt,
    sent: dict[tuple[str, int], list[float]],
    cached: dict[tuple[str, int], float],
    rule: tuple[float, float, int, float | None],
) -> Billed:
    lifetime, memory, sightings, share = rule

    def known(block: int, often: int) -> bool:
        times = [*sent.get((prompt.cache, block), []), prompt.at][-1 - often :]
        return len(times) > often and all(b - a <= memory for a, b in pairwise(times))

    seen = leading(prompt, lambda block: known(block, 1))
    kept = leading(prompt, lambda block: known(block, sightings))
    if share is not None and seen >= share * len(prompt.blocks):
        kept = len(prompt.blocks)
    kept_blocks = prompt.blocks[:kept]
    alive = {
        block: prompt.at - cached.get((prompt.cache, block), -math.inf) <= lifetime for block in kept_blocks
    }
    read = next((place for place, block in enumerate(kept_blocks) if not alive[block]), kept)
    cached.update({(prompt.cache, block): prompt.at for block in kept_blocks})
    for block in prompt.blocks:
        sent.setdefault((prompt.cache, block), []).append(prompt.at)
    return Billed(read, kept - read, len(prompt.blocks) - kept)
