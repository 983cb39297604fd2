"""Runs whose worker is killed for good, before, within or after the transaction of each of their events.

Another worker is alive. What counts: how long after the death the run is over, whether its events are 1..n,
and whether they say the same as those of a run that nobody disturbed. On a few calls at every point, and at
every event on half a million of them, twenty times the sample.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from uuid import UUID, uuid4

from benchmarks.answers import fill
from benchmarks.report import Measurement
from benchmarks.stand import MIGRATIONS, migrate
from netra.backend.config import BackendSettings
from netra.backend.projects.schemas import ProjectCreate
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from netra.shared.access import Subject
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.migrations import PostgresMigrations
from tests.backend.runs.kills import POINTS, Survived, ask, killed_at, shape, until_over
from tests.backend.worker import working
from tests.framework import engines
from tests.framework.engines import TestPostgres

QUESTION = "Where can I save with prompt caching?"
FEW, MANY = 1_000, 500_000
AT_ONCE = 4
PROMISE_SECONDS = 60
USER = Subject(
    kind="user",
    subject_id=uuid4(),
    organization_id=uuid4(),
    name="benchmark",
    roles=frozenset({"owner"}),
)


def measure() -> Iterator[Measurement]:
    """The slowest takeover, on few calls and on many."""
    for calls, points in ((FEW, POINTS), (MANY, ())):
        survived = _killed(calls, points)
        times = sorted(one.seconds for one in survived)
        name = f"{len(times)} runs on {calls:,} calls, worker killed for good: over after, slowest"
        yield Measurement(
            name, times[-1], "s", promise=PROMISE_SECONDS, peer="median", peer_value=times[len(times) // 2]
        )


def _killed(calls: int, points: Sequence[str]) -> list[Survived]:
    with ExitStack() as stack:
        postgres = stack.enter_context(engines.postgres_server())
        template = postgres.template("killed", lambda url: PostgresMigrations(MIGRATIONS, url).up())
        settings = BackendSettings(
            NETRA_ENV=DeploymentEnvironment.TEST,
            port=0,
            BACKEND_DATABASE_URL=stack.enter_context(postgres.fresh(template)),
            clickhouse_url=stack.enter_context(stack.enter_context(engines.clickhouse_server()).fresh()),
            redis_url=stack.enter_context(engines.valkey_server()).url(),
            auth_url="http://auth.invalid",
        )
        asyncio.run(migrate(settings.clickhouse_url))
        project, events = asyncio.run(_undisturbed(settings, calls))
        chosen = [
            (number, point)
            for number in range(2, len(events) + 1)
            for point in points or (POINTS[number % 3],)
        ]
        survived = asyncio.run(_all_killed(settings, postgres, project, chosen))
    assert all(one.is_whole and shape(one.events) == shape(events) for one in survived)
    return survived


async def _undisturbed(settings: BackendSettings, calls: int) -> tuple[UUID, list[dict[str, object]]]:
    """The project with its calls, and the events of a run that nobody disturbs."""
    resources = Resources(settings)
    async with resources.database.session() as session:
        made = await ProjectService.on(resources, session).create(USER, ProjectCreate(name="Killed"))
    await fill(settings.clickhouse_url, made.project.id, calls)
    async with working(resources):
        run = await ask(resources, USER, made.project.id, QUESTION)
        events = await until_over(resources, USER, run, 120)
    await resources.close()
    return made.project.id, events


async def _all_killed(
    settings: BackendSettings, postgres: TestPostgres, project: UUID, points: list[tuple[int, str]]
) -> list[Survived]:
    template = settings.database_url.rpartition("/")[2]
    with ExitStack() as databases:
        urls = [databases.enter_context(postgres.fresh(template)) for _ in range(AT_ONCE)]
        lanes = [
            killed_at(
                settings.model_copy(update={"database_url": url}),
                USER,
                project,
                QUESTION,
                points[lane::AT_ONCE],
            )
            for lane, url in enumerate(urls)
        ]
        return [one for lane in await asyncio.gather(*lanes) for one in lane]
