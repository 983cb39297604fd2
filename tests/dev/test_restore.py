"""A restore happens wholly or not at all, whatever ends it."""

import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from netra.dev.archive import CLICKHOUSE_BACKUP, PARTS, hashes, unpack_verified, write_archive
from netra.dev.home import Home
from netra.dev.secrets_file import read_secrets, write_secrets
from tests.dev.launcher import Launcher
from tests.dev.stores import SAVED, content, spoil, stores

State = tuple[tuple[object, ...], str]
OWN_KEY = "the key of the data that is replaced"


@pytest.fixture
def before(shared_launcher: Launcher, saved: Path) -> State:
    """Data and key of an installation that differs from the backup."""
    path = Home(shared_launcher.home).secrets_file
    write_secrets(path, replace(read_secrets(path), auth_master_key=OWN_KEY))
    with shared_launcher.running(), stores(shared_launcher) as at:
        spoil(at)
        return content(at), OWN_KEY


def state(launcher: Launcher) -> State:
    with launcher.running(), stores(launcher) as at:
        return content(at), read_secrets(Home(launcher.home).secrets_file).auth_master_key


def end_while_swapping(launcher: Launcher, backup: Path, number: signal.Signals) -> "subprocess.Popen[str]":
    """Sends a signal to a restore that has begun to replace the data."""
    words, both = launcher.command("restore", str(backup)), subprocess.PIPE
    restoring = subprocess.Popen(words, env=launcher.env(), stdout=both, stderr=both, text=True)
    while not Home(launcher.home).restoring_mark.exists():
        assert restoring.poll() is None
        time.sleep(0.001)
    restoring.send_signal(number)
    return restoring


def test_killed_in_the_middle_the_data_of_before_comes_back(
    shared_launcher: Launcher, saved: Path, before: State
) -> None:
    with end_while_swapping(shared_launcher, saved, signal.SIGKILL) as killed:
        killed.wait()
    assert Home(shared_launcher.home).restoring_mark.exists()
    assert state(shared_launcher) == before
    assert not Home(shared_launcher.home).restoring_mark.exists()


def test_killed_in_the_middle_it_can_be_done_again(
    shared_launcher: Launcher, saved: Path, before: State
) -> None:
    with end_while_swapping(shared_launcher, saved, signal.SIGKILL) as killed:
        killed.wait()
    assert shared_launcher.run("restore", str(saved)).returncode == 0
    assert state(shared_launcher)[0] == SAVED != before[0]


def test_ctrl_c_waits_for_the_end_of_the_swap(shared_launcher: Launcher, saved: Path, before: State) -> None:
    with end_while_swapping(shared_launcher, saved, signal.SIGINT) as stopped:
        told, complaint = stopped.communicate(timeout=60)
    assert (stopped.returncode, complaint) == (130, "netra: stopped.\n")
    assert "restored" in told
    content_now, key = state(shared_launcher)
    assert content_now == SAVED != before[0]
    assert key != OWN_KEY


def test_a_backup_that_clickhouse_refuses_changes_nothing(
    shared_launcher: Launcher, saved: Path, before: State, tmp_path: Path
) -> None:
    parts = tmp_path / "parts"
    manifest = unpack_verified(saved, parts)
    (parts / CLICKHOUSE_BACKUP).write_bytes(b"no backup at all")
    strange = tmp_path / "strange"
    write_archive(strange, parts, replace(manifest, parts=hashes(parts, PARTS)))
    refused = shared_launcher.run("restore", str(strange))
    assert refused.returncode == 1
    assert "ClickHouse could not do it" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert state(shared_launcher) == before
