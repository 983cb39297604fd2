"""Every query on projects. The organization is an argument of each one a caller can reach."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.pricing.domain.books import AssumedPrice, PriceBookId
from netra.backend.projects.domain import Project, Sample, TextPolicy, WordMeaning
from netra.backend.projects.models import ProjectRow


class ProjectRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_organization(
        self, organization_id: UUID, *, deleted_since: datetime | None = None
    ) -> list[Project]:
        """Living projects, or those deleted since a moment, oldest first."""
        at = ProjectRow.deleted_at
        chosen = at.is_(None) if deleted_since is None else at >= deleted_since
        query = (
            select(ProjectRow)
            .where(ProjectRow.organization_id == organization_id, chosen)
            .order_by(ProjectRow.created_at, ProjectRow.id)
        )
        return [_project(row) for row in await self._session.scalars(query)]

    async def organizations(self) -> list[UUID]:
        """All that have projects."""
        return list(await self._session.scalars(select(ProjectRow.organization_id).distinct()))

    async def every(self, organization_id: UUID) -> list[UUID]:
        """The projects of an organization, deleted ones too."""
        query = select(ProjectRow.id).where(ProjectRow.organization_id == organization_id)
        return list(await self._session.scalars(query.order_by(ProjectRow.id)))

    async def owned(
        self, organization_id: UUID, project_id: UUID, *, deleted: bool = False
    ) -> Project | None:
        """One project of the organization, living unless `deleted` asks for a deleted one."""
        query = select(ProjectRow).where(
            ProjectRow.id == project_id,
            ProjectRow.organization_id == organization_id,
            ProjectRow.deleted_at.is_not(None) if deleted else ProjectRow.deleted_at.is_(None),
        )
        row = await self._session.scalar(query)
        return _project(row) if row else None

    async def by_id(self, project_id: UUID) -> Project | None:
        row = await self._session.scalar(select(ProjectRow).where(ProjectRow.id == project_id))
        return _project(row) if row else None

    async def add(self, project: Project) -> bool:
        """Insert, and return whether it was new."""
        statement = (
            insert(ProjectRow).values(**_values(project)).on_conflict_do_nothing().returning(ProjectRow.id)
        )
        return await self._session.scalar(statement) is not None

    async def save(self, before: Project, after: Project) -> bool:
        """Write what differs; False when the project was deleted or restored in the meantime."""
        held = _values(before)
        changes = {name: value for name, value in _values(after).items() if value != held[name]}
        if not changes:
            return True
        unchanged = ProjectRow.deleted_at.is_not_distinct_from(before.deleted_at)
        statement = update(ProjectRow).where(ProjectRow.id == before.id, unchanged).values(**changes)
        return await self._session.scalar(statement.returning(ProjectRow.id)) is not None

    async def add_word(self, project_id: UUID, word: str, meaning: WordMeaning) -> None:
        """Add one of the team's own words to a living project, or change what it means."""
        added = ProjectRow.own_words.concat({word: meaning.value})
        living = (ProjectRow.id == project_id) & ProjectRow.deleted_at.is_(None)
        await self._session.execute(update(ProjectRow).where(living).values(own_words=added))

    async def locked(self, project_id: UUID, *, shared: bool) -> Project | None:
        """The living project, which nobody else may lock otherwise until the transaction ends."""
        query = select(ProjectRow).where(ProjectRow.id == project_id, ProjectRow.deleted_at.is_(None))
        row = await self._session.scalar(query.with_for_update(read=shared))
        return _project(row) if row else None

    async def deleted_before(self, moment: datetime) -> Sequence[UUID]:
        query = select(ProjectRow.id).where(ProjectRow.deleted_at < moment)
        return (await self._session.scalars(query)).all()

    async def remove(self, project_id: UUID) -> None:
        await self._session.execute(delete(ProjectRow).where(ProjectRow.id == project_id))


def _project(row: ProjectRow) -> Project:
    priced = row.assumed_input is not None and row.assumed_output is not None
    return Project(
        id=row.id,
        organization_id=row.organization_id,
        name=row.name,
        time_zone=row.time_zone,
        text_policy=TextPolicy(row.text_policy),
        price_book=PriceBookId(row.price_book),
        assumed_price=AssumedPrice(row.assumed_input, row.assumed_output) if priced else None,  # type: ignore[arg-type]
        sample=Sample(**row.sample) if row.sample else None,
        own_words={word: WordMeaning(meaning) for word, meaning in row.own_words.items()},
        key=row.key,
        created_at=row.created_at,
        deleted_at=row.deleted_at,
    )


def _values(project: Project) -> dict[str, Any]:
    assumed = project.assumed_price
    return {
        "id": project.id,
        "organization_id": project.organization_id,
        "name": project.name,
        "time_zone": project.time_zone,
        "text_policy": project.text_policy,
        "price_book": project.price_book,
        "assumed_input": assumed.input_per_million if assumed else None,
        "assumed_output": assumed.output_per_million if assumed else None,
        "sample": asdict(project.sample) if project.sample else None,
        "own_words": dict(project.own_words),
        "key": project.key,
        "created_at": project.created_at,
        "deleted_at": project.deleted_at,
    }
