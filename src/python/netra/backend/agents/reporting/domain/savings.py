"""Where money can be saved: what saves most first, what changes answers apart, and what was aimed for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from netra.backend.agents.derived import share_of
from netra.backend.agents.reporting.domain.at_pace import is_of_a_time
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Goal, Lever, Metric, Target
from netra.backend.analytics.schemas import FigureRead, Overview

_MOST_TOLD: Final = 4
_WORTH_A_WORD: Final = Decimal("0.01")
"""Of the cost; what saves less is counted, not told."""
Saved = tuple[Finding, FigureRead]


def saving_answer(goal: Goal, given: Given, overview: Overview) -> Passage:
    """The levers that pay, by what they save; those that may change answers behind those that do not."""
    paying = [(one, one.saving) for one in given.findings if one.saving is not None]
    if not paying:
        looked = " Nothing that was looked at pays." if given.findings else " Nothing could be replayed."
        return Passage(text=f"These calls cost {{cost}}.{looked}", figures={"cost": overview.cost})
    told = _worth_telling(paying, overview.cost.value or Decimal(0))
    first, saving = told[0]
    figures = {"cost": overview.cost, "saving": saving}
    safe = _listed([pair for pair in told if not pair[0].changes_answers], figures)
    other = _listed([pair for pair in told if pair[0].changes_answers], figures)
    whole = "Of the {cost} that these calls cost, this"
    said = [f"{whole} can be saved with answers as they are: {safe}."] if safe else []
    change = "This" if safe else whole
    said += [f"{change} may change answers, how is not known: {other}."] if other else []
    text = " ".join(said)
    text += f" {first.caveat}" if first.caveat else ""
    left_out = len(paying) - len(told)
    text += f" {left_out} more would save little." if left_out else ""
    text += " They overlap, so they must not be added up." if len(told) > 1 else ""
    passage = Passage(text=text, figures=figures)
    return _measured_by_target(goal, passage, [one for one, _ in paying])


def _worth_telling(paying: Sequence[Saved], cost: Decimal) -> Sequence[Saved]:
    """Without those that save next to nothing; of each kind no more than can be read at once."""
    worth = [pair for pair in paying if (pair[1].value or 0) >= _WORTH_A_WORD * cost] or paying[:1]
    kinds = ([pair for pair in worth if pair[0].changes_answers is changing] for changing in (False, True))
    return [pair for kind in kinds for pair in kind[:_MOST_TOLD]]


def _listed(pairs: Sequence[Saved], figures: dict[str, FigureRead]) -> str:
    """Each with what it saves, numbered where there are several; its figures are added to the others."""
    said = []
    for place, (finding, saving) in enumerate(pairs, 1):
        name = "saving" if saving is figures["saving"] else f"saves_{len(figures)}"
        figures[name] = saving
        waits = ", where nobody waits for an answer" if finding.lever == Lever.BATCH else ""
        number = f"({place}) " if len(pairs) > 1 else ""
        said.append(f"{number}{finding.title}, {{{name}}} less{waits}")
    return "; ".join(said)


def _measured_by_target(goal: Goal, passage: Passage, paying: Sequence[Finding]) -> Passage:
    """The same with what was asked for beside it, where the two can be compared."""
    cost, saving, target = passage.figures["cost"], passage.figures["saving"], goal.target
    if target is None or target.metric is not Metric.COST or not cost.value or saving.value is None:
        return passage
    wanted = _wanted_saving(target, cost.value)
    if wanted is None and is_of_a_time(target):
        return passage
    if wanted is None:
        said = " What you aim for is an amount per time, and is not compared with the time of these calls."
        return passage.model_copy(update={"text": passage.text + said})
    ratio = share_of(saving, cost)
    figures = {**passage.figures, "ratio": ratio}
    if saving.value >= wanted:
        said = f"{passage.text} The first is {{ratio}} of the cost and reaches what you aim for."
        return Passage(text=said, figures=figures)
    savings = [(one, one.saving) for one in paying if one.saving is not None]
    enough = next(((one, saved) for one, saved in savings if (saved.value or 0) >= wanted), None)
    said = f"{passage.text} The first is {{ratio}} of the cost and alone does not reach what you aim for"
    if enough is None:
        return Passage(text=f"{said}, and no other lever that was looked at does alone.", figures=figures)
    finding, figures["enough"] = enough
    said += f"; this would, with what it asks of you: {finding.title} ({{enough}})."
    return Passage(text=said, figures=figures)


def _wanted_saving(target: Target, cost: Decimal) -> Decimal | None:
    """The saving in USD that would reach a target; None where it is bound to a period or another currency."""
    if target.change is not None:
        return -target.change * cost
    if target.per is not None or target.currency not in {"", "USD"}:
        return None
    return target.reduction if target.at_most is None else cost - target.at_most
