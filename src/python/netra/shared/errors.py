"""The one tree of errors a service may answer with; each carries its HTTP status and a stable code."""

# Named after the answer, as HTTP names it: raise NotFound(...).
# ruff: noqa: N818

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Problem(BaseModel):
    """An RFC 9457 problem; `code` is stable and for programs, `detail` is for people."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    request_id: str | None = None


class NetraError(Exception):
    """An error with an answer. Extra keyword arguments become members of the problem."""

    status: ClassVar[int] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra: Mapping[str, object] = MappingProxyType(extra)

    @property
    def headers(self) -> dict[str, str]:
        return {}


class _Delayed(NetraError):
    """An error that says when to come back."""

    def __init__(self, detail: str, *, retry_after: int = 1, **extra: object) -> None:
        super().__init__(detail, **extra)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)}


class BadRequest(NetraError):
    status, code, title = 400, "bad_request", "Bad request"


class Unauthorized(NetraError):
    status, code, title = 401, "unauthorized", "Not signed in"

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class Forbidden(NetraError):
    status, code, title = 403, "forbidden", "Not allowed"


class NotFound(NetraError):
    status, code, title = 404, "not_found", "Not found"


class Conflict(NetraError):
    status, code, title = 409, "conflict", "Conflict"


class Gone(NetraError):
    status, code, title = 410, "gone", "Gone"


class TooLarge(NetraError):
    status, code, title = 413, "too_large", "Too large"


class UnsupportedMedia(NetraError):
    status, code, title = 415, "unsupported_media", "Unsupported media type"


class Invalid(NetraError):
    status, code, title = 422, "invalid", "Invalid request"


class TooMany(_Delayed):
    status, code, title = 429, "too_many", "Too many requests"


class Unavailable(_Delayed):
    status, code, title = 503, "unavailable", "Temporarily unavailable"
