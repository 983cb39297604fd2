"""The table of all routes of a service with who may call each; a route that names no rule is a fault."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute

from netra.shared.rights import Rule

SOCKET: Final = "SOCKET"
_TABLE: Final = """\
# Who may call what: {service}

Made by the service itself (`routes`), and held against every route by a test that calls each of them as
nobody, as each role, as a stranger and with each kind of API key.

| Method | Route | People | API keys |
|---|---|---|---|
{rows}
"""


class UndeclaredRouteError(Exception):
    """A route that names no rule, or more than one."""


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One way to call a service, and who may."""

    method: str
    path: str
    rule: Rule


def route_rules(routers: Iterable[APIRouter]) -> list[RouteRule]:
    """The rule of every route of a service. Raises UndeclaredRouteError.

    Health and metrics are not among them: they are for those who operate the service.
    """
    return [
        RouteRule(method, route.path, _rule(route))
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute | APIWebSocketRoute)
        for method in _methods(route)
    ]


def rules_table(service: str, rules: list[RouteRule]) -> str:
    """The table as Markdown."""
    rows = (f"| {one.method} | `{one.path}` | {one.rule.people} | {one.rule.keys} |" for one in rules)
    return _TABLE.format(service=service, rows="\n".join(rows))


def _methods(route: APIRoute | APIWebSocketRoute) -> list[str]:
    return sorted(route.methods or ()) if isinstance(route, APIRoute) else [SOCKET]


def _rule(route: APIRoute | APIWebSocketRoute) -> Rule:
    found = set(_declared(route.dependant))
    if len(found) != 1:
        raise UndeclaredRouteError(f"{route.path} names {len(found)} rules: a route needs one.")
    return found.pop()


def _declared(dependant: Dependant) -> Iterator[Rule]:
    for needed in dependant.dependencies:
        rule = getattr(needed.call, "rule", None)
        if isinstance(rule, Rule):
            yield rule
        yield from _declared(needed)
