"""The pinned library is the one that dependency scanners see."""

from pathlib import Path

from netra.dev.engines.pins import CLICKHOUSE_LIBRARY

LOCK = Path("3rdparty/js/engines/pnpm-lock.yaml")


def test_launcher_and_lockfile_pin_the_same_file() -> None:
    lock = LOCK.read_text(encoding="utf-8")
    assert f"'{CLICKHOUSE_LIBRARY.name}@{CLICKHOUSE_LIBRARY.version}':" in lock
    assert lock.count("integrity: sha512-") == 1
    assert CLICKHOUSE_LIBRARY.integrity in lock
