"""From a raw record to a call as it is stored: priced, fingerprinted, its text kept, masked or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from netra.backend.calls.domain import OTLP_SOURCE, Call, CallDataError, CallStatus, Usage, span_call_id
from netra.backend.ingest.domain import genai
from netra.backend.ingest.domain.fingerprints import TEXT_SCOPE, fingerprint
from netra.backend.ingest.domain.formats.records import Record
from netra.backend.ingest.domain.masking import mask
from netra.backend.ingest.domain.spans import EARLIEST, LATEST, Span, Unreadable
from netra.backend.pricing.domain.books import PriceBook
from netra.backend.projects.domain import Project, TextPolicy

MOST_TOKENS: Final = 10**13
"""Of one bucket of one record; a provider's whole day fits."""
_COST_STEP: Final = Decimal("1e-12")
_MOST_COST: Final = Decimal(1_000_000)
_LONGEST_NAME: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSpan:
    """A span that is no call of a model: the structure around the calls of a trace."""

    project_id: UUID
    trace_id: str
    span_id: str
    parent_span_id: str
    name: str
    operation: str
    agent: str
    session_id: str
    started_at: datetime
    duration_ms: float | None
    status: CallStatus
    error_type: str


@dataclass(slots=True)
class Received:
    """The outcome of reading one request."""

    calls: list[Call] = field(default_factory=list)
    spans: list[TraceSpan] = field(default_factory=list)
    rejected: int = 0
    reason: str = ""

    def reject(self, reason: str) -> None:
        self.rejected += 1
        self.reason = self.reason or reason


class Intake:
    """Takes records into one project, under its rules."""

    def __init__(self, project: Project, book: PriceBook) -> None:
        self._project = project
        self._book = book

    def receive(self, spans: Iterable[Span | Unreadable]) -> Received:
        """Sort spans into calls, trace structure and what had to be rejected."""
        received = Received()
        for place, span in enumerate(spans):
            try:
                self._take(span, place, received)
            except CallDataError as error:
                received.reject(str(error))
        return received

    def complete(self, record: Record) -> Call:
        """Return an imported call as it is stored. Raises CallDataError when it cannot be one."""
        call = record.call
        _check_bounds(call)
        return replace(
            call,
            **(self._priced(call, call.started_at, record.request_tokens) if record.billable else {}),
            **self._texts(call.prompt_text, call.completion_text, call.usage),
        )

    def _take(self, span: Span | Unreadable, place: int, received: Received) -> None:
        if isinstance(span, Unreadable):
            received.reject(span.reason)
        elif genai.is_model_call(span.attributes):
            received.calls.append(self._call(span, place))
        else:
            received.spans.append(TraceSpan(name=span.name, **self._common(span)))

    def _call(self, span: Span, place: int) -> Call:
        read = genai.read_model_call(span)
        common = self._common(span)
        call = Call(
            call_id=span_call_id(span.span_id),
            source=OTLP_SOURCE,
            source_seq=place,
            usage=read.usage,
            ttft_ms=read.ttft_ms,
            user_id=read.user_id,
            feature=read.feature,
            provider=read.provider,
            model=read.model,
            stop_reason=read.stop_reason,
            **common,
            **self._priced(read, common["started_at"]),
            **self._texts(read.prompt, read.completion, read.usage),
        )
        _check_bounds(call)
        return call

    def _common(self, span: Span) -> dict[str, Any]:
        """What a call and any other span have in common."""
        error = genai.read_error(span)
        return {
            "project_id": self._project.id,
            "trace_id": span.trace_id,
            "span_id": span.span_id,
            "parent_span_id": span.parent_span_id,
            "operation": genai.read_operation(span.attributes),
            "agent": genai.read_agent(span.attributes),
            "session_id": genai.read_session(span.attributes),
            "started_at": span.started_at,
            "duration_ms": span.duration_ms,
            "status": CallStatus.ERROR if error else CallStatus.OK,
            "error_type": error,
        }

    def _priced(
        self, priced: Call | genai.ModelCall, at: datetime, size: int | None = None
    ) -> dict[str, Any]:
        """Price and price id; `size` is the input of one request where a record sums up several."""
        usage = priced.usage
        rates = self._book.rates(
            priced.provider, priced.model, at, usage.input_total if size is None else size
        )
        price = rates.price(usage) if rates else None
        return {"cost_usd": _storable(price.total), "price_id": price.price_id} if price else {}

    def _texts(self, prompt: str | None, completion: str | None, usage: Usage) -> dict[str, Any]:
        """Texts as far as they are kept, and the fingerprint that always is."""
        texts: dict[str, Any] = {"prompt_text": self._kept(prompt), "completion_text": self._kept(completion)}
        if not prompt:
            return texts
        found = fingerprint(prompt, usage.input_total, self._project.key)
        return texts | {
            "prompt_hash": found.prompt_hash,
            "block_size": found.block_size,
            "block_scope": TEXT_SCOPE,
            "block_runs": found.block_runs,
        }

    def _kept(self, text: str | None) -> str | None:
        if text is None or self._project.text_policy is TextPolicy.DROP:
            return None
        return mask(text) if self._project.text_policy is TextPolicy.MASK else text


def _storable(cost: Decimal) -> Decimal:
    """To a millionth of a millionth of a dollar, the step of the store."""
    if cost >= _MOST_COST:
        raise CallDataError("One call cannot cost a million dollars or more.")
    return cost.quantize(_COST_STEP)


def _check_bounds(call: Call) -> None:
    if max(call.usage.buckets) > MOST_TOKENS:
        raise CallDataError(f"A call cannot have more than {MOST_TOKENS:,} tokens of one kind.")
    if not EARLIEST <= call.started_at < LATEST:
        raise CallDataError("The time must lie between the years 2000 and 2099.")
    names = (
        call.session_id,
        call.user_id,
        call.feature,
        call.agent,
        call.provider,
        call.model,
        call.error_type,
    )
    if max(map(len, names)) > _LONGEST_NAME:
        raise CallDataError(f"Names are at most {_LONGEST_NAME:,} characters long.")
