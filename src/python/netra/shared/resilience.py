"""Retrying, breaking circuits (thin words over tenacity and purgatory), and what a crowd asks at once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from http import HTTPStatus
from typing import Any, Final, Generic, TypeVar

from cachetools import TTLCache
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from netra.shared.errors import NetraError, Unavailable

K = TypeVar("K", bound=Hashable)
Q = TypeVar("Q")
T = TypeVar("T")

GATHERING_SECONDS: Final = 0.002
"""So long a read waits for more questions, where several came with the one before."""


async def retry(
    operation: Callable[[], Awaitable[T]],
    *,
    on: tuple[type[Exception], ...],
    attempts: int = 3,
    first_wait: float = 0.05,
    longest_wait: float = 1.0,
) -> T:
    """Do it again, with jittered and doubling waits in seconds, while it fails with one of `on`.

    The last failure is raised as it is. Only for operations that may happen twice.
    """
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(on),
        stop=stop_after_attempt(attempts),
        wait=wait_random_exponential(multiplier=first_wait, max=longest_wait),
        reraise=True,
    )

    async def attempt() -> T:
        # tenacity awaits coroutine functions only, and `operation` may be a lambda that returns an awaitable.
        return await operation()

    return await retrying(attempt)


class Breaker:
    """Stops asking a dependency that keeps failing, and after `recovery` seconds lets one attempt decide.

    Our own 4xx errors and cancellations are answers, not failures.
    """

    def __init__(self, name: str, *, threshold: int = 5, recovery: float = 10.0) -> None:
        # Imported here and below: it brings a Redis client along, 10 MB that the auth service need not pay.
        from purgatory import AsyncCircuitBreakerFactory

        self._name = name
        self._recovery = recovery
        self._is_trying = False
        self._circuits = AsyncCircuitBreakerFactory(
            default_threshold=threshold,
            default_ttl=recovery,
            exclude=[asyncio.CancelledError, (NetraError, _is_an_answer)],
        )

    async def call(self, operation: Callable[[], Awaitable[T]]) -> T:
        """Run the operation; raises Unavailable at once while the circuit is open, or somebody tries it."""
        from purgatory.domain.model import OpenedState

        circuit = await self._circuits.get_breaker(self._name)
        if self._is_trying:
            raise self._unavailable()
        is_first = False
        try:
            async with circuit:
                # Half open, the library would let everybody try who comes meanwhile.
                is_first = self._is_trying = circuit.context.state == "half-opened"
                return await operation()
        except OpenedState:
            raise self._unavailable() from None
        finally:
            if is_first:
                self._is_trying = False

    def _unavailable(self) -> Unavailable:
        return Unavailable(f"{self._name} is not answering.", retry_after=max(1, round(self._recovery)))


class Remembered(Generic[K, T]):
    """Answers kept for some seconds; whoever asks while one is on its way waits for that one.

    So a crowd that meets an expired answer costs the dependency one question. Failures are not kept.
    """

    def __init__(self, entries: int, seconds: float) -> None:
        self._answers: TTLCache[K, asyncio.Task[T]] = TTLCache(entries, seconds)

    async def get(self, key: K, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The answer to `key`, asked for when it is not known. Raises what `ask` raises, at once too."""
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = asyncio.create_task(ask())
            answer.add_done_callback(lambda done: self._forget_failure(key, done))
        # Shielded: one caller that goes away takes the answer from nobody else.
        return await asyncio.shield(answer)

    def forget(self, key: K) -> None:
        """Ask again next time."""
        self._answers.pop(key, None)

    def _forget_failure(self, key: K, done: asyncio.Task[T]) -> None:
        failed = done.cancelled() or done.exception() is not None
        if failed and self._answers.get(key) is done:
            del self._answers[key]


class Gathered(Generic[Q, T]):
    """Reads for a crowd: what is asked while a read is under way goes into the next one, together.

    So a thousand questions at the same moment cost a few reads, and a single one waits for nobody. While
    several come at a time, a read waits GATHERING_SECONDS for more of them.
    """

    def __init__(self, read: Callable[[Sequence[Q]], Awaitable[Sequence[T]]], *, most: int) -> None:
        """`read` answers up to `most` questions, in their order."""
        self._read = read
        self._most = most
        self._turn = asyncio.Lock()
        self._gathering: list[Q] = []
        self._reading: asyncio.Task[Sequence[T]] | None = None
        self._is_crowded = False

    async def get(self, question: Q) -> T:
        """The answer to a question. Raises what the read raises that it was part of."""
        if self._reading is None or len(self._gathering) == self._most:
            self._gathering = []
            self._reading = asyncio.create_task(self._read_in_turn(self._gathering))
        place = len(self._gathering)
        self._gathering.append(question)
        # Shielded: one caller that goes away takes the answers from nobody else.
        return (await asyncio.shield(self._reading))[place]

    async def _read_in_turn(self, questions: list[Q]) -> Sequence[T]:
        async with self._turn:
            if self._is_crowded:
                await asyncio.sleep(GATHERING_SECONDS)
            if questions is self._gathering:
                self._reading = None
            self._is_crowded = len(questions) > 1
            return await self._read(questions)


def _is_an_answer(error: BaseException) -> bool:
    return isinstance(error, NetraError) and error.status < HTTPStatus.INTERNAL_SERVER_ERROR
