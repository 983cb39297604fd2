"""Which words of a model may stand around figures."""

from decimal import Decimal
from typing import Any

import pytest

from netra.backend.agents.reporting.domain.rewording import LONGEST_ANSWER, Material, rewording_faults
from netra.backend.agents.schemas import Passage
from netra.backend.analytics.domain.figures import Certainty, Figure, Rule, Unit
from netra.backend.analytics.schemas import FigureRead

RULE = Rule(id="r", text="A rule.", source="Tests", date="2026-11-26")
RULES_TEXT = (
    "Of the {cost} that 1,234 calls of gpt-4.1 cost, {saving} can be saved. No calls of kimi are here."
)


def figure(kind: Certainty, value: Decimal | None = Decimal(5)) -> FigureRead:
    made = Figure(
        id="f",
        value=value,
        unit=Unit.USD,
        kind=kind,
        rule=RULE,
        formula="",
        calls=1,
        price_book="b",
        assumptions=(),
        missing="",
    )
    return FigureRead.model_validate(made, from_attributes=True)


def material(**changes: Any) -> Material:
    figures = {"cost": figure(Certainty.EXACT), "saving": figure(Certainty.ESTIMATED)}
    found = Passage(
        text="Prompt caching: 5 minutes. It saves {finding_0_ratio}.",
        figures={"finding_0_ratio": figure(Certainty.EXACT)},
    )
    fields: dict[str, Any] = {
        "question": "Is it 77 dollars?",
        "answer": Passage(text=RULES_TEXT, figures=figures),
        "findings": (found,),
        "unknowns": ("Which prompts are equal: not recorded for 3 of 9 calls.",),
        "tradeoffs": ("A prompt must begin with what never changes.",),
        "must_name": ("kimi",),
    }
    return Material(**{**fields, **changes})


@pytest.mark.parametrize(
    "text",
    [
        RULES_TEXT,
        "Your calls of gpt-4.1 came to {cost}; {saving} of that can be saved. For kimi, nothing is here.",
        "You can save {saving} of {cost} (kimi is not here). It saves {finding_0_ratio}; exact repeats too.",
        "For 3 of 9 calls it is not recorded which prompts are equal. {cost}, {saving}, kimi.",
        "Of {cost}, spent by 1,234 calls, {saving} is avoidable; kimi was not called.",
        "{cost} is what the log tells exactly. You might save {saving}. No kimi.",
    ],
)
def test_a_text_that_keeps_to_the_figures_stands(text: str) -> None:
    assert rewording_faults(text, material()) == []


@pytest.mark.parametrize(
    "said",
    [
        "That is 12 calls.",
        "That is 1,234 dollars.",
        "That is ١٢ calls.",
        "That is ½ of it.",
        "That is 77.",
        "About forty-two of them.",
        "Two thirds of it.",
        "A thousand times over.",
        "It is $5.",
        "It is 5%.",
        "gpt-5 is cheaper.",
        "See https://evil.example.",
        "See evil.example for more.",
        "Mail me@evil.example now.",
        "<b>Act</b> now.",
        "[Act](now) now.",
        "`Act` now.",
        "_Act_ now.",
        "# Act now.",
        "| Act | now |",
        "Act\nnow.",
        "Act\u202enow.",
        "It is {other}.",
        "It is {cost}k.",
        "It is -{cost}.",
        "It is {cost}{saving}.",
        "It is {cost}-{saving}.",
        "It is {.",
        "It is more than {cost}.",
        "It is nearly {saving}.",
        "It is not {cost}.",
        "It is {saving} a month.",
        "It is {saving} per call.",
        "Yearly it is {saving}.",
        "Exactly {saving} is saved.",
        "We measured {saving}.",
        "You will save {saving}.",
        "{saving} is guaranteed.",
        "An estimated {cost} it was.",
        "The second one is a hotel.",
        "It is about making a new life.",
        "This {cost} was due to a marketing campaign that brought many visitors during the holidays.",
        "Switching to a smaller model would help.",
        "x" * LONGEST_ANSWER,
    ],
)
def test_a_text_that_adds_to_the_figures_does_not(said: str) -> None:
    assert rewording_faults(f"{RULES_TEXT} {said}", material())


def test_every_figure_and_name_of_the_answer_is_kept() -> None:
    assert rewording_faults("It was {cost}, kimi.", material()) == ["Use {saving}."]
    assert rewording_faults("It was {cost}; save {saving}.", material()) == ["Keep the name 'kimi'."]
    assert "Write the answer." in rewording_faults(" ", material())


def test_the_unknown_is_not_called_certain() -> None:
    unknown = Passage(text="It took {time}.", figures={"time": figure(Certainty.UNKNOWN, None)})
    given = material(answer=unknown, must_name=())
    assert rewording_faults("How long it took: {time}.", given) == []
    assert rewording_faults("It certainly took {time}.", given)


def test_only_the_figures_that_are_used_go_along() -> None:
    assert material().passage("{cost} and {saving}.").figures.keys() == {"cost", "saving"}
    assert "finding_0_ratio" in material().passage("{finding_0_ratio}").figures
