"""An issuer, and an instance of the service that lets people sign in there."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from netra.shared.clock import FixedClock
from tests.auth.apps import Instance, instance_on
from tests.auth.oauth.issuer import LASTING, SETTINGS, Issuer, replacing


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest_asyncio.fixture
async def portal(auth_database: str, clock: FixedClock, issuer: Issuer) -> AsyncIterator[Instance]:
    """The service with one issuer to sign in at."""
    instance = instance_on(auth_database, clock, internet=issuer.internet, **SETTINGS)
    yield instance
    await instance.close()


@pytest_asyncio.fixture
async def watched(
    auth_database: str, clock: FixedClock, issuer: Issuer, redis_url: str
) -> AsyncIterator[Instance]:
    """The service with an issuer that can be asked again, which it is a minute after it was asked."""
    issuer.discovery = replacing(**LASTING)
    settings = {**SETTINGS, "redis_url": redis_url}
    instance = instance_on(
        auth_database, clock, internet=issuer.internet, check_again_seconds=60, **settings
    )
    yield instance
    await instance.close()
