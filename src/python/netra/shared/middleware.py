"""What surrounds every request: id, trace, log line, metrics, and an answer when code fails."""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from netra.shared.problems import fault_response
from netra.shared.telemetry import HttpMetrics, continue_trace, leave_trace

REQUEST_ID: Final = "X-Request-Id"
ANSWER_HEADERS: Final = "netra.answer_headers"
"""Where in the scope of a request stands what its answer says beside its content, whatever it is."""
_ACCEPTABLE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_QUIET: Final = ("/health/", "/metrics")

_log = structlog.get_logger("netra.access")


class AnswerFaults:
    """Turns an exception nobody handled into a logged 500 problem."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        watched = _Watched(send)
        try:
            await self._app(scope, receive, watched)
        except Exception:
            logging.getLogger("netra.fault").exception("unhandled")
            if watched.status is not None:
                raise  # The answer has begun: only cutting the connection tells the client it is incomplete.
            await fault_response()(scope, receive, send)


@dataclass(frozen=True)
class BodyLimits:
    """The most bytes a request body may have.

    `larger` gives that of requests whose method and path are matched in full, such as "POST /files/[^/]+".
    """

    most: int
    larger: Mapping[str, int] = field(default_factory=dict)

    def of(self, method: str, path: str) -> int:
        asked = f"{method} {path}"
        return next((limit for form, limit in self.larger.items() if re.fullmatch(form, asked)), self.most)


class LimitBody:
    """Refuses a request body beyond a size, also one whose length was not announced.

    FastAPI's own limit answers in plain text.
    """

    def __init__(self, app: ASGIApp, limits: BodyLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.of(scope["method"], scope["path"])
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                # The kind of error that FastAPI lets through while it reads a body.
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {limit:,} bytes.")
            return message

        await self._app(scope, limited, send)


class RequestContext:
    """Gives each request an id and a trace, and reports how it went."""

    def __init__(self, app: ASGIApp, metrics: HttpMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        trace = continue_trace(headers)
        told: dict[str, str] = {REQUEST_ID: request_id}
        scope[ANSWER_HEADERS] = told
        watched = _Watched(send, told)
        started = time.perf_counter()
        # Not as a block: that reads all that is bound anew, a twentieth of a short request.
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, watched)
        finally:
            self._report(scope, watched.status or 500, time.perf_counter() - started)
            structlog.contextvars.reset_contextvars(**bound)
            leave_trace(trace)

    def _report(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        self._metrics.observe(scope["method"], route, status, seconds)
        if not scope["path"].startswith(_QUIET):
            _log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(seconds * 1000, 1),
            )


class _Watched:
    """A `send` that remembers the status and adds headers, also those told while the answer is made."""

    def __init__(self, send: Send, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        self._send = send
        self._headers = headers
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self._headers:
                MutableHeaders(scope=message).update(self._headers)
        await self._send(message)


def _request_id(headers: Headers) -> str:
    """The caller's id when it is harmless, else a new one."""
    given = headers.get(REQUEST_ID, "")
    return given if _ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex
