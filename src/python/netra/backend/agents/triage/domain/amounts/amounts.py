"""Amounts in a question: shares, money, durations; and the target and the constraints they are part of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.goal import (
    Constraint,
    ConstraintKind,
    Metric,
    Part,
    Period,
    Phrase,
    Target,
)
from netra.backend.agents.triage.domain.words.patterns import whole_words
from netra.backend.agents.triage.domain.words.vocabulary import QUALITY, SLOWNESS
from netra.backend.agents.triage.domain.words.wording import Hit, Text

_NUMBER: Final = r"(?P<number>\d{1,12}(?:[.,]\d{1,9})*)"
_SCALE: Final = r" ?(?P<scale>k|m|mn|million|thousand|tausend|mille|mil)?"
_CURRENCY: Final = r"(?:us)?[$€£¥]|usd|eur|euros?|dollars?|bucks|gbp|pounds?|chf|yen"
_CENTS: Final = r"cents?|ct|¢|centimes?|centimos?|centavos?"
_HUNDRED: Final = Decimal(100)
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "€": "EUR",
        "eur": "EUR",
        "euro": "EUR",
        "euros": "EUR",
        "£": "GBP",
        "gbp": "GBP",
        "pound": "GBP",
        "pounds": "GBP",
    }
    | {"¥": "JPY", "yen": "JPY", "chf": "CHF"}
)
_SCALES: Final[Mapping[str, int]] = MappingProxyType(
    {"k": 1_000, "thousand": 1_000, "tausend": 1_000, "mille": 1_000, "mil": 1_000}
    | {"m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
)
_MILLISECONDS: Final[Mapping[str, int]] = MappingProxyType({"m": 1, "s": 1_000, "n": 60_000})


_SHARE: Final = whole_words(
    rf"(?P<sign>[+-] ?)?{_NUMBER} ?(?:%|percent|pct|per cent|prozent|pour cent|por ciento)"
)
_MONEY: Final = whole_words(
    r"(?<=budget of )(?P<number3>\d{1,12}(?:[.,]\d{1,9})*)(?: ?(?P<scale3>k|m))?"
    rf"(?! ?(?:{_CURRENCY}|%|tokens?|calls?|requests?))|"
    r"(?P<number4>\d{1,6}(?:[.,]\d{1,3})?) ?(?P<scale4>k)(?= (?:a|per|each|every|/) ?"
    r"(?:day|week|month|quarter|year))|"
    rf"(?P<before>{_CURRENCY}) ?{_NUMBER}{_SCALE}(?: (?:usd|dollars?|bucks))?|"
    rf"(?P<number2>\d{{1,12}}(?:[.,]\d{{1,9}})*) ?(?P<scale2>k|m|mn|million|"
    rf"thousand)? ?(?P<after>{_CURRENCY}|{_CENTS})"
)
_PLACES: Final = ("", "2", "3", "4")
"""Where the number and its scale stand in one of these."""
_DURATION: Final = whole_words(
    rf"(?![45]\d\ds)(?:{_NUMBER}) ?(?:(?P<m>ms|msec|millis|milliseconds?|millisekunden|"
    r"millisecondes|milisegundos)|(?P<s>s|secs?|seconds?|sekunden?|secondes?|segundos?)|"
    r"(?P<n>mins?|minutes?))"
)
_FRACTIONS: Final = (
    (
        whole_words(
            r"(?:by |in |a |one |to )*(?:half|halve|halving|halbieren|moitie|"
            r"mitad)(?! of (?:\S+ ){0,2}(?:@model|calls|requests|traffic|users))"
        ),
        Decimal("0.5"),
    ),
    (whole_words(r"by (?:a|one) third|(?:a|one) third(?: off| less| lower| cheaper)?"), Decimal(1) / 3),
    (whole_words(r"by (?:a|one) quarter|(?:a|one) quarter (?:off|less|lower|cheaper)"), Decimal("0.25")),
    (whole_words(r"by two thirds|two thirds"), Decimal(2) / 3),
)
_FACTORS: Final = (
    (
        whole_words(
            r"doubl\w+|verdoppel\w*|(?:se )?dobl\w+|twice(?: as (?:much|many))?|2 ?x|(?:2|"
            r"two) times"
        ),
        Decimal(2),
    ),
    (whole_words(r"tripl\w+|thrice|3 ?x|(?:3|three) times"), Decimal(3)),
    (whole_words(r"quadrupl\w+|4 ?x|(?:4|four) times"), Decimal(4)),
    (whole_words(r"5 ?x|(?:5|five) times"), Decimal(5)),
    (whole_words(r"10 ?x|(?:10|ten) times|tenfold"), Decimal(10)),
    (whole_words(r"(?:by |in |a )*(?:half|halve[ds]?|halving)"), Decimal("0.5")),
)
_PER: Final = (
    r"(?: (?:per|a|an|each|every|/|pro|par|por|im|al|in a) ?(?P<per>hour|day|week|month|"
    r"quarter|year|tag|woche|monat|jahr|jour|semaine|mois|an|dia|semana|mes|ano)|"
    r" (?P<perly>daily|weekly|monthly|yearly|annually))?"
)
_PERIODS: Final[Mapping[str, Period]] = MappingProxyType(
    {
        word: unit
        for unit, words in (
            (Period.HOUR, "hour"),
            (Period.DAY, "day tag jour dia daily"),
            (Period.WEEK, "week woche semaine semana weekly"),
            (Period.MONTH, "month monat mois mes monthly"),
            (Period.QUARTER, "quarter"),
            (Period.YEAR, "year jahr an ano yearly annually"),
        )
        for word in words.split()
    }
)
_MOST: Final = (
    r"(?:under|below|less than|lower than|at most|max(?:imum)?(?: of)?|no more than|"
    r"not more than|within|beneath|up to|not exceed\w*|< ?=?|to|at|budget of|cap(?: of|"
    r" at)?"
    r"|unter|hochstens|maximal|auf|moins de|sous|a moins de|menos de|debajo de|por debajo de|a)"
)
_TO_MOST: Final = whole_words(
    rf"(?P<how>{_MOST}) (?:a |about |around |roughly |ca |budget |of |spend |cost )*@(?:money|duration){_PER}"
)
_TAKE_OFF: Final = whole_words(
    r"(?:save|saving|cut|reduce|by|slash|shave|trim|sparen|economiser|ahorrar|knock|"
    rf"drop) (?:\S+ ){{0,4}}?@money{_PER}"
)
_PERCENTILES: Final[Mapping[str, Metric]] = MappingProxyType(
    {"50": Metric.LATENCY_P50, "95": Metric.LATENCY_P95, "99": Metric.LATENCY_P99}
)
_LATENCY_LIMIT: Final = whole_words(
    r"(?:(?:keep|with|while keeping|at|and|but|the|our|holding|hold)+ )*(?:(?:p ?(?P<p>50|"
    r"95|99)|latency|response times?|ttft|time to first token) (?:\S+ ){0,3}?)(?:under|"
    r"below|less than|at most|within|< ?=?|unter|max) @duration"
)
_KEEP: Final = (
    r"(?:without|with no|not|never|while (?:keeping|maintaining|preserving)|keep\w*|"
    r"maintain\w*|preserv\w+|same|don ?t|dont|doesn ?t|do not|no|but|at (?:the )?same|"
    r"equal|retain\w*|protect\w*|"
    r"ohne|bei gleicher|gleiche[rnms]?|nicht|sans|en gardant|meme|sin|manteniendo|mismo|misma)"
)
_HARM: Final = (
    r"(?:los\w+|hurt\w*|harm\w*|degrad\w*|sacrific\w*|compromis\w*|reduc\w+|affect\w*|"
    r"drop\w*|ruin\w*|get\w*|becom\w+|mak\w+|break\w*|impact\w*|lower\w*|worsen\w*|worse|"
    r"wreck\w*|the|our|any|in|of|a|an"
    r"|verl\w+|zu|schlecht\w*|perdre|degrader|nuire|perder|la|de|el|et|y|e|an|die|quality|"
    r"or|and|on|it|things|us|loss|being|answer|users?|customers?|noticeabl\w+|noticing|"
    r"much|too|product|same|high|good|current|"
    r"touching|damag\w*|hit|slip\w*|down|as|is|be|must|should|stay\w*|qualit\w+|calidad)"
)
_GUARD: Final = whole_words(
    rf"{_KEEP}(?: {_HARM}){{0,5}}? (?:{QUALITY}|{SLOWNESS})(?:(?: (?:and|or|nor|und|oder|"
    rf"et|ou|y|o|/)){{1,2}}(?: {_HARM}){{0,3}}? (?:{QUALITY}|{SLOWNESS}))?(?: (?:high|"
    r"the same|intact|stable|constant|unchanged|up|good))?"
    r"|(?:quality|answers?|accuracy|speed|latency) (?:must|should|has to|needs to|may|can|"
    r"is|stays?|remains?)(?: not| n ?t)? ?(?:stay|remain|be|get|drop|suffer|go|worse|"
    r"decrease|degrade|change|become|stays?)?(?: (?:the same|high|intact|good|worse|down|"
    r"slower|unchanged|stable))"
)
_GUARDED_COST: Final = whole_words(
    r"(?:without|not|no) (?:raising|increasing|higher|extra|more|additional|"
    r"adding) (?:\S+ )?(?:costs?|spend|bill)"
    r"|without (?:costing|paying|spending) (?:us )?more|at (?:the )?same (?:costs?|price)"
)
_IS_QUALITY: Final = re.compile(QUALITY)
_IS_SLOWNESS: Final = re.compile(SLOWNESS)
_GOOD_ONLY: Final = re.compile(
    r"(?:but|not|no|same|don ?t|keep\w*)(?: \S+){0,2} (?:good|answers?|results?|"
    r"correct\w*|performance)(?! (?:qual))"
)
_KEEP_MODELS: Final = whole_words(
    r"(?<!should we )(?<!should i )(?:keep\w*|stay(?:ing)? (?:on|with)|stick(?:ing)? (?:to|with)|leave|"
    r"leaving|must (?:stay|remain) on|still use|not (?:touch|change|replace)\w*|don ?t (?:touch|"
    r"change|replace)) (?:using |on |with )?@model(?: (?:and|or) @model)*(?: (?:for|on|in|"
    r"alone|as is|there) ?(?:the )?(?P<where>@feature)?)?"
)
_GROWING: Final = whole_words(
    r"@share (?:\S+ )?(?:more|growth|increase|higher|extra|additional)|(?:grow\w*|"
    r"increas\w+|rises?|up|more) (?:by )?@share|\+ @share|(?:went|gone|are|is|was|were|"
    r"been) (?:up|down) (?:by )?@share"
)

_FROM_TO: Final = whole_words(
    r"(?:from |von |de )?(?P<first>[1-9]\d{0,5}) (?:to|auf|a|nach|instead of) (?P<to>[1-9]\d{0,5}) "
    r"(?:\S+ )?(?:users?|customers?|engineers?|developers?|devs?|people|seats?|employees?|teams?|clients?|"
    r"tenants?|nutzer|kunden|benutzer|mitarbeiter|utilisateurs?|usuarios?)"
)
"""So many people, and so many others: use grows with them."""
_OF_AN_END: Final = whole_words(
    r"(?:worst|best|slowest|fastest|quickest|dearest|cheapest|top|bottom|last|first) @share"
)
"""A share of the calls at one end is nothing to be saved."""
_ANY_SHARE: Final = whole_words("@share")
_HAS_CHANGED: Final = whole_words(
    r"(?:went|jumped|rose|grew|fell|dropped|increased|climbed|spiked|decreased) (?:\S+ ){0,4}to @money"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts: a share, USD, or milliseconds."""

    value: Decimal
    currency: str = ""
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer has to reach and to respect."""

    target: Target | None = None
    constraints: tuple[Constraint, ...] = ()
    factor: Decimal | None = None
    grows: bool = False
    words: tuple[Phrase, ...] = ()


def decimal_of(number: str) -> Decimal:
    """1,000 and 1.000 are a thousand; 1,5 is one and a half."""
    if _THOUSANDS.fullmatch(number):
        return Decimal(re.sub("[.,]", "", number))
    whole, _, rest = number.replace(",", ".").rpartition(".")
    return Decimal(f"{whole.replace('.', '')}.{rest}" if whole else rest)


def find_amounts(text: Text) -> tuple[Text, Mapping[int, Amount]]:
    """Merge shares, money and durations."""
    found: dict[int, Amount] = {}
    for tag, pattern, read in (
        ("@share", _SHARE, _share),
        ("@money", _MONEY, _money),
        ("@duration", _DURATION, _duration),
    ):
        hits = list(text.hits(pattern))
        found.update({text.words[hit.first].start: read(hit.match) for hit in hits})
        text = text.merged({(hit.first, hit.last): tag for hit in hits})
    return text, found


def _share(match: re.Match[str]) -> Amount:
    return Amount(decimal_of(match["number"]) / _HUNDRED, grows=(match["sign"] or "").startswith("+"))


def _money(match: re.Match[str]) -> Amount:
    said = next(filter(None, (match[f"scale{place}"] for place in _PLACES)), "")
    sign = match["before"] or match["after"] or ""
    number = next(filter(None, (match[f"number{place}"] for place in _PLACES)))
    value = decimal_of(number) * _SCALES.get(said, 1)
    return Amount(value / _HUNDRED if re.fullmatch(_CENTS, sign) else value, _SIGNS.get(sign, "USD"))


def _duration(match: re.Match[str]) -> Amount:
    unit = next(name for name in _MILLISECONDS if match[name])
    return Amount(decimal_of(match["number"]) * _MILLISECONDS[unit])


def read_limits(
    text: Text, models: Mapping[int, tuple[str, ...]], features: Mapping[int, tuple[str, ...]]
) -> tuple[Text, Limits]:
    """Merge what is a constraint into @constraint, and what is a target into @target."""
    text, amounts = find_amounts(text)
    words: list[Phrase] = []
    constraints: list[Constraint] = []
    tags: dict[tuple[int, int], str] = {}
    for hit, one in (*_guards(text), *_kept(text, models, features), *_latency_limits(text, amounts)):
        constraints += one
        tags[hit.first, hit.last] = "@constraint"
        words.append(Phrase(Part.CONSTRAINTS, text.phrase(hit.first, hit.last)))
    text = text.merged(tags)
    target, phrase = _target(text, amounts)
    said = (*words, *((Phrase(Part.TARGET, phrase),) if target else ()))
    return text, Limits(
        target, tuple(dict.fromkeys(constraints)), _factor(text, amounts), _grows(text, amounts), said
    )


def _guards(text: Text) -> Iterator[tuple[Hit, list[Constraint]]]:
    """ "Without losing quality or getting slower"."""
    for hit in text.hits(_GUARDED_COST):
        yield hit, [Constraint(ConstraintKind.KEEP_COST)]
    for hit in text.hits(_GUARD):
        said = hit.match.group()
        kinds = [
            kind
            for kind, pattern in (
                (ConstraintKind.KEEP_QUALITY, _IS_QUALITY),
                (ConstraintKind.KEEP_SPEED, _IS_SLOWNESS),
            )
            if pattern.search(
                said.partition(" ")[2]
                if not said.startswith(("qual", "speed", "laten", "answ", "accu"))
                else said
            )
        ]
        if kinds and not _GOOD_ONLY.fullmatch(said):
            yield hit, [Constraint(kind) for kind in kinds]


def _kept(
    text: Text, models: Mapping[int, tuple[str, ...]], features: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[Hit, list[Constraint]]]:
    for hit in text.hits(_KEEP_MODELS):
        words = text.words[hit.first : hit.last + 1]
        kept = tuple(name for word in words if word.text == "@model" for name in models.get(word.start, ()))
        where = tuple(
            name for word in words if word.text == "@feature" for name in features.get(word.start, ())
        )
        yield hit, [Constraint(ConstraintKind.KEEP_MODELS, models=kept, features=where)]


def _latency_limits(text: Text, amounts: Mapping[int, Amount]) -> Iterator[tuple[Hit, list[Constraint]]]:
    for hit in text.hits(_LATENCY_LIMIT):
        metric = _PERCENTILES.get(hit.match["p"] or "", _latency_metric(hit.match.group()))
        amount = amounts[text.words[hit.last].start]
        yield hit, [Constraint(ConstraintKind.LIMIT, metric, amount.value)]


def _latency_metric(said: str) -> Metric:
    return Metric.TTFT if "first" in said or "ttft" in said else Metric.LATENCY


def _target(text: Text, amounts: Mapping[int, Amount]) -> tuple[Target | None, str]:
    for pattern, is_reduction in ((_TO_MOST, False), (_TAKE_OFF, True)):
        hit = next(text.hits(pattern), None)
        if hit is not None and not _HAS_CHANGED.search(text.line):
            target = _amount_target(text, hit, amounts, is_reduction=is_reduction)
            return target, text.phrase(hit.first, hit.last)
    share = next(text.hits(_ANY_SHARE), None)
    if share is not None and not _OF_AN_END.search(text.line):
        amount = amounts[text.words[share.first].start]
        grows = amount.grows or _GROWING.search(text.line) is not None
        return (None, "") if grows else (_less(amount.value), text.phrase(share.first, share.last))
    for pattern, value in _FRACTIONS:
        for hit in text.hits(pattern):
            return _less(value), text.phrase(hit.first, hit.last)
    return None, ""


def _less(share: Decimal) -> Target:
    return Target(Metric.COST, change=-share)


def _amount_target(text: Text, hit: Hit, amounts: Mapping[int, Amount], *, is_reduction: bool) -> Target:
    word = next(word for word in text.words[hit.first : hit.last + 1] if word.text in {"@money", "@duration"})
    amount = amounts[word.start]
    said = hit.match["per"] or hit.match["perly"] or ""
    if word.text == "@duration":
        return Target(Metric.LATENCY, at_most=amount.value)
    value = {"reduction": amount.value} if is_reduction else {"at_most": amount.value}
    return Target(Metric.COST, per=_PERIODS.get(said), currency=amount.currency, **value)


def _grows(text: Text, amounts: Mapping[int, Amount]) -> bool:
    patterns = (_GROWING, _FROM_TO)
    return any(one.grows for one in amounts.values()) or any(one.search(text.line) for one in patterns)


def _factor(text: Text, amounts: Mapping[int, Amount]) -> Decimal | None:
    """By how much usage is supposed to change, for a question that supposes something."""
    for word in text.words:
        if word.text == "@share":
            amount = amounts[word.start]
            shrinks = re.search(
                (
                    r"(?:less|fewer|lower|drop\w*|declin\w*|shrink\w*|fall\w*|-) (?:\S+ )?(?:by )?@share|"
                    r"@share (?:less|fewer|lower|drop)"
                ),
                text.line,
            )
            return 1 - amount.value if shrinks and not amount.grows else 1 + amount.value
    grown = _FROM_TO.search(text.line)
    if grown is not None:
        return Decimal(grown["to"]) / Decimal(grown["first"])
    return next((factor for pattern, factor in _FACTORS if pattern.search(text.line)), None)
