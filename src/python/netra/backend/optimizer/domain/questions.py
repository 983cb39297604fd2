"""Questions about saving that no prompt is needed for, as far as the calls of a project can answer them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from netra.backend.analytics.domain.totals import Total


class SavingQuestion(NamedTuple):
    """A question as it can be asked, and what of the calls answers it."""

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Tellable:
    """What answers could be told from: all calls together, and the models that a lever knows a price for."""

    whole: Total
    models: int
    in_batches: Sequence[str]
    """Models with a published price of batches."""
    undercut: Sequence[str]
    """Models with a cheaper one of the same provider."""


def questions_of(told: Tellable) -> list[SavingQuestion]:
    """What can be asked, that first which leaves answers as they are; nothing without any known price."""
    return list(_questions(told)) if told.whole.cost is not None else []


def _questions(told: Tellable) -> Iterator[SavingQuestion]:
    usage, failed = told.whole.usage, told.whole.errors
    if told.in_batches:
        why = f"A price of batches is published for {_named(told.in_batches, told.models)}."
        yield SavingQuestion("Where can I save with batches?", why)
    if told.undercut:
        why = f"The same provider lists a cheaper model beside {_named(told.undercut, told.models)}."
        yield SavingQuestion("Which model would be cheaper?", why)
    if usage.cache_write:
        why = f"{usage.cache_write:,} tokens were written to caches."
        yield SavingQuestion("Where does caching cost more than it saves?", why)
    if usage.output_total:
        why = f"{usage.output_total:,} tokens of answers are recorded."
        yield SavingQuestion("How much do long answers cost?", why)
    if usage.input_total:
        why = f"{usage.input_total:,} tokens of input are recorded."
        yield SavingQuestion("How much do long prompts cost?", why)
    if failed:
        yield SavingQuestion("What do failed calls cost?", f"{failed:,} call{'s' * (failed > 1)} failed.")


def _named(models: Sequence[str], of: int) -> str:
    if len(models) > 1:
        return f"{len(models):,} of {of:,} models"
    return models[0] or "calls that name no model"
