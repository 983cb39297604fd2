"""Every query on signing keys, token families and refresh tokens."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    DateTime,
    LargeBinary,
    Uuid,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.organizations.models import MembershipRow, OrganizationRow
from netra.auth.tokens.domain.refresh import Beginning, DueCheck, EndedSession, RefreshRecord, Session
from netra.auth.tokens.domain.signing import SealedKey
from netra.auth.tokens.models import RefreshTokenRow, SigningKeyRow, TokenFamilyRow, UsedTokenRow
from netra.shared.postgres import among, changes_a_row
from netra.shared.rights import Role

# Any number of our own; held while a signing key is made.
_KEY_LOCK: Final = 0x6B657973
_NOTHING_KEPT: Final = MappingProxyType(
    {"provider_grant": None, "provider_id_token": None, "check_at": None, "unconfirmed_since": None}
)
"""What a session holds of its provider once nobody needs it."""


class TokenRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def signing_keys(self, since: datetime) -> list[SealedKey]:
        """The keys made after `since`, newest first."""
        query = select(SigningKeyRow).where(SigningKeyRow.created_at > since)
        rows = await self._session.scalars(query.order_by(SigningKeyRow.created_at.desc(), SigningKeyRow.kid))
        return [SealedKey(row.kid, row.sealed, row.created_at) for row in rows]

    async def signing_key(self, kid: str, since: datetime) -> SealedKey | None:
        row = await self._session.scalar(
            select(SigningKeyRow).where(SigningKeyRow.kid == kid, SigningKeyRow.created_at > since)
        )
        return SealedKey(row.kid, row.sealed, row.created_at) if row else None

    async def lock_signing_keys(self) -> None:
        """Until the transaction ends, nobody else makes a key."""
        await self._session.execute(select(func.pg_advisory_xact_lock(_KEY_LOCK)))

    async def add_signing_key(self, key: SealedKey) -> None:
        row = {"kid": key.kid, "sealed": key.sealed, "created_at": key.created_at}
        await self._session.execute(insert(SigningKeyRow).values(row))

    async def forget_signing_key(self, kid: str) -> bool:
        """Whether there was such a key."""
        statement = delete(SigningKeyRow).where(SigningKeyRow.kid == kid)
        return await self._session.scalar(statement.returning(SigningKeyRow.kid)) is not None

    async def reseal(self, key: SealedKey) -> None:
        statement = update(SigningKeyRow).where(SigningKeyRow.kid == key.kid)
        await self._session.execute(statement.values(sealed=key.sealed))

    async def add_family(
        self,
        family_id: UUID,
        user_id: UUID,
        beginning: Beginning,
        *,
        created_at: datetime,
        expires_at: datetime,
        check_at: datetime | None,
    ) -> None:
        row = {
            "id": family_id,
            "user_id": user_id,
            **asdict(beginning),
            "created_at": created_at,
            "expires_at": expires_at,
            "check_at": check_at,
        }
        await self._session.execute(insert(TokenFamilyRow).values(row))

    async def forget_families(self, expired_before: datetime, now: datetime) -> None:
        """Delete what nobody can use any more; what has expired since keeps nothing of its provider."""
        await self._session.execute(delete(TokenFamilyRow).where(TokenFamilyRow.expires_at < expired_before))
        kept = or_(TokenFamilyRow.provider_grant.is_not(None), TokenFamilyRow.provider_id_token.is_not(None))
        expired = update(TokenFamilyRow).where(TokenFamilyRow.expires_at <= now, kept)
        await self._session.execute(expired.values(_NOTHING_KEPT))

    async def roles(self, family_ids: Collection[UUID], now: datetime) -> dict[tuple[UUID, ...], Role]:
        """What may be done in the families that have not ended, by family, person and organization."""
        query = (
            select(
                TokenFamilyRow.id, MembershipRow.user_id, MembershipRow.organization_id, MembershipRow.role
            )
            .join(MembershipRow, MembershipRow.user_id == TokenFamilyRow.user_id)
            .join(OrganizationRow, OrganizationRow.id == MembershipRow.organization_id)
            .where(
                among(TokenFamilyRow.id, family_ids),
                TokenFamilyRow.revoked_at.is_(None),
                TokenFamilyRow.expires_at > now,
                OrganizationRow.deleted_at.is_(None),
            )
        )
        rows = (await self._session.execute(query)).all()
        return {tuple(row[:3]): Role(row.role) for row in rows}

    async def sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The living sessions of a person, the last used first."""
        last_used = func.max(RefreshTokenRow.created_at)
        query = (
            select(
                TokenFamilyRow.id,
                TokenFamilyRow.address,
                TokenFamilyRow.user_agent,
                TokenFamilyRow.created_at,
                last_used,
                TokenFamilyRow.expires_at,
            )
            .join(RefreshTokenRow, RefreshTokenRow.family_id == TokenFamilyRow.id)
            .where(
                TokenFamilyRow.user_id == user_id,
                TokenFamilyRow.revoked_at.is_(None),
                TokenFamilyRow.expires_at > now,
            )
            .group_by(TokenFamilyRow.id)
            .order_by(last_used.desc(), TokenFamilyRow.id)
        )
        return [Session(*row) for row in (await self._session.execute(query)).all()]

    async def revoke_session(self, user_id: UUID, session_id: UUID, at: datetime) -> bool:
        """Whether the person had such a living session."""
        statement = (
            update(TokenFamilyRow)
            .where(
                TokenFamilyRow.id == session_id,
                TokenFamilyRow.user_id == user_id,
                TokenFamilyRow.revoked_at.is_(None),
            )
            .values(_ended(at))
            .returning(TokenFamilyRow.id)
        )
        return await self._session.scalar(statement) is not None

    async def revoke_others(self, user_id: UUID, kept: UUID | None, at: datetime) -> list[UUID]:
        """End every living session of a person but one; which those were."""
        statement = update(TokenFamilyRow).where(
            TokenFamilyRow.user_id == user_id,
            TokenFamilyRow.revoked_at.is_(None),
            TokenFamilyRow.expires_at > at,
        )
        if kept is not None:
            statement = statement.where(TokenFamilyRow.id != kept)
        ended = await self._session.scalars(statement.values(_ended(at)).returning(TokenFamilyRow.id))
        return list(ended)

    async def revoke_of_provider(
        self, provider: str, identity_id: UUID | None, provider_session: str | None, at: datetime
    ) -> list[EndedSession]:
        """End the living sessions begun with an identity, at one session of its provider's, or with both.

        Where a session of the provider's is named, those of the identity that know none end too.
        """
        statement = update(TokenFamilyRow).where(
            TokenFamilyRow.provider == provider,
            TokenFamilyRow.revoked_at.is_(None),
            TokenFamilyRow.expires_at > at,
        )
        if identity_id is not None:
            statement = statement.where(TokenFamilyRow.identity_id == identity_id)
        if provider_session is not None:
            unknown = TokenFamilyRow.provider_session.is_(None) if identity_id is not None else false()
            statement = statement.where(or_(TokenFamilyRow.provider_session == provider_session, unknown))
        ended = statement.values(_ended(at)).returning(
            TokenFamilyRow.id, TokenFamilyRow.user_id, TokenFamilyRow.organization_id
        )
        return [EndedSession(*row) for row in (await self._session.execute(ended)).all()]

    async def revoke_of_identity(
        self, identity_id: UUID, user_id: UUID, kept: UUID | None, at: datetime
    ) -> Sequence[UUID]:
        """End a person's living sessions that were begun with an identity, but one; which those were.

        Of that one nothing of the identity's provider stays.
        """
        statement = update(TokenFamilyRow).where(
            TokenFamilyRow.identity_id == identity_id,
            TokenFamilyRow.user_id == user_id,
            TokenFamilyRow.revoked_at.is_(None),
        )
        if kept is not None:
            goes_on = update(TokenFamilyRow).where(
                TokenFamilyRow.id == kept, TokenFamilyRow.identity_id == identity_id
            )
            await self._session.execute(goes_on.values(_NOTHING_KEPT))
            statement = statement.where(TokenFamilyRow.id != kept)
        return (
            await self._session.scalars(statement.values(_ended(at)).returning(TokenFamilyRow.id))
        ).all()

    async def note_used(self, digest: bytes, expires_at: datetime, now: datetime) -> bool:
        """Remember that a token was used, for as long as it is good; whether this is the first time."""
        await self._session.execute(delete(UsedTokenRow).where(UsedTokenRow.expires_at < now))
        made = insert_once(UsedTokenRow).values({"digest": digest, "expires_at": expires_at})
        made = made.on_conflict_do_nothing()
        return await self._session.scalar(made.returning(UsedTokenRow.digest)) is not None

    async def work_in(self, session_id: UUID, organization_id: UUID) -> None:
        """Have a session go on in an organization."""
        statement = update(TokenFamilyRow).where(TokenFamilyRow.id == session_id)
        await self._session.execute(statement.values(organization_id=organization_id))

    async def hold_families(self, user_id: UUID) -> None:
        """Have nobody change a person's sessions until the transaction ends."""
        query = select(TokenFamilyRow.id).where(TokenFamilyRow.user_id == user_id).order_by(TokenFamilyRow.id)
        tokens = query.join(RefreshTokenRow, RefreshTokenRow.family_id == TokenFamilyRow.id)
        # In the order of a refresh, which holds the token before its family.
        await self._session.execute(tokens.with_for_update(of=RefreshTokenRow))
        await self._session.execute(query.with_for_update())

    async def remove_families(self, user_id: UUID) -> Sequence[UUID]:
        """Remove a person's sessions, with their refresh tokens; which those were."""
        removed = delete(TokenFamilyRow).where(TokenFamilyRow.user_id == user_id)
        return (await self._session.scalars(removed.returning(TokenFamilyRow.id))).all()

    async def leave(self, organization_id: UUID) -> None:
        """Have the sessions that worked in an organization go on where their people joined first."""
        statement = update(TokenFamilyRow).where(TokenFamilyRow.organization_id == organization_id)
        await self._session.execute(statement.values(organization_id=None))

    async def revoke_family(self, family_id: UUID, at: datetime) -> bool:
        """Whether there was such a living session."""
        statement = update(TokenFamilyRow).where(
            TokenFamilyRow.id == family_id, TokenFamilyRow.revoked_at.is_(None)
        )
        return await changes_a_row(self._session, statement.values(_ended(at)))

    async def add_refresh_tokens(self, families: Mapping[bytes, UUID], at: datetime) -> None:
        """Add tokens by their digests, each to its family."""
        new = func.unnest(
            bindparam("digests", list(families), ARRAY(LargeBinary)),
            bindparam("families", list(families.values()), ARRAY(Uuid)),
        ).table_valued("digest", "family_id").render_derived()
        rows = select(new.c.digest, new.c.family_id, literal(at, DateTime(timezone=True)))
        columns = ["digest", "family_id", "created_at"]
        await self._session.execute(insert(RefreshTokenRow).from_select(columns, rows))

    async def locked_refresh_tokens(self, digests: Collection[bytes]) -> dict[bytes, RefreshRecord]:
        """The tokens that there are, with their families; whoever else asks waits for this transaction."""
        query = (
            select(
                RefreshTokenRow.digest,
                RefreshTokenRow.family_id,
                TokenFamilyRow.user_id,
                TokenFamilyRow.organization_id,
                RefreshTokenRow.used_at,
                TokenFamilyRow.expires_at,
                TokenFamilyRow.revoked_at,
                TokenFamilyRow.check_at,
                case((TokenFamilyRow.provider_id_token.is_not(None), TokenFamilyRow.provider)),
            )
            .join(TokenFamilyRow, TokenFamilyRow.id == RefreshTokenRow.family_id)
            .where(among(RefreshTokenRow.digest, digests))
            # In one order, so that two who want the same tokens do not wait for each other.
            .order_by(RefreshTokenRow.digest)
            .with_for_update(of=RefreshTokenRow)
        )
        return {row.digest: RefreshRecord(*row) for row in (await self._session.execute(query)).all()}

    async def claim_checks(
        self, session_ids: Collection[UUID], now: datetime, until: datetime
    ) -> dict[UUID, DueCheck]:
        """Those of the sessions whose check is due and nobody else's, which it is from now `until`."""
        free = (
            select(TokenFamilyRow.id)
            .where(
                among(TokenFamilyRow.id, session_ids),
                TokenFamilyRow.check_at <= now,
                TokenFamilyRow.provider_grant.is_not(None),
                TokenFamilyRow.revoked_at.is_(None),
            )
            # Whoever holds one is claiming it or ending it.
            .with_for_update(skip_locked=True, key_share=True)
        )
        row = TokenFamilyRow
        claimed = update(row).where(row.id.in_(free)).values(check_at=until).returning(
            row.id, row.provider, row.provider_grant, row.provider_id_token, row.unconfirmed_since
        )
        return {
            session_id: DueCheck(session_id, provider, grant, id_token is not None, until, since)
            for session_id, provider, grant, id_token, since in await self._session.execute(claimed)
            if provider is not None and grant is not None
        }

    async def settle_check(
        self,
        check: DueCheck,
        *,
        check_at: datetime | None,
        unconfirmed_since: datetime | None,
        grant: bytes | None,
        id_token: bytes | None,
    ) -> None:
        """Note what came of a check, unless the session has ended or lost its identity meanwhile."""
        statement = update(TokenFamilyRow).where(
            TokenFamilyRow.id == check.session_id, TokenFamilyRow.check_at == check.claimed_until
        )
        values: dict[str, Any] = {"check_at": check_at, "unconfirmed_since": unconfirmed_since}
        values["provider_grant"] = grant
        if id_token is not None:
            values["provider_id_token"] = id_token
        await self._session.execute(statement.values(values))

    async def id_token(self, session_id: UUID) -> bytes | None:
        """By what one signs out at the provider of a session, sealed."""
        query = select(TokenFamilyRow.provider_id_token).where(TokenFamilyRow.id == session_id)
        return await self._session.scalar(query)

    async def kept_of_providers(self) -> list[tuple[UUID, bytes | None, bytes | None]]:
        """What is kept of providers, sealed, by session; nobody else changes it until the end."""
        query = select(
            TokenFamilyRow.id, TokenFamilyRow.provider_grant, TokenFamilyRow.provider_id_token
        ).where(
            or_(TokenFamilyRow.provider_grant.is_not(None), TokenFamilyRow.provider_id_token.is_not(None))
        )
        rows = await self._session.execute(query.order_by(TokenFamilyRow.id).with_for_update())
        return [(row[0], row[1], row[2]) for row in rows.all()]

    async def reseal_kept(self, session_id: UUID, grant: bytes | None, id_token: bytes | None) -> None:
        statement = update(TokenFamilyRow).where(TokenFamilyRow.id == session_id)
        await self._session.execute(statement.values(provider_grant=grant, provider_id_token=id_token))

    async def mark_used(self, digests: Collection[bytes], at: datetime) -> None:
        statement = update(RefreshTokenRow).where(
            among(RefreshTokenRow.digest, digests)
        )
        await self._session.execute(statement.values(used_at=at))


def _ended(at: datetime) -> dict[str, Any]:
    """What an end changes of a session: it leaves nothing by which its provider could be asked."""
    return {"revoked_at": at, **_NOTHING_KEPT}
