"""The auth service as tests see it: real app, real database, a clock that can be moved."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import httpx2
from cryptography.fernet import Fernet

from netra.auth.config import AuthSettings
from netra.auth.main import build_app
from netra.auth.oauth.service import Providers
from netra.auth.resources import Resources
from netra.auth.users.domain import DEVELOPMENT_USERS
from netra.shared.clock import Clock

ADA, GRACE = DEVELOPMENT_USERS
START: Final = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
FRONTEND: Final = "http://localhost:3000"
ADDRESS: Final = "http://localhost:8080"
CSRF: Final = {"X-Netra-Csrf": "1"}
MASTER_KEY: Final = Fernet.generate_key().decode()


def auth_settings(database_url: str, **changes: object) -> AuthSettings:
    values = {
        "environment": "development",
        "database_url": database_url,
        "master_key": MASTER_KEY,
        "public_url": ADDRESS,
        # Nobody listens there: limits are counted by the instance alone unless a test names a store.
        "redis_url": "redis://127.0.0.1:9/0",
        "frontend_origins": FRONTEND,
        "access_jitter_seconds": 0,
        **changes,
    }
    return AuthSettings.model_validate(values, by_name=True)


@dataclass
class Instance:
    """One running instance of the service and a browser that talks to it."""

    resources: Resources
    browser: httpx2.AsyncClient
    providers: Providers | None = None

    async def sign_in(self, person: object = ADA) -> dict[str, Any]:
        """Sign in and return the answer; the browser keeps the cookie."""
        answer = await self.browser.post(
            "/auth/dev/login", json={"user_id": str(getattr(person, "id", person))}
        )
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def bearer(self, person: object = ADA) -> dict[str, str]:
        """The header of a signed-in person."""
        return {"Authorization": f"Bearer {(await self.sign_in(person))['access_token']}"}

    async def refresh(self, cookie: str | None = None) -> httpx2.Response:
        """Refresh with the browser's cookie, or with one given."""
        if cookie is None:
            return await self.browser.post("/auth/refresh", headers=CSRF)
        async with browser_of(self.resources, self.providers) as stranger:
            return await stranger.post("/auth/refresh", headers={**CSRF, "Cookie": f"netra_refresh={cookie}"})

    async def validate(self, token: str) -> dict[str, Any]:
        answer = await self.browser.post("/auth/validate", json={"token": token})
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    @property
    def cookie(self) -> str:
        return self.browser.cookies["netra_refresh"]

    async def close(self) -> None:
        await self.browser.aclose()
        await self.resources.close()


def browser_of(resources: Resources, providers: Providers | None = None) -> httpx2.AsyncClient:
    app = build_app(resources, providers)
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ADDRESS)


def instance_on(
    database_url: str,
    clock: Clock,
    *,
    internet: httpx2.AsyncBaseTransport | None = None,
    **changes: object,
) -> Instance:
    """An instance; `internet` is where it finds the providers that people sign in at."""
    settings = auth_settings(database_url, **changes)
    resources = Resources(lambda: settings, clock)
    providers = Providers(lambda: settings, transport=internet)
    return Instance(resources, browser_of(resources, providers), providers)
