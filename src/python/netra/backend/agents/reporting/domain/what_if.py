"""What a "what if" comes to: in a few words, and as a table with every model that would move."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from netra.backend.agents.derived import difference, repriced, times
from netra.backend.agents.reporting.domain.caching_now import caching_answer
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Cell, Passage, ReportTable, Section
from netra.backend.agents.triage.domain.goal import Goal, Supposition
from netra.backend.alternatives.domain import SellerReason
from netra.backend.alternatives.schemas import MovedModelRead, SupposedModelRead, SupposedRead
from netra.backend.analytics.schemas import FigureRead, Overview

_MOST_SAID: Final = 3
_NO_MODEL: Final = "calls without a recorded model"
_SELLERS: Final[Mapping[SellerReason, str]] = MappingProxyType(
    {
        SellerReason.OWN: "which your own calls of this model use",
        SellerReason.MAKER: "which makes it",
        SellerReason.CALLS: "which these calls use; its maker is not in the price list",
        SellerReason.ASKED: "one of those that sell it",
    }
)


def supposed_answer(goal: Goal, given: Given, overview: Overview) -> Passage | None:
    """The answer to what is supposed; None where nothing of it can be told."""
    supposed = goal.supposition
    if supposed is None:
        return None
    if supposed.without_caching:
        return caching_answer(goal, given, overview)
    if supposed.models:
        return _at_models(supposed, given, overview)
    if supposed.price_factor is not None:
        return _at_prices(supposed.price_factor, overview)
    return _at_volume(supposed.usage_factor, overview) if supposed.usage_factor is not None else None


def supposed_sections(given: Given) -> list[Section]:
    """A table for each supposed model."""
    found = given.supposed
    return [_section(at, found.id) for at in found.result.supposed] if found is not None else []


def _at_prices(factor: Decimal, overview: Overview) -> Passage:
    """The same calls at prices that are all lower, or all higher, by one share."""
    then = repriced(overview.cost, factor)
    less = factor < 1
    change = difference("cost.other_prices", *((overview.cost, then) if less else (then, overview.cost)))
    share = f"{abs(1 - factor) * 100:f}".rstrip("0").rstrip(".")
    text = (
        f"At prices {share} % {'lower' if less else 'higher'} these {overview.calls:,} calls would have cost "
        f"{{then}} instead of {{cost}}: {{change}} {'less' if less else 'more'}."
    )
    return Passage(text=text, figures={"then": then, "cost": overview.cost, "change": change})


def _at_volume(factor: Decimal, overview: Overview) -> Passage:
    scaled = times(overview.cost, factor)
    return Passage(
        text=f"At {factor.normalize():f} times as many calls of the same kind: "
        "{scaled} instead of {cost}, over the same time as recorded.",
        figures={"scaled": scaled, "cost": overview.cost},
    )


def _at_models(supposed: Supposition, given: Given, overview: Overview) -> Passage:
    if given.supposed is None:
        text = (
            "These calls cost {cost}. What they would cost at another model could not be computed: see what "
            "went wrong below."
        )
        return Passage(text=text, figures={"cost": overview.cost})
    read = given.supposed.result
    said, figures = list(supposed.notes), dict[str, FigureRead]()
    for place, at in enumerate(read.supposed[:_MOST_SAID]):
        text, shown = _compared(at, supposed.usage_factor)
        said.append(_numbered(text, shown, place))
        figures |= {f"{name}_{place}": figure for name, figure in shown.items()}
    if read.supposed:
        text, shown = _uncounted(read.supposed[0])
        said.append(text)
        figures |= shown
    else:
        said.append("These calls cost {cost}.")
        figures["cost"] = overview.cost
    return Passage(text=" ".join(filter(None, [*said, _unsold(read)])), figures=figures)


def _numbered(text: str, figures: Mapping[str, FigureRead], place: int) -> str:
    for name in figures:
        text = text.replace(f"{{{name}}}", f"{{{name}_{place}}}")
    return text


def _compared(at: SupposedModelRead, factor: Decimal | None) -> tuple[str, dict[str, FigureRead]]:
    """What all calls would have cost at one model, in a sentence with what it does not tell."""
    name, calls = f"{at.model} ({at.provider})", at.today.calls
    if at.today.value is None or at.cost.value is None or at.saving.value is None:
        return f"None of these calls can be compared with {name}.", {}
    if all(row.is_same for row in at.models if row.is_counted):
        return f"All of these {calls:,} calls use {at.model} already: they cost {{today}}.", {
            "today": at.today
        }
    less = at.saving.value >= 0
    change = at.saving if less else difference(f"{at.cost.id}.more", at.cost, at.today)
    figures = {"then": at.cost, "today": at.today, "change": change}
    text = (
        f"At {name} these {calls:,} calls would have cost {{then}} instead of {{today}}, "
        f"{{change}} {'less' if less else 'more'} on prices alone; {_unknown_quality(at)}."
    )
    if factor is not None:
        figures |= {"scaled": times(at.cost, factor), "scaled_today": times(at.today, factor)}
        text += f" At {factor.normalize():f} times as many calls: {{scaled}} instead of {{scaled_today}}."
    return text, figures


def _unknown_quality(at: SupposedModelRead) -> str:
    if at.is_other_class:
        return "that much cheaper means another class of model, and how well it would answer is not known"
    return "how well it would answer is not known"


def _uncounted(at: SupposedModelRead) -> tuple[str, dict[str, FigureRead]]:
    """The calls that are in neither amount, by the names of their models."""
    rows = [row for row in at.models if not row.is_counted]
    if not rows:
        return "", {}
    named = [row.model or _NO_MODEL for row in rows[:_MOST_SAID]]
    more = f" and {len(rows) - len(named):,} more models" if len(rows) > len(named) else ""
    calls = sum(row.calls for row in rows)
    text = f"{calls:,} calls without a price to compare are in neither amount: {', '.join(named)}{more}."
    if at.unpriced.value is None:
        return text, {}
    return f"{text[:-1]}; at {at.model} they would cost {{unpriced}}.", {"unpriced": at.unpriced}


def _unsold(read: SupposedRead) -> str:
    if not read.unsold:
        return ""
    return (
        f"The price list {read.price_book} has no price of {', '.join(read.unsold)} at its maker or at a "
        "provider that these calls use."
    )


def _section(at: SupposedModelRead, result_id: UUID) -> Section:
    rows = [_row(row) for row in at.models]
    more = f" {at.models_left_out:,} more models are not listed." if at.models_left_out else ""
    whole = [
        Cell(text="All with a price"),
        Cell(text=f"{at.today.calls:,}"),
        *(Cell(figure=figure) for figure in (at.today, at.cost, at.saving)),
    ]
    return Section(
        heading=f"At {at.model} ({at.provider})",
        passages=[Passage(text=f"The prices are those of {_priced(at)}, {_SELLERS[at.seller]}.{more}")],
        table=ReportTable(
            columns=["Model", "Calls", "Today", f"At {at.model}", "Saved"], rows=[*rows, whole]
        ),
        result_id=result_id,
    )


def _priced(at: SupposedModelRead) -> str:
    if at.priced_as == at.provider:
        return at.provider
    return f"{at.priced_as}, for want of prices of {at.provider} itself"


def _row(row: MovedModelRead) -> list[Cell]:
    name = row.model or "not recorded"
    note = " (stays)" if row.is_same else "" if row.is_counted else " (not in the sum)"
    figures = (row.today, row.cost, row.saving)
    return [Cell(text=f"{name}{note}"), Cell(text=f"{row.calls:,}"), *(Cell(figure=one) for one in figures)]
