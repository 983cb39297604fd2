"""One `up` from its first step to its last process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from netra.dev import up_steps  # pants: no-infer-dep (a folder of steps; the package holds all of them)
from netra.dev.home import Home
from netra.dev.interrupts import Interrupts
from netra.dev.names import ENGINES, SERVICES
from netra.dev.record import Record, Recorded, read_record, stop_recorded, this_launcher, write_record
from netra.dev.stack import Options, Stack
from netra.dev.supervisor import Supervisor
from netra.dev.voice import Ready, Voice


class Run:
    """What the steps work with: the installation, its processes, and somebody to talk to."""

    def __init__(self, home: Home, stack: Stack, voice: Voice, interrupts: Interrupts, purpose: str) -> None:
        self.home = home
        self.stack = stack
        self.voice = voice
        self.interrupts = interrupts
        self.supervisor = Supervisor(voice.say, self._remember, interrupts)
        self._record = Record(this_launcher(), purpose)

    def begin(self) -> None:
        """From here on others can see that a launcher is at work here."""
        self._keep(self._record)

    def announce(self) -> None:
        """From here on `status` says that everything is ready, and the person knows where."""
        self._keep(replace(self._record, urls=dict(self.stack.urls), ready=True))
        self.voice.ready(Ready(self._record.urls, self._record.pids(), str(self.home.folder)))

    @property
    def is_ready(self) -> bool:
        """Whether the person has been, or is just being, told that everything runs."""
        return self._record.ready

    def stop(self) -> None:
        """Services first, so that they can finish their work on the engines."""
        self.interrupts.ignore()
        self.supervisor.stop(*SERVICES)
        self.supervisor.stop(*ENGINES)
        self.home.record_file.unlink(missing_ok=True)

    def _remember(self, processes: Sequence[Recorded]) -> None:
        """Called after every change: a full disk must not keep the launcher from stopping what it started."""
        try:
            self._keep(replace(self._record, processes=tuple(processes)))
        except OSError as error:
            self.voice.say(f"what runs cannot be written down: {error.strerror}")

    def _keep(self, record: Record) -> None:
        self._record = record
        write_record(self.home.record_file, record)


def discover_steps() -> list[tuple[str, ModuleType]]:
    """The modules of `up_steps` in the order of their numbers: each has a TITLE and a `run`."""
    names = sorted(module.name for module in iter_modules(up_steps.__path__))
    modules = [import_module(f"{up_steps.__name__}.{name}") for name in names]
    return [(module.TITLE, module) for module in modules]


@contextmanager
def prepared(
    home: Home, options: Options, voice: Voice, interrupts: Interrupts, purpose: str
) -> Iterator[Run]:
    """A run on a locked home, free of what a killed launcher left; everything is stopped at the end."""
    with home.locked():
        home.prepare()
        clear_leftovers(home, voice)
        run = Run(home, Stack(home, options), voice, interrupts, purpose)
        run.begin()
        try:
            yield run
        finally:
            run.stop()


def clear_leftovers(home: Home, voice: Voice) -> list[str]:
    """Stops what a launcher that was killed could not stop itself; the home must be locked."""
    record = read_record(home.record_file)
    if record is None:
        return []
    stopped = stop_recorded(record)
    home.record_file.unlink(missing_ok=True)
    if stopped:
        voice.say(f"a launcher was killed here before; stopped what it left: {', '.join(stopped)}")
    return stopped


def go_through_steps(run: Run) -> None:
    steps = discover_steps()
    for number, (title, step) in enumerate(steps, start=1):
        run.voice.step(number, len(steps), title)
        step.run(run)
