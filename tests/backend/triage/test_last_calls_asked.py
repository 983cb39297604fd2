"""Who stopped, and when somebody or something was last heard of."""

import pytest

from netra.backend.agents.triage.domain.goal import Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who stopped using us", "last_calls metric=calls by=user"),
        ("who stopped calling", "last_calls metric=calls by=user"),
        ("when was the last call of bob", "last_calls metric=calls users=bob by=user"),
        ("when was the last call", "last_calls metric=calls"),
        ("when did alice last use it", "last_calls metric=calls users=alice@example.com by=user"),
        ("which customers went quiet", "last_calls metric=calls by=user"),
        ("which users are inactive", "last_calls metric=calls by=user"),
        (
            "which users have not made a call since 1 november",
            "last_calls metric=calls time=2026-11-01/ by=user",
        ),
        ("last call by user", "last_calls metric=calls by=user"),
        ("last activity per session", "last_calls metric=calls by=session"),
        ("when was each feature last used", "last_calls metric=calls by=feature"),
        ("which models are no longer used", "last_calls metric=calls by=model"),
        ("which model was used last", "last_calls metric=calls by=model"),
        ("who has disappeared", "last_calls metric=calls by=user"),
        ("did anyone churn", "last_calls metric=calls by=user"),
        ("any users that disappeared?", "last_calls metric=calls by=user"),
        ("have any of our users churned?", "last_calls metric=calls by=user"),
        ("has bob gone quiet", "last_calls metric=calls users=bob by=user"),
        ("wer nutzt uns nicht mehr?", "last_calls metric=calls by=user"),
        ("welche kunden sind inaktiv", "last_calls metric=calls by=user"),
        ("wann war der letzte aufruf von bob", "last_calls metric=calls users=bob by=user"),
        ("quand etait le dernier appel de bob", "last_calls metric=calls users=bob by=user"),
        ("which applications went silent", "last_calls metric=calls by=feature"),
        # What is asked of the last days, of money or of failures is none of these.
        ("cost of the last 3 days", "how_much time=2026-11-09T15/2026-11-12T15"),
        ("calls in the last 24 hours", "how_much metric=calls time=2026-11-11T15/2026-11-12T15"),
        ("when did the errors stop", "incidents"),
        ("calls by stop reason", "where_money_goes metric=calls by=stop_reason"),
        ("what is our churn worth in revenue?", "unanswerable"),
    ],
)
def test_it_is_read_and_nothing_is_left(question: str, expected: str) -> None:
    reading = read_question(question, SETTING)
    assert gist(reading) == expected
    assert not isinstance(reading, Understood) or reading.goal.unread == ()
