"""What a time to come costs at the rate of the recorded days: an estimate, with what it rests on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from netra.backend.agents.derived import repriced, sum_of, times
from netra.backend.agents.projected import ahead, beside, in_all, per_day
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.parts import cost_of_part
from netra.backend.agents.reporting.domain.scope import span_words
from netra.backend.agents.run_rate.domain import RateFound, Stretch, days_between, days_of_unit
from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import amount, counted
from netra.backend.agents.triage.domain.goal import Goal, Period, Projection, Target
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.analytics.domain.figures import Unit
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.call import TimeBasis

_NOTHING: Final = Decimal(0)
_HOURS: Final = 24
_WEEK: Final = 7
_CLEARLY: Final = Decimal("1.15")
"""A week that costs so many times another one is another pace, and no week among others."""
_STALE: Final = timedelta(days=1)
"""So long after the last call it is said that none has come since."""
_FARTHEST: Final = 36_500
"""Days after which no date is told."""
_TOO_SHORT: Final = (
    "Less than half an hour is recorded: too little to tell what a day costs. These calls cost {cost}."
)


_MANY_CLOCKS: Final = (
    "No rate can be told: this log has relative times only, each session's from its own start, so nothing "
    "says how many days all of them took. These calls cost {cost}. Send each call with its date to know what "
    "a day or a month costs."
)


class _Reckoned(NamedTuple):
    """What is said of the time that is asked about, what it costs, and its name."""

    text: str
    figures: dict[str, FigureRead]
    cost: FigureRead | None = None
    period: str = ""


def rate_answer(goal: Goal, given: Given, rate: RateFound) -> Passage:
    """What a day cost, what that makes over the time asked about, and whether it keeps to a budget."""
    stretch, base = rate.stretch, rate.base.result if rate.base else None
    whole = rate.whole.result
    if whole.time.basis is TimeBasis.RELATIVE and whole.sessions > 1:
        return Passage(text=_MANY_CLOCKS, figures={"cost": whole.cost})
    if stretch is None or base is None:
        return Passage(text=_TOO_SHORT, figures={"cost": whole.cost})
    if not base.calls or base.cost.value is None:
        return _no_rate(given, stretch, base)
    now = per_day(base.cost, stretch.days, by_hours=not stretch.whole_days)
    told = _Told(goal.projection or Projection(), goal.target, given, rate, stretch, _grown(goal, now), goal)
    figures = {"day": told.day, "day_now": now, "base": base.cost}
    reckoned = told.reckoned()
    figures |= reckoned.figures
    said = [reckoned.text, told.kept(reckoned, figures), told.step(figures), told.turn(figures)]
    said.append(told.rate(figures))
    texts = [_supposed(goal), *said, *told.notes()]
    return Passage(text=" ".join(filter(None, texts)), figures=figures)


def _grown(goal: Goal, day: FigureRead) -> FigureRead:
    """What a day costs at the use, and the prices, that the question supposes."""
    supposed = goal.supposition
    if supposed is None:
        return day
    day = times(day, supposed.usage_factor) if supposed.usage_factor is not None else day
    return repriced(day, supposed.price_factor) if supposed.price_factor is not None else day


def _supposed(goal: Goal) -> str:
    """By how much use or prices are supposed to change from now on, in words."""
    supposed, said = goal.supposition, list[str]()
    if supposed is not None and supposed.usage_factor is not None:
        factor = f"{supposed.usage_factor:.3f}".rstrip("0").rstrip(".")
        said.append(f"{factor} times the use of now")
    if supposed is not None and supposed.price_factor is not None:
        said.append(f"prices times {supposed.price_factor.normalize():f}")
    return f"Reckoned with {' and '.join(said)}." if said else ""


def _no_rate(given: Given, stretch: Stretch, base: Overview) -> Passage:
    when = span_words(stretch.range, ZoneInfo(given.project.time_zone))
    if not base.calls:
        return Passage(text=f"None of the calls that you ask about are of {when}: they have no rate now.")
    return Passage(text=f"No price is known for {counted(base.calls, 'call')} of {when}: there is no rate.")


class _Told(NamedTuple):
    """A rate, and what is asked of it, as sentences."""

    projection: Projection
    target: Target | None
    given: Given
    found: RateFound
    stretch: Stretch
    day: FigureRead
    goal: Goal

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.given.project.time_zone)

    @property
    def is_relative(self) -> bool:
        return self.found.whole.result.time.basis is TimeBasis.RELATIVE

    @property
    def when(self) -> str:
        return span_words(self.stretch.range, self.zone)

    def rate(self, figures: dict[str, FigureRead]) -> str:
        """What a day cost, over which days, with the lowest and the highest of them."""
        if not self.stretch.whole_days:
            hours = self.stretch.days * _HOURS
            return (
                f"Not one whole day is recorded, only {hours:,.1f} hours ({self.when}): they cost {{base}}, "
                "which makes {day_now} in 24 hours."
            )
        which = "whole day" if self.stretch.whole_days == 1 else f"{self.stretch.whole_days} whole days"
        text = f"The last {which} of the log, {self.when}, cost {{base}}: {{day_now}} a day"
        return text + self._range(figures)

    def _range(self, figures: dict[str, FigureRead]) -> str:
        rows = self.found.days.result.rows if self.found.days else []
        priced = sorted((row for row in rows if row.cost is not None), key=lambda row: row.cost or _NOTHING)
        if not priced or self.given.asked is None:
            return "."
        for name, row in (("lowest", priced[0]), ("highest", priced[-1])):
            figures[name] = cost_of_part(row, Dimension.DAY, self.given.asked.filter, self.given.project)
        text = " on average, {lowest} on the lowest day with calls and {highest} on the highest."
        if idle := self.stretch.whole_days - len(rows):
            text += f" {counted(idle, 'day')} of them had no such calls."
        return text

    def step(self, figures: dict[str, FigureRead]) -> str:
        """That days before are not counted, for they were at another level."""
        before = self.found.before
        if before is None:
            return ""
        early = per_day(before.base.result.cost, before.stretch.days, by_hours=False)
        figures["early_level"] = early
        more = "more" if (figures["day_now"].value or _NOTHING) > (early.value or _NOTHING) else "less"
        return (
            f"Since {_date(before.stretch.until)} a day costs {more} than before ({{early_level}} on the "
            f"{counted(before.stretch.whole_days, 'day')} before it), so only days since then are counted."
        )

    def turn(self, figures: dict[str, FigureRead]) -> str:
        """That the last week cost clearly more, or less, a day than the one before, and what that makes."""
        late, early = self._week(0), self._week(1)
        if late is None or early is None or not late.value or not early.value:
            return ""
        change = late.value / early.value
        grown = _grown(self.goal, late)
        if 1 / _CLEARLY < change < _CLEARLY:
            return ""
        name, cost = self._at_the_pace_of(grown)
        figures |= {"late": late, "early": early, "ahead_late": cost}
        verb = "rises" if change > 1 else "falls"
        return (
            f"But the cost {verb}: the last 7 of these days cost {{late}} a day, the 7 before them "
            f"{{early}}. At the pace of the last 7 {name} costs {{ahead_late}}{self._beside(cost, figures)}."
        )

    def _at_the_pace_of(self, day: FigureRead) -> tuple[str, FigureRead]:
        """The period that is asked about, in words, and what it costs if each day to come costs as much."""
        period = self.projection.period
        if period is None or period.since is None or period.until is None or self.is_relative:
            unit = (self.target.per if self.target else None) or self.projection.unit or Period.MONTH
            return f"a {unit}", ahead(day, days_of_unit(unit), self.when)
        name, so_far = span_words(period, self.zone), self.found.so_far
        if so_far is None:
            return name, ahead(day, days_between(period.since, period.until), self.when)
        rest = ahead(day, days_between(self.found.last, period.until), self.when)
        return name, in_all(so_far.result.cost, rest)

    def _beside(self, cost: FigureRead, figures: dict[str, FigureRead]) -> str:
        """By how much that passes, or keeps to, a budget of the same period."""
        target = self.target
        if target is None or target.at_most is None or cost.value is None:
            return ""
        is_of_unit = self.projection.period is None or self.is_relative
        if target.currency not in {"", "USD"} or (target.per is not None and not is_of_unit):
            return ""
        figures["gap_late"] = beside(target.at_most, cost)
        over = "more" if cost.value > target.at_most else "less"
        return f", {{gap_late}} {over} than the {amount(target.at_most, Unit.USD)}"

    def _week(self, back: int) -> FigureRead | None:
        """What a day cost in a week of the stretch, counted back from its end; None where it has none."""
        if self.stretch.whole_days < _WEEK * (back + 1) or not self.found.days or self.given.asked is None:
            return None
        end = self.stretch.until.date() - timedelta(days=_WEEK * back)
        days = {(end - timedelta(days=before)).isoformat() for before in range(1, _WEEK + 1)}
        of_them = [row for row in self.found.days.result.rows if row.key in days]
        costs = [
            cost_of_part(row, Dimension.DAY, self.given.asked.filter, self.given.project) for row in of_them
        ]
        return per_day(sum_of("cost.week", costs), Decimal(_WEEK), by_hours=False) if costs else None

    def notes(self) -> Iterator[str]:
        """What a reader must know of the days before believing what follows."""
        if self.stretch.is_trimmed:
            yield "Days that are recorded only in part are not counted."
        if not self.is_relative and self.given.asked_at - self.found.last > _STALE:
            yield f"The last call is of {_moment(self.found.last)}; nothing has come since."

    def reckoned(self) -> _Reckoned:
        """What the time that is asked about costs."""
        period = self.projection.period
        if self.projection.until_spent:
            return self._until_spent(self.target.at_most or _NOTHING if self.target else _NOTHING)
        if period is not None and self.is_relative:
            text = "This log has relative times only, so no calendar month or week of it is known: for any,"
            return self._of_unit(self.projection.unit or Period.MONTH, f"{text} at")
        if period is not None and period.since is not None and period.until is not None:
            return self._of_period(period.since, period.until)
        unit = (self.target.per if self.target else None) or self.projection.unit
        if self.projection.count > 1 and unit is not None:
            return self._of_next(unit)
        if self.projection.unit is None and self.target is not None and self.target.per is None:
            return self._until_spent(self.target.at_most or _NOTHING)
        return self._of_unit(unit or Period.MONTH, "At")

    def _of_unit(self, unit: Period, at: str) -> _Reckoned:
        days = days_of_unit(unit)
        cost = ahead(self.day, days, self.when)
        name = unit.value if unit is Period.DAY else f"{unit} ({days.normalize():,.4g} days)"
        if unit is Period.DAY:
            return _Reckoned(
                "" if at == "At" else f"{at} {{day}} a day a day costs {{ahead}}.",
                {"ahead": cost},
                cost,
                "day",
            )
        return _Reckoned(f"{at} {{day}} a day a {name} costs {{ahead}}.", {"ahead": cost}, cost, unit.value)

    def _of_next(self, unit: Period) -> _Reckoned:
        count = self.projection.count
        cost = ahead(self.day, days_of_unit(unit) * count, self.when)
        return _Reckoned(
            f"At {{day}} a day the next {counted(count, unit.value)} cost {{ahead}}.", {"ahead": cost}, cost
        )

    def _of_period(self, since: datetime, until: datetime) -> _Reckoned:
        """A named period: what is recorded of it, and what its remaining days add."""
        last = self.found.last
        name = span_words(self.projection.period, self.zone) if self.projection.period else ""
        if self.found.so_far is None:
            days = days_between(since, until)
            cost = ahead(self.day, days, self.when)
            text = f"At {{day}} a day {name} ({days:,.0f} days) costs {{ahead}}."
            return _Reckoned(
                f"Nothing of it is recorded yet. {text}" if since <= self.given.asked_at else text,
                {"ahead": cost},
                cost,
            )
        recorded = self.found.so_far.result.cost
        rest = ahead(self.day, days_between(last, until), self.when)
        cost = in_all(recorded, rest)
        text = (
            f"Of {name} {{recorded}} are recorded, up to {_moment(last)}; at {{day}} a day the "
            f"{days_between(last, until):,.1f} days that are left add {{rest}}, which makes {{in_all}}."
        )
        first = self.found.whole.result.time.since
        if first is not None and first - since > _STALE:
            text += f" What there was of it before {_moment(first.astimezone(self.zone))} is not recorded."
        return _Reckoned(text, {"recorded": recorded, "rest": rest, "in_all": cost}, cost)

    def _until_spent(self, wanted: Decimal) -> _Reckoned:
        """When an amount is spent: counted from the first call that is asked about."""
        said, spent = amount(wanted, Unit.USD), self.found.whole.result.cost
        passed = self._passed(wanted)
        if passed:
            return _Reckoned(
                f"{said} were spent on {passed}: {{spent}} are recorded in all.", {"spent": spent}
            )
        if not self.day.value:
            return _Reckoned(f"At {{day}} a day {said} are never spent.", {})
        left = wanted - (spent.value or _NOTHING)
        is_whole = not self.projection.until_spent
        days = (wanted if is_whole else left) / self.day.value
        if is_whole:
            return _Reckoned(f"At {{day}} a day {said} last {days:,.1f} days.", {})
        text = f"{{spent}} are recorded in all; at {{day}} a day {said} are spent in {days:,.1f} more days"
        if self.is_relative or days > _FARTHEST:
            return _Reckoned(f"{text}.", {"spent": spent})
        on = self.found.last + timedelta(days=float(days))
        if on < self.given.asked_at:
            return _Reckoned(f"{text}, which would have been about {_date(on)}.", {"spent": spent})
        return _Reckoned(f"{text}, about {_date(on)}.", {"spent": spent})

    def _passed(self, wanted: Decimal) -> str:
        """The day on which the sum of all calls passed an amount; empty where it has not."""
        spent = _NOTHING
        for row in self.found.every_day.result.rows if self.found.every_day else ():
            spent += row.cost or _NOTHING
            if spent >= wanted:
                return _date(datetime.fromisoformat(row.key))
        return ""

    def kept(self, reckoned: _Reckoned, figures: dict[str, FigureRead]) -> str:
        """Whether a budget is kept."""
        target, cost = self.target, reckoned.cost
        if target is None or target.at_most is None or cost is None or cost.value is None:
            return ""
        if target.currency not in {"", "USD"}:
            return f"Your budget is in {target.currency}, and these amounts in USD: they are not compared."
        if target.per is not None and target.per.value != reckoned.period:
            return self._other_period(target, figures)
        figures["gap"] = beside(target.at_most, cost)
        over = "more" if cost.value > target.at_most else "less"
        return f"That is {{gap}} {over} than the {amount(target.at_most, Unit.USD)} that you name."

    def _other_period(self, target: Target, figures: dict[str, FigureRead]) -> str:
        """A budget for another period than the one asked about: compared over its own."""
        if target.per is None or target.at_most is None:
            return ""
        cost = ahead(self.day, days_of_unit(target.per), self.when)
        figures |= {"of_budget": cost, "gap": beside(target.at_most, cost)}
        over = "more" if (cost.value or _NOTHING) > target.at_most else "less"
        named = amount(target.at_most, Unit.USD)
        return f"A {target.per} at {{day}} a day costs {{of_budget}}, {{gap}} {over} than {named}."


def _moment(at: datetime) -> str:
    return f"{_date(at)}, {at:%H:%M}"


def _date(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
