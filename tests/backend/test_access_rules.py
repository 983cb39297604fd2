"""Every route is called as nobody, as each role, as a stranger and with each kind of key."""

import re
from http import HTTPStatus
from typing import Final
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from netra.backend.main import ROUTERS
from netra.shared.rights import Role, Rule, Scope
from netra.shared.route_rules import SOCKET, RouteRule, route_rules
from tests.backend.conftest import Callers, Organization
from tests.backend.runs.test_asking import new_thread
from tests.framework.dependencies import run_in_threads

ROUTES: Final = [one for one in route_rules(ROUTERS) if one.method != SOCKET]
REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
Headers = dict[str, str]


@pytest_asyncio.fixture
async def project(organization: Organization) -> str:
    return str((await organization.project())["id"])


def _named(route: RouteRule) -> str:
    return f"{route.method} {route.path}"


def _address(route: RouteRule, **known: str) -> str:
    """The route's path with known ids, and others that nothing has."""
    return re.sub(r"{(\w+)}", lambda name: known.get(name[1], str(uuid4())), route.path)


async def _status(http: httpx.AsyncClient, route: RouteRule, path: str, headers: Headers) -> int:
    return (await http.request(route.method, path, headers=headers)).status_code


def _may(rule: Rule, role: Role) -> bool:
    return rule.is_public or (rule.role is not None and role.includes(rule.role))


@pytest.mark.asyncio
@pytest.mark.parametrize("route", ROUTES, ids=_named)
async def test_route_admits_whom_its_rule_names(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, project: str, route: RouteRule
) -> None:
    path = _address(route, project_id=project)
    for nobody in ({}, {"Authorization": "Bearer nonsense"}, {"X-Api-Key": "nk_nonsense"}):
        status = await _status(http, route, path, nobody)
        assert (status == HTTPStatus.UNAUTHORIZED) is not route.rule.is_public
    for role in Role:
        status = await _status(http, route, path, callers.user(organization.id, roles=[role.value]))
        assert (status in REFUSED) is not _may(route.rule, role), f"{role}: {status}"
        assert status < HTTPStatus.INTERNAL_SERVER_ERROR
    for scope in Scope:
        status = await _status(http, route, path, callers.key(organization.id, project, (scope.value,)))
        is_let_in = route.rule.is_public or route.rule.scope is scope
        assert (status in REFUSED) is not is_let_in, f"{scope}: {status}"


@pytest.mark.asyncio
@pytest.mark.parametrize("roles", [[], ["root"], ["Owner"], ["viewer "], ["owner,admin"]])
async def test_a_role_that_nobody_has_may_nothing(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, project: str, roles: list[str]
) -> None:
    headers = callers.user(organization.id, roles=roles)
    for route in ROUTES:
        status = await _status(http, route, _address(route, project_id=project), headers)
        assert (status in REFUSED) is not route.rule.is_public, _named(route)


@pytest.mark.asyncio
async def test_nothing_of_another_organization_is_found_or_told_apart_from_nothing(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, project: str
) -> None:
    thread = await new_thread(organization, project)
    stranger = callers.user(uuid4(), roles=["owner"])
    known = {"project_id": project, "thread_id": thread}
    for route in ROUTES:
        if not any(f"{{{name}}}" in route.path for name in known):
            continue
        there = await http.request(route.method, _address(route, **known), headers=stranger)
        nowhere = await http.request(route.method, _address(route), headers=stranger)
        assert _told(there) == _told(nowhere), _named(route)
    assert (await organization.get(f"/api/projects/{project}"))["deleted_at"] is None


@pytest.mark.asyncio
async def test_a_key_opens_nothing_of_another_project(
    http: httpx.AsyncClient, callers: Callers, organization: Organization, project: str
) -> None:
    other = str((await organization.project())["id"])
    key = callers.key(organization.id, other, tuple(scope.value for scope in Scope))
    for route in ROUTES:
        if "{project_id}" in route.path and route.rule.scope is not None:
            there = await http.request(route.method, _address(route, project_id=project), headers=key)
            nowhere = await http.request(route.method, _address(route), headers=key)
            assert _told(there) == _told(nowhere), _named(route)


def _told(answer: httpx.Response) -> tuple[int, str]:
    """What an answer says, without the ids that were asked for and that it was given."""
    said = re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", "id", answer.text)
    return answer.status_code, said


def test_nothing_of_a_route_waits_for_a_thread() -> None:
    assert run_in_threads(ROUTERS) == []
