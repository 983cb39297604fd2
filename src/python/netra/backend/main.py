"""The backend service: its commands and how it is wired."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import click
from fastapi import FastAPI

from netra.backend.agents.routes import router as agents
from netra.backend.agents.workflows import RUNS
from netra.backend.alternatives.routes import router as alternatives
from netra.backend.analytics.routes import router as analytics
from netra.backend.batch_prices.routes import router as batch_prices
from netra.backend.caching_now.routes import router as caching_now
from netra.backend.call_sizes.routes import router as call_sizes
from netra.backend.comparisons.routes import router as comparisons
from netra.backend.config import SERVICE, VERSION, BackendSettings
from netra.backend.crosstabs.routes import router as crosstabs
from netra.backend.imports.domain.jobs import MOST_BYTES, ImportJob
from netra.backend.imports.domain.samples import SampleProject
from netra.backend.imports.routes import router as imports
from netra.backend.imports.service import ImportService
from netra.backend.imports.workflows import IMPORTS
from netra.backend.ingest.routes import MOST_WIRE_BYTES
from netra.backend.ingest.routes import router as ingest
from netra.backend.latency.routes import router as latency
from netra.backend.optimizer.routes import router as optimizer
from netra.backend.people.service import Reception
from netra.backend.people_sync.workflows import PEOPLE_SYNC
from netra.backend.pricing.service import PricingService
from netra.backend.projects.routes import router as projects
from netra.backend.realtime.routes import router as realtime
from netra.backend.realtime.service import Hub
from netra.backend.reasoning_caps.routes import router as reasoning_caps
from netra.backend.resources import Resources
from netra.backend.response_caching.routes import router as response_caching
from netra.backend.retries.routes import router as retries
from netra.backend.runs.routes import router as runs
from netra.backend.session_steps.routes import router as session_steps
from netra.backend.slow_calls.routes import router as slow_calls
from netra.backend.threads.routes import router as threads
from netra.backend.token_costs.routes import router as token_costs
from netra.backend.worker import run_worker
from netra.shared.clickhouse import ClickHouse
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.environment import get_env
from netra.shared.events.schema import json_schema
from netra.shared.garbage import collect_seldom
from netra.shared.limits import CallerLimits
from netra.shared.migrations import ClickHouseMigrations, MigrationError, PostgresMigrations
from netra.shared.route_rules import route_rules, rules_table
from netra.shared.telemetry import HttpMetrics, configure_logging
from netra.shared.web import SMALL_BODIES, create_app, openapi_text
from netra.shared.web import serve as serve_app

ROUTERS: Final = (
    # Looked through in this order: first what a crowd asks for when all its sockets are cut at once.
    realtime,
    projects,
    ingest,
    imports,
    analytics,
    comparisons,
    crosstabs,
    latency,
    slow_calls,
    response_caching,
    call_sizes,
    retries,
    session_steps,
    alternatives,
    batch_prices,
    token_costs,
    reasoning_caps,
    caching_now,
    optimizer,
    threads,
    runs,
    agents,
)
QUEUES: Final = (IMPORTS, RUNS)
BODY_LIMITS: Final = replace(
    SMALL_BODIES,
    larger={"POST /v1/traces": MOST_WIRE_BYTES, "POST /api/projects/[^/]+/imports": MOST_BYTES},
)
_NOWHERE: Final = BackendSettings(
    NETRA_ENV=DeploymentEnvironment.DEVELOPMENT,
    port=0,
    BACKEND_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
    clickhouse_url="clickhouse://nobody@127.0.0.1:1/none",
    redis_url="redis://127.0.0.1:1",
    auth_url="http://127.0.0.1:1",
)
"""Enough to build the application for its contract; no store is ever opened."""


def build_app(resources: Resources) -> FastAPI:
    """The application on the given resources, which it closes when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        reading = asyncio.create_task(asyncio.to_thread(PricingService.on(resources).read_price_list))
        async with Hub.on(resources).hearing():
            yield
        await reading
        await resources.close()

    app = create_app(
        service=SERVICE,
        version=VERSION,
        settings=resources.settings,
        routers=ROUTERS,
        lifespan=lifespan,
        readiness=resources.readiness,
        body_limits=BODY_LIMITS,
    )
    app.state.resources = resources
    app.state.database = resources.database
    app.state.auth_client = Reception(resources)
    app.state.caller_limits = CallerLimits(resources.limiter, resources.settings.trusted_proxies)
    _watch(app.state.metrics, Hub.on(resources))
    return app


def _watch(metrics: HttpMetrics, hub: Hub) -> None:
    """Expose what the sockets of this process do."""
    metrics.watch("netra_sockets_open", "Open sockets of browsers.", lambda: hub.sockets)
    metrics.watch("netra_threads_followed", "Threads that are followed.", lambda: hub.followed)


def app() -> FastAPI:
    """What uvicorn calls in the process that serves."""
    return build_app(Resources(BackendSettings.read(get_env())))


@click.group()
def cli() -> None:
    """The Netra Apex backend."""


@cli.command()
def serve() -> None:
    """Answer HTTP until SIGTERM."""
    serve_app("netra.backend.main:app", BackendSettings.read(get_env()), service=SERVICE, has_socket=True)


@cli.command()
def worker() -> None:
    """Do background work until SIGTERM."""
    settings = BackendSettings.read(get_env())
    configure_logging(f"{SERVICE}-worker", settings.log_level)
    collect_seldom()
    asyncio.run(run_worker(Resources(settings), QUEUES, PEOPLE_SYNC))


@cli.command()
@click.option("--down", type=click.IntRange(min=1), help="Undo this many steps instead, in both stores.")
def migrate(down: int | None) -> None:
    """Bring PostgreSQL and ClickHouse to this release."""
    settings = BackendSettings.read(get_env())
    with as_file(files("netra.backend").joinpath("migrations")) as folder:
        postgres = PostgresMigrations(folder, settings.database_url)
        try:
            postgres.up() if down is None else postgres.down(down)
            asyncio.run(_migrate_clickhouse(settings.clickhouse_url, folder / "clickhouse", down))
        except MigrationError as error:
            raise click.ClickException(str(error)) from None


async def _migrate_clickhouse(url: str, folder: Path, down: int | None) -> None:
    store = ClickHouse.from_url(url, pool_size=1)
    migrations = ClickHouseMigrations(folder, store)
    try:
        if down is None:
            await migrations.up()
        else:
            await migrations.down(down)
    finally:
        await store.close()


@cli.command()
def openapi() -> None:
    """Print the contract of this service; needs no store and no settings."""
    click.echo(openapi_text(build_app(Resources(_NOWHERE))))


@cli.command("routes")
def list_routes() -> None:
    """Print who may call what; needs no store and no settings."""
    click.echo(rules_table(SERVICE, route_rules(ROUTERS)), nl=False)


@cli.command("event-schema")
def event_schema() -> None:
    """Print the JSON Schema of what is said on the socket."""
    click.echo(json.dumps(json_schema(), indent=2, sort_keys=True, ensure_ascii=False))


@cli.command()
def sample() -> None:
    """Create the sample projects that are not there yet; a worker imports their data."""
    settings = BackendSettings.read(get_env())
    for job in asyncio.run(_provide_samples(settings)):
        click.echo(f"{job.file_name}: {job.state}")


async def _provide_samples(settings: BackendSettings) -> list[ImportJob]:
    resources = Resources(settings)
    try:
        return await ImportService.on(resources).provide_samples(packaged_sample)
    finally:
        await resources.close()


def packaged_sample(sample: SampleProject) -> bytes:
    """The sample's file as this release carries it."""
    folder, name = sample.file
    return (files("netra.backend") / "samples" / folder / name).read_bytes()


@cli.command("explain-config")
def explain_config() -> None:
    """Print every effective setting and where it comes from."""
    for row in BackendSettings.read(get_env()).explain(get_env()):
        click.echo(f"{row.variable} = {row.value}  ({row.source})")


if __name__ == "__main__":
    cli()
