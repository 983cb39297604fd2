"""Counting tries: over several instances, in a window that slides, with and without Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from netra.dev.engines.valkey import ValkeyEngine
from netra.dev.ports import free_port
from netra.dev.processes import ManagedProcess
from netra.shared import limits
from netra.shared.allowances import Limit, Standing, network_of
from netra.shared.client_address import client_address
from netra.shared.limits import Limiter
from netra.shared.redis import RedisStore

FEW = Limit("few", 3, 60)
BRIEF = Limit("brief", 4, 2)
OFTEN = Limit("often", 20, 60, together=5)
Make = Callable[..., Limiter]


@pytest_asyncio.fixture
async def limiter_on() -> AsyncIterator[Make]:
    """Makes limiters, each as in a process of its own."""
    stores: list[RedisStore] = []

    def make(url: str, **options: int) -> Limiter:
        stores.append(RedisStore(url, "test"))
        return Limiter(stores[-1], **options)

    yield make
    for store in stores:
        await store.close()


async def _admitted(limiter: Limiter, limit: Limit, who: str, tries: int) -> list[bool]:
    return [(await limiter.hit(limit, who)).is_admitted for _ in range(tries)]


@pytest.mark.asyncio
async def test_two_instances_share_one_count(redis_url: str, limiter_on: Make) -> None:
    one, two = limiter_on(redis_url), limiter_on(redis_url)
    assert await _admitted(one, FEW, "ada", 2) == [True, True]
    assert await _admitted(two, FEW, "ada", 2) == [True, False]
    assert await _admitted(one, FEW, "ada", 1) == [False]
    assert await _admitted(two, FEW, "grace", 1) == [True]


@pytest.mark.asyncio
async def test_what_is_left_is_told(redis_url: str, limiter_on: Make) -> None:
    limiter = limiter_on(redis_url)
    standings = [await limiter.hit(FEW, "ada") for _ in range(4)]
    assert [one.remaining for one in standings] == [2, 1, 0, 0]
    headers = standings[0].headers()
    assert headers["RateLimit-Policy"] == '"few";q=3;w=60'
    assert headers["RateLimit"] == f'"few";r=2;t={standings[0].reset_s}'
    assert (headers["RateLimit-Limit"], headers["RateLimit-Remaining"]) == ("3", "2")
    assert 1 <= standings[0].reset_s <= 60
    # Whoever comes back after that finds room for one try: the window is over and a third of it has passed.
    assert 60 <= standings[3].reset_s <= 81


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 s"), (120, "120 s"), (121, "3 min")]
)
def test_a_wait_in_words(seconds: int, words: str) -> None:
    assert Standing(FEW, is_admitted=False, remaining=0, reset_s=seconds).wait == words


@pytest.mark.asyncio
async def test_the_window_slides(redis_url: str, limiter_on: Make) -> None:
    limiter = limiter_on(redis_url)
    assert await _admitted(limiter, BRIEF, "ada", 5) == [True] * 4 + [False]
    told = (await limiter.hit(BRIEF, "ada")).reset_s
    await asyncio.sleep(told)
    # What was done before still counts in part: there is room for some, not for all at once.
    assert await _admitted(limiter, BRIEF, "ada", 1) == [True]
    assert not all(await _admitted(limiter, BRIEF, "ada", 4))


@pytest.mark.asyncio
async def test_taking_several_at_once_never_gives_more(redis_url: str, limiter_on: Make) -> None:
    one, two = limiter_on(redis_url), limiter_on(redis_url)
    tries = await asyncio.gather(*(_admitted(limiter, OFTEN, "ada", 15) for limiter in (one, two)))
    assert sum(map(sum, tries)) == OFTEN.amount
    assert (await one.hit(OFTEN, "grace")).remaining == OFTEN.amount - 1


@pytest.mark.asyncio
async def test_a_factor_gives_everybody_more(redis_url: str, limiter_on: Make) -> None:
    assert await _admitted(limiter_on(redis_url, factor=2), FEW, "ada", 7) == [True] * 6 + [False]


@contextmanager
def _valkey(engine: ValkeyEngine, folder: Path) -> Iterator[None]:
    process = ManagedProcess(engine.spec(folder / "engine.log"))
    try:
        process.wait_ready()
        yield
    finally:
        process.stop()


@pytest.mark.asyncio
async def test_redis_goes_and_comes_back(
    tmp_path: Path, limiter_on: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(limits, "AWAY_SECONDS", 0.2)
    engine = ValkeyEngine(tmp_path, free_port(), "p4s5")
    engine.prepare()
    one, two = limiter_on(engine.url()), limiter_on(engine.url())
    with _valkey(engine, tmp_path):
        assert await _admitted(one, FEW, "ada", 4) == [True] * 3 + [False]
    # Nobody is shut out by a counter that is lost, and each process holds its own line.
    assert await _admitted(one, FEW, "ada", 4) == [True] * 3 + [False]
    assert await _admitted(two, FEW, "ada", 4) == [True] * 3 + [False]
    assert (one.is_away, two.is_away) == (True, True)
    assert len(caplog.records) == 2
    with _valkey(engine, tmp_path):
        await asyncio.sleep(0.3)
        assert await _admitted(one, FEW, "grace", 2) == [True, True]
        assert await _admitted(two, FEW, "grace", 2) == [True, False]
        assert (one.is_away, two.is_away) == (False, False)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("forwarded_for", "hops", "address"),
    [
        ([], 0, "10.0.0.1"),
        (["203.0.113.9"], 0, "10.0.0.1"),
        (["203.0.113.9"], 1, "203.0.113.9"),
        (["6.6.6.6, 203.0.113.9"], 1, "203.0.113.9"),
        (["6.6.6.6", "203.0.113.9, 10.0.0.2"], 2, "203.0.113.9"),
        (["203.0.113.9"], 2, "10.0.0.1"),
        ([""], 1, "10.0.0.1"),
    ],
)
def test_client_addresses(forwarded_for: list[str], hops: int, address: str) -> None:
    assert client_address(forwarded_for, "10.0.0.1", trusted_hops=hops) == address
