"""HTTP for signing out at the provider too: the way there and the way back."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from netra.auth.audit.routes import OriginDep
from netra.auth.browser import cookie_name
from netra.auth.limits.service import SIGNING_IN
from netra.auth.oauth.domain import ProviderName
from netra.auth.oauth.routes import answer_in
from netra.auth.opaque import new_opaque_token
from netra.auth.resources import ResourcesDep
from netra.auth.sessions.routes import OF_A_COOKIE, RefreshCookie, clear_cookie
from netra.auth.sign_outs.domain import SIGN_OUT_LIFE, is_brought_back
from netra.auth.sign_outs.schemas import SignOutStarted
from netra.auth.sign_outs.service import ProviderSignOuts
from netra.shared.access import ANYBODY

router = APIRouter(prefix="/auth", tags=["sign-outs"])

_COOKIE: Final = "netra_sign_out"
_RETURN_PATH: Final = "/signed-out"


async def _sign_outs(request: Request, resources: ResourcesDep) -> ProviderSignOuts:
    return ProviderSignOuts(resources, request.app.state.providers)


SignOuts = Annotated[ProviderSignOuts, Depends(_sign_outs)]


@router.post("/logout/provider", dependencies=[*OF_A_COOKIE])
async def sign_out_at_provider(
    sign_outs: SignOuts,
    resources: ResourcesDep,
    origin: OriginDep,
    response: Response,
    refresh_token: RefreshCookie,
) -> SignOutStarted:
    """End the session here, in every tab, and begin to sign out at its provider (OpenID Connect)."""
    browser = new_opaque_token()
    url = await sign_outs.begin(refresh_token, browser, origin)
    clear_cookie(response, resources.settings)
    response.set_cookie(
        cookie_name(resources.settings, _COOKIE),
        browser,
        max_age=int(SIGN_OUT_LIFE.total_seconds()),
        path="/",
        secure=resources.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return SignOutStarted(sign_out_url=url)


@router.get(
    "/oauth/{provider}/signed-out",
    status_code=303,
    response_class=RedirectResponse,
    dependencies=[ANYBODY, SIGNING_IN],
)
async def return_from_sign_out(
    provider: ProviderName, request: Request, resources: ResourcesDep
) -> RedirectResponse:
    """Where a provider sends a browser back to that has signed out there; it goes on to our page.

    Nothing is done by it: who comes back without having been sent is told so, and stays who they are.
    """
    settings = resources.settings
    name = cookie_name(settings, _COOKIE)
    is_ours = is_brought_back(answer_in(request).state, provider, request.cookies.get(name, ""))
    told = urlencode({"from": provider.value} if is_ours else {"error": "unknown"})
    address = f"{settings.first_origin}{_RETURN_PATH}#{told}"
    answer = RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
    answer.delete_cookie(name, path="/", secure=settings.secure_cookies, httponly=True, samesite="lax")
    return answer
