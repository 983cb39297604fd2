"""HTTP for signing in and out, and for services that ask who a token belongs to."""

from typing import Annotated, Final

from fastapi import APIRouter, Cookie, Depends, Header, Request, Response

from netra.auth.config import AuthSettings
from netra.auth.resources import ResourcesDep
from netra.auth.sessions.schemas import (
    ActiveToken,
    AuthConfig,
    DevelopmentLogin,
    DevelopmentUser,
    InactiveToken,
    OrganizationRead,
    SignedIn,
    TokenToValidate,
    UserRead,
)
from netra.auth.sessions.service import Grant, Member, SessionService
from netra.auth.tokens.domain.refresh import SESSION_LIFE
from netra.auth.users.domain import DEVELOPMENT_USERS
from netra.shared.access import ANYBODY, Allowed, Subject
from netra.shared.errors import Forbidden, Unauthorized
from netra.shared.postgres import SessionDep
from netra.shared.problems import error_response
from netra.shared.rights import FOLLOW

router = APIRouter(prefix="/auth", tags=["sessions"])

COOKIE: Final = "netra_refresh"
COOKIE_PATH: Final = "/auth"


def _session_service(resources: ResourcesDep, session: SessionDep) -> SessionService:
    return SessionService.on(resources, session)


def _check_origin(request: Request, resources: ResourcesDep) -> None:
    """A browser says where it comes from; only our own pages may sign people in or out."""
    origin = request.headers.get("Origin")
    if origin is not None and origin not in resources.settings.allowed_origins:
        raise Forbidden("This origin may not use cookies of this service.")


def _check_csrf(x_netra_csrf: Annotated[str | None, Header()] = None) -> None:
    """A form of a foreign page can send our cookie, but not this header."""
    if x_netra_csrf != "1":
        raise Forbidden("Send the header X-Netra-Csrf: 1.")


Sessions = Annotated[SessionService, Depends(_session_service)]
RefreshCookie = Annotated[str, Cookie(alias=COOKIE)]
Person = Annotated[Subject, Depends(Allowed(FOLLOW))]
SameOrigin = Depends(_check_origin)
SentByOurPage = Depends(_check_csrf)


@router.get("/config", dependencies=[ANYBODY])
async def auth_config(resources: ResourcesDep) -> AuthConfig:
    """How one may sign in here."""
    settings = resources.settings
    people = DEVELOPMENT_USERS if settings.dev_login else ()
    users = [DevelopmentUser.model_validate(person) for person in people]
    return AuthConfig(environment=settings.environment, dev_login=settings.dev_login, dev_users=users)


@router.post("/dev/login", dependencies=[ANYBODY, SameOrigin])
async def sign_in_for_development(
    body: DevelopmentLogin, sessions: Sessions, resources: ResourcesDep, response: Response
) -> SignedIn:
    """Sign in as a development user; only in development."""
    return _answer(await sessions.sign_in_for_development(body.user_id), resources.settings, response)


@router.post("/refresh", response_model=SignedIn, dependencies=[ANYBODY, SameOrigin, SentByOurPage])
async def refresh(
    sessions: Sessions, resources: ResourcesDep, response: Response, refresh_token: RefreshCookie = ""
) -> SignedIn | Response:
    """Exchange the refresh cookie for a new access token and a new cookie."""
    grant = await sessions.refresh(refresh_token)
    if grant is not None:
        return _answer(grant, resources.settings, response)
    # Answered, not raised: raising would roll back the revocation of a stolen family.
    refusal = error_response(Unauthorized("Sign in again."))
    _clear_cookie(refusal, resources.settings)
    return refusal


@router.post("/logout", status_code=204, dependencies=[ANYBODY, SameOrigin, SentByOurPage])
async def sign_out(
    sessions: Sessions, resources: ResourcesDep, response: Response, refresh_token: RefreshCookie = ""
) -> None:
    """End the session, in every tab."""
    await sessions.sign_out(refresh_token)
    _clear_cookie(response, resources.settings)


@router.get("/me")
async def me(person: Person, sessions: Sessions) -> UserRead:
    """The person of the access token."""
    return _user(await sessions.member(person.subject_id))


@router.post("/validate", dependencies=[ANYBODY])
async def validate(body: TokenToValidate, sessions: Sessions) -> ActiveToken | InactiveToken:
    """Who holds an access token or an API key."""
    holder = await sessions.holder(body.token)
    return ActiveToken.model_validate(holder) if holder else InactiveToken()


def _answer(grant: Grant, settings: AuthSettings, response: Response) -> SignedIn:
    response.set_cookie(
        COOKIE,
        grant.refresh_token,
        max_age=int(SESSION_LIFE.total_seconds()),
        path=COOKIE_PATH,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return SignedIn(
        access_token=grant.access_token, expires_in=settings.access_token_seconds, user=_user(grant.member)
    )


def _clear_cookie(response: Response, settings: AuthSettings) -> None:
    response.delete_cookie(
        COOKIE, path=COOKIE_PATH, secure=settings.secure_cookies, httponly=True, samesite="lax"
    )


def _user(member: Member) -> UserRead:
    organization = OrganizationRead(
        id=member.membership.organization_id, name=member.membership.organization_name
    )
    person = member.person
    return UserRead(id=person.id, email=person.email, name=person.name, organization=organization)
