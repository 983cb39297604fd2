"""A backup holds everything, and a damaged one touches nothing."""

import json
import tarfile
from pathlib import Path

import pytest

from netra.dev.archive import unpack_verified
from netra.dev.errors import LauncherError
from tests.dev.launcher import Launcher
from tests.dev.stores import SAVED, content, stores


def test_a_restore_brings_back_what_was_there(shared_launcher: Launcher, saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    done = shared_launcher.run("restore", str(saved))
    assert done.returncode == 0, done.stderr
    with shared_launcher.running(), stores(shared_launcher) as at:
        assert content(at) == SAVED
        at.backend.execute("INSERT INTO projects VALUES ('after')")
        at.clickhouse.execute("INSERT INTO calls VALUES (1)")
        assert at.clickhouse.execute("SELECT count() FROM per_day") == [(100_001,)]


def test_a_backup_moves_to_another_machine(
    launcher: Launcher, shared_launcher: Launcher, saved: Path
) -> None:
    assert launcher.run("restore", str(saved)).returncode == 0
    assert master_key(launcher) == master_key(shared_launcher)
    with launcher.running(), stores(launcher) as at:
        assert content(at) == SAVED
    assert "sample" not in (launcher.home / "words.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("keep", [0, 100, -2000])
def test_a_damaged_backup_touches_nothing(launcher: Launcher, saved: Path, tmp_path: Path, keep: int) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(saved.read_bytes()[:keep])
    assert "damaged" in refusal(launcher, damaged)


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_flipped_bit_touches_nothing(launcher: Launcher, saved: Path, tmp_path: Path, place: float) -> None:
    content = bytearray(saved.read_bytes())
    content[int(len(content) * place)] ^= 0x10
    damaged = tmp_path / "damaged"
    damaged.write_bytes(content)
    assert "damaged" in refusal(launcher, damaged)


def refusal(launcher: Launcher, backup: Path) -> str:
    """The one sentence with which a restore refuses before it touches anything."""
    refused = launcher.run("restore", str(backup))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert not (launcher.home / "postgres").exists()
    return refused.stderr


def test_a_changed_part_is_noticed(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as whole:
        whole.extractall(tmp_path / "parts", filter="data")
    with (tmp_path / "parts" / "netra_auth.dump").open("ab") as part:
        part.write(b"more")
    changed = tmp_path / "changed"
    with tarfile.open(changed, "w:gz") as archive:
        archive.add(tmp_path / "parts", arcname=".")
    with pytest.raises(LauncherError, match=r"netra_auth.dump is missing or changed"):
        unpack_verified(changed, tmp_path / "unpacked")


@pytest.mark.parametrize("variable", ["BACKEND_DATABASE_URL", "AUTH_DATABASE_URL", "CLICKHOUSE_URL"])
def test_one_store_elsewhere_is_enough_to_refuse(
    shared_launcher: Launcher, saved: Path, variable: str
) -> None:
    elsewhere = Launcher(shared_launcher.folder, {variable: "scheme://elsewhere/netra"})
    for words in (("backup", str(saved)), ("restore", str(saved))):
        refused = elsewhere.run(*words)
        assert refused.returncode == 1
        assert f"{variable} is given" in refused.stderr


def test_the_key_in_use_is_saved_and_not_overridden(
    shared_launcher: Launcher, saved: Path, tmp_path: Path
) -> None:
    sealed = Launcher(shared_launcher.folder, {"AUTH_MASTER_KEY": "the-key-that-was-given"})
    assert sealed.run("backup", str(tmp_path / "sealed")).returncode == 0
    manifest = unpack_verified(tmp_path / "sealed", tmp_path / "unpacked")
    assert manifest.auth_master_key == "the-key-that-was-given"
    assert "AUTH_MASTER_KEY is given" in sealed.run("restore", str(saved)).stderr


def master_key(launcher: Launcher) -> str:
    secrets = json.loads((launcher.home / "secrets" / "secrets.json").read_text(encoding="utf-8"))
    return str(secrets["auth_master_key"])
