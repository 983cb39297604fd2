"""The sections of a report: what each tool found, in words and as a table of figures that open."""


from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.long_calls import long_calls_section
from netra.backend.agents.reporting.domain.movers import FAILED_EFFECT, failures_differ, mover_sections
from netra.backend.agents.reporting.domain.part_tables import MOST_ROWS, MOST_STEPS, part_section
from netra.backend.agents.reporting.domain.ranked import ranked_section
from netra.backend.agents.reporting.domain.rows_left_out import rows_left_out
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.text import called
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.schemas import BucketRead, Overview
from netra.backend.calls.domain.call import Bucket
from netra.backend.comparisons.schemas import ComparisonRead, EffectRead
from netra.backend.latency.schemas import LatencyGroupRead, LatencyRead
from netra.backend.retries.schemas import RetriesRead

_BUCKETS: Final[Mapping[Bucket, str]] = MappingProxyType(
    {
        Bucket.CACHE_READ: "Of these, read from caches",
        Bucket.CACHE_WRITE_5M: "Of these, written to caches for 5 minutes",
        Bucket.CACHE_WRITE_1H: "Of these, written to caches for an hour",
    }
)
_SMALLEST: Final = Decimal("1e-9")


def sections_of(given: Given) -> list[Section]:
    """One section for each thing that was looked at; the calls as a whole stand last."""
    sections = list[Section]()
    if given.sizes is not None and given.goal is not None and given.goal.above is not None:
        sections.append(long_calls_section(given.goal.above, given.sizes))
    if given.comparison is not None:
        sections += [_comparison(given.comparison), *mover_sections(given.comparison, given.goal)]
    if given.latency is not None:
        sections += [_latency(given.latency), *_error_types(given.latency)]
    if given.latency_before is not None:
        before = _latency(given.latency_before)
        sections.append(before.model_copy(update={"heading": f"{before.heading}, in the time before"}))
    if given.retries is not None:
        sections.append(_retries(given.retries))
    if given.asked is not None:
        sections += [part_section(found, given) for found in given.breakdowns]
    if given.ranked is not None:
        sections.insert(0, ranked_section(given.ranked, given.project))
    return sections if given.overview is None else [*sections, _overview(given.overview)]


def _is_told(one: BucketRead) -> bool:
    """Whether there is something to tell of the kind: tokens of caches, where there are any."""
    return one.bucket in _BUCKETS and bool(one.tokens.value)


def _overview(found: Kept[Overview]) -> Section:
    overview = found.result
    rows = [
        ("Cost", overview.cost),
        ("Input tokens", overview.input),
        *((_BUCKETS[one.bucket], one.tokens) for one in overview.buckets if _is_told(one)),
        ("Output tokens", overview.output),
        ("Median duration", overview.latency_p50),
        ("Duration that 95 of 100 calls stay below", overview.latency_p95),
        ("Median time to the first token", overview.ttft_p50),
    ]
    return Section(
        heading="The calls that this is about",
        passages=[Passage(text=note) for note in overview.notes],
        table=ReportTable(
            columns=["", "Over all of them"],
            rows=[[Cell(text=name), Cell(figure=figure)] for name, figure in rows],
        ),
        result_id=found.id,
    )


def _comparison(found: Kept[ComparisonRead]) -> Section:
    read = found.result
    told = [one for one in read.effects if _is_reason(one, read)]
    rows = [[Cell(text=effect.words), Cell(figure=effect.effect)] for effect in told]
    return Section(
        heading="Why the cost changed",
        passages=[
            Passage(
                text="From {before} to {after}: {change}. The effects below add up to it.",
                figures={"before": read.before.cost, "after": read.after.cost, "change": read.change},
            )
        ],
        table=ReportTable(columns=["Because of", "Change"], rows=rows),
        result_id=found.id,
    )


def _is_reason(one: EffectRead, read: ComparisonRead) -> bool:
    """What divisions leave behind their last digit is none; that calls failed is, though it cost nothing."""
    if one.effect.value is None or abs(one.effect.value) >= _SMALLEST:
        return True
    return one.id == FAILED_EFFECT and failures_differ(read)


def _latency(found: Kept[LatencyRead]) -> Section:
    """Each group beside all; of times the last ones, in their order."""
    read = found.result
    in_order = Dimension(read.by).is_ordered
    kept = read.groups[-MOST_STEPS:] if in_order else read.groups[:MOST_ROWS]
    groups = [read.whole, *kept] if len(read.groups) > 1 else read.groups
    more = len(read.groups) - len(kept)
    columns = ["", "Calls", "Median", "p95", "p99", "First token", "Failed", "Share"]
    return Section(
        heading=f"Times and failures by {Dimension(read.by).words}",
        passages=rows_left_out(more, "earlier" if in_order else "more", is_least=read.truncated),
        table=ReportTable(columns=columns, rows=[_times(group, read) for group in groups]),
        result_id=found.id,
    )


def _times(group: LatencyGroupRead, read: LatencyRead) -> list[Cell]:
    name = "All" if group is read.whole else called(group.key)
    times = (group.duration_p50, group.duration_p95, group.duration_p99, group.ttft_p50)
    figures = (*times, group.errors, group.error_rate)
    return [Cell(text=name), Cell(text=f"{group.calls:,}"), *(Cell(figure=figure) for figure in figures)]


def _error_types(found: Kept[LatencyRead]) -> list[Section]:
    """What the failures were, where there are any."""
    types = found.result.whole.error_types
    rows = [[Cell(text=one.error_type or "not named"), Cell(text=f"{one.calls:,}")] for one in types]
    table = ReportTable(columns=["Error", "Calls"], rows=rows)
    return [Section(heading="Kinds of errors", passages=[], table=table, result_id=found.id)] if rows else []


def _retries(found: Kept[RetriesRead]) -> Section:
    read = found.result
    rows = [
        ("Failed", read.failed, read.failed_cost),
        ("Sent again after a failure", read.after_error, read.after_error_cost),
        ("Sent again although answered", read.after_success, read.after_success_cost),
    ]
    return Section(
        heading="Failed and repeated calls",
        passages=[Passage(text=read.verdict)],
        table=ReportTable(
            columns=["", "Calls", "Cost"],
            rows=[[Cell(text=name), Cell(figure=calls), Cell(figure=cost)] for name, calls, cost in rows],
        ),
        result_id=found.id,
    )
