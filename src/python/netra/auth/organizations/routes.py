"""HTTP for the organization that the caller works in: its name, its members, and invitations to it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from netra.auth.audit.routes import OriginDep
from netra.auth.limits.domain import ACCEPT, INVITE
from netra.auth.limits.service import CHANGING, PerNetwork, PerOrganization, PerPerson
from netra.auth.organizations.domain import Invitation, Member, Offer
from netra.auth.organizations.schemas import (
    HandOver,
    InvitationCreate,
    InvitationCreated,
    InvitationOffered,
    InvitationRead,
    InvitationToken,
    MemberRead,
    OrganizationChange,
    RoleChange,
)
from netra.auth.organizations.service import OrganizationService
from netra.auth.resources import ResourcesDep
from netra.shared.access import Allowed, Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import ADMINISTER, FOLLOW, OWN

router = APIRouter(prefix="/auth", tags=["organizations"])


async def _organization_service(resources: ResourcesDep, session: SessionDep) -> OrganizationService:
    return OrganizationService.on(resources, session)


Organizations = Annotated[OrganizationService, Depends(_organization_service)]
Colleague = Annotated[Subject, Depends(Allowed(FOLLOW))]
Admin = Annotated[Subject, Depends(Allowed(ADMINISTER))]
Owner = Annotated[Subject, Depends(Allowed(OWN))]


@router.patch("/organization", status_code=204, dependencies=[CHANGING])
async def rename_organization(
    body: OrganizationChange, caller: Admin, organizations: Organizations, origin: OriginDep
) -> None:
    """Rename the organization."""
    await organizations.rename(caller, body.name, origin)


@router.post("/organization/hand-over", status_code=204, dependencies=[CHANGING])
async def hand_over_organization(
    body: HandOver, caller: Owner, organizations: Organizations, origin: OriginDep
) -> None:
    """Make another member the owner; whoever hands over stays as an admin."""
    await organizations.hand_over(caller, body.user_id, origin)


@router.get("/members", response_model=list[MemberRead])
async def list_members(caller: Colleague, organizations: Organizations) -> list[Member]:
    """Who works in the organization, the first joined first."""
    return await organizations.members(caller)


@router.delete("/members/me", status_code=204, dependencies=[CHANGING])
async def leave_organization(
    caller: Colleague, organizations: Organizations, origin: OriginDep
) -> None:
    """Work here no more; an owner hands over first."""
    await organizations.remove(caller, caller.subject_id, origin)


@router.patch("/members/{user_id}", status_code=204, dependencies=[CHANGING])
async def change_role(
    user_id: UUID,
    body: RoleChange,
    caller: Admin,
    organizations: Organizations,
    origin: OriginDep,
) -> None:
    """Change what a member may do; it holds within seconds."""
    await organizations.change_role(caller, user_id, body.role, origin)


@router.delete("/members/{user_id}", status_code=204, dependencies=[CHANGING])
async def remove_member(
    user_id: UUID, caller: Admin, organizations: Organizations, origin: OriginDep
) -> None:
    """Have a member work here no more; they are refused within seconds."""
    await organizations.remove(caller, user_id, origin)


@router.get("/invitations", response_model=list[InvitationRead])
async def list_invitations(caller: Admin, organizations: Organizations) -> list[Invitation]:
    """Invitations that can still be accepted, newest first."""
    return await organizations.invitations(caller)


@router.post("/invitations", status_code=201, dependencies=[Depends(PerOrganization(INVITE, ADMINISTER))])
async def create_invitation(
    body: InvitationCreate, caller: Admin, organizations: Organizations, origin: OriginDep
) -> InvitationCreated:
    """Invite by a link that is good for one person and seven days. Its token is in this answer only."""
    invitation, token = await organizations.invite(caller, body.role, body.note, origin)
    return InvitationCreated(**InvitationRead.model_validate(invitation).model_dump(), token=token)


@router.post(
    "/invitations/look",
    response_model=InvitationOffered,
    dependencies=[Depends(PerNetwork(ACCEPT)), Depends(PerPerson(ACCEPT))],
)
async def look_at_invitation(
    body: InvitationToken, caller: Colleague, organizations: Organizations
) -> Offer:
    """What the token of a link invites to, before one joins."""
    return await organizations.offer(caller, body.token)


@router.delete("/invitations/{invitation_id}", status_code=204, dependencies=[CHANGING])
async def revoke_invitation(
    invitation_id: UUID, caller: Admin, organizations: Organizations, origin: OriginDep
) -> None:
    """Take an invitation back."""
    await organizations.revoke_invitation(caller, invitation_id, origin)
