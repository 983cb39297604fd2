"""What the prices of other models come to, as a finding: price only, for nobody knows how they answer."""

from decimal import Decimal
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.alternatives.schemas import AlternativeRead, AlternativesRead, ModelAlternativesRead
from netra.backend.analytics.schemas import FigureRead, Overview

_TRADEOFFS: Final = (
    "This compares prices only: how well another model answers is not known.",
    "Another model may be slower or faster, and count tokens differently.",
)
_MOST_SAID: Final = 3
Offer = tuple[ModelAlternativesRead, AlternativeRead]


def finding_of(found: Kept[AlternativesRead], _: Overview) -> Finding | None:
    """The largest difference that prices make; None where nothing could be compared."""
    offers = [(model, model.alternatives[0]) for model in found.result.models if model.alternatives]
    if not offers:
        return None
    ordered = sorted(offers, key=lambda offer: -_saved(offer))
    paying = [offer for offer in ordered if _saved(offer) > 0]
    said = (paying or ordered)[:_MOST_SAID]
    return Finding(
        id=Lever.CHEAPER_MODEL,
        lever=Lever.CHEAPER_MODEL,
        title=_title(paying),
        passage=_passage(said),
        saving=paying[0][1].saving if paying else None,
        changes_answers=True,
        tradeoffs=list(_TRADEOFFS),
        result_id=found.id,
    )


def _title(paying: list[Offer]) -> str:
    if not paying:
        return "Other models: none is cheaper for these tokens"
    model, offer = paying[0]
    return f"On price alone: {offer.model} instead of {model.model}, quality unknown"


def _passage(offers: list[Offer]) -> Passage:
    text, figures = list[str](), dict[str, FigureRead]()
    for place, (model, offer) in enumerate(offers):
        text.append(
            f"{model.model} cost {{now_{place}}}; the same tokens at {offer.model} ({offer.provider}) would "
            f"have cost {{then_{place}}}, a difference of {{saved_{place}}}."
        )
        figures |= {f"now_{place}": model.cost, f"then_{place}": offer.cost, f"saved_{place}": offer.saving}
    return Passage(text=" ".join([*text, "How well they answer is not known."]), figures=figures)


def _saved(offer: Offer) -> Decimal:
    return offer[1].saving.value or Decimal(0)
