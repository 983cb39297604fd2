"""How many tokens were used, in Redis, so that every instance counts together."""

from collections.abc import Sequence

from netra.backend.language_models.domain import Account
from netra.shared.redis import RedisStore


class TokenRepository:
    def __init__(self, redis: RedisStore) -> None:
        self._redis = redis

    async def add(self, accounts: Sequence[Account], tokens: int) -> list[int]:
        """Add to each account, and return what each has come to. Raises Unavailable without Redis."""
        with self._redis.translated():
            async with self._redis.client.pipeline(transaction=True) as pipe:
                for account in accounts:
                    key = self._redis.key(*account.key)
                    pipe.incrby(key, tokens)
                    pipe.expire(key, account.seconds)
                done = await pipe.execute()
        return [int(count) for count in done[::2]]
