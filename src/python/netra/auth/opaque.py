"""Opaque tokens: 256 random bits for whoever holds one, a digest for the database."""

import hashlib
import re
import secrets
from typing import Final

_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_opaque_token() -> str:
    """43 characters that may stand in a URL."""
    return secrets.token_urlsafe(32)


def is_opaque_token(text: str) -> bool:
    """Whether the text could be one; garbage need not be looked up."""
    return _SHAPE.fullmatch(text) is not None


def opaque_digest(token: str) -> bytes:
    """What the database knows a token by; nothing that short and random needs a slow hash."""
    return hashlib.sha256(token.encode()).digest()
