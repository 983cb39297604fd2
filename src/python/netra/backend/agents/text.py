"""Figures as words: how a number is written where nothing can be clicked, such as in a saved report."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from netra.backend.agents.schemas import Passage
from netra.backend.analytics.domain.figures import Certainty, Unit
from netra.backend.analytics.schemas import FigureRead

_SMALL: Final = 100
_CHANGE: Final = re.compile(r"cost_change(?:\..*)?|.*\.change(?:\.share)?")
"""Figures of how much more or less something came to, which have a sign either way."""
_STEP: Final = Decimal("0.1")
_MOMENT: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)")
_SECOND: Final = 1_000
_MINUTE: Final = 60 * _SECOND
_LEAST_SHARE: Final = Decimal("0.05")
"""Percent; less rounds to nothing."""


def shown(figure: FigureRead) -> str:
    """The value with its unit; "~" before it when it is estimated, "not recorded" when it is unknown."""
    if figure.value is None or figure.kind is Certainty.UNKNOWN:
        return "not recorded"
    about = "~" if figure.kind is Certainty.ESTIMATED else ""
    sign = "+" if figure.value > 0 and _CHANGE.fullmatch(figure.id) else ""
    return f"{about}{sign}{amount(figure.value, figure.unit)}"


def amount(value: Decimal, unit: Unit) -> str:
    """A number in its unit: $12,543.58, 1,234 tokens, 12.5 %."""
    match unit:
        case Unit.USD:
            return f"{_minus(value)}${abs(value):,.{_places(value)}f}"
        case Unit.RATIO:
            return f"{_minus(value)}{_percent(abs(value) * 100)}"
        case Unit.MS:
            return f"{_minus(value)}{_duration(abs(value))}"
        case Unit.TOKENS_PER_SECOND:
            return f"{_number(value)} tokens/s"
        case Unit.CORRELATION:
            return f"{_minus(value)}{abs(value):.2f}"
        case _:
            return f"{_number(value)} {unit}" if unit is Unit.TOKENS else _number(value)


def _duration(ms: Decimal) -> str:
    """As on the pages: 640 ms, 6.4 s, 2 min 24 s."""
    if ms < _SECOND:
        return f"{ms:,.0f} ms"
    if ms < _MINUTE:
        return f"{ms / _SECOND:,.1f} s"
    minutes, seconds = divmod(round(ms / _SECOND), 60)
    return f"{minutes:,} min {seconds} s"


def _percent(share: Decimal) -> str:
    """As on the pages: a part never looks like nothing, and never like all of it."""
    if 0 < share < _LEAST_SHARE:
        return "<0.1 %"
    if 100 - _LEAST_SHARE <= share < 100:
        return ">99.9 %"
    is_whole = share == share.to_integral_value()
    is_at_an_end = round(share, 1) < 10 or 99.5 <= share < 100
    places = _STEP if is_at_an_end and not is_whole else Decimal(1)
    return f"{share.quantize(places, ROUND_HALF_UP)} %"


def _number(value: Decimal) -> str:
    """A count; of a small average also its first decimal place, for 1.4 calls are not one."""
    places = 1 if abs(value) < _SMALL and value != value.to_integral_value() else 0
    return f"{_minus(value)}{abs(value):,.{places}f}"


def _minus(value: Decimal) -> str:
    """As on the pages, as wide as a plus: a hyphen would not stand below one."""
    return "\u2212" if value < 0 else ""


def dollars(value: Decimal) -> str:
    """An amount that somebody named, as exact as it was: $50, $0.05, $0.0015."""
    exact = f"{value.normalize():f}"
    places = max(2, len(exact.partition(".")[2])) if "." in exact else 0
    return f"${value:,.{places}f}"


def _places(value: Decimal) -> int:
    """Decimal places of dollars: cents, or below a dollar two digits that matter, as on the pages."""
    return 2 if not value or abs(value) >= 1 else max(2, 1 - value.adjusted())


def none_recorded(calls: int) -> str:
    """That no failure is told, which is no proof that there was none."""
    return (
        f"No failure is recorded among {counted(calls, 'call')}: either none failed, or this log does not "
        "say so. Send the status of each call, and its error, to know."
    )


def counted(count: int, noun: str) -> str:
    """For example "1 call" and "2,983 calls"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def a(noun: str) -> str:
    """A noun with its article: "a call", "an hour"."""
    return f"{'an' if noun[:1].lower() in 'aeio' or noun.startswith('hour') else 'a'} {noun}"


def plain_text(passage: Passage) -> str:
    """A passage with its figures written out."""
    text = passage.text
    for name, figure in passage.figures.items():
        text = text.replace(f"{{{name}}}", shown(figure))
    return text


def called(part: str) -> str:
    """What a part is called in a sentence or a cell: a step of time by its clock."""
    moment = _MOMENT.fullmatch(part)
    return f"{moment['day']} {moment['time']}" if moment is not None else part or "not recorded"
