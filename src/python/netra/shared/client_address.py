"""Where a request came from, past the proxies that are trusted to say so."""

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address
from typing import Final

UNKNOWN_ADDRESS: Final = "unknown"
"""Of a request whose sender nobody can name, such as one over a Unix socket."""


def client_address(forwarded_for: Sequence[str], peer: str | None, *, trusted_hops: int) -> str:
    """The address of the client: an IPv4 or IPv6 address in its one spelling, or `unknown`.

    `forwarded_for` holds the values of all X-Forwarded-For headers in their order, `peer` is who opened the
    connection, and `trusted_hops` is the number of proxies of our own in front: each appends whom it heard
    from, so the client is that many entries from the right. What stands further left is whatever the client
    cared to send. Without such an entry, or where it is no address, the peer is taken.
    """
    entries = [entry.strip() for value in forwarded_for for entry in value.split(",")]
    said = entries[-trusted_hops] if 0 < trusted_hops <= len(entries) else ""
    return _address(said) or _address(peer or "") or UNKNOWN_ADDRESS


def _address(text: str) -> str | None:
    """Without port, brackets and zone; an IPv4 address inside an IPv6 one is that IPv4 address."""
    try:
        found = ip_address(_without_port(text).partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
