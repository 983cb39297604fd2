"""What an answer named can be pointed at in the next question: "that session", "that day"."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.calls.domain.groups import GroupKey
from tests.backend.triage.gist import SETTING, gist

SESSION = Leading(GroupKey.SESSION, "s-77f3")
DAY = Leading(GroupKey.DAY, "2026-11-03")
USER = Leading(GroupKey.USER, "bob")
FEATURE = Leading(GroupKey.FEATURE, "search")
MODEL = Leading(GroupKey.MODEL, "gpt-5")
QUESTIONS = (
    ("dearest session?", SESSION, "what made that session expensive?", "why_dear sessions=s-77f3 by=session"),
    (
        "dearest session?",
        SESSION,
        "which models did that session use?",
        "where_money_goes sessions=s-77f3 by=model",
    ),
    (
        "dearest session?",
        SESSION,
        "show the dearest calls of that session",
        "where_money_goes sessions=s-77f3 most=10cost",
    ),
    (
        "dearest day?",
        DAY,
        "what happened on that day?",
        "why_changed time=2026-11-03/2026-11-04 vs=2026-11-02/2026-11-03",
    ),
    (
        "dearest day?",
        DAY,
        "which feature was it on that day?",
        "where_money_goes time=2026-11-03/2026-11-04 by=feature",
    ),
    ("who costs most?", USER, "which features does that user use?", "where_money_goes users=bob by=feature"),
    ("who costs most?", USER, "and by model for that one?", "where_money_goes users=bob by=model"),
    ("who costs most?", USER, "why is that user so expensive?", "why_dear users=bob by=user"),
    (
        "cost by feature",
        FEATURE,
        "can we use a cheaper model for that feature?",
        "lever cheaper_model features=search",
    ),
    ("cost by model", MODEL, "who uses that model?", "where_money_goes models=gpt-5 by=user"),
    ("kosten nach modell", MODEL, "wer nutzt dieses modell?", "where_money_goes models=gpt-5 by=user"),
)


@pytest.mark.parametrize(("first", "leading", "then", "expected"), QUESTIONS)
def test_what_an_answer_named_is_pointed_at(first: str, leading: Leading, then: str, expected: str) -> None:
    before = read_question(first, SETTING)
    assert isinstance(before, Understood)
    read = read_question(then, SETTING, before.goal, leading)
    assert isinstance(read, Understood)
    assert (gist(read), read.goal.unread) == (expected, ())


def test_what_no_answer_named_is_unread() -> None:
    before = read_question("cost by model", SETTING)
    assert isinstance(before, Understood)
    read = read_question("what made that session expensive?", SETTING, before.goal, MODEL)
    assert isinstance(read, Understood)
    assert read.goal.unread == ("that session",)
