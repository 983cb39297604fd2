"""Which ports the stack listens on, remembered in its home."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from netra.dev.engines.files import write_private
from netra.dev.errors import LauncherError
from netra.dev.names import DEFAULT_PORTS, ENGINES
from netra.dev.ports import free_port, is_taken


def remembered_ports(path: Path) -> dict[str, int]:
    """The ports of the last start; none when nothing usable is remembered."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): int(port) for name, port in raw.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def choose_ports(path: Path, *, automatic: bool) -> Mapping[str, int]:
    """Ports for services and engines, by name.

    Engines take any free port and keep it. Services take the well-known ones, or with `automatic` any free
    one. LauncherError when a well-known port is taken.
    """
    known = remembered_ports(path)
    chosen: dict[str, int] = {}
    for name in (*ENGINES, *DEFAULT_PORTS):
        if name in ENGINES or automatic:
            chosen[name] = _free(name, known, set(chosen.values()))
        else:
            chosen[name] = DEFAULT_PORTS[name]
        if is_taken(chosen[name]):
            raise LauncherError(taken_sentence(name, chosen[name]))
    write_private(path, json.dumps(chosen))
    return chosen


def _free(name: str, known: Mapping[str, int], chosen: set[int]) -> int:
    """The port of the last time, else one that is neither remembered for others nor just given to them."""
    remembered = known.get(name)
    if remembered is not None and remembered not in chosen and not is_taken(remembered):
        return remembered
    while (port := free_port()) in chosen or port in known.values():
        continue
    return port


def taken_sentence(name: str, port: int) -> str:
    return (
        f"Port {port}, where {name} should listen, is taken by {holder(port)}; stop that or use --ports auto."
    )


def holder(port: int) -> str:
    """Who listens on a port, as far as this user may know."""
    for connection in _listening():
        if connection.laddr.port == port and connection.pid:
            try:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
            except psutil.Error:
                return f"pid {connection.pid}"
    return "another process"


def _listening() -> list[Any]:
    try:
        return [found for found in psutil.net_connections("tcp") if found.status == psutil.CONN_LISTEN]
    except psutil.AccessDenied:
        return []
