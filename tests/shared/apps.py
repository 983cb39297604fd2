"""Small apps, put together as every service is."""

from collections.abc import Mapping

import httpx2
from fastapi import APIRouter, FastAPI

from netra.shared.web import Check, WebSettings, create_app

FRONTEND = "http://localhost:3000"


def web_settings(**changes: object) -> WebSettings:
    values = {"environment": "test", "port": 0, "frontend_origins": FRONTEND, **changes}
    return WebSettings.model_validate(values, by_name=True)


def app_with(*routers: APIRouter, readiness: Mapping[str, Check] | None = None) -> FastAPI:
    return create_app(
        service="example",
        version="1.2.3",
        settings=web_settings(),
        routers=routers,
        readiness=readiness or {},
    )


def client_of(app: FastAPI) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://example")
