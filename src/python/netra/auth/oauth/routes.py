"""HTTP for signing in at a provider: the way there, the way back, and the ways that a person has."""

from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from netra.auth.browser import SameOrigin, SentByOurPage, cookie_name
from netra.auth.config import AuthSettings
from netra.auth.limits.service import CHANGING, SIGNING_IN
from netra.auth.oauth.domain import ATTEMPT_LIFE, ProviderAnswer, ProviderName
from netra.auth.oauth.schemas import IdentityRead, SignInStarted
from netra.auth.oauth.service import OAuthService, Return, WaysToSignIn
from netra.auth.opaque import is_opaque_token, new_opaque_token
from netra.auth.resources import ResourcesDep
from netra.auth.users.domain import Identity
from netra.shared.access import ANYBODY, Allowed, Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import FOLLOW

router = APIRouter(prefix="/auth", tags=["oauth"])

_COOKIE: Final = "netra_sign_in"
_RETURN_PATH: Final = "/sign-in/return"
# Longer than any code or state that we would take; what is longer is somebody playing.
_LONGEST_PARAMETER: Final = 4096


async def _oauth_service(request: Request, resources: ResourcesDep) -> OAuthService:
    return OAuthService(resources, request.app.state.providers)


async def _ways(resources: ResourcesDep, session: SessionDep) -> WaysToSignIn:
    return WaysToSignIn.on(resources, session)


async def presented_browser(request: Request, resources: ResourcesDep) -> str:
    """What the browser was given when it began; empty for one that did not begin."""
    return request.cookies.get(cookie_name(resources.settings, _COOKIE), "")


OAuth = Annotated[OAuthService, Depends(_oauth_service)]
Ways = Annotated[WaysToSignIn, Depends(_ways)]
Browser = Annotated[str, Depends(presented_browser)]
Person = Annotated[Subject, Depends(Allowed(FOLLOW))]


@router.post("/oauth/{provider}/start", dependencies=[ANYBODY, SIGNING_IN, SameOrigin, SentByOurPage])
async def start_sign_in(
    provider: ProviderName, request: Request, browser: Browser, oauth: OAuth, response: Response
) -> SignInStarted:
    """Begin to sign in at a provider, in this browser."""
    return await _start(provider, request, browser, oauth, response)


@router.post("/identities/{provider}/start", dependencies=[CHANGING, SameOrigin, SentByOurPage])
async def start_linking(
    provider: ProviderName,
    request: Request,
    browser: Browser,
    oauth: OAuth,
    response: Response,
    person: Person,
) -> SignInStarted:
    """Begin to add a way to sign in to the caller's own."""
    return await _start(provider, request, browser, oauth, response, link_to=person.subject_id)


@router.get("/identities", response_model=list[IdentityRead])
async def list_identities(person: Person, ways: Ways) -> list[Identity]:
    """The ways in which the caller signs in, the oldest first."""
    return await ways.of(person)


async def _start(
    provider: ProviderName,
    request: Request,
    browser: str,
    oauth: OAuthService,
    response: Response,
    link_to: UUID | None = None,
) -> SignInStarted:
    settings: AuthSettings = request.app.state.resources.settings
    # Kept where there is one: two tabs that sign in do not take the way back from each other.
    token = browser if is_opaque_token(browser) else new_opaque_token()
    origin = request.headers.get("Origin") or settings.first_origin
    url = await oauth.begin(provider, browser=token, return_to=origin, link_to=link_to)
    response.set_cookie(
        cookie_name(settings, _COOKIE),
        token,
        max_age=int(ATTEMPT_LIFE.total_seconds()),
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return SignInStarted(authorization_url=url)


def answer_in(request: Request) -> ProviderAnswer:
    said = request.query_params
    # A parameter that is said twice is not believed once (RFC 6749, 3.1).
    once = {name: value for name, value in said.items() if len(said.getlist(name)) == 1}
    state, code, error, issuer = (
        once.get(name, "")[:_LONGEST_PARAMETER] for name in ("state", "code", "error", "iss")
    )
    return ProviderAnswer(state, code, error, issuer)


def way_back(outcome: Return) -> RedirectResponse:
    """To our page, by an address that we chose; what it reads stands behind the #, where no log sees it."""
    words = {"code": outcome.code, "linked": outcome.linked, "error": outcome.refusal}
    told = urlencode({name: str(word) for name, word in words.items() if word})
    address = f"{outcome.return_to}{_RETURN_PATH}#{told}"
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
