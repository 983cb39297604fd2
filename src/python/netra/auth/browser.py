"""What is asked of browsers that come with cookies: where they come from, and that our own page sent them."""

from typing import Annotated

from fastapi import Depends, Header, Request

from netra.auth.config import AuthSettings
from netra.auth.resources import resources_of
from netra.shared.errors import Forbidden


async def _check_origin(request: Request) -> None:
    """A browser says where it comes from; only our own pages may sign people in or out."""
    origin = request.headers.get("Origin")
    if origin is not None and origin not in resources_of(request).settings.allowed_origins:
        raise Forbidden("This origin may not use cookies of this service.")


async def _check_csrf(x_netra_csrf: Annotated[str | None, Header()] = None) -> None:
    """A form of a foreign page can send our cookie, but not this header."""
    if x_netra_csrf != "1":
        raise Forbidden("Send the header X-Netra-Csrf: 1.")


def cookie_name(settings: AuthSettings, name: str) -> str:
    """The name of a cookie of ours; where it travels encrypted, no other host can set one of that name."""
    return f"__Host-{name}" if settings.secure_cookies else name


SameOrigin = Depends(_check_origin)
SentByOurPage = Depends(_check_csrf)
