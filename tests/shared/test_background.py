"""Work beside serving ends with it, also where a library loses a cancellation."""

import asyncio

import pytest

from netra.shared.background import beside


async def _begins_anew(times: int) -> None:
    """As a client that loses a cancellation, and whoever then goes on as if nothing had been."""
    for _ in range(times):
        try:
            await asyncio.sleep(3_600)
        except asyncio.CancelledError:
            continue
    await asyncio.sleep(3_600)


async def _fails() -> None:
    raise RuntimeError("It was full.")


async def _serving_fails() -> None:
    async with beside(_begins_anew(1)):
        await asyncio.sleep(0)
        raise ValueError("serving")


@pytest.mark.asyncio
async def test_what_loses_a_cancellation_is_cancelled_again() -> None:
    async with asyncio.timeout(30), beside(_begins_anew(0), _begins_anew(2)):
        await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.asyncio
async def test_it_ends_also_where_the_block_raises() -> None:
    with pytest.raises(ValueError, match="serving"):
        await _serving_fails()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.asyncio
async def test_what_has_failed_is_told_at_the_end() -> None:
    with pytest.raises(RuntimeError, match="full"):
        async with beside(_fails(), _begins_anew(0)):
            await asyncio.sleep(0)
