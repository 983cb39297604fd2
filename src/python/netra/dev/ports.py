"""Loopback ports: a free one, and whether one is taken."""

import secrets
import socket
from typing import Final

import psutil

LOOPBACK: Final = "127.0.0.1"
# Below the ports that Linux (from 32768) and macOS (from 49152) lend to outgoing connections: a port of
# those can be taken by any client between the moment it is found and the moment its server binds it, or
# while its server is stopped to be started again.
SERVER_PORTS: Final = range(20_000, 32_768)


def free_port() -> int:
    """A loopback port that nobody listens on at this moment, and that no outgoing connection is lent."""
    while is_taken(port := secrets.choice(SERVER_PORTS)):
        pass
    return port


def accepts(port: int) -> bool:
    """Whether a server on the loopback address takes connections at `port` now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def listening_ports(pid: int) -> set[int]:
    """The ports at which a process or one of its children takes connections."""
    try:
        root = psutil.Process(pid)
        family = (root, *root.children(recursive=True))
        found = [connection for member in family for connection in member.net_connections("tcp")]
    except psutil.Error:
        return set()
    return {connection.laddr.port for connection in found if connection.status == psutil.CONN_LISTEN}


def is_taken(port: int) -> bool:
    """Whether a server could not bind `port` on the loopback address now."""
    with socket.socket() as probe:
        # Servers bind with this option too: a port in TIME_WAIT is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return True
        return False
