"""HTTP for the audit log, and where requests come from, which everything that writes to it has to say."""

from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from netra.auth.audit.domain import AuditAction, Deed, Origin, Outcome, Target, TargetKind
from netra.auth.audit.schemas import (
    AuditExportQuery,
    AuditPage,
    AuditPageQuery,
    AuditVerification,
    ExportFormat,
)
from netra.auth.audit.service import AuditExport, AuditService
from netra.auth.limits.domain import TOLD_REFUSAL, VERIFY
from netra.auth.limits.service import PerOrganization
from netra.auth.resources import Resources, ResourcesDep, resources_of
from netra.shared.access import Allowed, Subject, while_allowed
from netra.shared.client_address import client_address
from netra.shared.errors import Forbidden
from netra.shared.postgres import SessionDep
from netra.shared.problems import error_response
from netra.shared.rights import ADMINISTER

router = APIRouter(prefix="/auth/audit", tags=["audit"])


async def _origin(request: Request) -> Origin:
    address = client_address(
        request.headers.getlist("X-Forwarded-For"),
        request.client.host if request.client else None,
        trusted_hops=resources_of(request).settings.trusted_proxies,
    )
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return Origin.of(address, request.headers.get("User-Agent", ""), request_id)


async def _audit_service(resources: ResourcesDep, session: SessionDep) -> AuditService:
    return AuditService.on(session, resources.clock)


OriginDep = Annotated[Origin, Depends(_origin)]
Audit = Annotated[AuditService, Depends(_audit_service)]
Admin = Annotated[Subject, Depends(Allowed(ADMINISTER))]


@router.get("")
async def list_audit_entries(
    caller: Admin, audit: Audit, query: Annotated[AuditPageQuery, Query()]
) -> AuditPage:
    """What was done in the organization, newest first."""
    return await audit.page(caller, query)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/jsonl": {"schema": {"type": "string"}},
            }
        }
    },
)
async def export_audit_entries(
    request: Request,
    caller: Admin,
    audit: Audit,
    resources: ResourcesDep,
    origin: OriginDep,
    query: Annotated[AuditExportQuery, Query()],
) -> StreamingResponse:
    """The log as a file, the oldest entry first; that it was taken is itself an entry.

    CSV has the columns number, at (UTC), actor_kind, actor_id, actor, action, target_kind, target_id,
    target, result, details (JSON), address, user_agent, request_id, previous, digest; text that a spreadsheet
    would compute begins with an apostrophe. JSON lines hold what the chain is computed of: `digest` is the
    SHA-256 of `entry` as JSON with sorted keys, no blanks and nothing beyond ASCII, in hex.
    """
    written = await AuditExport(resources, caller.organization_id, query).noted(audit, caller, origin)
    name = {"Content-Disposition": f"attachment; filename=netra-audit.{query.format}"}
    kind = "text/csv" if query.format is ExportFormat.CSV else "application/jsonl"
    return StreamingResponse(while_allowed(request, ADMINISTER, written), media_type=kind, headers=name)


@router.get("/verify", dependencies=[Depends(PerOrganization(VERIFY, ADMINISTER))])
async def verify_audit_entries(caller: Admin, audit: Audit) -> AuditVerification:
    """Compute the chain of the organization again, to the last entry."""
    return AuditVerification.of(await audit.verify(caller.organization_id))


async def _is_news(resources: Resources, caller: Subject) -> bool:
    if caller.kind == "service":
        return False  # It belongs to no organization, whose log could tell of it.
    return (await resources.limiter.hit(TOLD_REFUSAL, str(caller.subject_id))).is_admitted


async def note_refusal(request: Request, error: Forbidden) -> Response:
    """Answer a refusal, having written it down where somebody is known who was refused.

    In a transaction of its own: that of the request has been rolled back.
    """
    resources: Resources = request.app.state.resources
    caller = getattr(request.state, "subject", None)
    if isinstance(caller, Subject) and await _is_news(resources, caller):
        route = f"{request.method} {request.scope['route'].path}"
        target = Target(TargetKind.ROUTE, name=route)
        deed = Deed(AuditAction.ACCESS_REFUSED, target, {"reason": error.detail}, Outcome.REFUSED)
        async with resources.database.session() as session:
            await AuditService.on(session, resources.clock).record(caller, deed, await _origin(request))
    return error_response(error)
