"""Answers that ended at the limit of their tokens are calls that can be chosen; nobody asks to cut them."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many calls were cut off?", "how_much metric=calls cut_off"),
        (
            "how many answers were cut off at max tokens, by model?",
            "where_money_goes metric=calls cut_off by=model",
        ),
        ("which model gets cut off most?", "where_money_goes metric=calls cut_off by=model"),
        ("what did truncated answers cost?", "how_much cut_off"),
        (
            "how many search answers got cut off, and on which model?",
            "where_money_goes metric=calls features=search cut_off by=model",
        ),
        (
            "what share of the answers hit the token limit?",
            "how_much metric=calls cut_off share_of=calls",
        ),
        ("wie viele Antworten wurden abgeschnitten?", "how_much metric=calls cut_off"),
        ("combien de réponses ont été tronquées ?", "how_much metric=calls cut_off"),
        ("calls by stop reason", "where_money_goes metric=calls by=stop_reason"),
        ("cost by finish reason in October", "where_money_goes time=2026-10-01/2026-11-01 by=stop_reason"),
        ("how many answers would be cut off at 500 tokens?", "lever trim_output cap=500"),
        ("where can we cut costs?", "spend_less"),
    ],
)
def test_cut_off(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert isinstance(reading, Understood)
    assert reading.goal.unread == ()
