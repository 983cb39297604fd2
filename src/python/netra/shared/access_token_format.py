"""What an access token of ours looks like, so that garbage is refused without asking anybody."""

import json
import re
from base64 import urlsafe_b64decode
from typing import Final

ALGORITHM: Final = "ES256"
TOKEN_TYPE: Final = "at+jwt"  # noqa: S105  the media type of RFC 9068
_SHAPE: Final = re.compile(r"[\w-]{10,1000}\.[\w-]{10,3000}\.[\w-]{86}", re.ASCII)
_KID: Final = re.compile(r"[0-9a-f]{16}")


def key_id_of(token: str, token_type: str = TOKEN_TYPE) -> str | None:
    """The key a token claims to be signed with; None when it cannot be one of ours of that type."""
    if not _SHAPE.fullmatch(token):
        return None
    encoded = token.partition(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or (header.get("alg"), header.get("typ")) != (ALGORITHM, token_type):
        return None
    kid = header.get("kid")
    return kid if isinstance(kid, str) and _KID.fullmatch(kid) else None
