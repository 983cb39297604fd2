"""What is behind a change of cost, in words: the day on which it began, and what a call is made of since."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.changes.domain import ChangeFound
from netra.backend.agents.derived import average_of, change_of, share_of
from netra.backend.agents.schemas import Passage
from netra.backend.agents.triage.domain.goal import Goal, Metric
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.call import Bucket

_APART: Final = Decimal("1.2")
"""Less than a fifth more, or less, of a call is not told."""
_VERBS: Final[Mapping[Metric, str]] = MappingProxyType(
    {Metric.INPUT_TOKENS: "reads", Metric.OUTPUT_TOKENS: "is answered with"}
)
_SHARES_APART: Final = Decimal("0.1")
Figures = dict[str, FigureRead]


def behind(found: ChangeFound | None) -> Passage:
    """When the change began, and in what the calls differ; empty where nothing of it stands out."""
    if found is None:
        return Passage(text="")
    figures: Figures = {}
    told = [*_begun(found), *_sizes(found, figures)]
    return Passage(text="".join(f" {one}" for one in told), figures=figures)


def size_of_a_call(goal: Goal, before: Overview | None, after: Overview) -> Passage:
    """How many tokens a call has in the two times, where that is asked about; empty otherwise."""
    verb = _VERBS.get(goal.metric) if goal.metric is not None else None
    if verb is None or before is None:
        return Passage(text="")
    is_read = goal.metric is Metric.INPUT_TOKENS
    had, has = (_per_call(one, one.input if is_read else one.output) for one in (before, after))
    return Passage(
        text=f"A call {verb} {{size_after}} on average, {{size_before}} before ({{size_change}}).",
        figures={"size_after": has, "size_before": had, "size_change": change_of(has, had)},
    )


def _begun(found: ChangeFound) -> Iterator[str]:
    at = found.level.later.since if found.level is not None else None
    if found.level is not None and at is not None:
        verb = found.level.of.words(found.level.direction)
        yield f"It began on {at.day} {at:%B %Y}: since then {verb}."


def _sizes(found: ChangeFound, figures: Figures) -> Iterator[str]:
    """What of a call is other than before."""
    before, after = found.before.result, found.after.result
    pairs = {
        "input": (_per_call(before, before.input), _per_call(after, after.input)),
        "output": (_per_call(before, before.output), _per_call(after, after.output)),
        "cached": (_cached(before), _cached(after)),
    }
    words = {
        "input": "reads {input_after} instead of {input_before}",
        "output": "answers with {output_after} instead of {output_before}",
        "cached": "has {cached_after} of its input from caches instead of {cached_before}",
    }
    told = [name for name, pair in pairs.items() if _differs(name, pair)]
    if told:
        figures |= {f"{name}_before": pairs[name][0] for name in told}
        figures |= {f"{name}_after": pairs[name][1] for name in told}
        said = ", ".join(words[name] for name in told)
        yield f"A call{f' of {found.name}' if found.name else ''} {said}, on average."


def _per_call(read: Overview, figure: FigureRead) -> FigureRead:
    return average_of(figure, read.calls, "call")


def _cached(read: Overview) -> FigureRead:
    tokens = next(one.tokens for one in read.buckets if one.bucket is Bucket.CACHE_READ)
    return share_of(tokens, read.input)


def _differs(name: str, pair: tuple[FigureRead, FigureRead]) -> bool:
    before, after = (one.value for one in pair)
    if before is None or after is None:
        return False
    if name == "cached":
        return abs(after - before) >= _SHARES_APART
    less, more = sorted((before, after))
    return bool(more) and more >= _APART * less
