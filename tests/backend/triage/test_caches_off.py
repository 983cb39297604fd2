"""What caching saves now, and what all would cost without it: told from what it could save."""

from typing import Final

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from tests.backend.triage.gist import SETTING, gist
from tests.backend.triage.test_what_ifs import WITH_LIST

NOW: Final = (
    "What would it cost without any caching?",
    "how much does prompt caching already save us?",
    "what if we turned caching off",
    "what if we turn off prompt caching?",
    "cost with cache disabled",
    "what would we pay without prompt caching?",
    "what if there was no prompt cache?",
    "what if caching were disabled",
    "what if we didn't cache anything?",
    "what if nothing was cached?",
    "how much more would we pay without caching",
    "is caching saving us money?",
    "how much money do cache hits save",
    "how much are we saving with prompt caching?",
    "does our caching pay off?",
    "what does caching cost us",
    "was würde es ohne caching kosten?",
    "wie viel spart uns das prompt caching?",
    "was hat uns das Caching gespart?",
    "combien coûterait sans cache ?",
    "combien nous fait économiser le cache ?",
    "cuánto costaría sin caché?",
    "cuánto nos ahorra la caché?",
)
NARROWED: Final = (
    ("how much did the cache save last week", "time=2026-11-02/2026-11-09"),
    ("how much has caching saved us in October?", "time=2026-10-01/2026-11-01"),
    ("what would October have cost without the cache?", "time=2026-10-01/2026-11-01"),
    ("what would support-bot cost without caching", "features=support-bot"),
    ("actual cache savings by model", "by=model"),
)
_WHICH: Final = "choice: lever prompt_caching | lever response_cache | lever semantic_cache"
_NONE: Final = "prompt_caching,response_cache,semantic_cache"
OTHERWISE: Final = (
    ("how much would prompt caching save?", "lever prompt_caching"),
    ("is prompt caching worth it?", "lever prompt_caching"),
    ("savings from prompt caching", "lever prompt_caching"),
    ("how much could we save with caching?", _WHICH),
    ("why is caching off?", _WHICH),
    ("how much did the response cache save", "lever response_cache"),
    ("where can I save without caching?", f"spend_less without={_NONE}"),
)


def goal_of(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, WITH_LIST, before)
    assert isinstance(reading, Understood)
    return reading.goal


@pytest.mark.parametrize("question", NOW)
def test_what_caching_saves_now_is_asked(question: str) -> None:
    assert gist(read_question(question, SETTING)) == "what_if uncached"
    assert not goal_of(question).unread


@pytest.mark.parametrize(("question", "said"), NARROWED)
def test_of_some_calls(question: str, said: str) -> None:
    assert gist(read_question(question, SETTING)) == f"what_if {said} uncached"


@pytest.mark.parametrize(("question", "expected"), OTHERWISE)
def test_what_caching_could_save_is_another_question(question: str, expected: str) -> None:
    assert gist(read_question(question, SETTING)) == expected


def test_a_short_question_leaves_caching_out_and_another_supposition_takes_its_place() -> None:
    first = goal_of("what did October cost?")
    without = goal_of("and without caching?", first)
    assert gist(Understood(without)) == "what_if time=2026-10-01/2026-11-01 uncached"
    doubled = goal_of("and if usage doubles?", without)
    assert gist(Understood(doubled)) == "what_if time=2026-10-01/2026-11-01 usage=2"


def test_beside_another_supposition_it_is_not_read() -> None:
    goal = goal_of("what would it cost on haiku without caching")
    assert (goal.is_without_caching, goal.unread) == (False, ("without caching",))
