"""What providers have in common: what is asked of them, by which client, and what they may do wrong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

import httpx2
from authlib.common.errors import AuthlibBaseError
from joserfc.errors import JoseError

from netra.auth.oauth.domain import (
    Arrival,
    AskedAgain,
    Attempt,
    Authorization,
    ProviderAnswer,
    ProviderGrant,
    ProviderLogout,
    Refusal,
    SignInRefused,
)

# At its chattiest it writes code verifiers down.
logging.getLogger("authlib").setLevel(logging.INFO)

TIMEOUT_SECONDS: Final = 5.0
# What authlib raises at an answer that breaks a rule, and what reading JSON of another shape does.
SAID_WRONG: Final = (
    AuthlibBaseError,
    JoseError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RuntimeError,
)


class Provider(Protocol):
    """Knows how to send people away, and who they are when they return."""

    async def begin(self, redirect_uri: str, state: str) -> Authorization:
        """Where to send a browser. Raises SignInRefused."""
        ...

    async def arrival(self, attempt: Attempt, answer: ProviderAnswer, redirect_uri: str) -> Arrival:
        """Whose the answer is. Raises SignInRefused."""
        ...

    async def ask_again(self, grant: ProviderGrant) -> AskedAgain:
        """Whether whoever signed in there is still there."""
        ...

    async def way_out(self, id_token: str, return_to: str, state: str) -> str:
        """The address at which one signs out there. Raises SignInRefused."""
        ...

    async def logout(self, token: str) -> ProviderLogout:
        """Who has signed out there. Raises SignInRefused."""
        ...


def client_options(scope: str, transport: httpx2.AsyncBaseTransport | None) -> dict[str, Any]:
    options = {
        "scope": scope,
        "code_challenge_method": "S256",
        "timeout": TIMEOUT_SECONDS,
        "trust_env": False,
        "follow_redirects": False,
    }
    return options if transport is None else {**options, "transport": transport}


@contextmanager
def refusals() -> Iterator[None]:
    """Turn whatever a provider may do wrong into SignInRefused, whose text repeats nothing it said."""
    try:
        yield
    except httpx2.TransportError as error:
        raise SignInRefused(Refusal.UNAVAILABLE, type(error).__name__) from None
    except httpx2.HTTPStatusError as error:
        reason = Refusal.UNAVAILABLE if error.response.is_server_error else Refusal.FAILED
        raise SignInRefused(reason, f"status {error.response.status_code}") from None
    except SAID_WRONG as error:
        raise SignInRefused(Refusal.FAILED, type(error).__name__) from None
