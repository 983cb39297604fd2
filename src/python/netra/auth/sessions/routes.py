"""HTTP for signing in and out, and for services that ask who a token belongs to."""

from dataclasses import asdict
from typing import Annotated, Final
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from netra.auth.audit.routes import OriginDep
from netra.auth.browser import SameOrigin, SentByOurPage, cookie_name
from netra.auth.config import AuthSettings
from netra.auth.limits.domain import ACCEPT, PROVIDER_LOGOUT, REFRESH
from netra.auth.limits.service import CHANGING, SIGNING_IN, PerNetwork, PerPerson, count_unknown
from netra.auth.oauth.domain import ProviderName
from netra.auth.oauth.routes import Browser, OAuth, answer_in, way_back
from netra.auth.oauth.service import Providers
from netra.auth.organizations.domain import Membership
from netra.auth.organizations.schemas import InvitationToken
from netra.auth.rechecks.service import Rechecks
from netra.auth.resources import ResourcesDep, resources_of
from netra.auth.sessions.schemas import (
    ActiveToken,
    AuthConfig,
    DevelopmentLogin,
    DevelopmentUser,
    InactiveToken,
    OrganizationRead,
    OrganizationSwitch,
    ProviderOffered,
    SessionRead,
    SignedIn,
    SignInCode,
    TokenToValidate,
    UserRead,
)
from netra.auth.sessions.service import (
    Grant,
    Holders,
    Refreshing,
    SessionService,
    Worker,
    signed_in_here,
)
from netra.auth.tokens.domain.refresh import SESSION_LIFE
from netra.auth.users.domain import DEVELOPMENT_USERS
from netra.shared.access import ANYBODY, Allowed, Subject, current_subject
from netra.shared.api_key_format import PresentedKey
from netra.shared.errors import BadRequest, Unauthorized
from netra.shared.postgres import SessionDep
from netra.shared.problems import error_response
from netra.shared.rights import ASK, FOLLOW

router = APIRouter(prefix="/auth", tags=["sessions"])

COOKIE: Final = "netra_refresh"


async def _session_service(resources: ResourcesDep, session: SessionDep) -> SessionService:
    return SessionService(resources, session)


async def _presented_refresh_token(request: Request) -> str:
    """What keeps a browser signed in; empty for one that is not."""
    return request.cookies.get(cookie_name(resources_of(request).settings, COOKIE), "")


Sessions = Annotated[SessionService, Depends(_session_service)]
RefreshCookie = Annotated[str, Depends(_presented_refresh_token)]
Person = Annotated[Subject, Depends(Allowed(FOLLOW))]
OF_A_COOKIE: Final = (ANYBODY, Depends(PerNetwork(REFRESH)), SameOrigin, SentByOurPage)


class AskingService:
    """The dependency of the route that answers services of ours; without a list of them, whoever asks."""

    rule = ASK

    async def __call__(self, request: Request) -> None:
        """Raises Unauthorized or Forbidden."""
        if resources_of(request).settings.service_keys:
            (await current_subject(request)).require(self.rule)


# First, since routes are tried in order and this one is asked a thousand times a second.
@router.post("/validate", dependencies=[Depends(AskingService())])
async def validate(
    body: TokenToValidate, resources: ResourcesDep, request: Request
) -> ActiveToken | InactiveToken:
    """Who holds an access token or an API key."""
    holder = await Holders.of(resources).holder(body.token)
    if holder is not None:
        return ActiveToken.model_validate(holder)
    presented = PresentedKey.parse(body.token)
    await count_unknown(request, resources, presented.id if presented else None)
    return InactiveToken()


@router.get("/config", dependencies=[ANYBODY])
async def auth_config(request: Request, resources: ResourcesDep) -> AuthConfig:
    """How one may sign in here."""
    titles: dict[ProviderName, str] = request.app.state.providers.titles
    settings = resources.settings
    people = DEVELOPMENT_USERS if settings.dev_login else ()
    users = [DevelopmentUser.model_validate(person) for person in people]
    return AuthConfig(
        environment=settings.environment,
        providers=[ProviderOffered(name=name, title=title) for name, title in titles.items()],
        dev_login=settings.dev_login,
        dev_users=users,
    )


@router.post("/dev/login", dependencies=[ANYBODY, SIGNING_IN, SameOrigin])
async def sign_in_for_development(
    body: DevelopmentLogin,
    sessions: Sessions,
    request: Request,
    origin: OriginDep,
    response: Response,
) -> SignedIn:
    """Sign in as a development user; only in development."""
    grant = await sessions.sign_in_for_development(body.user_id, origin)
    return _answer(grant, request, response)


@router.post("/oauth/complete", dependencies=[ANYBODY, SIGNING_IN, SameOrigin, SentByOurPage])
async def complete_sign_in(
    body: SignInCode,
    browser: Browser,
    sessions: Sessions,
    request: Request,
    origin: OriginDep,
    response: Response,
) -> SignedIn:
    """Exchange the code that a provider's answer led to for a session, once, in the browser that began."""
    grant = await sessions.sign_in_by_code(body.code, browser, origin)
    return _answer(grant, request, response)


@router.get(
    "/oauth/{provider}/callback",
    status_code=303,
    response_class=RedirectResponse,
    dependencies=[ANYBODY, SIGNING_IN],
)
async def return_from_provider(
    provider: ProviderName,
    request: Request,
    browser: Browser,
    oauth: OAuth,
    resources: ResourcesDep,
    origin: OriginDep,
    refresh_token: RefreshCookie,
) -> RedirectResponse:
    """Where a provider sends a browser back to; it goes on to our page."""

    async def is_here(user_id: UUID) -> bool:
        return await signed_in_here(resources, refresh_token) == user_id

    outcome = await oauth.finish(
        provider, browser=browser, answer=answer_in(request), origin=origin, is_here=is_here
    )
    return way_back(outcome)


@router.delete("/identities/{identity_id}", status_code=204, dependencies=[CHANGING])
async def remove_identity(identity_id: UUID, person: Person, sessions: Sessions, origin: OriginDep) -> None:
    """Sign in that way no more, and end what was begun with it elsewhere; the last one stays."""
    await sessions.remove_identity(person, identity_id, origin)


@router.post(
    "/oauth/{provider}/logout",
    dependencies=[ANYBODY, Depends(PerNetwork(PROVIDER_LOGOUT))],
    openapi_extra={
        "requestBody": {
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"logout_token": {"type": "string"}}}
                }
            }
        }
    },
)
async def end_sessions_of_provider(
    provider: ProviderName, request: Request, oauth: OAuth, sessions: Sessions, origin: OriginDep
) -> Response:
    """A provider's word that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    told = await oauth.logout(provider, form.get("logout_token", ""))
    if told is None:
        raise BadRequest("This is not a logout token of this provider.")
    await sessions.end_of_provider(provider, oauth.issuer(provider), told, origin)
    return Response(headers={"Cache-Control": "no-store"})


@router.post("/refresh", response_model=SignedIn, dependencies=[*OF_A_COOKIE])
async def refresh(
    request: Request,
    resources: ResourcesDep,
    origin: OriginDep,
    response: Response,
    refresh_token: RefreshCookie,
) -> SignedIn | Response:
    """Exchange the refresh cookie for a new access token and a new cookie."""
    rechecks = Rechecks(resources, request.app.state.providers)
    grant = await Refreshing.of(resources).refresh(refresh_token, origin, rechecks)
    if grant is not None:
        return _answer(grant, request, response)
    refusal = error_response(Unauthorized("Sign in again."))
    clear_cookie(refusal, resources.settings)
    return refusal


@router.post("/logout", status_code=204, dependencies=[*OF_A_COOKIE])
async def sign_out(
    sessions: Sessions,
    resources: ResourcesDep,
    origin: OriginDep,
    response: Response,
    refresh_token: RefreshCookie,
) -> None:
    """End the session, in every tab."""
    await sessions.sign_out(refresh_token, origin)
    clear_cookie(response, resources.settings)


@router.get("/me")
async def me(person: Person, sessions: Sessions) -> UserRead:
    """The person of the access token."""
    return _user(await sessions.worker(person.subject_id, person.organization_id))


@router.get("/sessions")
async def list_sessions(person: Person, sessions: Sessions) -> list[SessionRead]:
    """Where the caller is signed in, the last used first."""
    found = await sessions.sessions(person)
    return [
        SessionRead(**asdict(session), is_current=session.id == person.session_id) for session in found
    ]


@router.delete("/sessions/others", status_code=204, dependencies=[CHANGING])
async def end_other_sessions(person: Person, sessions: Sessions, origin: OriginDep) -> None:
    """Sign out everywhere else."""
    await sessions.end_others(person, origin)


@router.delete("/sessions/{session_id}", status_code=204, dependencies=[CHANGING])
async def end_session(session_id: UUID, person: Person, sessions: Sessions, origin: OriginDep) -> None:
    """Sign out in one place; it is refused everywhere within seconds."""
    await sessions.end(person, session_id, origin)


@router.post("/switch", status_code=204, dependencies=[CHANGING])
async def switch_organization(
    body: OrganizationSwitch, person: Person, sessions: Sessions, origin: OriginDep
) -> None:
    """Go on in another organization of one's own: refresh to have a token of it."""
    await sessions.switch(person, body.organization_id, origin)


@router.post(
    "/invitations/accept",
    status_code=204,
    dependencies=[Depends(PerNetwork(ACCEPT)), Depends(PerPerson(ACCEPT))],
)
async def accept_invitation(
    body: InvitationToken, person: Person, sessions: Sessions, origin: OriginDep
) -> None:
    """Join by the token of a link, once: refresh to have a token of that organization."""
    await sessions.accept_invitation(person, body.token, origin)


def _answer(grant: Grant, request: Request, response: Response) -> SignedIn:
    settings = resources_of(request).settings
    response.set_cookie(
        cookie_name(settings, COOKIE),
        grant.refresh_token,
        max_age=int(SESSION_LIFE.total_seconds()),
        path=_cookie_path(settings),
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    token = grant.access_token
    return SignedIn(
        access_token=token.text,
        expires_in=token.seconds,
        user=_user(grant.worker),
        sign_out_at=_offered(grant.sign_out_at, request.app.state.providers) if grant.sign_out_at else None,
    )


def _offered(provider: str, providers: Providers) -> ProviderOffered | None:
    """The provider that one can sign out at with a session, while it is one of those configured."""
    found = ((name, title) for name, title in providers.titles.items() if name == provider)
    return next((ProviderOffered(name=name, title=title) for name, title in found), None)


def _cookie_path(settings: AuthSettings) -> str:
    """What the name asks for where it keeps other hosts out; in development, nobody but this service."""
    return "/" if settings.secure_cookies else "/auth"


def clear_cookie(response: Response, settings: AuthSettings) -> None:
    response.delete_cookie(
        cookie_name(settings, COOKIE),
        path=_cookie_path(settings),
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def _user(worker: Worker) -> UserRead:
    person = worker.person
    return UserRead(
        id=person.id,
        email=person.email,
        name=person.name,
        organization=_organization(worker.membership),
        organizations=[_organization(one) for one in worker.memberships],
    )


def _organization(membership: Membership) -> OrganizationRead:
    return OrganizationRead(
        id=membership.organization_id, name=membership.organization_name, role=membership.role
    )
