"""What may be done with projects, and the one place that lets a caller at a project's data."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from netra.backend.calls.service import CallService
from netra.backend.pricing.domain.books import AssumedPrice, PriceBookId
from netra.backend.projects.domain import (
    KEY_BYTES,
    LONGEST_WORD,
    MOST_WORDS,
    NO_WORDS,
    RESTORABLE_FOR,
    Project,
    Sample,
    WordMeaning,
)
from netra.backend.projects.repository import ProjectRepository
from netra.backend.projects.schemas import ProjectChange, ProjectCreate
from netra.backend.resources import Resources
from netra.shared.access import ProjectId, Subject
from netra.shared.clock import Clock
from netra.shared.errors import Conflict, Gone, NotFound, Unavailable

RULES_SECONDS: Final = 6
"""After this nobody remembers the rules of before."""


@dataclass(frozen=True, slots=True)
class AccessibleProject:
    """A project that its caller was found to have the right to; only `ProjectService` makes one."""

    id: ProjectId
    project: Project


@dataclass(frozen=True, slots=True)
class CountedProject:
    """A project with the number of its calls."""

    project: Project
    calls: int


class ProjectService:
    def __init__(self, projects: ProjectRepository, calls: CallService, clock: Clock) -> None:
        self._projects = projects
        self._calls = calls
        self._clock = clock

    @classmethod
    def on(cls, resources: Resources, session: AsyncSession) -> Self:
        return cls(ProjectRepository(session), CallService.on(resources), resources.clock)

    async def accessible(self, subject: Subject, project_id: UUID) -> AccessibleProject:
        """The project, when it is of the subject's organization; someone else's is not found, like none."""
        project = await self._projects.owned(subject.organization_id, project_id)
        if project is None or subject.project_id not in {None, project_id}:
            raise NotFound(f"No project {project_id}.")
        return AccessibleProject(ProjectId(project.id), project)

    async def authorised_before(self, project_id: UUID) -> AccessibleProject | None:
        """The project of work that was authorised when it was queued; None when it has gone since."""
        project = await self._projects.by_id(project_id)
        return (
            AccessibleProject(ProjectId(project.id), project) if project and not project.deleted_at else None
        )

    async def living(self, subject: Subject) -> list[CountedProject]:
        return await self._all_counted(await self._projects.of_organization(subject.organization_id))

    async def restorable(self, subject: Subject) -> list[CountedProject]:
        """The deleted projects that can still be restored."""
        since = self._clock.now() - RESTORABLE_FOR
        found = await self._projects.of_organization(subject.organization_id, deleted_since=since)
        return await self._all_counted(found)

    async def get(self, subject: Subject, project_id: UUID) -> CountedProject:
        return await self._counted((await self.accessible(subject, project_id)).project)

    async def create(self, subject: Subject, body: ProjectCreate) -> CountedProject:
        project = self._new(uuid4(), subject.organization_id, body, sample=None)
        await self._projects.add(project)
        return CountedProject(project, 0)

    async def provide(
        self, organization_id: UUID, project_id: UUID, body: ProjectCreate
    ) -> AccessibleProject | None:
        """A project of a fixed id that the product makes; None when somebody has deleted it."""
        await self._projects.add(self._new(project_id, organization_id, body, sample=None))
        return await self.authorised_before(project_id)

    async def provide_sample(
        self,
        organization_id: UUID,
        project_id: UUID,
        name: str,
        *,
        price_book: PriceBookId,
        assumed_price: AssumedPrice | None,
        sample: Sample,
    ) -> AccessibleProject | None:
        """The sample project of a fixed id, made when absent; None when somebody has deleted it."""
        body = ProjectCreate(name=name, price_book=price_book)
        project = self._new(project_id, organization_id, body, sample)
        await self._projects.add(replace(project, assumed_price=assumed_price))
        return await self.authorised_before(project_id)

    async def change(self, subject: Subject, project_id: UUID, body: ProjectChange) -> CountedProject:
        """Apply what is given. Conflict when text policy or price book would change under existing calls."""
        project = (await self.accessible(subject, project_id)).project
        changed = replace(project, **_changes(body))
        if changed.rules != project.rules:
            # Waits for calls that are being written under the old rules, and holds back those that come.
            await self._projects.locked(project_id, shared=False)
            if (await self._counted(project)).calls:
                raise Conflict(
                    "Text policy and price book are fixed once a project has calls: make a new project."
                )
        await self._save(project, changed)
        return await self._counted(changed)

    async def own_words(self, project_id: UUID) -> Mapping[str, WordMeaning]:
        """What a project's team calls users, sessions and so on; nothing of a project that is gone."""
        project = await self._projects.by_id(project_id)
        return project.own_words if project else NO_WORDS

    async def learn_word(self, project_id: UUID, word: str, meaning: WordMeaning) -> None:
        """Keep what a word of the team's own means, unless as many are known as can be."""
        known = await self.own_words(project_id)
        if word in known or len(known) < MOST_WORDS:
            await self._projects.add_word(project_id, word[:LONGEST_WORD], meaning)

    async def hold_rules(self, found: AccessibleProject) -> None:
        """Keep the rules under which calls are being written until the transaction ends.

        Raises Unavailable when they have changed since `found` was read: whoever comes back finds the new.
        """
        now = await self._projects.locked(found.id, shared=True)
        if now is None or now.rules != found.project.rules:
            raise Unavailable("The rules of the project have just changed.", retry_after=RULES_SECONDS)

    async def _save(self, before: Project, after: Project) -> None:
        if not await self._projects.save(before, after):
            raise Conflict("The project was deleted or restored in the meantime.")

    async def delete(self, subject: Subject, project_id: UUID) -> None:
        """Hide the project. Its data stays for `RESTORABLE_FOR`."""
        found = await self.accessible(subject, project_id)
        await self._save(found.project, replace(found.project, deleted_at=self._clock.now()))

    async def restore(self, subject: Subject, project_id: UUID) -> CountedProject:
        """Undo a deletion. Restoring a living project changes nothing."""
        project = await self._projects.owned(subject.organization_id, project_id, deleted=True)
        if project is None or project.deleted_at is None:
            return await self.get(subject, project_id)
        if self._clock.now() - project.deleted_at > RESTORABLE_FOR:
            raise Gone("This project was deleted more than 30 days ago.")
        restored = replace(project, deleted_at=None)
        await self._save(project, restored)
        return await self._counted(restored)

    async def purge(self) -> int:
        """Remove for good what was deleted too long ago to be restored; return how many that were."""
        expired = await self._projects.deleted_before(self._clock.now() - RESTORABLE_FOR)
        await self._forget(expired)
        return len(expired)

    async def organizations(self) -> list[UUID]:
        """All that have projects."""
        return await self._projects.organizations()

    async def forget_organization(self, organization_id: UUID) -> None:
        """Remove every project of an organization for good, with all its data."""
        await self._forget(await self._projects.every(organization_id))

    async def _forget(self, project_ids: Sequence[UUID]) -> None:
        for project_id in project_ids:
            await self._calls.forget_project(ProjectId(project_id))
            await self._projects.remove(project_id)

    async def _all_counted(self, projects: Sequence[Project]) -> list[CountedProject]:
        counts = await self._counts(projects)
        return [CountedProject(project, counts.get(project.id, 0)) for project in projects]

    async def _counted(self, project: Project) -> CountedProject:
        return CountedProject(project, (await self._counts([project])).get(project.id, 0))

    async def _counts(self, projects: Sequence[Project]) -> Mapping[UUID, int]:
        return await self._calls.count([ProjectId(project.id) for project in projects])

    def _new(
        self, project_id: UUID, organization_id: UUID, body: ProjectCreate, sample: Sample | None
    ) -> Project:
        return Project(
            id=project_id,
            organization_id=organization_id,
            name=body.name,
            time_zone=body.time_zone,
            text_policy=body.text_policy,
            price_book=body.price_book,
            assumed_price=_assumed(body),
            sample=sample,
            key=secrets.token_bytes(KEY_BYTES),
            created_at=self._clock.now(),
            deleted_at=None,
        )


def _changes(body: ProjectChange) -> dict[str, Any]:
    """What is given; only the assumed price can be taken away."""
    given = {name: getattr(body, name) for name in body.model_fields_set - {"assumed_price"}}
    changes = {name: value for name, value in given.items() if value is not None}
    return changes | ({"assumed_price": _assumed(body)} if "assumed_price" in body.model_fields_set else {})


def _assumed(body: ProjectCreate | ProjectChange) -> AssumedPrice | None:
    price = body.assumed_price
    return AssumedPrice(price.input_per_million, price.output_per_million) if price else None
