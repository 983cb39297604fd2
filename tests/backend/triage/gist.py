"""A reading in one line, so that a table of questions can say what is expected of each."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from netra.backend.agents.triage.domain.goal import (
    Average,
    CacheTold,
    Choice,
    Chosen,
    ConstraintKind,
    Goal,
    Intent,
    Metric,
    OffTopic,
    Projection,
    Ranking,
    Reading,
    Supposition,
    Target,
    TimeRange,
    Unanswerable,
)
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from netra.backend.calls.domain.measures import Order

ZONE: Final = ZoneInfo("Europe/Berlin")
NAMES: Final = ProjectNames(
    models=(
        "claude-opus-4-1-20250805",
        "claude-opus-4-5",
        "claude-sonnet-4-5-20250929",
        "claude-haiku-4-5",
        "gpt-5",
        "gpt-5-mini",
        "gpt-4o-mini",
    ),
    agents=("main", "researcher", "code-reviewer"),
    features=("support-bot", "summarize", "invoice-extraction", "search"),
    users=("alice@example.com", "bob", "u-1042"),
    sessions=("s-77f3",),
)
SETTING: Final = QuestionSetting(
    datetime(2026, 11, 12, 15, tzinfo=ZONE),
    ZONE,
    (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 11, 12, 13, 59, tzinfo=UTC)),
    NAMES,
)
_USUAL: Final = frozenset({None, Metric.COST, Metric.LATENCY, Metric.ERRORS})
_SHORT: Final = re.compile(r"^claude-|-20\d{6}$")


def gist(reading: Reading) -> str:
    """The parts that are set, in a fixed order."""
    if isinstance(reading, OffTopic):
        return "off_topic"
    if isinstance(reading, Unanswerable):
        return "unanswerable"
    if isinstance(reading, Choice):
        return "choice: " + " | ".join(_goal(option.goal) for option in reading.options)
    return _goal(reading.goal)


def _goal(goal: Goal) -> str:
    return " ".join(part for part in _parts(goal) if part)


def _parts(goal: Goal) -> Iterator[str]:
    yield " ".join((goal.intent, *goal.levers))
    yield _listed("without", goal.excluded_levers)
    yield "" if goal.metric in _USUAL else f"metric={goal.metric}"
    yield "" if goal.cost_of is None else f"cost_of={goal.cost_of}"
    yield "" if goal.target is None else f"target={_target(goal.target)}"
    for one in goal.constraints:
        limit = f"{one.metric}<{one.at_most}" if one.kind is ConstraintKind.LIMIT else ""
        yield " ".join(
            filter(None, (one.kind, limit, _listed("keep", one.models), _listed("on", one.features)))
        )
    yield _chosen(goal.chosen, "")
    yield _chosen(goal.excluded, "not_")
    yield _listed("unknown", goal.unknown_names)
    yield _range("time", goal.time)
    yield _range("vs", goal.earlier)
    yield _listed("by", tuple(by for by in (goal.breakdown, goal.also_by) if by is not None))
    yield _beside(goal)
    yield from _asked(goal)
    yield from _averaged(goal)
    if goal.projection is not None:
        yield from _ahead(goal.projection)
    yield "" if goal.saving_per is None else f"saving/{goal.saving_per}"
    if goal.supposition is not None:
        yield from _supposed(goal.supposition)


def _beside(goal: Goal) -> str:
    """What of each of several names is asked for, and what is to be confirmed of which."""
    beside = goal.beside
    if beside is None:
        return ""
    claim = beside.claim
    confirmed = "" if claim is None else f" {'>' if claim.is_more else '<'}{beside.sides[claim.place].words}"
    return f"beside={','.join(beside.measures)}{' judged' if beside.is_judged else ''}{confirmed}"


def _averaged(goal: Goal) -> Iterator[str]:
    """What a figure is for each of, beyond single calls and the parts of a table."""
    is_usual = goal.average in {None, Average.CALL, Average.GROUP} or (
        goal.average is Average.SESSION and goal.breakdown is None
    )
    if goal.per_units != 1:
        yield f"each={goal.per_units:,} {goal.average}"
    elif not is_usual:
        yield f"each={goal.average}"
    yield "median" if goal.is_median and goal.intent is not Intent.SPEED else ""


def _ahead(projection: Projection) -> Iterator[str]:
    counted = f"{projection.count} {projection.unit or ''}".rstrip()
    yield counted if projection.period is None else _range("in", projection.period)
    yield "when" if projection.until_spent else ""


def _supposed(supposed: Supposition) -> Iterator[str]:
    yield "uncached" if supposed.without_caching else ""
    yield supposed.cache_told if supposed.cache_told in {CacheTold.WRITES, CacheTold.LOSSES} else ""
    yield "" if supposed.output_cap is None else f"cap={supposed.output_cap}"
    yield "" if supposed.reasoning_cap is None else f"reasoning<{supposed.reasoning_cap}"
    yield "" if supposed.usage_factor is None else f"usage={supposed.usage_factor.normalize():f}"
    yield "" if supposed.price_factor is None else f"prices={supposed.price_factor.normalize():f}"
    yield _listed("on", supposed.models)


def _asked(goal: Goal) -> Iterator[str]:
    """The order, the share and the times that come again."""
    yield "" if goal.ranking is None or not _is_said(goal) else _ranking(goal.ranking)
    if goal.share_of is not None:
        yield f"share_of={goal.share_of.metric}"
        yield _chosen(goal.share_of.chosen, "of_")
    for name in ("weekdays", "hours"):
        values = getattr(goal.chosen, name)
        yield f"{name}={','.join(map(str, values))}" if values else ""
    yield " ".join(map(str, goal.chosen.bounds))
    parts = goal.only_parts
    of = "" if parts is None or parts.of == "each" else f" {parts.of}"
    yield f"only={parts.metric}{parts.relation}{parts.amount}{of}" if parts else ""


def _is_said(goal: Goal) -> bool:
    """Whether an order says more than that the dearest comes first."""
    ranking = goal.ranking
    return ranking is not None and (
        ranking.calls is not None or ranking.order is Order.LEAST or ranking.count is not None
    )


def _ranking(ranking: Ranking) -> str:
    return f"{ranking.order}={ranking.count or ''}{ranking.calls or ''}"


def _chosen(chosen: Chosen, prefix: str) -> str:
    fields = ("models", "agents", "agent_names", "sessions", "users", "features", "statuses", "providers")
    parts = [part for name in fields if (part := _listed(prefix + name, getattr(chosen, name)))]
    return " ".join([*parts, *([f"{prefix}cut_off"] if chosen.stop_reasons else [])])


def _listed(name: str, values: tuple[str, ...] | tuple[StrEnum, ...]) -> str:
    return f"{name}={','.join(_SHORT.sub('', value) for value in values)}" if values else ""


def _target(target: Target) -> str:
    per = f"/{target.per}" if target.per else ""
    metric = "" if target.metric is Metric.COST else f"{target.metric}"
    if target.change is not None:
        return f"{metric}{target.change * 100:.0f}%"
    if target.at_most is not None:
        return f"{metric}<{target.at_most}{per}"
    return f"{metric}-{target.reduction}{per}"


def _range(name: str, range_: TimeRange | None) -> str:
    if range_ is None:
        return ""
    return f"{name}={_moment(range_.since)}/{_moment(range_.until)}"


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(ZONE)
    return f"{here:%Y-%m-%d}" if (here.hour, here.minute) == (0, 0) else f"{here:%Y-%m-%dT%H}"
