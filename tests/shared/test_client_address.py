"""The client is as many entries from the right as there are proxies of our own, and never further left."""

import pytest

from netra.shared.client_address import client_address

PEER = "10.0.0.7"


@pytest.mark.parametrize(
    ("forwarded_for", "hops", "address"),
    [
        ([], 0, PEER),
        (["203.0.113.9"], 0, PEER),
        (["203.0.113.9"], 1, "203.0.113.9"),
        (["6.6.6.6, 203.0.113.9"], 1, "203.0.113.9"),
        (["6.6.6.6, 203.0.113.9, 10.1.1.1"], 2, "203.0.113.9"),
        (["6.6.6.6", "203.0.113.9", "10.1.1.1"], 2, "203.0.113.9"),
        (["6.6.6.6,203.0.113.9", "10.1.1.1"], 2, "203.0.113.9"),
        # Fewer entries than proxies: it came past one of them.
        (["203.0.113.9"], 2, PEER),
        ([], 1, PEER),
        ([""], 1, PEER),
        (["203.0.113.9, nonsense"], 1, PEER),
        (["203.0.113.9, "], 1, PEER),
        (["203.0.113.9:51234"], 1, "203.0.113.9"),
        (["[2001:DB8::0:1]:443"], 1, "2001:db8::1"),
        (["2001:0db8::0001"], 1, "2001:db8::1"),
        (["fe80::1%eth0"], 1, "fe80::1"),
        (["::ffff:203.0.113.9"], 1, "203.0.113.9"),
        (["999.1.1.1"], 1, PEER),
        (["[2001:db8::1"], 1, "2001:db8::1"),
        (["1.2.3.4' OR 1=1 --"], 1, PEER),
    ],
)
def test_the_client_is_so_many_entries_from_the_right(
    forwarded_for: list[str], hops: int, address: str
) -> None:
    assert client_address(forwarded_for, PEER, trusted_hops=hops) == address


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("testclient", "unknown"),
        ("::1", "::1"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_a_peer_that_is_no_address_is_unknown(peer: str | None, address: str) -> None:
    assert client_address([], peer, trusted_hops=0) == address
