"""What runs on a home, for people."""

import psutil

from netra.dev.home import Home
from netra.dev.identity import is_alive
from netra.dev.progress import MB
from netra.dev.record import Record, Recorded, alive, read_record


def rows(home: Home) -> list[str]:
    """A line for the launcher and for each process it keeps running; none when nothing runs."""
    record = read_record(home.record_file)
    if record is None or not (is_alive(record.launcher) or alive(record)):
        return []
    memory = [memory_bytes(process.identity.pid) for process in record.processes]
    lines = [_line(process, used, record) for process, used in zip(record.processes, memory, strict=True)]
    own = own_bytes(psutil.Process(record.launcher.pid)) if is_alive(record.launcher) else 0
    return [
        _launcher_line(record, own),
        *lines,
        f"{'':<12}{sum(memory, own) // MB:>29} MB in all, {home.folder}",
    ]


def _launcher_line(record: Record, used: int) -> str:
    state = "ready" if record.ready else "starting"
    if not is_alive(record.launcher):
        state = "killed; `down` stops what it left"
    return f"{'launcher':<12} pid {record.launcher.pid:<8} {used // MB:>12} MB  {state}"


def _line(process: Recorded, used: int, record: Record) -> str:
    state = "running" if is_alive(process.identity) else "dead, will be restarted"
    restarts = f", restarted {process.restarts} times" if process.restarts else ""
    url = f"  {record.urls[process.name]}" if process.name in record.urls else ""
    return f"{process.name:<12} pid {process.identity.pid:<8} {used // MB:>12} MB  {state}{restarts}{url}"


def memory_bytes(pid: int) -> int:
    """What a process and its children keep in memory; shared pages are divided among those who share them."""
    try:
        root = psutil.Process(pid)
        return sum(own_bytes(process) for process in (root, *root.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def own_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
