"""Retrying, and circuits that open, half-open and close."""

import asyncio
from collections.abc import Sequence

import pytest

from netra.shared.errors import NotFound, Unavailable
from netra.shared.resilience import Breaker, Gathered, Remembered, retry


class Dependency:
    """Fails as often as it is told to."""

    def __init__(self, *failures: BaseException) -> None:
        self._failures = list(failures)
        self.asked = 0

    async def ask(self) -> str:
        self.asked += 1
        if self._failures:
            raise self._failures.pop(0)
        return "answer"


@pytest.mark.asyncio
async def test_retry_until_it_works() -> None:
    dependency = Dependency(OSError(), OSError())
    assert await retry(dependency.ask, on=(OSError,), first_wait=0.001) == "answer"
    assert dependency.asked == 3


@pytest.mark.asyncio
async def test_the_last_failure_is_raised_as_it_is() -> None:
    dependency = Dependency(*[OSError(f"number {number}") for number in range(5)])
    with pytest.raises(OSError, match="number 2"):
        await retry(dependency.ask, on=(OSError,), first_wait=0.001)


@pytest.mark.asyncio
async def test_other_errors_are_not_retried() -> None:
    dependency = Dependency(ValueError())
    with pytest.raises(ValueError, match=r"^$"):
        await retry(dependency.ask, on=(OSError,))
    assert dependency.asked == 1


async def _fail(breaker: Breaker, times: int) -> None:
    dependency = Dependency(*[OSError()] * times)
    for _ in range(times):
        with pytest.raises(OSError):  # noqa: PT011
            await breaker.call(dependency.ask)


@pytest.mark.asyncio
async def test_an_open_circuit_answers_at_once() -> None:
    breaker = Breaker("Auth", threshold=2, recovery=30)
    await _fail(breaker, 2)
    dependency = Dependency()
    with pytest.raises(Unavailable, match="Auth is not answering") as caught:
        await breaker.call(dependency.ask)
    assert (dependency.asked, caught.value.retry_after) == (0, 30)


@pytest.mark.asyncio
async def test_after_a_while_one_attempt_closes_it() -> None:
    breaker = Breaker("Auth", threshold=2, recovery=0.05)
    await _fail(breaker, 2)
    await asyncio.sleep(0.06)
    assert [await breaker.call(Dependency().ask) for _ in range(3)] == ["answer"] * 3


@pytest.mark.asyncio
async def test_or_opens_it_again() -> None:
    breaker = Breaker("Auth", threshold=2, recovery=0.05)
    await _fail(breaker, 2)
    await asyncio.sleep(0.06)
    await _fail(breaker, 1)
    with pytest.raises(Unavailable):
        await breaker.call(Dependency().ask)


@pytest.mark.asyncio
async def test_one_attempt_decides_and_who_comes_meanwhile_is_told_at_once() -> None:
    breaker = Breaker("Auth", threshold=2, recovery=0.05)
    await _fail(breaker, 2)
    await asyncio.sleep(0.06)
    gate, dependency = asyncio.Event(), Dependency()

    async def slowly() -> str:
        await gate.wait()
        return await dependency.ask()

    first = asyncio.create_task(breaker.call(slowly))
    await asyncio.sleep(0)
    others = await asyncio.gather(*(breaker.call(slowly) for _ in range(10)), return_exceptions=True)
    assert [type(one) for one in others] == [Unavailable] * 10
    gate.set()
    assert (await first, dependency.asked) == ("answer", 1)
    assert [await breaker.call(slowly) for _ in range(3)] == ["answer"] * 3


@pytest.mark.asyncio
@pytest.mark.parametrize("answer", [NotFound("x"), asyncio.CancelledError()])
async def test_answers_and_cancellations_are_no_failures(answer: BaseException) -> None:
    breaker = Breaker("Auth", threshold=1)
    with pytest.raises(type(answer)):
        await breaker.call(Dependency(answer).ask)
    assert await breaker.call(Dependency().ask) == "answer"


@pytest.mark.asyncio
async def test_our_own_unavailable_is_a_failure() -> None:
    breaker = Breaker("Auth", threshold=1)
    with pytest.raises(Unavailable, match=r"^x$"):
        await breaker.call(Dependency(Unavailable("x")).ask)
    with pytest.raises(Unavailable, match="Auth is not answering"):
        await breaker.call(Dependency().ask)


@pytest.mark.asyncio
async def test_a_crowd_asks_once() -> None:
    dependency, answers = Dependency(), Remembered[str, str](10, 60)
    told = await asyncio.gather(*(answers.get("key", dependency.ask) for _ in range(5)))
    assert (told, dependency.asked) == (["answer"] * 5, 1)


@pytest.mark.asyncio
async def test_failures_are_told_to_all_and_not_remembered() -> None:
    dependency, answers = Dependency(OSError()), Remembered[str, str](10, 60)
    told = await asyncio.gather(
        *(answers.get("key", dependency.ask) for _ in range(2)), return_exceptions=True
    )
    assert [type(failure) for failure in told] == [OSError, OSError]
    assert (await answers.get("key", dependency.ask), dependency.asked) == ("answer", 2)


@pytest.mark.asyncio
async def test_who_leaves_takes_the_answer_from_nobody() -> None:
    dependency, answers = Dependency(), Remembered[str, str](10, 60)
    leaving = asyncio.create_task(answers.get("key", dependency.ask))
    staying = asyncio.create_task(answers.get("key", dependency.ask))
    await asyncio.sleep(0)
    leaving.cancel()
    assert (await staying, dependency.asked) == ("answer", 1)


class Store:
    """Doubles numbers, many in one read, each when it is let."""

    def __init__(self) -> None:
        self.reads: list[list[int]] = []
        self.gate = asyncio.Event()

    async def double(self, numbers: Sequence[int]) -> list[int]:
        self.reads.append([*numbers])
        await self.gate.wait()
        if 13 in numbers:
            raise OSError("unlucky")
        return [2 * number for number in numbers]


async def _asked(store: Store, numbers: Sequence[int]) -> list[int | BaseException]:
    """Ask for the first alone, and for the others while it is read."""
    gathered = Gathered(store.double, most=3)
    first = asyncio.create_task(gathered.get(numbers[0]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(gathered.get(number)) for number in numbers[1:]]
    await asyncio.sleep(0)
    store.gate.set()
    return await asyncio.gather(first, *others, return_exceptions=True)


@pytest.mark.asyncio
async def test_what_is_asked_during_a_read_goes_into_the_next_ones_together() -> None:
    store = Store()
    assert await _asked(store, [1, 2, 3, 4, 5, 2]) == [2, 4, 6, 8, 10, 4]
    assert store.reads == [[1], [2, 3, 4], [5, 2]]


@pytest.mark.asyncio
async def test_a_read_that_fails_fails_for_those_who_were_part_of_it() -> None:
    store = Store()
    answers = await _asked(store, [1, 2, 13, 4, 5])
    assert [isinstance(answer, OSError) for answer in answers] == [False, True, True, True, False]
    assert answers[-1] == 10


@pytest.mark.asyncio
async def test_one_who_goes_away_takes_the_answers_from_nobody_else() -> None:
    store = Store()
    gathered = Gathered(store.double, most=3)
    left, stays = (asyncio.create_task(gathered.get(number)) for number in (1, 2))
    await asyncio.sleep(0)
    left.cancel()
    store.gate.set()
    assert await stays == 4
    assert left.cancelled() or await asyncio.gather(left, return_exceptions=True)
