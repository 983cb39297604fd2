"""Every route of the auth service is called as nobody, as each role and with each kind of key."""

import json
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import text

from netra.auth.main import ROUTERS
from netra.shared.clock import FixedClock
from netra.shared.rights import Role, Scope
from netra.shared.route_rules import RouteRule, route_rules
from netra.shared.service_tokens import ServiceKey
from tests.auth.apps import ADA, CSRF, GRACE, Instance, instance_on
from tests.framework.dependencies import run_in_threads

ROUTES: Final = [one for one in route_rules(ROUTERS) if not one.rule.is_public]
REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
Headers = dict[str, str]


@pytest_asyncio.fixture
async def auth(auth_database: str, clock: FixedClock) -> AsyncIterator[Instance]:
    """The service as it is deployed: one that knows which services may ask it."""
    keys = json.dumps({"keys": [ServiceKey.new("backend").public_jwk]})
    instance = instance_on(auth_database, clock, service_keys=keys)
    yield instance
    await instance.close()


def _named(route: RouteRule) -> str:
    return f"{route.method} {route.path}"


async def _answer(auth: Instance, route: RouteRule, headers: Headers) -> Any:
    path = re.sub(r"{\w+}", str(uuid4()), route.path.replace("{provider}", "oidc"))
    return await auth.browser.request(route.method, path, headers={**headers, **CSRF})


async def _as(auth: Instance, role: Role) -> Headers:
    """Grace with a role, newly signed in: some routes end what they are called with."""
    bearer = await auth.bearer(GRACE)
    async with auth.resources.database.session() as session:
        await session.execute(
            text("UPDATE memberships SET role = :role WHERE user_id = :grace"),
            {"role": role.value, "grace": GRACE.id},
        )
    return bearer


@pytest.mark.asyncio
@pytest.mark.parametrize("route", ROUTES, ids=_named)
async def test_route_admits_whom_its_rule_names(auth: Instance, route: RouteRule) -> None:
    for nobody in ({}, {"Authorization": "Bearer nonsense"}, {"X-Api-Key": "nk_nonsense"}):
        assert (await _answer(auth, route, nobody)).status_code == HTTPStatus.UNAUTHORIZED
    for role in Role:
        answer = await _answer(auth, route, await _as(auth, role))
        may = route.rule.role is not None and role.includes(route.rule.role)
        assert (answer.status_code in REFUSED) is not may, f"{role}: {answer.status_code}"
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    body = {"project_id": str(uuid4()), "name": "all", "scopes": [scope.value for scope in Scope]}
    made = await auth.browser.post("/auth/keys", headers=await auth.bearer(ADA), json=body)
    answer = await _answer(auth, route, {"X-Api-Key": made.json()["key"]})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_nothing_of_a_route_waits_for_a_thread() -> None:
    assert run_in_threads(ROUTERS) == []
