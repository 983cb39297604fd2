"""HTTP for services of ours that ask for tokens, and for clients that want to know where."""

from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response

from netra.auth.limits.domain import SERVICE_TOKEN
from netra.auth.limits.service import PerNetwork
from netra.auth.resources import ResourcesDep
from netra.auth.services.schemas import ServerMetadata, ServiceTokenRead
from netra.auth.services.service import ServiceTokens
from netra.shared.access import ANYBODY
from netra.shared.access_token_format import ALGORITHM
from netra.shared.errors import BadRequest
from netra.shared.service_tokens import ASSERTION_TYPE, GRANT_TYPE, TOKEN_PATH

router = APIRouter(tags=["services"])


def _form() -> dict[str, Any]:
    """What is sent as a form, which FastAPI reads with one more library only."""
    names = ("grant_type", "client_assertion_type", "client_assertion")
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    return {"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}}


@router.post(TOKEN_PATH, dependencies=[ANYBODY, Depends(PerNetwork(SERVICE_TOKEN))], openapi_extra=_form())
async def give_service_token(
    request: Request, resources: ResourcesDep, response: Response
) -> ServiceTokenRead:
    """A token of five minutes for a service that signs who it is (RFC 6749, 4.4 with RFC 7523)."""
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    if (form.get("grant_type"), form.get("client_assertion_type")) != (GRANT_TYPE, ASSERTION_TYPE):
        raise BadRequest("Only services of our own get tokens here, by a signed assertion.")
    token = await ServiceTokens.of(resources).give(form.get("client_assertion", ""))
    response.headers["Cache-Control"] = "no-store"
    return ServiceTokenRead(access_token=token.text, expires_in=token.seconds)


@router.get("/.well-known/oauth-authorization-server", dependencies=[ANYBODY])
async def server_metadata(resources: ResourcesDep) -> ServerMetadata:
    """Where tokens are given and how they are verified (RFC 8414)."""
    issuer = resources.settings.public_url
    return ServerMetadata(
        issuer=issuer,
        jwks_uri=f"{issuer}/.well-known/jwks.json",
        token_endpoint=f"{issuer}{TOKEN_PATH}",
        grant_types_supported=[GRANT_TYPE],
        response_types_supported=[],
        token_endpoint_auth_methods_supported=["private_key_jwt"],
        token_endpoint_auth_signing_alg_values_supported=[ALGORITHM],
    )
