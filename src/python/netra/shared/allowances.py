"""What may be done how often, and how somebody stands with it: words and arithmetic, no counting."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

IPV6_NETWORK_BITS: Final = 64
"""What one customer of a provider is given at least: addresses within it cost nothing."""
LONGEST_IN_SECONDS: Final = 2
"""Minutes; a longer wait is told in minutes."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds, in a window that slides.

    `together` are taken from the common count at once and then given out in the process, for what happens too
    often to ask Redis each time: never more than the limit, at most so many fewer for each instance.
    """

    name: str
    amount: int
    seconds: int
    together: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with a limit after a try."""

    limit: Limit
    is_admitted: bool
    remaining: int
    reset_s: int
    """Seconds until more may be done."""

    @property
    def wait(self) -> str:
        """How long until more may be done, in words."""
        minutes = -(-self.reset_s // 60)
        return f"{self.reset_s} s" if minutes <= LONGEST_IN_SECONDS else f"{minutes} min"

    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers words it, and as most clients read it."""
        limit = self.limit
        return {
            "RateLimit-Policy": f'"{limit.name}";q={limit.amount};w={limit.seconds}',
            "RateLimit": f'"{limit.name}";r={self.remaining};t={self.reset_s}',
            "RateLimit-Limit": str(limit.amount),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }


def network_of(address: str) -> str:
    """Whom an address belongs to, as far as can be told: itself, and of IPv6 its /64.

    What is no address is a network of its own.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        bits = 128 - IPV6_NETWORK_BITS
        return f"{IPv6Address(int(parsed) >> bits << bits)}/{IPV6_NETWORK_BITS}"
    return str(parsed)
