"""The auth service: its commands and how it is wired."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

import click
from fastapi import FastAPI

from netra.auth.audit.domain import Verification
from netra.auth.audit.routes import note_refusal
from netra.auth.audit.routes import router as audit
from netra.auth.audit.service import AuditService
from netra.auth.config import SERVICE, VERSION, AuthSettings
from netra.auth.departures.routes import router as departures
from netra.auth.departures.workflows import purging
from netra.auth.keys.routes import router as keys
from netra.auth.oauth.routes import router as oauth
from netra.auth.oauth.service import Providers
from netra.auth.organizations.routes import router as organizations
from netra.auth.outbox.workflows import relaying
from netra.auth.resources import Resources
from netra.auth.services.routes import router as services
from netra.auth.sessions.routes import router as sessions
from netra.auth.sessions.service import HouseDoorman
from netra.auth.sign_outs.routes import router as sign_outs
from netra.auth.tokens.routes import router as tokens
from netra.auth.tokens.service import TokenService
from netra.shared.config import ConfigurationError, LiveSettings
from netra.shared.deployment import DeploymentEnvironment
from netra.shared.environment import get_env
from netra.shared.errors import Forbidden
from netra.shared.limits import CallerLimits
from netra.shared.middleware import BodyLimits
from netra.shared.route_rules import route_rules, rules_table
from netra.shared.service_tokens import ServiceKey
from netra.shared.web import WebSettings, create_app, openapi_text
from netra.shared.web import serve as serve_app

T = TypeVar("T")

ROUTERS: Final = (sessions, sign_outs, oauth, services, tokens, organizations, departures, keys, audit)
# The largest thing anyone has to say here is a token.
BODY_LIMITS: Final = BodyLimits(16 * 1024)
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def build_app(resources: Resources, providers: Providers | None = None) -> FastAPI:
    """The application on the given resources, which it closes when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with relaying(resources), purging(resources):
            yield
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
    app.state.auth_client = HouseDoorman(resources)
    app.state.providers = providers or Providers(lambda: resources.settings)
    app.exception_handler(Forbidden)(note_refusal)
    _limit(app, resources)
    return app


def _limit(app: FastAPI, resources: Resources) -> None:
    app.state.caller_limits = CallerLimits(resources.limiter, resources.settings.trusted_proxies)
    app.state.metrics.watch(
        "netra_limits_counted_alone",
        "1 while this process counts limits for itself, without Redis.",
        lambda: resources.limiter.is_away,
    )


def app() -> FastAPI:
    """What uvicorn calls in the process that serves."""
    return build_app(Resources(LiveSettings(get_env(), AuthSettings.read).current))


@click.group()
def cli() -> None:
    """The Netra Apex auth service."""


@cli.group("signing-keys")
def signing_keys() -> None:
    """The keys that sign access tokens."""


@cli.command()
def serve() -> None:
    """Answer HTTP until SIGTERM."""
    serve_app("netra.auth.main:app", _settings(), service=SERVICE)


@cli.command()
@click.option("--down", type=click.IntRange(min=1), help="Undo this many revisions instead.")
def migrate(down: int | None) -> None:
    """Bring the database to this release."""
    # Imported here: Alembic is needed for this command alone.
    from netra.shared.migrations import MigrationError, PostgresMigrations

    migrations = PostgresMigrations(MIGRATIONS, _settings().database_url.get_secret_value())
    try:
        migrations.up() if down is None else migrations.down(down)
    except MigrationError as error:
        raise click.ClickException(str(error)) from None


@cli.command("new-service-key")
@click.argument("name")
def new_service_key(name: str) -> None:
    """Make the key of a service: its private half for itself, its public half for AUTH_SERVICE_KEYS."""
    made = ServiceKey.new(name)
    click.echo(f"For the service alone:    {made.text}")
    click.echo(f"For AUTH_SERVICE_KEYS:    {json.dumps({'keys': [made.public_jwk]})}")


@signing_keys.command("list")
def list_signing_keys() -> None:
    """Print the keys whose tokens may still be alive, the newest first."""
    for row in asyncio.run(_with_tokens(TokenService.known_keys)):
        click.echo(row)


@signing_keys.command("rotate")
def rotate_signing_keys() -> None:
    """Sign with a new key from now on; what older ones have signed stays good until it ends."""
    click.echo(asyncio.run(_with_tokens(TokenService.rotate_signing_key)))


@signing_keys.command("revoke")
@click.argument("kid")
def revoke_signing_key(kid: str) -> None:
    """Refuse everything that a key has signed, within seconds: after it was lost. Browsers renew."""
    if not asyncio.run(_with_tokens(lambda tokens: tokens.revoke_signing_key(kid))):
        raise click.ClickException(f"There is no key {kid}.")


@signing_keys.command("reseal")
def reseal_signing_keys() -> None:
    """Seal all that is sealed with the first of AUTH_MASTER_KEY, so that the others can be taken from it."""
    keys, sessions = asyncio.run(_with_tokens(TokenService.reseal))
    kept = f"what is kept of providers for {sessions} sessions"
    click.echo(f"{keys} keys and {kept} are sealed with the first master key.")


async def _with_tokens(work: Callable[[TokenService], Awaitable[T]]) -> T:
    """Do something with the tokens of the database, in one transaction."""
    settings = _settings()
    resources = Resources(lambda: settings)
    try:
        async with resources.database.session() as session:
            return await work(TokenService.on(resources, session))
    finally:
        await resources.close()


@cli.command()
def openapi() -> None:
    """Print the contract of this service; needs no database and no settings."""
    contract = WebSettings(NETRA_ENV=DeploymentEnvironment.TEST, port=0)
    app = create_app(service=SERVICE, version=VERSION, settings=contract, routers=ROUTERS, readiness={})
    click.echo(openapi_text(app))


@cli.command("routes")
def list_routes() -> None:
    """Print who may call what; needs no database and no settings."""
    click.echo(rules_table(SERVICE, route_rules(ROUTERS)), nl=False)


@cli.command("audit-verify")
@click.option("--organization", "only", type=click.UUID, help="This one alone; else all.")
def audit_verify(only: UUID | None) -> None:
    """Compute the audit log again; ends with 1 where it is not what it was."""
    found = asyncio.run(_verified(_settings(), only))
    for organization_id, one in found:
        state = "intact" if one.is_intact else f"broken from entry {one.first_broken} on"
        click.echo(f"{organization_id}: {one.entries} entries, {state}, head {one.head.hex()}")
    if not all(one.is_intact for _, one in found):
        raise click.exceptions.Exit(1)


@cli.command("explain-config")
def explain_config() -> None:
    """Print every effective setting and where it comes from."""
    for row in _settings().explain(get_env()):
        click.echo(f"{row.variable} = {row.value}  ({row.source})")


async def _verified(settings: AuthSettings, only: UUID | None) -> list[tuple[UUID, Verification]]:
    resources = Resources(lambda: settings)
    try:
        async with resources.database.session() as session:
            log = AuditService.on(session, resources.clock)
            wanted = [only] if only else await log.organizations()
        found = []
        for organization_id in wanted:
            async with resources.database.session() as session:
                log = AuditService.on(session, resources.clock)
                found.append((organization_id, await log.verify(organization_id)))
        return found
    finally:
        await resources.close()


def _settings() -> AuthSettings:
    try:
        return AuthSettings.read(get_env())
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    cli()
