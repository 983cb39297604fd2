"""Calls as rows of a table for a spreadsheet."""

from typing import Final

from netra.backend.analytics.domain.totals import CallCost
from netra.backend.calls.domain.call import Call

CALL_COLUMNS: Final = (
    *("call_id", "started_at", "time_basis", "session_id", "user_id", "feature", "agent", "operation"),
    *("provider", "model", "input_total", "cache_read", "cache_write_5m", "cache_write_1h", "output_total"),
    *("output_reasoning", "duration_ms", "ttft_ms", "cost_usd", "cost_kind", "status", "source"),
    "source_seq",
)
_CACHE: Final = ("cache_read", "cache_write_5m", "cache_write_1h")


def call_row(call: Call, cost: CallCost) -> list[object]:
    """The call under `CALL_COLUMNS`; tokens that the log does not tell apart are None."""
    usage = call.usage
    known = {
        "input_total": usage.input_total,
        "output_total": usage.output_total,
        "output_reasoning": usage.output_reasoning if usage.reasoning_recorded else None,
        "cost_usd": cost.usd,
        "cost_kind": cost.kind.value,
        **{name: getattr(usage, name) if usage.cache_recorded else None for name in _CACHE},
    }
    return [known[name] if name in known else getattr(call, name) for name in CALL_COLUMNS]
