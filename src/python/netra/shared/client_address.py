"""Whom a request comes from, behind as many proxies as are known."""

from collections.abc import Sequence
from typing import Final

UNKNOWN: Final = "unknown"


def client_address(forwarded_for: Sequence[str], peer: str | None, *, trusted_hops: int) -> str:
    """The address that the outermost of our own proxies saw; the peer where there is none of them.

    `forwarded_for` are the `X-Forwarded-For` headers in their order. Each proxy adds on the right whom it was
    called by, so what stands further to the left than our proxies reach is the client's own word.
    """
    entries = [entry.strip() for header in forwarded_for for entry in header.split(",") if entry.strip()]
    if 0 < trusted_hops <= len(entries):
        return entries[-trusted_hops]
    return peer or UNKNOWN
