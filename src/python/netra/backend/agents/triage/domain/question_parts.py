"""What the readers found in one question, before anything is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from netra.backend.agents.triage.domain.amounts.amounts import Limits, read_limits
from netra.backend.agents.triage.domain.amounts.averages import Averaged, read_average
from netra.backend.agents.triage.domain.amounts.caps import Cap, read_cap
from netra.backend.agents.triage.domain.amounts.price_changes import PriceChange, read_price_change
from netra.backend.agents.triage.domain.amounts.projections import Ahead, read_ahead
from netra.backend.agents.triage.domain.amounts.rates import read_rate
from netra.backend.agents.triage.domain.amounts.thresholds import Thresholds, read_above, read_thresholds
from netra.backend.agents.triage.domain.divisions.breakdowns import (
    read_also_by,
    read_breakdown,
    read_counted_parts,
)
from netra.backend.agents.triage.domain.divisions.rankings import read_ranking
from netra.backend.agents.triage.domain.divisions.shares import Share, read_share
from netra.backend.agents.triage.domain.goal import Above, Metric, Ranking
from netra.backend.agents.triage.domain.intents import (
    Levers,
    read_levers,
    read_metric,
)
from netra.backend.agents.triage.domain.names import pointers
from netra.backend.agents.triage.domain.names.cut_off import read_cut_off
from netra.backend.agents.triage.domain.names.filters import Filters, find_kinds, read_filters
from netra.backend.agents.triage.domain.names.names import Mention, NameKind, find_names
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from netra.backend.agents.triage.domain.times import rest_of_time, since_then
from netra.backend.agents.triage.domain.times.found_times import Clock
from netra.backend.agents.triage.domain.times.recurring_times import Recurring, read_recurring, with_clock
from netra.backend.agents.triage.domain.times.since_when import SinceWhen, read_since_when
from netra.backend.agents.triage.domain.times.time_phrases import find_times
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Text
from netra.backend.calls.domain.groups import GroupKey

_SUPPOSES: Final = whole_words(
    r"if|could|can|go|suppose|imagine|assum\w+|would|switch\w*|mov\w+|migrat\w+|replac\w+|swap\w*|"
    r"chang\w+|rout\w+|send|downgrad\w+|instead|shift\w*|simulat\w+|wenn|wechsel\w*|si|"
    r"everything|all"
)
_ON_WHAT: Final = whole_words(
    r"(?:and|und) (?:(?:on|for|with|in) (?:what|which ones?)|what for|wofur)(?! \S)"
)


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """Everything that was read from one question, before its intent."""

    plain: Text
    said: Text
    """With names, times and amounts merged, but no levers."""
    rest: Text
    mentions: Mapping[int, Mention]
    times: Times
    limits: Limits
    levers: Levers
    filters: Filters
    breakdown: tuple[GroupKey | None, str]
    also_by: tuple[GroupKey | None, str]
    metric: tuple[Metric | None, str]
    average: Averaged
    above: tuple[Above | None, str]
    thresholds: Thresholds
    counted_parts: tuple[GroupKey | None, str]
    ranking: tuple[Ranking | None, str]
    recurring: Recurring
    share: Share | None
    ahead: Ahead | None
    prices: PriceChange | None
    cap: Cap | None
    since_when: SinceWhen | None


def read_parts(plain: Text, setting: QuestionSetting, leading: Leading | None) -> QuestionParts:
    clock = Clock(setting.now, setting.zone, setting.span)
    named = pointers.with_named(find_names(plain, setting.names, setting.listed_models), leading)
    text, sought = read_since_when(named.text)
    text, recurring = read_recurring(text)
    text, kinds = find_kinds(text)
    text, cap, above = _of_tokens(text)
    text, rate = read_rate(text)
    text, prices = read_price_change(text)
    text, times = rest_of_time.with_rest(*_times(text, clock, leading), clock)
    mentions = _outside(named.mentions, text)
    text, recurring = with_clock(text, recurring)
    text, thresholds = read_thresholds(text)
    models, features = _named(mentions, NameKind.MODEL), _named(mentions, NameKind.FEATURE)
    ahead = None if thresholds.parts else read_ahead(plain, text, setting.now, setting.zone, times)
    limited, limits = read_limits(text, models, features)
    filters = read_filters(limited, mentions, kinds, supposes=prices is None and _supposes(plain))
    rest, levers = read_levers(limited)
    by = _breakdown(rest, recurring, thresholds)
    metric = _counted(read_metric(limited), by[0])
    average = since_then.of_each_call(rest, times, read_average(rest, *by, rate))
    said = (by, _also_by(rest, by, setting.names), metric, average, above, thresholds)
    orders = (read_counted_parts(rest), read_ranking(limited), recurring, read_share(limited))
    first = (plain, limited, rest, mentions, times, limits, levers, filters)
    return QuestionParts(*first, *said, *orders, ahead, prices, cap, sought)


def _supposes(plain: Text) -> bool:
    return _SUPPOSES.search(plain.line) is not None


def _times(text: Text, clock: Clock, leading: Leading | None) -> tuple[Text, Times]:
    """The text with its times merged, and what they are; some point at the answer before."""
    text, found = pointers.with_times(*find_times(text, clock), leading, clock.zone)
    return since_then.read_moments(text, found, clock, leading)


def _of_tokens(text: Text) -> tuple[Text, Cap | None, tuple[Above | None, str]]:
    """Numbers of tokens, before one is taken for a year: a limit, or what calls have more of."""
    text, cap = read_cap(text)
    text = text if cap is not None else read_cut_off(text)
    text, above = read_above(text)
    return text, cap, above


def _named(mentions: Mapping[int, Mention], kind: NameKind) -> Mapping[int, tuple[str, ...]]:
    return {place: one.names for place, one in mentions.items() if one.kind is kind}


def _outside(mentions: Mapping[int, Mention], text: Text) -> Mapping[int, Mention]:
    """The names that are no part of a time, as in "since the switch to opus on 9 November"."""
    begins = {word.start for word in text.words}
    return {place: one for place, one in mentions.items() if place in begins}


def _breakdown(text: Text, recurring: Recurring, thresholds: Thresholds) -> tuple[GroupKey | None, str]:
    """What calls are divided by; working days beside weekends are days of the week."""
    said = read_breakdown(text)
    if thresholds.by is not None:
        return thresholds.by, said[1] if said[0] is thresholds.by else thresholds.noun
    if recurring.beside:
        return GroupKey.WEEKDAY, " ".join(recurring.words)
    return said if said[0] is not None else read_counted_parts(text)


def _also_by(text: Text, by: tuple[GroupKey | None, str], names: ProjectNames) -> tuple[GroupKey | None, str]:
    """A second division: by name, or "and on what", which is the feature where calls have one."""
    said = read_also_by(text, by[1])
    hit = next(text.hits(_ON_WHAT), None)
    if said[0] is not None or by[0] is None or hit is None:
        return said
    what = GroupKey.FEATURE if names.features else GroupKey.MODEL
    return (None, "") if what is by[0] else (what, text.phrase(hit.first, hit.last))


def _counted(metric: tuple[Metric | None, str], by: GroupKey | None) -> tuple[Metric | None, str]:
    """The metric; users are counted as parts where they are not those of something else, such as a day."""
    return (None, "") if metric[0] is Metric.USERS and by in {None, GroupKey.USER} else metric


def named_line(read: QuestionParts) -> str:
    """The question with its names merged and its constraints too, so that keeping quality judges none."""
    return read.rest.line
