"""The figures of the overview in words: rule, formula with its numbers, assumptions, what to send."""

from decimal import Decimal
from math import isnan
from typing import Final

from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.domain.totals import NOTHING, Total
from netra.backend.calls.domain.call import RELATIVE_ANCHOR, Bucket, Usage
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.calls.domain.groups import Latency, TimedCalls
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.pricing.domain.books import PriceBookId
from netra.backend.projects.domain import Project

TOKEN_RULE: Final = Rule(
    id="disjoint-buckets",
    text="Each token of a call lies in exactly one of six buckets; a figure is the sum over its calls.",
    source="Netra Apex glossary: tokens",
    date="2026-11-23",
)
CALL_COST_RULE: Final = Rule(
    id="call-cost",
    text="A call has the price of the project's book on its own day; a figure is the sum of its calls.",
    source="Netra Apex glossary: price book",
    date="2026-11-23",
)
PERCENTILE_RULE: Final = Rule(
    id="percentile",
    text="Percentile over the calls that recorded this time, by linear interpolation.",
    source="Definitions of the public workload data",
    date="2026-11-23",
)
_CACHE_BUCKETS: Final = frozenset({Bucket.CACHE_READ, Bucket.CACHE_WRITE_5M, Bucket.CACHE_WRITE_1H})
_SEND_CACHE: Final = (
    "Send gen_ai.usage.cache_read.input_tokens and gen_ai.usage.cache_creation.input_tokens, "
    "or import a file with cache_read and cache_write."
)
SEND_REASONING: Final = "Send gen_ai.usage.reasoning.output_tokens, or import a file with output_reasoning."
SEND_TIMES: Final = "Send spans with start and end, or import a file with duration_ms."
SEND_FIRST: Final = "Send gen_ai.response.time_to_first_chunk, or import a file with ttft_ms."
RATIO_STEP: Final = Decimal("1e-6")
COST: Final = "cost"
INPUT: Final = "input"
OUTPUT: Final = "output"
TOKENS: Final = "tokens"
CALLS: Final = "calls"
CALLS_RULE: Final = Rule(
    id="calls",
    text="Requests to a model, each once, whether answered or failed.",
    source="Netra Apex glossary: call",
    date="2026-11-27",
)


def figure_of(figure_id: str, summed: Total, project: Project, evidence: str) -> Figure:
    """The figure of this id over some calls: their cost, their number, or tokens of one kind or of all."""
    if figure_id == COST:
        return cost_figure(summed, project, evidence)
    if figure_id == CALLS:
        return calls_figure(summed.calls, evidence)
    if figure_id in {INPUT, OUTPUT, TOKENS}:
        return sum_figure(figure_id, summed, evidence)
    return bucket_figure(Bucket(figure_id), summed, evidence)


def bucket_figure(bucket: Bucket, summed: Total, evidence: str) -> Figure:
    """The tokens of one bucket. Unknown, not 0, where no call recorded what would tell."""
    tokens = getattr(summed.usage, bucket)
    unrecorded, missing = _unrecorded(bucket, summed)
    unknown = summed.calls > 0 and unrecorded == summed.calls and not tokens
    return Figure(
        id=bucket,
        value=None if unknown else Decimal(tokens),
        unit=Unit.TOKENS,
        kind=_kind(unknown=unknown, unrecorded=unrecorded),
        rule=TOKEN_RULE,
        formula="not recorded" if unknown else f"sum of {bucket} over {summed.calls:,} calls = {tokens:,}",
        calls=summed.calls,
        assumptions=(_assumption(bucket, unrecorded),) if unrecorded and not unknown else (),
        missing=missing if unrecorded else None,
        evidence=None if unknown else evidence,
    )


def sum_figure(figure_id: str, summed: Total, evidence: str) -> Figure:
    """All input, all output or all tokens: exact whether or not the log tells their parts apart."""
    tokens = tokens_of(figure_id, summed.usage)
    kind = "" if figure_id == TOKENS else f"{figure_id} "
    return Figure(
        id=figure_id,
        value=Decimal(tokens),
        unit=Unit.TOKENS,
        kind=Certainty.EXACT,
        rule=TOKEN_RULE,
        formula=f"sum of {kind}tokens over {summed.calls:,} calls = {tokens:,}",
        calls=summed.calls,
        evidence=evidence,
    )


def tokens_of(figure_id: str, usage: Usage) -> int:
    """The tokens that a figure of this id counts: one side, all, or those of one bucket."""
    both = {INPUT: usage.input_total, OUTPUT: usage.output_total, TOKENS: sum(usage.buckets)}
    return both[figure_id] if figure_id in both else int(getattr(usage, figure_id))


def calls_figure(calls: int, evidence: str) -> Figure:
    return Figure(
        id=CALLS,
        value=Decimal(calls),
        unit=Unit.CALLS,
        kind=Certainty.EXACT,
        rule=CALLS_RULE,
        formula=f"{calls:,} calls",
        calls=calls,
        evidence=evidence,
    )


def cost_figure(summed: Total, project: Project, evidence: str) -> Figure:
    """The cost of some calls under the project's book and assumed price."""
    terms = [f"{summed.known_calls:,} calls by book {project.price_book} = ${summed.known:,.6f}"]
    if summed.assumed_calls:
        terms.append(f"{summed.assumed_calls:,} calls at the assumed price = ${summed.assumed:,.6f}")
    unpriced = f"{summed.unknown_calls:,} of {summed.calls:,} calls have no known price"
    return Figure(
        id=COST,
        value=summed.cost,
        unit=Unit.USD,
        kind=summed.cost_kind,
        rule=CALL_COST_RULE,
        formula=" + ".join(terms),
        calls=summed.calls,
        price_book=project.price_source(
            by_book=bool(summed.known_calls), by_assumption=bool(summed.assumed_calls)
        ),
        assumptions=tuple(_cost_assumptions(summed, project)),
        missing=f"{unpriced}: name the model, or set an assumed price." if summed.unknown_calls else None,
        evidence=evidence,
    )


def _cost_assumptions(summed: Total, project: Project) -> list[str]:
    assumptions = []
    if summed.cache_unrecorded:
        assumptions.append(
            f"{summed.cache_unrecorded:,} calls do not say what was cached: their input is priced as fresh, "
            "which is what they cost without caching."
        )
    if summed.assumed_calls and project.assumed_price:
        assumptions.append(project.assumed_price.as_rates.source)
    if summed.unknown_calls and summed.cost is not None:
        assumptions.append(
            f"{summed.unknown_calls:,} calls without a known price are left out: the true cost is higher."
        )
    return assumptions


def share_of_cost(figure_id: str, part: Total, whole: Total, rule: Rule) -> Figure:
    """What part of a cost some of its calls are: unknown where either cost is, or where there is no cost."""
    known = part.cost is not None and bool(whole.cost)
    unpriced = f"{whole.unknown_calls:,} calls without a known price are in neither cost."
    return Figure(
        id=figure_id,
        value=((part.cost or NOTHING) / (whole.cost or NOTHING)).quantize(RATIO_STEP) if known else None,
        unit=Unit.RATIO,
        kind=whole.cost_kind if known else Certainty.UNKNOWN,
        rule=rule,
        formula=f"${part.cost:,.6f} of ${whole.cost:,.6f}, the cost of {whole.calls:,} calls"
        if known
        else f"of {whole.calls:,} calls no cost is known",
        calls=whole.calls,
        assumptions=(unpriced,) if known and whole.unknown_calls else (),
    )


def latency_figures(latency: Latency) -> tuple[Figure, Figure, Figure]:
    """Median and 95th percentile of the duration, median of the time to the first token."""
    return (
        time_figure("latency_p50", latency.p50_ms, latency.timed, SEND_TIMES),
        time_figure("latency_p95", latency.p95_ms, latency.timed, SEND_TIMES),
        time_figure("ttft_p50", latency.ttft_p50_ms, latency.first_timed, SEND_FIRST),
    )


def time_figure(figure_id: str, value: float, timed: TimedCalls, missing: str) -> Figure:
    """A percentile in ms over the calls that recorded a time; unknown where none did."""
    unknown = not timed.recorded or isnan(value)
    failed = f"Failed calls among these, which count with the time that they record: {timed.failed:,}."
    return Figure(
        id=figure_id,
        value=None if unknown else Decimal(f"{value:.3f}"),
        unit=Unit.MS,
        kind=Certainty.UNKNOWN if unknown else Certainty.EXACT,
        rule=PERCENTILE_RULE,
        formula="not recorded"
        if unknown
        else f"{figure_id} of {timed.recorded:,} calls that recorded it = {value:,.0f} ms",
        calls=timed.recorded,
        assumptions=(failed,) if timed.failed and not unknown else (),
        missing=missing if unknown else None,
    )


def notes(summed: Total, *, relative: bool) -> list[str]:
    """What a reader must know before believing the numbers."""
    said = []
    if summed.cache_unrecorded:
        said.append(
            f"Cache use was not recorded for {summed.cache_unrecorded:,} of {summed.calls:,} calls: "
            "their whole input is counted as fresh."
        )
    if summed.unknown_calls:
        said.append(
            f"{summed.unknown_calls:,} of {summed.calls:,} calls have no known price and are not in the cost."
        )
    if relative:
        said.append(
            f"The log has relative times only; they are laid on {RELATIVE_ANCHOR:%Y-%m-%d}. "
            "Differences are real, dates are not."
        )
    return said


def _kind(*, unknown: bool, unrecorded: int) -> Certainty:
    if unknown:
        return Certainty.UNKNOWN
    return Certainty.ESTIMATED if unrecorded else Certainty.EXACT


def _unrecorded(bucket: Bucket, summed: Total) -> tuple[int, str]:
    """How many calls do not tell this bucket, and what would."""
    if bucket in _CACHE_BUCKETS:
        return summed.cache_unrecorded, _SEND_CACHE
    if bucket is Bucket.OUTPUT_REASONING:
        return summed.reasoning_unrecorded, SEND_REASONING
    return (summed.cache_unrecorded, _SEND_CACHE) if bucket is Bucket.INPUT_FRESH else (0, "")


def _assumption(bucket: Bucket, unrecorded: int) -> str:
    if bucket is Bucket.INPUT_FRESH:
        return f"{unrecorded:,} calls did not record cache use: their whole input is counted as fresh."
    return f"{unrecorded:,} calls did not record this and count as 0 here."


def book_notes(project: Project) -> list[str]:
    """What the chosen prices leave out of what a provider bills."""
    if project.price_book is not PriceBookId.DEFINITIONS_FLAT:
        return []
    return [
        "Priced at one flat price a model, as public workloads are compared: providers bill long inputs "
        "and other days at other prices. The project's settings choose the prices."
    ]


def bound_notes(wanted: CallFilter, project: Project) -> list[str]:
    """What a bound on the cost leaves out: calls whose price is assumed have none by the book."""
    bounded = any(bound.measure is CallMeasure.COST for bound in wanted.bounds)
    if not bounded or project.assumed_price is None:
        return []
    return ["Calls are chosen by the price of the price book: those with your assumed price are left out."]
