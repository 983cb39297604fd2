"""Tokens and keys that have the shape of ours, for tests in which somebody else says who holds them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID, uuid4

from netra.shared.access_token_format import ALGORITHM, TOKEN_TYPE
from netra.shared.api_key_format import PresentedKey


def token_like(name: str) -> str:
    """The same token for the same name; `name_in` has it back."""
    header = {"alg": ALGORITHM, "typ": TOKEN_TYPE, "kid": "0" * 16}
    return ".".join((_encoded(header), _encoded({"name": name}), "s" * 86))


def name_in(token: str) -> str:
    """What `token_like` was given."""
    payload = token.split(".")[1]
    return str(json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["name"])


def key_like(key_id: UUID | None = None) -> str:
    """Another key each time, unless it is given an id."""
    return PresentedKey.new(uuid4()).text if key_id is None else PresentedKey(key_id, bytes(20)).text


def _encoded(part: dict[str, str]) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
