"""Prices that are supposed to change are read as such, and not as what is to be saved."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.words.languages import is_other_language
from tests.backend.triage.gist import SETTING, gist

CLAUDE = "models=opus-4-1,opus-4-5,sonnet-4-5,haiku-4-5"
GPT = "models=gpt-5,gpt-5-mini,gpt-4o-mini"
QUESTIONS = (
    ("what would we pay with 20% off on openai?", f"what_if {GPT} prices=0.8"),
    (
        "what if openai gave us 20 % off",
        "what_if models=gpt-5,gpt-5-mini,gpt-4o-mini prices=0.8",
    ),
    (
        "if anthropic gave us a 15 % discount, what would last month have cost?",
        f"what_if {CLAUDE} time=2026-10-01/2026-11-01 prices=0.85",
    ),
    ("what if we negotiate a 20% discount with anthropic?", f"what_if {CLAUDE} prices=0.8"),
    ("what if prices go up 10%?", "what_if prices=1.1"),
    ("what if sonnet was 30% cheaper?", "what_if models=sonnet-4-5 prices=0.7"),
    ("what if openai doubles its prices?", f"what_if {GPT} prices=2"),
    ("wenn die Preise um 10 % steigen, was kostet uns das?", "what_if prices=1.1"),
    ("what would a 25% price cut on haiku save us?", "what_if models=haiku-4-5 prices=0.75"),
    ("cost of support-bot at 10% lower prices", "what_if features=support-bot prices=0.9"),
)
NONE = (
    ("get 20 % off our bill", "spend_less target=-20%"),
    ("take 20% off the bill", "spend_less target=-20%"),
    ("20% cheaper please", "spend_less target=-20%"),
    ("what if usage grows 20%?", "what_if usage=1.2"),
    ("can we negotiate a volume discount?", "unanswerable"),
)


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_prices_are_supposed(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood), reading
    assert (" ".join(gist(reading).split()), reading.goal.unread) == (expected, ())


@pytest.mark.parametrize(("question", "expected"), NONE)
def test_what_is_to_be_saved_is_no_price(question: str, expected: str) -> None:
    assert " ".join(gist(read_question(question, SETTING)).split()) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie viel haben wir letzte Woche ausgegeben?", True),
        ("Combien avons-nous depense pour les clients?", True),
        ("¿Cuánto hemos gastado por usuario?", True),
        ("What did the search cost us per day?", False),
        ("cost by die and mold", False),
    ],
)
def test_language_is_told(question: str, expected: bool) -> None:
    assert is_other_language(question) is expected
