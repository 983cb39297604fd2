"""From a raw record to a call as it is stored: priced, fingerprinted, its text kept, masked or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from netra.backend.calls.domain.call import NOT_RECORDED, Call, CallDataError
from netra.backend.ingest.domain import genai
from netra.backend.ingest.domain.fingerprints import completion_hash, fingerprint
from netra.backend.ingest.domain.formats.records import Record
from netra.backend.ingest.domain.masking import mask
from netra.backend.ingest.domain.spans import EARLIEST, LATEST, Span, TraceSpan, Unreadable
from netra.backend.pricing.domain.books import PriceBook
from netra.backend.projects.domain import Project, TextPolicy

MOST_TOKENS: Final = 10**13
"""Of one bucket of one record; a provider's whole day fits."""
MOST_BLOCK_TOKENS: Final = 2**32 - 1
"""What the store holds for one block of a prompt."""
_COST_STEP: Final = Decimal("1e-12")
_MOST_COST: Final = Decimal(1_000_000)
_LONGEST_NAME: Final = 1_000
_names_of: Final = attrgetter(
    *("session_id", "user_id", "feature", "agent", "operation", "provider", "model"),
    *("error_type", "stop_reason"),
)


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
        return self._completed(record.call, record.request_tokens, billable=record.billable)

    def _take(self, span: Span | Unreadable, place: int, received: Received) -> None:
        if isinstance(span, Unreadable):
            raise CallDataError(span.reason)
        said = genai.hear(span.attributes)
        if genai.is_model_call(said):
            received.calls.append(self._completed(genai.read_call(span, said, self._project.id, place)))
        else:
            received.spans.append(genai.read_structure(span, said, self._project.id))

    def _completed(self, call: Call, request_tokens: int | None = None, *, billable: bool = True) -> Call:
        """Price a raw call, and keep of its texts what the project keeps, and the fingerprint always."""
        _check_bounds(call)
        prompt, completion, tokens = call.prompt_text, call.completion_text, call.usage.input_total
        found: dict[str, Any] = {
            "prompt_text": self._kept(prompt),
            "completion_text": self._kept(completion),
        }
        if completion:
            found["completion_hash"] = completion_hash(completion, self._project.key)
        if billable:
            size = tokens if request_tokens is None else request_tokens
            found["cost_usd"], found["price_id"] = self._priced(call, size)
        if prompt:
            found |= fingerprint(prompt, tokens, self._project.key)
            if found["block_size"] > MOST_BLOCK_TOKENS:
                raise CallDataError(f"A prompt of {len(prompt):,} characters cannot have {tokens:,} tokens.")
        return call._replace(**found)

    def _priced(self, call: Call, request_tokens: int) -> tuple[Decimal | None, str]:
        """Price and price id; a tiered price goes by the input of one request."""
        rates = self._book.rates(call.provider, call.model, call.started_at, request_tokens)
        price = rates.price(call.usage) if rates else None
        return (_storable(price.total), price.price_id) if price else (None, NOT_RECORDED)

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
    usage = call.usage
    if max(usage.buckets) > MOST_TOKENS or any(count > MOST_TOKENS for _, count in usage.extras):
        raise CallDataError(f"A call cannot have more than {MOST_TOKENS:,} tokens of one kind.")
    if not EARLIEST <= call.started_at < LATEST:
        raise CallDataError("The time must lie between the years 2000 and 2099.")
    if max(map(len, _names_of(call))) > _LONGEST_NAME:
        raise CallDataError(f"Names are at most {_LONGEST_NAME:,} characters long.")
