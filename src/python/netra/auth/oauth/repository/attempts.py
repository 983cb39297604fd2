"""Every query on sign-ins under way. What is taken is gone: nothing here can be used twice."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.auth.oauth.domain import Attempt, Proven, ProviderName
from netra.auth.oauth.models import AttemptRow, SignInCodeRow


class AttemptRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, attempt: Attempt, *, state: bytes, browser: bytes) -> None:
        """Remember an attempt by the digests of its state and of the browser's cookie."""
        row = {
            "state_digest": state,
            "browser_digest": browser,
            "provider": attempt.provider.value,
            "return_to": attempt.return_to,
            "link_to": attempt.link_to,
            "code_verifier": attempt.code_verifier,
            "nonce": attempt.nonce,
            "expires_at": attempt.expires_at,
        }
        await self._session.execute(insert(AttemptRow).values(row))

    async def take(self, *, state: bytes, browser: bytes, provider: ProviderName) -> Attempt | None:
        """The attempt of this browser at this provider, however old; whoever comes second finds none."""
        statement = (
            delete(AttemptRow)
            .where(
                AttemptRow.state_digest == state,
                AttemptRow.browser_digest == browser,
                AttemptRow.provider == provider.value,
            )
            .returning(AttemptRow)
        )
        row = await self._session.scalar(statement)
        return _attempt(row) if row else None

    async def add_code(self, proven: Proven, *, code: bytes, browser: bytes, expires_at: datetime) -> None:
        row = {
            "code_digest": code,
            "browser_digest": browser,
            **asdict(proven),
            "expires_at": expires_at,
        }
        await self._session.execute(insert(SignInCodeRow).values(row))

    async def take_code(self, *, code: bytes, browser: bytes, now: datetime) -> Proven | None:
        """Whose the code is, if it was given to this browser and is still good."""
        statement = (
            delete(SignInCodeRow)
            .where(
                SignInCodeRow.code_digest == code,
                SignInCodeRow.browser_digest == browser,
                SignInCodeRow.expires_at > now,
            )
            .returning(
                SignInCodeRow.user_id,
                SignInCodeRow.provider,
                SignInCodeRow.identity_id,
                SignInCodeRow.provider_session,
                SignInCodeRow.provider_grant,
                SignInCodeRow.provider_id_token,
            )
        )
        row = (await self._session.execute(statement)).first()
        return Proven(*row) if row else None

    async def forget_codes(
        self, provider: str, identity_id: UUID | None, provider_session: str | None
    ) -> None:
        """Delete the codes of an identity, or of one session of its provider's."""
        statement = delete(SignInCodeRow).where(SignInCodeRow.provider == provider)
        if identity_id is not None:
            statement = statement.where(SignInCodeRow.identity_id == identity_id)
        else:
            statement = statement.where(SignInCodeRow.provider_session == provider_session)
        await self._session.execute(statement)

    async def forget(self, expired_before: datetime) -> None:
        """Delete what nobody came back for."""
        for table in (AttemptRow, SignInCodeRow):
            await self._session.execute(delete(table).where(table.expires_at < expired_before))


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        provider=ProviderName(row.provider),
        return_to=row.return_to,
        link_to=row.link_to,
        code_verifier=row.code_verifier,
        nonce=row.nonce,
        expires_at=row.expires_at,
    )
