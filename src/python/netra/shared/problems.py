"""Every error as application/problem+json (RFC 9457), with the id of its request."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from netra.shared.errors import Invalid, NetraError, Problem

PROBLEM_JSON: Final = "application/problem+json"


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Render a problem, adding the request id of the current context."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    content = problem.model_copy(update={"request_id": request_id}).model_dump(mode="json", exclude_none=True)
    return JSONResponse(
        content, status_code=problem.status, headers=dict(headers or {}), media_type=PROBLEM_JSON
    )


def error_response(error: NetraError) -> JSONResponse:
    own = {"title": error.title, "status": error.status, "code": error.code, "detail": error.detail}
    return problem_response(Problem.model_validate({**error.extra, **own}), error.headers)


def fault_response() -> JSONResponse:
    """The answer to a bug: its details are in the log, under the request id, and nowhere else."""
    return error_response(NetraError("Something went wrong here. The request id finds it in the log."))


def install_problem_handlers(app: FastAPI) -> None:
    """Answer typed errors, validation errors and Starlette's own with problems."""
    app.exception_handler(NetraError)(_typed)
    app.exception_handler(RequestValidationError)(_validation)
    app.exception_handler(HTTPException)(_http)


async def _typed(_: Request, error: NetraError) -> JSONResponse:
    return error_response(error)


async def _validation(_: Request, error: RequestValidationError) -> JSONResponse:
    """Say where and why; never repeat the input, which may hold a secret."""
    problems = [
        {"at": [str(part) for part in item["loc"]], "detail": _reason(item)} for item in error.errors()
    ]
    first = problems[0]
    return error_response(Invalid(f"{'.'.join(first['at'])}: {first['detail']}", errors=problems))


def _reason(item: Mapping[str, object]) -> str:
    return str(item["msg"]).removeprefix("Value error, ")


async def _http(request: Request, error: HTTPException) -> JSONResponse:
    status = HTTPStatus(error.status_code)
    said_nothing = error.detail == status.phrase
    detail = f"{request.method} {request.url.path}: {status.phrase}." if said_nothing else error.detail
    problem = Problem(title=status.phrase, status=status, code=status.name.lower(), detail=detail)
    return problem_response(problem, error.headers)
