"""Half of a question that leads to nothing is named beside the answer."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("what does one session cost us on average, and what was the worst one", ("worst one",)),
        ("error rate by feature and user", ()),
        ("p95 latency by model and day", ()),
        ("cost by model and day", ()),
        ("what is the dearest session", ()),
    ],
)
def test_what_no_answer_tells_is_named(question: str, left: tuple[str, ...]) -> None:
    reading = read_question(question, SETTING)
    assert isinstance(reading, Understood)
    assert (reading.goal.unread, reading.then) == (left, "")
