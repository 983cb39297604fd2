"""The key by which the backend of an installation proves to its auth service who asks."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from netra.shared.service_tokens import ServiceKey

# The order of P-256 (FIPS 186-5, 3.2.1.3), below which a private key lies.
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# 128 bits more than the order has, so that the remainder favours no key (FIPS 186-5, A.2.1).
_BYTES: Final = 48


def service_key(name: str, master_key: str) -> ServiceKey:
    """Always the same one of an installation: an older home needs nothing new in its secrets."""
    derived = HKDF(SHA256(), _BYTES, salt=None, info=f"netra service {name}".encode()).derive(
        master_key.encode()
    )
    number = int.from_bytes(derived) % (_ORDER - 1) + 1
    return ServiceKey(name, derive_private_key(number, SECP256R1()))
