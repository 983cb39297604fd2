"""How often something may be done: declared limits, counted over all instances, told in headers."""

import asyncio
import hashlib
import logging
import math
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from cachetools import TTLCache
from fastapi import Request
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from netra.shared.allowances import Limit, Standing, network_of
from netra.shared.client_address import client_address
from netra.shared.errors import TooMany
from netra.shared.middleware import ANSWER_HEADERS
from netra.shared.redis import RedisStore

REDIS_SECONDS: Final = 1.0
"""Redis that takes longer counts as away."""
AWAY_SECONDS: Final = 2.0
"""So long Redis is not asked again; each process counts for itself meanwhile."""
LEASE_SECONDS: Final = 5.0
"""What was taken from the common count and was not used for so long is lost."""
MOST_LEASES: Final = 50_000

FAILED_TOKENS: Final = Limit("failed-token", 60, 60)
"""By network: to come with an access token that is not good."""
FAILED_KEYS: Final = Limit("failed-key", 60, 60)
"""By network: to come with anything else that is not good."""
KEY_USE: Final = Limit("key-use", 60_000, 60, together=500)
"""By key: to call us with it. Thousands of processes that export every few seconds stay far below."""
PERSON_USE: Final = Limit("use", 12_000, 60, together=100)
"""By person: to call us, whatever for. A hundred tabs that load at once stay below."""
DOTS_OF_A_TOKEN: Final = 2

_log = logging.getLogger(__name__)


@dataclass
class _Lease:
    """What was taken from the common count and not given out yet."""

    left: int
    standing: Standing


def caller_network(request: Request, trusted_hops: int) -> str:
    """Where a request comes from, behind so many proxies of our own."""
    peer = request.client.host if request.client else None
    forwarded_for = request.headers.getlist("X-Forwarded-For")
    return network_of(client_address(forwarded_for, peer, trusted_hops=trusted_hops))


class Limiter:
    """Counts in Redis, for all instances; each process for itself while Redis is away.

    Nobody is shut out because a counter is lost, and nobody has free play either.
    """

    def __init__(self, redis: RedisStore, *, factor: int = 1) -> None:
        """Everybody may do `factor` times as much as a limit says."""
        self._redis = redis
        self._factor = factor
        self._leases: TTLCache[tuple[str, str], _Lease] = TTLCache(MOST_LEASES, LEASE_SECONDS)
        self._alone = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._common: SlidingWindowCounterRateLimiter | None = None
        self.is_away = False
        self._away_until = 0.0

    async def hit(self, limit: Limit, who: str) -> Standing:
        """Count one try of somebody."""
        limit = replace(limit, amount=limit.amount * self._factor)
        lease = self._leases.get((limit.name, who))
        if lease is not None and lease.left > 0:
            lease.left -= 1
            return replace(lease.standing, remaining=lease.standing.remaining + lease.left)
        standing = await self._taken(limit, who, limit.together)
        if limit.together == 1:
            return standing
        if not standing.is_admitted:
            return await self._taken(limit, who, 1)
        self._leases[limit.name, who] = _Lease(limit.together - 1, standing)
        return replace(standing, remaining=standing.remaining + limit.together - 1)

    async def admit(self, request: Request, *tries: tuple[Limit, str]) -> None:
        """Count a try under each of the limits, and tell in the answer of the one that leaves least.

        Raises TooMany at the first that is exhausted.
        """
        tightest: Standing | None = None
        for limit, who in tries:
            standing = await self.hit(limit, who)
            if tightest is None or standing.remaining < tightest.remaining:
                tightest = standing
            if not standing.is_admitted:
                break
        if tightest is not None:
            tell(request, tightest)
            refuse_unless_admitted(tightest)

    async def _taken(self, limit: Limit, who: str, cost: int) -> Standing:
        if time.monotonic() >= self._away_until:
            try:
                async with asyncio.timeout(REDIS_SECONDS):
                    standing = await _try(self._shared(), limit, who, cost)
            except (RedisError, TimeoutError, OSError) as error:
                self._note_away(error)
            else:
                self.is_away = False
                return standing
        return await _try(self._alone, limit, who, cost)

    def _note_away(self, error: Exception) -> None:
        if not self.is_away:
            _log.warning(
                "Limits are counted by each process for itself: Redis does not answer.",
                extra={"reason": type(error).__name__},
            )
        self.is_away = True
        self._away_until = time.monotonic() + AWAY_SECONDS

    def _shared(self) -> SlidingWindowCounterRateLimiter:
        if self._common is None:
            pool = self._redis.client.connection_pool
            storage = RedisStorage(
                "redis://",
                implementation="redispy",
                key_prefix=self._redis.key("limits"),
                connection_pool=pool,  # type: ignore[arg-type]  # documented, but not in its type
            )
            self._common = SlidingWindowCounterRateLimiter(storage)
        return self._common


class CallerLimits:
    """Whoever calls, counted: by who they are, or by where they come from if nobody knows them."""

    def __init__(self, limiter: Limiter, trusted_hops: int) -> None:
        self._limiter = limiter
        self._trusted_hops = trusted_hops

    async def count_use(self, request: Request, limit: Limit, who: UUID) -> None:
        """Count a call of somebody who is known. Raises TooMany."""
        # By a digest: whoever is forgotten must not stand in Redis, not even for the minutes of a count.
        await self._limiter.admit(request, (limit, hashlib.sha256(who.bytes).hexdigest()))

    async def count_failure(self, request: Request, token: str) -> None:
        """Count a token or key that nobody holds. Raises TooMany in the place of what would have been said.

        Whoever holds something is let in all the same, and a program with a wrong key, which tries for ever,
        uses up nothing of the people who work beside it.
        """
        limit = FAILED_TOKENS if token.count(".") == DOTS_OF_A_TOKEN else FAILED_KEYS
        await self._limiter.admit(request, (limit, caller_network(request, self._trusted_hops)))


async def _try(limiter: SlidingWindowCounterRateLimiter, limit: Limit, who: str, cost: int) -> Standing:
    item = RateLimitItemPerSecond(limit.amount, limit.seconds, namespace=limit.name)
    is_admitted = await limiter.hit(item, who, cost=cost)
    stats = await limiter.get_window_stats(item, who)
    # The library tells when the next moment comes at which less counts; one more try fits a little later.
    wait = max(0.0, stats.reset_time - time.time()) + (0 if is_admitted else limit.seconds / limit.amount)
    return Standing(limit, is_admitted, stats.remaining if is_admitted else 0, max(1, math.ceil(wait)))


def tell(request: Request, standing: Standing) -> None:
    """Have the answer to a request say how its sender stands."""
    headers: MutableMapping[str, str] = request.scope.setdefault(ANSWER_HEADERS, {})
    headers.update(standing.headers())


def refuse_unless_admitted(standing: Standing) -> None:
    """Raise TooMany, with when to come back."""
    if not standing.is_admitted:
        raise TooMany(
            f"Too many tries: again in {standing.wait}.",
            retry_after=standing.reset_s,
            limit=standing.limit.name,
        )
