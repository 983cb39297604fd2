"""Keeps the processes of the stack running, and stops exactly them."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final

from netra.dev.errors import LauncherError
from netra.dev.interrupts import Interrupts
from netra.dev.processes import ManagedProcess, ProcessSpec
from netra.dev.progress import Say, heartbeat
from netra.dev.record import Recorded, recorded

FIRST_DELAY_S: Final = 0.25
LONGEST_DELAY_S: Final = 30.0
# Who ran this long has recovered: its next death starts the back-off afresh.
HEALTHY_AFTER_S: Final = 60.0
TICK_S: Final = 0.1


@dataclass
class Slot:
    """A place in the stack and the process that fills it at the moment."""

    spec: ProcessSpec
    process: ManagedProcess
    started_at: float
    failures: int = 0
    restarts: int = 0
    restart_at: float | None = None


@dataclass
class Supervisor:
    """Starts, watches and stops processes; `changed` is told the new list after every change."""

    say: Say
    changed: Callable[[list[Recorded]], None]
    interrupts: Interrupts
    rng: random.Random = field(default_factory=random.SystemRandom)
    _slots: dict[str, Slot] = field(default_factory=dict)
    _requests: SimpleQueue[ProcessSpec] = field(default_factory=SimpleQueue)

    def start(self, *specs: ProcessSpec) -> None:
        """Starts all of them at once and returns when all are ready; LauncherError when one is not."""
        waiting = [spec.name for spec in specs]
        for spec in specs:
            self._start(spec)
        with heartbeat(self.say, lambda seconds: f"waiting for {', '.join(waiting)}: {seconds:.0f} s"):
            for spec in specs:
                self._slots[spec.name].process.wait_ready()
                waiting.remove(spec.name)

    def request_restart(self, spec: ProcessSpec) -> None:
        """Replaces the process of the same name soon; may be called from any thread."""
        self._requests.put(spec)

    def watch(self) -> None:
        """Restarts whatever dies, until StopRequested comes."""
        while True:
            self._serve_requests()
            for slot in self._slots.values():
                self._tend(slot)
            time.sleep(TICK_S)

    def stop(self, *names: str) -> None:
        """Stops these at once and waits for all of them; names that do not run are passed over."""
        stopping = [name for name in names if name in self._slots]
        for name in stopping:
            self._slots[name].process.ask_to_stop()
        with heartbeat(self.say, lambda seconds: f"stopping {', '.join(stopping)}: {seconds:.0f} s"):
            for name in tuple(stopping):
                # Kept until it has stopped: who interrupts the waiting must find it to stop it again.
                self._slots[name].process.stop()
                del self._slots[name]
                stopping.remove(name)
                self._publish()

    def _start(self, spec: ProcessSpec) -> None:
        with self.interrupts.deferred():
            self._slots[spec.name] = Slot(spec, ManagedProcess(spec), time.monotonic())
            self._publish()

    def _serve_requests(self) -> None:
        try:
            spec = self._requests.get_nowait()
        except Empty:
            return
        slot = self._slots[spec.name]
        with heartbeat(self.say, lambda seconds: f"stopping {spec.name}: {seconds:.0f} s"):
            slot.process.stop()
        slot.spec = spec
        if self._refill(slot, restarts=0):
            self.say(f"{spec.name} was restarted from its new package.")

    def _tend(self, slot: Slot) -> None:
        now = time.monotonic()
        if slot.restart_at is not None and now >= slot.restart_at:
            self._refill(slot, restarts=slot.restarts + 1)
        elif slot.restart_at is None and slot.process.exit_code() is not None:
            if now - slot.started_at > HEALTHY_AFTER_S:
                slot.failures = 0
            # What a killed leader left in its group would hold its port.
            slot.process.stop()
            self._plan_restart(slot, f"{slot.spec.name} {_ending(slot.process.exit_code())}")

    def _plan_restart(self, slot: Slot, why: str) -> None:
        delay = backoff(slot.failures, self.rng)
        slot.failures += 1
        slot.restart_at = time.monotonic() + delay
        self.say(f"{why}; starting it again in {delay:.1f} s.")

    def _refill(self, slot: Slot, restarts: int) -> bool:
        """Starts another process in the slot; one that cannot be started is tried again as if it had died."""
        with self.interrupts.deferred():
            try:
                slot.process = ManagedProcess(slot.spec)
            except LauncherError as error:
                self._plan_restart(slot, str(error).rstrip("."))
                return False
            slot.started_at = time.monotonic()
            slot.restart_at = None
            slot.restarts = restarts
            self._publish()
        return True

    def _publish(self) -> None:
        entries = (recorded(slot.spec, slot.process.pid, slot.restarts) for slot in self._slots.values())
        self.changed([entry for entry in entries if entry is not None])


def backoff(failures: int, rng: random.Random) -> float:
    """Seconds before the next start: doubling, capped, and spread so that services do not return in step."""
    longest = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(failures, 16))
    return longest * rng.uniform(0.5, 1.0)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed by signal {-code}"
    return f"ended with code {code}"
