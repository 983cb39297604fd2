"""Questions about the time to come at the rate of now: what a month will cost, whether a budget holds."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.amounts.amounts import Amount, find_amounts
from netra.backend.agents.triage.domain.goal import (
    Goal,
    Intent,
    Metric,
    Part,
    Period,
    Phrase,
    Projection,
    Supposition,
    Target,
    TimeRange,
)
from netra.backend.agents.triage.domain.times import calendar_ranges
from netra.backend.agents.triage.domain.times.calendar_words import ANY_MONTH, MONTHS, UNITS, N, number_of
from netra.backend.agents.triage.domain.times.time_ranges import Times
from netra.backend.agents.triage.domain.words import vocabulary
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.wording import Hit, Text
from netra.backend.calls.domain.groups import TIME_STEPS

_MOST_AHEAD: Final = 1_000
_UNIT: Final = "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS.items() if unit is not Period.HOUR)
_NO_NOUN: Final = "".join(
    f"(?<!{word} )" for word in ("which", "what", "/", "per", "by", "each", "this", "our", "the")
)
"""Before "project" it is something that calls are made for."""
_GOING_ON: Final = whole_words(
    rf"""(?:\S+ )?(?:run|burn) ?rates?|annuali[sz]\w*|extrapolat\w*|forecast\w*|predict\w*|projections?
    projected|{_NO_NOUN}project (?:\S+ ){{0,3}}?(?:spend\w*|costs?|bills?|usage|forward|out|to|for|over)
    at (?:the )?@range(?: s)? (?:rate|pace)|at (?:this|the current|our current|that|the present|todays
    |the same|current) (?:rate|pace|speed)
    (?:if|when|as) (?:this|it|things|we|usage|that|everything|nothing) (?:\S+ )?(?:go|goes|keeps?|continues?
    |carr(?:y|ies)|stays?|remains?|changes)(?: (?:on|going|up|like|the|same|as|it|is|this|way|that|now|at
    |rate|pace|today))*
    (?:on|off) (?:track|pace|course)(?: (?:for|to|with))?|(?:annual|yearly) (?:\S+ )?(?:costs?|spend\w*
    |bills?|budget)
    (?:(?:per|a|each) (?:day|week|month|quarter|year)|monthly|yearly|annual)(?= (?:\S+ )*?(?:doubl|tripl)\w*)
    (?:doubl|tripl|quadrupl)\w+(?= (?:\S+ )*?(?:what|how) (?:\S+ )*?(?:per|a|each) (?:day|week|month|year))
    hochrechn\w*|hochgerechnet|prognos\w*|(?:es |das )?so weiter ?(?:geht|gehen|lauft)|bei diesem tempo
    a ce rythme|au rythme actuel|si ca continue(?: comme ca)?|previsions?|extrapol\w*
    a este ritmo|al ritmo actual|si sigue(?: todo)? asi|pronostic\w*|proyec\w*|prevision(?:es)?"""
)
"""Says by itself that what is recorded is to be carried on."""
_HELD: Final = whole_words(
    r"""(?:will|do|are|is|can we (?:stay|remain)|would|shall|does) (?:\S+ ){0,6}?(?:stay\w*|remain\w*|keep\w*
    |land|come in|end up|finish|fit|be|within|under|below|over|above|inside) (?:\S+ ){0,3}?(?:budget|@money
    |under|below|over|within)
    (?:will|are|do|is|would|shall|does) (?:\S+ ){0,4}?(?:exceed\w*|blow\w*|bust\w*|burst\w*|overshoot\w*
    |overrun\w*|surpass\w*|break\w*|go over|going over|stick\w*|meet\w*|hit|reach\w*
    |cross\w*) (?:\S+ ){0,4}?(?:budget|@money)
    (?:is|are|will) (?:\S+ ){0,3}?(?:budget|@money) (?:\S+ ){0,4}?(?:enough|suffice|sufficient|last|do)
    (?:budget|@money) (?:\S+ ){0,6}?(?:holds?|be enough|suffices?|realistic\w*|feasible|doable|plausible
    |reasonable|okay|ok|fine|possible|manageable|enough|achievable|right|realistisch|reicht|realiste|realista)
    (?:live|manage|get by|make do|get along|do) (?:with|on) (?:\S+ ){0,2}?(?:budget|@money)
    (?:how much|what) (?:\S+ ){0,4}?(?:left|remaining|remains)
    (?:reicht|reichen) (?:\S+ ){0,4}?(?:budget|@money)
    (?:bleiben|liegen) wir (?:\S+ ){0,3}?(?:budget|@money)
    (?:resterons|restons|depasser\w*) (?:\S+ ){0,4}?(?:budget|@money)
    (?:superaremos|pasaremos|excederemos) (?:\S+ ){0,4}?(?:presupuesto|@money)"""
)
"""Asks whether an amount holds."""
_REACHED: Final = whole_words(
    r"""(?:when|how soon|(?:what|which) (?:day|date)|wann|(?:welchem|quel) (?:tag|jour)
    |cuando|que dia) (?:\S+ ){0,5}?(?:hit|reach\w*|cross\w*|exceed\w*|pass\w*
    |spend\w*|spent|use\w*|run out|exhaust\w*|erreich\w*|uberschreit\w*|attein\w*|depass\w*|llega\w*
    |alcanz\w*|super\w*) (?:\S+ ){0,4}?(?:@money|budget)
    how (?:long|many days) (?:will|does|do|until|till|before) (?:\S+ ){0,6}?(?:@money|budget)(?: \S+){0,2}"""
)
_AHEAD: Final = whole_words(
    r"""will|going to|gonna|shall|we ll|it ll|werden|wird|allons|va|vas|vamos a|va a|depenserons|paierons
    gastaremos|pagaremos|expect(?:ed)?|upcoming"""
)
_GROWN: Final = whole_words(
    r"would (?:\S+ ){0,4}?(?:traffic|usage|volume|use|load|calls|requests)(?= (?:\S+ ){0,3}?costs?(?!\S))"
)
"""Supposes more use; what it would cost "a month" is asked of the time to come."""
_COMES_TO: Final = whole_words(
    r"(?:will|ll|going to|gonna) (?:\S+ ){0,5}?(?:come to|add up to|amount to|end up (?:at|with)|total)"
)
_COUNTED: Final = whole_words(r"tokens?|calls?|requests?|sessions?|conversations?")
_LASTS: Final = whole_words("how long|how many days")
_OWN: Final = whole_words(
    r"we|our|us|i|my|wir|uns|unsere?|nous|on|notre|nos|nosotros|nuestr\w+|it|this|that|vamos|allons"
)
_OF_PRICES: Final = whole_words(r"prices?|pricing|charges?|charging|cheaper|dearer|discount\w*")
_HOW_TO: Final = whole_words(
    r"how (?:can|do|could|should|might|to|would) (?:we|i|you|to)?|what (?:can|should) (?:we|i)"
)
_THIS: Final = r"this|current|the current|diese[nmrs]?|im laufenden|ce|cette|est[ea]"
_NEXT: Final = r"next|coming|upcoming|following|nachste[nmrs]?|kommende[nmrs]?|prochaine?|proxim[oa]"
_AFTER: Final = _UNIT.replace("P<", "P<after_")
"""The same where a pattern names a unit twice."""
_PER_PERIOD: Final = whole_words(
    r"(?:per|a|an|each|every|to a|into a|over a|for a|/|pro|par|por|im|al) (?:whole |full )?"
    rf"(?:{_UNIT})"
)
_PERIODS: Final = (
    (
        whole_words(
            rf"(?:the |for the |over the |in the )?(?:{_NEXT}|nachsten|prochaine?s|proxim[oa]s) {N} "
            rf"?(?:{_UNIT})"
        ),
        "ahead",
    ),
    (
        whole_words(
            rf"(?:the )?(?:{_NEXT}) (?:{_UNIT})(?: s)?|"
            rf"(?:le |la |l )?(?:{_AFTER}) (?:prochaine?|qui vient|que viene)"
        ),
        "next",
    ),
    (
        whole_words(
            r"(?:by |until |till |before |at )?(?:the )?(?:end|rest|remainder|close) of (?:the|this|our) "
            rf"(?:{_UNIT})|(?:{_THIS}) (?:{_AFTER})(?: s)?"
        ),
        "this",
    ),
    (_PER_PERIOD, "per"),
)
_NAMED_YEAR: Final = whole_words(
    r"(?:(?:for|in|over|during|the|all of|of) )*(?:(?:full|whole|entire|calendar|next) )?(?:year )?"
    r"(?P<year>20[2-4]\d)"
)
_A_YEAR: Final = whole_words(
    r"(?:per|a|each|every|pro|im|par|al|por) (?:year|annum|jahr|an|annee|ano)|yearly|annually|jahrlich\w*"
)
_BY_WORD: Final[Mapping[str, Period]] = MappingProxyType(
    {
        word: unit
        for unit, words in (
            (
                Period.YEAR,
                "annualize annualized annualise annualised annual annually yearly jahrlich annuel anual eoy",
            ),
            (Period.QUARTER, "quarterly"),
            (Period.MONTH, "monthly monatlich mensuel mensual eom"),
            (Period.WEEK, "weekly wochentlich hebdomadaire semanal"),
            (Period.DAY, "daily taglich quotidien diario"),
        )
        for word in words.split()
    }
)
_WORD: Final = whole_words("|".join(_BY_WORD))
_MONTH: Final = whole_words(rf"(?P<month>{ANY_MONTH})(?: s)?")
_PER_MONEY: Final = whole_words(
    rf"(?:@money|budget) (?:per|a|an|each|every|/|pro|par|por|im|al|for the|for a|for) ?(?:{_UNIT})"
)
_MONEY: Final = whole_words("@money")
_AMOUNT: Final = whole_words("@money|budget|presupuesto")
_NOT_MEASURED: Final = frozenset({None, Metric.COST})


class Ahead(NamedTuple):
    """What a question asks of the time to come, the amount that it names, and the words of both."""

    projection: Projection
    budget: Target | None
    words: tuple[str, ...]
    past: TimeRange | None = None
    """The time that the rate is taken from, where it is named behind the one that is asked about."""


def read_ahead(plain: Text, text: Text, now: datetime, zone: tzinfo, times: Times) -> Ahead | None:
    """What is asked at the rate of now; `text` has names and times merged, `plain` has nothing merged."""
    text, amounts = find_amounts(text)
    found = _asked(plain, text)
    if found is None:
        return None
    named = _named_month(plain, now, zone) or _named_year(plain, now, zone)
    period = _period(plain, now, zone) or named or (Projection(), "")
    budget, per = _budget(text, amounts)
    is_date = _REACHED.search(text.line) is not None and budget is not None and not _LASTS.search(text.line)
    projection = replace(period[0], until_spent=is_date)
    pasts = (_past(one, projection, now) for one in times.others)
    past = next((one for one in pasts if one is not None), None)
    words = (*found, period[1], per, *(times.unused if past is not None else ()))
    return Ahead(projection, budget, tuple(filter(None, words)), past)


def _asked(plain: Text, text: Text) -> tuple[str, ...] | None:
    """The words that ask for it; None where the question is another one."""
    amount = _AMOUNT.search(text.line) is not None
    is_timing = vocabulary.SPEED.search(text.line) and not (amount and _REACHED.search(text.line))
    is_counted = _COUNTED.search(text.line) and not vocabulary.COST_WORDS.search(text.line)
    is_other = vocabulary.ERRORS.search(text.line) or vocabulary.WHY.search(text.line) or is_counted
    if is_other or is_timing:
        return None
    for pattern in (_GOING_ON, *((_REACHED, _HELD) if amount else ())):
        hit = next(text.hits(pattern), None)
        if hit is not None and not _HOW_TO.search(text.line):
            others = [text.phrase(one.first, one.last) for one in text.hits(_GOING_ON)]
            return (text.phrase(hit.first, hit.last), *others)
    if _is_of_a_year(text):
        return ("",)
    ahead = next(text.hits(_AHEAD), None) or next(plain.hits(_PERIODS[0][0]), None)
    ahead = ahead or next(plain.hits(_GROWN), None)
    is_own = _OWN.search(text.line) or "@model" not in text.line
    is_money = vocabulary.COST_WORDS.search(text.line) or _COMES_TO.search(text.line)
    is_cost = is_money and not _OF_PRICES.search(text.line)
    if ahead is None or not is_own or not is_cost or _HOW_TO.search(text.line):
        return None
    timed = (*(pattern for pattern, _ in _PERIODS), _MONTH, _NAMED_YEAR)
    is_timed = any(pattern.search(plain.line) for pattern in timed)
    return ("",) if is_timed else None


def _period(plain: Text, now: datetime, zone: tzinfo) -> tuple[Projection, str] | None:
    for pattern, kind in _PERIODS:
        hit = next(plain.hits(pattern), None)
        if hit is None:
            continue
        unit = _unit_of(hit.match)
        count = number_of(hit.match["n"]) if kind == "ahead" else 1
        words = plain.phrase(hit.first, hit.last)
        if kind in {"ahead", "per"}:
            return Projection(unit, min(count, _MOST_AHEAD)), words
        begin = calendar_ranges.period(unit, now, zone, -1 if kind == "next" else 0)
        return Projection(unit, period=begin), words
    said = next(plain.hits(_WORD), None)
    return (Projection(_BY_WORD[said.match.group()]), plain.phrase(said.first, said.last)) if said else None


def per_period(text: Text) -> tuple[Period, Hit] | None:
    """A stretch of time that something is asked for each of, and where: "per month", "yearly"."""
    hit = next(text.hits(_PER_PERIOD), None)
    if hit is not None:
        return _unit_of(hit.match), hit
    said = next(text.hits(_WORD), None)
    return None if said is None else (_BY_WORD[said.match.group()], said)


def _unit_of(match: re.Match[str]) -> Period:
    named = match.groupdict()
    units = (unit for unit in Period if named.get(unit) or named.get(f"after_{unit}"))
    return next(units, Period.MONTH)


def _named_month(plain: Text, now: datetime, zone: tzinfo) -> tuple[Projection, str] | None:
    """A month that is to come: the next of that name."""
    hit = next(plain.hits(_MONTH), None)
    if hit is None:
        return None
    here = now.astimezone(zone)
    month = MONTHS[hit.match["month"]]
    period = calendar_ranges.month_of(month, here.year + (month < here.month), now, zone)
    return Projection(Period.MONTH, period=period), plain.phrase(hit.first, hit.last)


def _named_year(plain: Text, now: datetime, zone: tzinfo) -> tuple[Projection, str] | None:
    """A year that runs or is to come, by its number."""
    hit = next(plain.hits(_NAMED_YEAR), None)
    if hit is None or int(hit.match["year"]) < now.astimezone(zone).year:
        return None
    year = int(hit.match["year"])
    period = TimeRange(datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone))
    return Projection(Period.YEAR, period=period), plain.phrase(hit.first, hit.last)


def _is_of_a_year(text: Text) -> bool:
    """Whether it is asked what a year costs: hardly a log has one, so it is the rate of now."""
    others = ("@money" in text.line, "@range" in text.line, vocabulary.REDUCE.search(text.line))
    return bool(_A_YEAR.search(text.line) and vocabulary.COST_WORDS.search(text.line)) and not any(others)


def _budget(text: Text, amounts: Mapping[int, Amount]) -> tuple[Target | None, str]:
    """The amount that is named, and the period that it is for."""
    hit = next(text.hits(_MONEY), None)
    if hit is None:
        return None, ""
    amount = amounts[text.words[hit.first].start]
    per = next(text.hits(_PER_MONEY), None)
    words = text.phrase(hit.first, per.last if per and per.first == hit.first else hit.last)
    unit = _unit_of(per.match) if per is not None else None
    return Target(Metric.COST, at_most=Decimal(amount.value), per=unit, currency=amount.currency), words


def projected(
    goal: Goal, intent: Intent | None, ahead: Ahead | None, now: datetime, growth: Decimal | None = None
) -> tuple[Goal, Intent | None]:
    """The goal as one of the time to come, reckoned from the last days or from a time that is named.

    `growth` multiplies use, where the question says by how much it grows.
    """
    is_of_money = ahead is not None and (ahead.budget is not None or goal.metric in _NOT_MEASURED)
    if ahead is None or _supposes(goal.supposition) or not is_of_money:
        return goal, intent
    said = replace(
        goal,
        intent=Intent.RUN_RATE,
        levers=(),
        metric=Metric.COST,
        constraints=(),
        supposition=_grown(goal.supposition, growth),
        projection=ahead.projection,
        target=ahead.budget,
        time=ahead.past or _past(goal.time, ahead.projection, now),
        unread=tuple(words for words in goal.unread if words not in ahead.words),
        earlier=None,
        breakdown=None if goal.breakdown in TIME_STEPS else goal.breakdown,
        average=None,
        per_units=1,
        is_median=False,
        words=(*goal.words, *(Phrase(Part.TIME, words) for words in ahead.words if words)),
    )
    return said, Intent.RUN_RATE


def _grown(supposed: Supposition | None, growth: Decimal | None) -> Supposition | None:
    """What the rate of now is multiplied by; None where nothing is supposed."""
    known = supposed or Supposition()
    kept = Supposition(usage_factor=growth or known.usage_factor, price_factor=known.price_factor)
    return kept if kept.usage_factor or kept.price_factor else None


def _supposes(supposed: Supposition | None) -> bool:
    """Whether something is supposed that no rate can be multiplied by."""
    return supposed is not None and bool(supposed.models or supposed.without_caching)


def _past(time: TimeRange | None, projection: Projection, now: datetime) -> TimeRange | None:
    """A time that is over, from which the rate is taken; one that is not over is asked about."""
    if time is None or time.since is None or time.until is None or time.until > now:
        return None
    asked = projection.period.since if projection.period else None
    is_asked = calendar_ranges.moved(time.since, Period.YEAR, 1) == asked
    return None if is_asked else time
