"""How latency and errors travel in HTTP."""

from pydantic import BaseModel, Field

from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.schemas import CallFilterQuery


class LatencyQuery(CallFilterQuery):
    by: Dimension = Dimension.MODEL


class ErrorTypeRead(BaseModel):
    error_type: str = Field(description="Empty: the log does not name it")
    calls: int


class LatencyGroupRead(BaseModel):
    """Times are over the calls of the group that recorded them."""

    key: str
    calls: int
    errors: FigureRead
    error_rate: FigureRead
    error_types: list[ErrorTypeRead]
    duration_p50: FigureRead
    duration_p95: FigureRead
    duration_p99: FigureRead
    ttft_p50: FigureRead
    ttft_p95: FigureRead
    output_speed_p50: FigureRead


class LatencyRead(BaseModel):
    by: Dimension
    whole: LatencyGroupRead
    groups: list[LatencyGroupRead]
    truncated: bool
