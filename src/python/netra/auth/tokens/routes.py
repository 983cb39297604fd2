"""HTTP for public keys, and the dependency that says which person is calling."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response

from netra.auth.resources import ResourcesDep
from netra.auth.tokens.domain.access import AccessClaims
from netra.auth.tokens.schemas import KeySet
from netra.auth.tokens.service import TokenService
from netra.shared.access import presented_token
from netra.shared.errors import Unauthorized
from netra.shared.postgres import SessionDep

router = APIRouter(tags=["tokens"])

# A new key signs at once; whoever meets an unknown key id must fetch again anyway.
_CACHE: Final = "public, max-age=300"


def _token_service(resources: ResourcesDep, session: SessionDep) -> TokenService:
    return TokenService.on(resources, session)


Tokens = Annotated[TokenService, Depends(_token_service)]


async def _caller(request: Request, tokens: Tokens) -> AccessClaims:
    claims = await tokens.claims_of(presented_token(request))
    if claims is None:
        raise Unauthorized("The access token is not valid.")
    return claims


Caller = Annotated[AccessClaims, Depends(_caller)]


@router.get("/.well-known/jwks.json")
async def public_keys(tokens: Tokens, response: Response) -> KeySet:
    """The keys that verify access tokens."""
    response.headers["Cache-Control"] = _CACHE
    return KeySet.model_validate({"keys": await tokens.public_keys()})
