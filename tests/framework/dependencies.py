"""What routes are made of: FastAPI sends each plain function to a thread, once a request."""

from collections.abc import Iterable, Iterator
from inspect import isasyncgenfunction, iscoroutinefunction, isfunction

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIWebSocketRoute


def run_in_threads(routers: Iterable[APIRouter]) -> list[str]:
    """Routes and what they depend on, where that is no coroutine: each by its path and its name."""
    return [
        f"{route.path}: {getattr(needed.call, '__name__', needed.call)}"
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute | APIWebSocketRoute)
        for needed in _needed(route.dependant)
        if not _is_awaited(needed.call)
    ]


def _is_awaited(call: object) -> bool:
    """Whether a dependency, which is a function or has a `__call__`, is run where the route is."""
    function = call if isfunction(call) else type(call).__call__
    return iscoroutinefunction(function) or isasyncgenfunction(function)


def _needed(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for one in dependant.dependencies:
        yield from _needed(one)
