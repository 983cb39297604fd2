"""HTTP for going: one's own account, an organization, and the way back for the latter."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from netra.auth.audit.routes import OriginDep
from netra.auth.departures.schemas import DeletedOrganizationRead, OrganizationDeletion, PersonDeletion
from netra.auth.departures.service import DepartureService
from netra.auth.limits.service import CHANGING
from netra.auth.organizations.domain import DeletedOrganization
from netra.auth.organizations.service import OrganizationService
from netra.auth.resources import ResourcesDep
from netra.shared.access import Allowed, Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import FOLLOW, OWN

router = APIRouter(prefix="/auth", tags=["departures"])


async def _departure_service(resources: ResourcesDep, session: SessionDep) -> DepartureService:
    return DepartureService.on(resources, session)


Departures = Annotated[DepartureService, Depends(_departure_service)]
Somebody = Annotated[Subject, Depends(Allowed(FOLLOW))]
Owner = Annotated[Subject, Depends(Allowed(OWN))]


@router.delete("/me", status_code=204, dependencies=[CHANGING])
async def delete_me(
    body: PersonDeletion, caller: Somebody, departures: Departures, origin: OriginDep
) -> None:
    """Delete one's account, for good and at once; whoever owns what others work in hands over first (409)."""
    await departures.delete_person(caller, body.confirm, origin)


@router.delete("/organization", status_code=204, dependencies=[CHANGING])
async def delete_organization(
    body: OrganizationDeletion, caller: Owner, departures: Departures, origin: OriginDep
) -> None:
    """Delete the organization; within seconds nobody works in it. Its owner can restore it for 30 days."""
    await departures.delete_organization(caller, body.confirm, origin)


@router.get("/organizations/deleted", response_model=list[DeletedOrganizationRead])
async def list_deleted_organizations(
    caller: Somebody, resources: ResourcesDep, session: SessionDep
) -> list[DeletedOrganization]:
    """What the caller owned and can restore, the last deleted first."""
    return await OrganizationService.on(resources, session).deleted(caller)


@router.post("/organizations/{organization_id}/restore", status_code=204, dependencies=[CHANGING])
async def restore_organization(
    organization_id: UUID, caller: Somebody, departures: Departures, origin: OriginDep
) -> None:
    """Undo the deletion of an organization of one's own: refresh to have a token of it."""
    await departures.restore_organization(caller, organization_id, origin)
