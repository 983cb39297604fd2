"""What dies comes back; what a killed launcher leaves is found."""

import os
import random
import signal
from typing import Any

from netra.dev.supervisor import LONGEST_DELAY_S, backoff
from tests.dev.launcher import Launcher, eventually, is_running


def test_killed_processes_are_started_again(running: dict[str, Any], shared_launcher: Launcher) -> None:
    killed = {
        name: running["pids"][name] for name in ("postgres", "clickhouse", "valkey", "backend", "worker")
    }
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)

    def all_back() -> bool:
        now = shared_launcher.pids()
        return all(name in now and now[name] != pid and is_running(now[name]) for name, pid in killed.items())

    assert eventually(all_back)
    assert shared_launcher.pids()["frontend"] == running["pids"]["frontend"]
    assert shared_launcher.run("status").stdout.count("restarted 1 times") == len(killed)
    assert "postgres was killed by signal 9" in shared_launcher.run("logs", "launcher").stdout


def test_the_wait_doubles_is_spread_and_has_an_end() -> None:
    rng = random.Random(7)  # noqa: S311
    waits = [backoff(failures, rng) for failures in range(12)]
    assert all(0.125 * 2**failures <= waits[failures] <= 0.25 * 2**failures for failures in range(6))
    assert max(waits) <= LONGEST_DELAY_S
    assert len(set(waits)) == len(waits)


def test_what_a_killed_launcher_left_is_stopped_by_up_and_by_down(launcher: Launcher) -> None:
    with launcher.running("--no-sample") as first:
        kill_launcher(first)
        with launcher.running("--no-sample") as second:
            assert not [pid for pid in first["pids"].values() if is_running(pid)]
            assert all(is_running(pid) for pid in second["pids"].values())
            kill_launcher(second)
            assert "killed" in launcher.run("status").stdout
            assert "postgres" in launcher.run("down").stdout
            assert not [pid for pid in second["pids"].values() if is_running(pid)]
    assert "Nothing was running" in launcher.run("down").stdout


def kill_launcher(ready: dict[str, Any]) -> None:
    os.kill(ready["pids"]["launcher"], signal.SIGKILL)
    assert eventually(lambda: not is_running(ready["pids"]["launcher"]))
