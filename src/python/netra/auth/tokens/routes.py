"""HTTP for public keys."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Response

from netra.auth.resources import ResourcesDep
from netra.auth.tokens.schemas import KeySet
from netra.auth.tokens.service import TokenService
from netra.shared.access import ANYBODY
from netra.shared.postgres import SessionDep

router = APIRouter(tags=["tokens"])

# A new key signs at once; whoever meets an unknown key id must fetch again anyway.
_CACHE: Final = "public, max-age=300"


async def _token_service(resources: ResourcesDep, session: SessionDep) -> TokenService:
    return TokenService.on(resources, session)


Tokens = Annotated[TokenService, Depends(_token_service)]


@router.get("/.well-known/jwks.json", dependencies=[ANYBODY])
async def public_keys(tokens: Tokens, response: Response) -> KeySet:
    """The keys that verify access tokens."""
    response.headers["Cache-Control"] = _CACHE
    return KeySet.model_validate({"keys": await tokens.public_keys()})
