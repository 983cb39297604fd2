"""The application every service is: problems, request ids, health, metrics, CORS, logs and traces."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final, Self

import uvicorn
from fastapi import APIRouter, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from pydantic import Field, SecretStr, model_validator

from netra.shared.config import Settings
from netra.shared.deployment import DeploymentEnvironment, check_address
from netra.shared.errors import NetraError, Problem, Unavailable
from netra.shared.garbage import collect_seldom
from netra.shared.middleware import AnswerFaults, BodyLimits, LimitBody, RequestContext
from netra.shared.problems import PROBLEM_JSON, install_problem_handlers
from netra.shared.telemetry import (
    PROMETHEUS_CONTENT_TYPE,
    Flush,
    HttpMetrics,
    configure_logging,
    export_traces,
)

Check = Callable[[], Awaitable[None]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

CHECK_SECONDS: Final = 3.0
SMALL_BODIES: Final = BodyLimits(1024 * 1024)
# Cloud Run kills an instance 10 s after SIGTERM; the rest is for closing the stores.
DRAIN_SECONDS: Final = 8
LIMIT_HEADERS: Final = (
    "RateLimit",
    "RateLimit-Policy",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
)
"""How a caller stands with a limit; a page may read it."""
MOST_MESSAGE_BYTES: Final = 1024 * 1024
"""A socket that is sent more in one message is closed (1009)."""
SOCKET_PING_SECONDS: Final = 20
"""A peer that does not answer for this long is taken for gone."""
_PROBLEMS: Final[Mapping[int | str, dict[str, Any]]] = {
    "default": {"model": Problem, "description": "A problem (RFC 9457)"}
}


class WebSettings(Settings):
    """What every service needs to know to listen."""

    environment: DeploymentEnvironment = Field(alias="NETRA_ENV")
    host: str = ""
    port: int = Field(ge=0, le=65535)
    frontend_origins: str = ""
    otlp_endpoint: str | None = Field(default=None, alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    log_level: str = "INFO"

    @property
    def bind_host(self) -> str:
        """HOST, or loopback in development and every interface elsewhere."""
        development = self.environment is DeploymentEnvironment.DEVELOPMENT
        return self.host or ("127.0.0.1" if development else "0.0.0.0")  # noqa: S104

    @property
    def origins(self) -> tuple[str, ...]:
        """The browser origins that may call this service."""
        return tuple(
            origin.strip().rstrip("/") for origin in self.frontend_origins.split(",") if origin.strip()
        )

    @model_validator(mode="after")
    def _stays_in_its_environment(self) -> Self:
        """Refuse addresses of another environment, whichever setting they are in."""
        for name, variable in self.variables().items():
            for address in _addresses(getattr(self, name)):
                check_address(address, self.environment, variable)
        return self

    @model_validator(mode="after")
    def _names_its_origins(self) -> Self:
        if "*" in self.origins:
            raise ValueError(
                "FRONTEND_ORIGINS must name origins; * would let any site act for a signed-in user."
            )
        return self


def _addresses(value: object) -> list[str]:
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    return [part for part in text.split(",") if "://" in part] if isinstance(text, str) else []


def create_app(
    *,
    service: str,
    version: str,
    settings: WebSettings,
    routers: Sequence[APIRouter],
    lifespan: Lifespan | None = None,
    readiness: Mapping[str, Check],
    body_limits: BodyLimits = SMALL_BODIES,
) -> FastAPI:
    """Put a service together. Nothing is opened here: the first request that needs a store opens it.

    Bodies are counted as they are read, which is before anybody is asked who they are.
    """
    app = FastAPI(
        title=f"Netra Apex {service}",
        version=version,
        docs_url=None,
        redoc_url=None,
        responses=dict(_PROBLEMS),
        generate_unique_id_function=lambda route: route.name,
    )
    metrics = app.state.metrics = HttpMetrics()
    for router in (_operations(readiness, metrics), *routers):
        app.include_router(router)
    _surround(app, settings, metrics, body_limits)
    flush = export_traces(app, service=service, version=version, endpoint=settings.otlp_endpoint)
    app.router.lifespan_context = _ending_with(flush, lifespan or _no_lifespan)
    return app


def _ending_with(flush: Flush, lifespan: Lifespan) -> Lifespan:
    @asynccontextmanager
    async def whole(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan(app):
            collect_seldom()
            yield
        await asyncio.to_thread(flush)

    return whole


@asynccontextmanager
async def _no_lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield


def _surround(app: FastAPI, settings: WebSettings, metrics: HttpMetrics, limits: BodyLimits) -> None:
    """Innermost first: faults become problems inside CORS, so that a browser may read them."""
    install_problem_handlers(app)
    app.add_middleware(LimitBody, limits=limits)
    app.add_middleware(AnswerFaults)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.origins),
        allow_credentials=True,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=[
            "Authorization",
            "Content-Type",
            "X-Api-Key",
            "X-Netra-Csrf",
            "X-Request-Id",
            "traceparent",
        ],
        expose_headers=["X-Request-Id", "Content-Disposition", "Retry-After", *LIMIT_HEADERS],
    )
    app.add_middleware(RequestContext, metrics=metrics)


def _operations(readiness: Mapping[str, Check], metrics: HttpMetrics) -> APIRouter:
    """The routes for those who operate the service; not part of its public contract."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/health/ready")
    async def ready() -> dict[str, object]:
        return {"status": "ready", "checks": await _checked(readiness)}

    @router.get("/metrics")
    async def exposition() -> Response:
        return Response(metrics.exposition(), media_type=PROMETHEUS_CONTENT_TYPE)

    return router


async def _checked(readiness: Mapping[str, Check]) -> dict[str, str]:
    """Run all checks at once; raises Unavailable with every result when one fails."""
    results = dict(zip(readiness, await asyncio.gather(*map(_outcome, readiness.values())), strict=True))
    if any(result != "ok" for result in results.values()):
        raise Unavailable("Not ready.", retry_after=1, checks=results)
    return results


async def _outcome(check: Check) -> str:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except NetraError as error:
        return error.detail
    except TimeoutError:
        return f"No answer within {CHECK_SECONDS:g} s."
    return "ok"


def openapi_text(app: FastAPI) -> str:
    """The contract of a service as text that is the same on every machine."""
    document = app.openapi()
    for path in document["paths"].values():
        for operation in path.values():
            problem = operation["responses"].get("default", {}).get("content", {})
            if "application/json" in problem:
                problem[PROBLEM_JSON] = problem.pop("application/json")
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)


def serve(app_factory: str, settings: WebSettings, *, service: str, has_socket: bool = False) -> None:
    """Run the app named `module:function` until SIGTERM, then finish what is in flight and end."""
    configure_logging(service, settings.log_level)
    uvicorn.run(
        app_factory,
        factory=True,
        host=settings.bind_host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio" if has_socket else "none",
        ws_max_size=MOST_MESSAGE_BYTES,
        ws_ping_interval=SOCKET_PING_SECONDS,
        ws_ping_timeout=SOCKET_PING_SECONDS,
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        server_header=False,
        # Whom a request comes from is decided by our own setting, not by who happens to call from loopback.
        proxy_headers=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )
