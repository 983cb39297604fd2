"""OTLP requests as SDKs send them, in the current GenAI conventions."""

import secrets
import time
from typing import Any

NANOSECONDS = 1_000_000_000


def attribute(key: str, value: str | float) -> dict[str, Any]:
    kind = (
        "intValue" if isinstance(value, int) else "doubleValue" if isinstance(value, float) else "stringValue"
    )
    return {"key": key, "value": {kind: str(value) if kind == "intValue" else value}}


def span(span_id: str | None = None, **attributes: str | int) -> dict[str, Any]:
    """A chat span that ended just now; attribute names use `__` for the dot."""
    end = time.time_ns()
    values = {
        "gen_ai__operation__name": "chat",
        "gen_ai__provider__name": "openai",
        "gen_ai__request__model": "gpt-4o-mini",
        "gen_ai__usage__input_tokens": 1000,
        "gen_ai__usage__output_tokens": 100,
        **attributes,
    }
    return {
        "traceId": secrets.token_hex(16),
        "spanId": span_id or secrets.token_hex(8),
        "name": "chat",
        "kind": 3,
        "startTimeUnixNano": str(end - NANOSECONDS),
        "endTimeUnixNano": str(end),
        "attributes": [attribute(key.replace("__", "."), value) for key, value in values.items()],
    }


def export(*spans: dict[str, Any]) -> dict[str, Any]:
    """One export request of the given spans."""
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "test"}, "spans": list(spans)}]}]}
