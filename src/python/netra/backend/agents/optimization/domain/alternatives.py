"""What the prices of other models come to, as a finding: price only, for nobody knows how they answer."""

from decimal import Decimal
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.alternatives.schemas import AlternativeRead, AlternativesRead, ModelAlternativesRead
from netra.backend.analytics.schemas import Overview

_TRADEOFFS: Final = (
    "This compares prices only: how well another model answers is not known.",
    "Another model may be slower or faster, and count tokens differently.",
)
_NO_MODEL: Final = "an unrecorded model"
Offer = tuple[ModelAlternativesRead, AlternativeRead]


def finding_of(found: Kept[AlternativesRead], _: Overview) -> Finding | None:
    """The largest difference that prices make; None where nothing could be compared.

    Of each model's offers one that is in use already comes first, then one of the same class: the cheapest of
    a price list is mostly an old, small model, which nobody would take for this one.
    """
    offers = [(model, _nearest(model)) for model in found.result.models if model.alternatives]
    if not offers:
        return None
    best = max(offers, key=_saved)
    pays = _saved(best) > 0
    return Finding(
        id=Lever.CHEAPER_MODEL,
        lever=Lever.CHEAPER_MODEL,
        title=_title(best) if pays else "Other models: none is cheaper for these tokens",
        passage=_passage(best),
        saving=best[1].saving if pays else None,
        changes_answers=True,
        tradeoffs=list(_TRADEOFFS),
        result_id=found.id,
    )


def _nearest(model: ModelAlternativesRead) -> AlternativeRead:
    """The offer that says most: in use already, else of the same class, else the cheapest."""
    cheaper = [one for one in model.alternatives if (one.saving.value or 0) > 0]
    in_use = [one for one in cheaper if one.is_in_use]
    alike = [one for one in cheaper if not one.is_other_class]
    return next(iter([*in_use, *alike, *model.alternatives]))


def _title(best: Offer) -> str:
    model, offer = best
    unlike = "another class of model, " if offer.is_other_class else ""
    return f"On price alone, {_named(offer)} instead of {model.model or _NO_MODEL}: {unlike}quality unknown"


def _named(offer: AlternativeRead) -> str:
    return f"{offer.model} ({offer.provider})"


def _passage(best: Offer) -> Passage:
    """The one offer, so that a reader keeps its three amounts apart."""
    model, offer = best
    unlike = "It is so much cheaper that it is another class of model: " if offer.is_other_class else ""
    used = ", which you use already," if offer.is_in_use else ""
    return Passage(
        text=(
            f"Calls of {model.model or _NO_MODEL} cost {{now}}; at {_named(offer)}{used} the same tokens "
            f"would have cost {{then}}, a difference of {{saved}}. {unlike}{'how' if unlike else 'How'} well "
            "it would answer is not known. Ask “what if we moved to …” for any other model."
        ),
        figures={"now": model.cost, "then": offer.cost, "saved": offer.saving},
    )


def _saved(offer: Offer) -> Decimal:
    return offer[1].saving.value or Decimal(0)
