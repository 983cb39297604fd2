"""What a saving comes to in a stretch of time, at the pace of the calls that it was reckoned on."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from netra.backend.agents.derived import difference
from netra.backend.agents.projected import at_pace
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.run_rate.domain import days_between, days_of_unit
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.text import a
from netra.backend.agents.triage.domain.goal import CacheTold, Goal, Intent, Metric, Period, Target
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.caching_now.schemas import CachingNow
from netra.backend.calls.domain.call import TimeBasis

_SHORTEST: Final = Decimal(1)
"""Days: what happened in less tells no pace."""
_SEVERAL: Final = 2
_CHANGE: Final = "change"
"""The figure of an answer that is what a supposition saves, or costs."""
_US_DOLLARS: Final = frozenset({"", "USD"})


@dataclass(frozen=True, slots=True)
class _Pace:
    """So many days of calls, None where they tell no pace and why, and the stretch of time asked about."""

    days: Decimal | None
    per: Period
    why_none: str = ""

    @classmethod
    def over(cls, overview: Overview, per: Period) -> Self:
        """Of all calls of a project: where they only say how far they are from a start, no days are known."""
        time = overview.time
        if time.basis is TimeBasis.RELATIVE:
            return cls(None, per, "this log has relative times only, which tell no pace")
        begun, ended = time.since, time.until
        days = days_between(begun, ended) if begun is not None and ended is not None else Decimal(0)
        if days < _SHORTEST:
            return cls(None, per, "these calls span less than a day, which tells no pace")
        return cls(days, per)

    @property
    def words(self) -> str:
        return a(self.per)

    def of(self, figure: FigureRead) -> FigureRead:
        return at_pace(figure, self.days, self.per, days_of_unit(self.per))


def with_pace(goal: Goal, given: Given, overview: Overview, answer: Passage) -> Passage:
    """The answer with its saving for a stretch of time, where one is asked about, beside that of all."""
    target = goal.target if goal.target is not None and is_of_a_time(goal.target) else None
    per = goal.saving_per or (target.per if target is not None else None)
    savings = _savings(goal, given, answer)
    if per is None or not savings:
        return answer
    pace = _Pace.over(overview, per)
    if target is not None and goal.intent is Intent.SPEND_LESS:
        told = _beside_target(target, savings["saving"][0], overview.cost, pace)
    else:
        told = _told(savings, pace)
    return Passage(text=answer.text + told.text, figures={**answer.figures, **told.figures})


def is_of_a_time(target: Target) -> bool:
    """Whether what is to be reached is an amount of dollars for a stretch of time."""
    return target.per is not None and target.metric is Metric.COST and target.currency in _US_DOLLARS


def _told(savings: dict[str, tuple[FigureRead, str]], pace: _Pace) -> Passage:
    figures = {f"{name}_pace": pace.of(saving) for name, (saving, _) in savings.items()}
    amounts = ", ".join(f"{{{name}_pace}}{words}" for name, (_, words) in savings.items())
    text = f" At the pace of these {pace.days or 0:,.1f} days that is {amounts} {pace.words}."
    if pace.days is None:
        text = f" For {pace.words} that is {amounts}: {pace.why_none}."
    return Passage(text=text, figures=figures)


def _beside_target(target: Target, saving: FigureRead, cost: FigureRead, pace: _Pace) -> Passage:
    """The saving, and for an upper limit the cost, of a stretch of time beside what is to be reached."""
    told = _told({"saving": (saving, "")}, pace)
    figures = {**told.figures, "cost_pace": pace.of(cost)}
    left = difference("cost.left_at_a_pace", figures["cost_pace"], figures["saving_pace"])
    if left.value is None:
        return told
    if target.at_most is None:
        is_reached = (figures["saving_pace"].value or 0) >= (target.reduction or 0)
        said = "reaches" if is_reached else "alone does not reach"
        return told.model_copy(update={"text": f"{told.text} It {said} what you aim for."})
    said = "reaches" if left.value <= target.at_most else "alone does not reach"
    text = f"{told.text} It leaves {{left_pace}} of {{cost_pace}}, and {said} what you aim for."
    return Passage(text=text, figures={**figures, "left_pace": left})


def _savings(goal: Goal, given: Given, answer: Passage) -> dict[str, tuple[FigureRead, str]]:
    """The savings that the answer tells, by a name, each with what is said behind it."""
    if goal.intent is Intent.SPEND_LESS or (goal.intent is Intent.LEVER and not given.findings):
        return _of_findings(goal, given)
    changes = {name: one for name, one in answer.figures.items() if name.split("_")[0] == _CHANGE}
    if changes:
        return {name: (figure, _more_or_less(answer, name)) for name, figure in changes.items()}
    if given.caching is not None:
        return _of_caching(goal, given.caching.result)
    found = [(one.lever, one.saving, one.title) for one in given.findings if one.saving is not None]
    several = len(found) > 1
    return {lever: (saving, f" ({title})" if several else "") for lever, saving, title in found}


def _of_findings(goal: Goal, given: Given) -> dict[str, tuple[FigureRead, str]]:
    """Where it is asked what all save, that of each finding; else that of the first."""
    paying = [(one.saving, one.title) for one in given.findings if one.saving is not None]
    if goal.saving_per is None or len(paying) < _SEVERAL:
        return {"saving": (paying[0][0], "")} if paying else {}
    names = ("saving", *(f"saving_{place}" for place in range(1, len(paying))))
    return {name: (saving, f" ({title})") for name, (saving, title) in zip(names, paying, strict=True)}


def findings_at_pace(given: Given) -> list[Finding]:
    """The findings, each with its own saving for the stretch of time that is asked about."""
    per = given.goal.saving_per if given.goal is not None else None
    if per is None or given.overview is None:
        return list(given.findings)
    pace = _Pace.over(given.overview.result, per)
    return [_at_pace(one, pace) for one in given.findings]


def _at_pace(finding: Finding, pace: _Pace) -> Finding:
    if finding.saving is None or pace.days is None:
        return finding
    figures = {**finding.passage.figures, "pace": pace.of(finding.saving)}
    text = f"{finding.passage.text} At the pace of these calls that is {{pace}} {pace.words}."
    return finding.model_copy(update={"passage": Passage(text=text, figures=figures)})


def _of_caching(goal: Goal, read: CachingNow) -> dict[str, tuple[FigureRead, str]]:
    """What caching saves; where the cost without it is asked for, that, beside the cost with it."""
    supposed = goal.supposition
    if supposed is not None and supposed.cache_told is CacheTold.COST:
        return {"cost": (read.cost, " without caching"), "today": (read.today, " with it")}
    return {"saving": (read.saving, " saved by caching")}


def _more_or_less(answer: Passage, name: str) -> str:
    """The word behind a change in the answer: how much less, or more."""
    after = answer.text.partition(f"{{{name}}}")[2]
    return " more" if after.startswith(" more") else " less"
