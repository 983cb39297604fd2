"""Usage exports of OpenAI and Anthropic organizations: a provider's own sums per bucket of time.

Sources: the organization usage endpoints (JSON pages of buckets) and the CSV files of both consoles.
A record sums up many requests. How many is kept as the unit "requests" where the export tells; prices that
depend on the size of a request are chosen by the average one. No list price applies to batch and other tiers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from netra.backend.calls.domain.call import SUMMED_OPERATION, Call, CallDataError, Usage
from netra.backend.calls.domain.identity import record_call_id
from netra.backend.ingest.domain.formats.records import (
    NumberedRow,
    Record,
    Refused,
    Source,
    parse_time,
    read_each,
    text_at,
)
from netra.backend.ingest.domain.tokens import described, mapping_at, tokens_at
from netra.backend.ingest.domain.usage_shapes import UsageShape, normalise_usage

_LONG_CONTEXT: Final = 200_001
"""Smallest request that Anthropic bills as long context."""
_LIST_TIERS: Final = frozenset({"", "default", "standard", "auto"})

Row = Mapping[str, Any]


def result_rows(document: object) -> Iterator[NumberedRow]:
    """Flatten pages of buckets into rows, each with the times of its bucket. Raises CallDataError."""
    pages = document if isinstance(document, list) else [document]
    number = 0
    for page in pages:
        buckets = page.get("data") if isinstance(page, Mapping) else None
        if not isinstance(buckets, list):
            raise CallDataError("A usage export is a page with a list of buckets in `data`.")
        for bucket in buckets:
            for result in _results(bucket):
                number += 1
                yield number, result


def _results(bucket: object) -> Iterator[Row]:
    """The results of a bucket, each with the times of the bucket."""
    if not isinstance(bucket, Mapping):
        raise CallDataError("A bucket of a usage export is an object.")
    results = bucket.get("results", [])
    if not isinstance(results, list) or not all(isinstance(result, Mapping) for result in results):
        raise CallDataError("A bucket of a usage export has a list of objects in `results`.")
    times = {name: bucket.get(name) for name in ("start_time", "end_time", "starting_at", "ending_at")}
    return ({**times, **result} for result in results)


def read_openai_usage(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield one record for each result of the completions usage of an OpenAI organization."""
    return read_each(rows, lambda row, number: _openai(row, number, source))


def read_anthropic_usage(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield one record for each result of the messages usage of an Anthropic organization."""
    return read_each(rows, lambda row, number: _anthropic(row, number, source))


def _openai(row: Row, number: int, source: Source) -> Record:
    counts = {name: _whole(row, name) for name in ("input_tokens", "output_tokens", "input_cached_tokens")}
    usage = normalise_usage(
        {
            "input_tokens": counts["input_tokens"],
            "output_tokens": counts["output_tokens"],
            "input_tokens_details": {"cached_tokens": counts["input_cached_tokens"]},
        },
        UsageShape.OPENAI_RESPONSES,
    )
    requests = _whole(row, "num_model_requests")
    names = ("project_id", "user_id", "api_key_id", "model", "batch", "service_tier")
    call = _summed(row, number, source, usage=usage, provider="openai", names=names)
    batch = str(row.get("batch")).lower() == "true" or not _is_list_tier(row)
    return _record(
        call, number, requests, usage.input_total // requests if requests else None, billable=not batch
    )


def _anthropic(row: Row, number: int, source: Source) -> Record:
    long = str(row.get("context_window") or "").lower().startswith(("200k-", "200k+", "> 200k"))
    usage = _anthropic_csv(row) if "usage_date_utc" in row else _anthropic_api(row)
    names = (
        ("workspace_id", "api_key_id", "model", "service_tier", "context_window", "inference_geo", "speed")
        if "usage_date_utc" not in row
        else (
            "workspace",
            "api_key",
            "model_version",
            "usage_type",
            "context_window",
            "inference_geo",
            "speed",
        )
    )
    call = _summed(row, number, source, usage=usage, provider="anthropic", names=names)
    return _record(call, number, 0, _LONG_CONTEXT if long else 0, billable=_is_list_tier(row))


def _anthropic_api(row: Row) -> Usage:
    return normalise_usage(
        {
            "input_tokens": _whole(row, "uncached_input_tokens"),
            "cache_read_input_tokens": _whole(row, "cache_read_input_tokens"),
            "cache_creation": mapping_at(row, "cache_creation"),
            "output_tokens": _whole(row, "output_tokens"),
            "server_tool_use": mapping_at(row, "server_tool_use"),
        },
        UsageShape.ANTHROPIC,
    )


def _anthropic_csv(row: Row) -> Usage:
    searches = _whole(row, "web_search_count")
    return Usage(
        input_fresh=_whole(row, "usage_input_tokens_no_cache"),
        cache_read=_whole(row, "usage_input_tokens_cache_read"),
        cache_write_5m=_whole(row, "usage_input_tokens_cache_write_5m"),
        cache_write_1h=_whole(row, "usage_input_tokens_cache_write_1h"),
        output_text=_whole(row, "usage_output_tokens"),
        cache_recorded=True,
        extras=(("web_searches", searches),) if searches else (),
    )


def _summed(
    row: Row, number: int, source: Source, *, usage: Usage, provider: str, names: tuple[str, ...]
) -> Call:
    """A call that stands for all requests of a result; its identity is what the export was grouped by."""
    start = row.get("start_time") or row.get("starting_at") or row.get("usage_date_utc")
    end = row.get("end_time") or row.get("ending_at") or ""
    at = parse_time(_seconds(start), "start_time")
    group = "\0".join(str(row.get(name) or "") for name in names)
    return Call(
        call_id=record_call_id(f"{provider}-usage", f"{at.isoformat()}\0{_seconds(end)}\0{group}"),
        project_id=source.project_id,
        import_id=source.import_id,
        source=f"{provider}-usage",
        source_seq=number,
        started_at=at,
        usage=usage,
        user_id=text_at(row, "user_id"),
        feature=_feature(row),
        operation=SUMMED_OPERATION,
        provider=provider,
        model=text_at(row, "model") or text_at(row, "model_version"),
    )


def _record(call: Call, number: int, requests: int, request_tokens: int | None, *, billable: bool) -> Record:
    if requests:
        extras = tuple(sorted((*call.usage.extras, ("requests", requests))))
        call = call._replace(usage=replace(call.usage, extras=extras))
    return Record(number, call, request_tokens, billable)


def _feature(row: Row) -> str:
    names = ("project_name", "project_id", "workspace", "workspace_id")
    return next((value for name in names if (value := text_at(row, name))), "")


def _is_list_tier(row: Row) -> bool:
    tier = row.get("service_tier") or row.get("usage_type") or ""
    return str(tier).lower() in _LIST_TIERS


def _seconds(value: object) -> object:
    """Unix seconds of a CSV cell as a number; a bare date as the beginning of its day in UTC."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value)
    return f"{value}T00:00:00Z" if isinstance(value, str) and len(value) == len("2026-01-31") else value


def _whole(row: Row, name: str) -> int:
    """A count of JSON or of a CSV cell; empty and absent are 0."""
    value = row.get(name)
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        if digits and not (digits.isascii() and digits.isdecimal()):
            raise CallDataError(f"{name} must be a whole number of 0 or more, not {described(value)}.")
        return int(digits or 0)
    return tokens_at(row, name)
