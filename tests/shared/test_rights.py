"""Roles include each other, rules admit whom they name, and a route without a rule is a fault."""

from typing import Annotated
from uuid import uuid4

import pytest
from fastapi import APIRouter, Depends

from netra.shared.access import ANYBODY, Allowed, Subject
from netra.shared.errors import Forbidden
from netra.shared.rights import ADMINISTER, INGEST, PUBLIC, READ, WORK, Role, Rule
from netra.shared.route_rules import RouteRule, UndeclaredRouteError, route_rules, rules_table


def _person(*roles: str) -> Subject:
    return Subject(
        kind="user", subject_id=uuid4(), organization_id=uuid4(), name="Ada", roles=frozenset(roles)
    )


def _key(*scopes: str) -> Subject:
    return Subject(
        kind="api_key", subject_id=uuid4(), organization_id=uuid4(), name="CI", scopes=frozenset(scopes)
    )


def test_each_role_may_what_those_below_it_may() -> None:
    ranks = list(Role)
    assert ranks == [Role.VIEWER, Role.ANALYST, Role.ADMIN, Role.OWNER]
    for at, role in enumerate(ranks):
        assert [role.includes(other) for other in ranks] == [at >= below for below in range(len(ranks))]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("subject", "rule"),
    [
        (_person("viewer"), READ),
        (_person("owner"), WORK),
        (_person("nothing", "admin"), ADMINISTER),
        (_key("read"), READ),
        (_key("ingest"), INGEST),
        (_key(), PUBLIC),
        (_person(), PUBLIC),
    ],
)
async def test_who_is_let_in(subject: Subject, rule: Rule) -> None:
    assert await Allowed(rule)(subject) is subject


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("subject", "rule", "told"),
    [
        (_person("viewer"), WORK, "analyst or above"),
        (_person("admin"), Rule(Role.OWNER), "the role owner"),
        (_person(), READ, "viewer or above"),
        (_person("ADMIN"), READ, "viewer or above"),
        (_person("owner"), INGEST, "Only an API key"),
        (_key("ingest", "manage"), READ, "'read'"),
        (_key("ingest", "read", "manage"), WORK, "sign in"),
    ],
)
async def test_who_is_kept_out(subject: Subject, rule: Rule, told: str) -> None:
    with pytest.raises(Forbidden, match=told):
        await Allowed(rule)(subject)


def _router(*, rules: int) -> APIRouter:
    router = APIRouter()
    reader = Annotated[Subject, Depends(Allowed(READ))]
    also = [ANYBODY] if rules == 2 else []
    if rules:

        @router.get("/figures", dependencies=also)
        async def figures(reader: reader) -> None: ...

    else:

        @router.get("/figures")
        async def open_figures() -> None: ...

    return router


def test_a_route_has_the_rule_that_it_names() -> None:
    rules = route_rules([_router(rules=1)])
    assert rules == [RouteRule("GET", "/figures", READ)]
    assert "| GET | `/figures` | viewer or above | read |" in rules_table("test", rules)


@pytest.mark.parametrize("count", [0, 2])
def test_a_route_without_a_rule_or_with_two_is_a_fault(count: int) -> None:
    with pytest.raises(UndeclaredRouteError, match="/figures"):
        route_rules([_router(rules=count)])
