"""Signing keys are replaced by schedule and by command, withdrawn, and sealed anew."""

import asyncio
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet

from netra.auth.main import cli
from netra.auth.tokens.service import KEY_SECONDS
from netra.shared.clock import FixedClock, SystemClock
from netra.shared.environment import IsolatedEnvironment
from tests.auth.apps import ADDRESS, MASTER_KEY, Instance, instance_on


def _settings(env: IsolatedEnvironment, url: str, master_key: str = MASTER_KEY) -> None:
    for name, value in {
        "NETRA_ENV": "development",
        "AUTH_DATABASE_URL": url,
        "AUTH_MASTER_KEY": master_key,
        "AUTH_PUBLIC_URL": ADDRESS,
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    }.items():
        env.set(name, value, "test")


async def _run(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, cli, ["signing-keys", *words])


async def _kids(instance: Instance) -> list[str]:
    return [key["kid"] for key in (await instance.browser.get("/.well-known/jwks.json")).json()["keys"]]


@pytest.mark.asyncio
async def test_a_new_key_signs_and_the_old_one_still_counts(
    auth: Instance, auth_database: str, clock: FixedClock, isolated_environment: IsolatedEnvironment
) -> None:
    before = (await auth.sign_in())["access_token"]
    [old] = await _kids(auth)
    _settings(isolated_environment, auth_database)
    # Commands go by the clock of the machine, and services here by one that stands in the past of it.
    clock.advance(timedelta(seconds=1))
    made = (await _run("rotate")).output.strip()
    assert set(await _kids(auth)) == {made, old}
    fresh = instance_on(auth_database, clock)
    assert (await fresh.validate(before))["active"] is True
    after = (await fresh.sign_in())["access_token"]
    assert after.split(".")[0] != before.split(".")[0]
    assert (await auth.validate(after))["active"] is True
    listed = (await _run("list")).output
    assert made in listed
    await fresh.close()


@pytest.mark.asyncio
async def test_what_a_lost_key_signed_is_refused_within_seconds(
    auth: Instance, auth_database: str, clock: FixedClock, isolated_environment: IsolatedEnvironment
) -> None:
    token = (await auth.sign_in())["access_token"]
    [kid] = await _kids(auth)
    _settings(isolated_environment, auth_database)
    assert (await _run("revoke", kid)).exit_code == 0
    fresh = instance_on(auth_database, clock)
    assert await fresh.validate(token) == {"active": False}
    await asyncio.sleep(KEY_SECONDS + 0.5)
    assert await auth.validate(token) == {"active": False}
    again = await auth.refresh()
    assert (await fresh.validate(again.json()["access_token"]))["active"] is True
    assert (await _run("revoke", kid)).output == f"Error: There is no key {kid}.\n"
    await fresh.close()


@pytest.mark.asyncio
async def test_an_old_master_key_can_be_taken_away_once_everything_is_sealed_anew(
    auth_database: str, isolated_environment: IsolatedEnvironment
) -> None:
    before = instance_on(auth_database, SystemClock())
    token = (await before.sign_in())["access_token"]
    new = Fernet.generate_key().decode()
    _settings(isolated_environment, auth_database, f"{new},{MASTER_KEY}")
    sealed = await _run("reseal")
    assert sealed.output == (
        "1 keys and what is kept of providers for 0 sessions are sealed with the first master key.\n"
    )
    alone = instance_on(auth_database, SystemClock(), master_key=new)
    assert (await alone.validate(token))["active"] is True
    await alone.close()
    await before.close()
