"""Signing out at the provider too: a browser goes there, and comes back by what it was given here."""

import hmac
from datetime import timedelta
from typing import Final

from netra.auth.oauth.domain import ProviderName
from netra.auth.opaque import is_opaque_token, opaque_digest

SIGN_OUT_LIFE: Final = timedelta(minutes=10)
"""How long somebody may take to sign out at their provider."""


def state_of(provider: ProviderName, browser: str) -> str:
    """What a provider is given to bring back: of this browser at this provider, and nothing to go by."""
    return opaque_digest(f"{provider} {browser}").hex()


def is_brought_back(state: str, provider: ProviderName, browser: str) -> bool:
    """Whether a browser comes back from where it was sent."""
    expected = state_of(provider, browser)
    return is_opaque_token(browser) and hmac.compare_digest(state.encode(), expected.encode())
