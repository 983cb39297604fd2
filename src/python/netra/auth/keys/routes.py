"""HTTP for API keys."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from netra.auth.audit.routes import OriginDep
from netra.auth.keys.domain import ApiKey
from netra.auth.keys.schemas import KeyCreate, KeyCreated, KeyRead, KeyRotate
from netra.auth.keys.service import KeyService
from netra.auth.limits.domain import NEW_KEY
from netra.auth.limits.service import CHANGING, PerOrganization
from netra.auth.resources import ResourcesDep
from netra.shared.access import Allowed, Subject
from netra.shared.postgres import SessionDep
from netra.shared.rights import ADMINISTER

router = APIRouter(prefix="/auth/keys", tags=["keys"])


async def _key_service(resources: ResourcesDep, session: SessionDep) -> KeyService:
    return KeyService.on(resources, session)


Keys = Annotated[KeyService, Depends(_key_service)]
Admin = Annotated[Subject, Depends(Allowed(ADMINISTER))]
MAKING: Final = Depends(PerOrganization(NEW_KEY, ADMINISTER))


@router.get("", response_model=list[KeyRead])
async def list_keys(caller: Admin, keys: Keys, project_id: UUID | None = None) -> list[ApiKey]:
    """The API keys of the caller's organization, newest first."""
    return await keys.list(caller, project_id)


@router.post("", status_code=201, dependencies=[MAKING])
async def create_key(body: KeyCreate, caller: Admin, keys: Keys, origin: OriginDep) -> KeyCreated:
    """Make an API key. Its text is in this answer and nowhere else."""
    return _created(*await keys.create(caller, body, origin))


@router.post("/{key_id}/rotate", status_code=201, dependencies=[MAKING])
async def rotate_key(
    key_id: UUID, body: KeyRotate, caller: Admin, keys: Keys, origin: OriginDep
) -> KeyCreated:
    """Make a key in the place of another, which is taken a while longer so that nothing stops."""
    return _created(*await keys.rotate(caller, key_id, timedelta(hours=body.overlap_hours), origin))


@router.delete("/{key_id}", status_code=204, dependencies=[CHANGING])
async def disable_key(key_id: UUID, caller: Admin, keys: Keys, origin: OriginDep) -> None:
    """Disable an API key; within seconds nobody accepts it."""
    await keys.disable(caller, key_id, origin)


def _created(key: ApiKey, text: str) -> KeyCreated:
    return KeyCreated(**KeyRead.model_validate(key).model_dump(), key=text)
