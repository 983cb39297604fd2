"""What the database holds sealed, so that whoever has a copy of it has none of it."""

from cryptography.fernet import InvalidToken, MultiFernet


class SealBrokenError(Exception):
    """It was sealed with a master key that this process does not have."""


def unsealed(sealed: bytes, sealer: MultiFernet) -> bytes:
    """What was sealed. Raises SealBrokenError."""
    try:
        return sealer.decrypt(sealed)
    except InvalidToken:
        raise SealBrokenError from None


def sealed_anew(sealed: bytes, sealer: MultiFernet) -> bytes:
    """The same, sealed with the first master key. Raises SealBrokenError."""
    try:
        return sealer.rotate(sealed)
    except InvalidToken:
        raise SealBrokenError from None
