"""What would go where in a "what if": X chooses the calls, Y is supposed, also where nobody uses Y yet."""

from dataclasses import replace
from decimal import Decimal

import pytest

from netra.backend.agents.triage.domain.goal import Goal, Intent, Lever, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames
from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.pricing.domain.makers import maker_of
from tests.backend.triage.gist import SETTING, gist

LISTED = tuple(
    one.model for one in GenaiPrices.packaged().catalogue.models if maker_of(one.model) == one.provider
)
WITH_LIST = replace(SETTING, listed_models=LISTED)
EMPTY = replace(WITH_LIST, names=ProjectNames())
OPUS = "what_if models=opus-4-1,opus-4-5"
MOVES = (
    ("What if we moved everything to gpt-4o-mini?", "what_if on=gpt-4o-mini"),
    ("What if we used gpt-4o-mini instead of this model?", "what_if on=gpt-4o-mini"),
    (
        "support-bot: what would it cost if we go back to claude-haiku-4-5?",
        "what_if features=support-bot on=haiku-4-5",
    ),
    ("opus to sonnet", f"{OPUS} on=sonnet-4-5"),
    ("what if opus to sonnet", f"{OPUS} on=sonnet-4-5"),
    ("switch opus to sonnet", f"{OPUS} on=sonnet-4-5"),
    ("from opus 4.1 to sonnet 4.5", "what_if models=opus-4-1 on=sonnet-4-5"),
    ("move all opus calls to haiku", f"{OPUS} on=haiku-4-5"),
    ("gemini-2.5-flash instead of gpt-4o-mini", "what_if models=gpt-4o-mini on=gemini-2.5-flash"),
    ("use gemini-2.5-flash instead of gpt-5", "what_if models=gpt-5 on=gemini-2.5-flash"),
    ("instead of opus we use sonnet 4.5", f"{OPUS} on=sonnet-4-5"),
    ("if all opus traffic goes to sonnet", f"{OPUS} on=sonnet-4-5"),
    ("what if all gpt-5 traffic goes to gpt-4o", "what_if models=gpt-5 on=gpt-4o"),
    ("replace opus with claude haiku", f"{OPUS} on=haiku-4-5"),
    ("swap gpt-5 for gpt-5-mini", "what_if models=gpt-5 on=gpt-5-mini"),
    ("what if claude haiku?", "what_if on=haiku-4-5"),
    ("what would gpt-4o cost us", "what_if on=gpt-4o"),
    ("how much would gpt-4o have cost?", "what_if on=gpt-4o"),
    ("what would opus have cost on sonnet", f"{OPUS} on=sonnet-4-5"),
    ("what would support-bot cost on gemini flash", "what_if features=support-bot on=gemini-3.8-flash"),
    ("how much do we save with gpt-5-nano", "what_if on=gpt-5-nano"),
    ("downgrade gpt-5 to gpt-5-mini", "what_if models=gpt-5 on=gpt-5-mini"),
    (
        "migrate the support-bot from gpt-5 to gemini-2.5-flash",
        "what_if models=gpt-5 features=support-bot on=gemini-2.5-flash",
    ),
    ("would it be cheaper to run search on gpt-4o?", "what_if features=search on=gpt-4o"),
    ("what if we ran everything on o3", "what_if on=o3"),
    ("what if everything ran on gemini 2.5 pro", "what_if on=gemini-2.5-pro"),
    ("should we move from gpt-5 to grok 4?", "what_if models=gpt-5 on=grok-4-0709"),
    ("price of the same traffic on mistral large", "what_if on=mistral-large"),
    ("what does it cost to switch opus to haiku", f"{OPUS} on=haiku-4-5"),
    ("what happens if we use claude sonnet 4 for everything", "what_if on=sonnet-4-0"),
    ("use haiku for the opus calls", f"{OPUS} on=haiku-4-5"),
    ("what if summarize used gpt-5 instead", "what_if features=summarize on=gpt-5"),
    ("drop gpt-5 and use haiku instead", "what_if models=gpt-5 on=haiku-4-5"),
    ("what if gpt-5 went to gpt-5-mini", "what_if models=gpt-5 on=gpt-5-mini"),
    ("what if opus calls ran on sonnet", f"{OPUS} on=sonnet-4-5"),
    ("route everything to haiku", "what_if on=haiku-4-5"),
    (
        "what would October have cost on gpt-4o",
        "what_if time=2026-10-01/2026-11-01 on=gpt-4o",
    ),
    ("what if we moved everything to gpt-4o-mini and haiku", "what_if on=gpt-4o-mini,haiku-4-5"),
    ("what if usage doubles and everything runs on haiku", "what_if usage=2 on=haiku-4-5"),
    ("what if we move everything to haiku, saving 30 %?", "what_if on=haiku-4-5"),
    (
        "What if we replace gpt-4o-mini by gpt-4o in search?",
        "what_if models=gpt-4o-mini features=search on=gpt-4o",
    ),
    ("Was wäre wenn wir alles auf gpt-4o umstellen", "what_if on=gpt-4o"),
    ("et si on passait tout à gpt-4o-mini", "what_if on=gpt-4o-mini"),
    ("si cambiamos de opus a haiku", f"{OPUS} on=haiku-4-5"),
    ("what if gpt-5.1-codex-mini", "what_if on=gpt-5.1-codex-mini"),
    ("opus → sonnet", f"{OPUS} on=sonnet-4-5"),
    ("opus -> sonnet", f"{OPUS} on=sonnet-4-5"),
    ("gpt-5→gpt-5-mini", "what_if models=gpt-5 on=gpt-5-mini"),
    ("was wäre mit sonnet statt opus", f"{OPUS} on=sonnet-4-5"),
    ("statt opus sonnet nehmen", f"{OPUS} on=sonnet-4-5"),
    ("was wäre, wenn wir statt opus sonnet genommen hätten", f"{OPUS} on=sonnet-4-5"),
    ("sonnet au lieu d'opus", f"{OPUS} on=sonnet-4-5"),
    ("sonnet à la place d'opus", f"{OPUS} on=sonnet-4-5"),
    ("sonnet en vez de opus", f"{OPUS} on=sonnet-4-5"),
)
NO_MOVES = (
    (
        "why did cost jump since we switched from opus to sonnet?",
        "why_changed models=opus-4-1,opus-4-5,sonnet-4-5",
    ),
    ("did we save since we moved to haiku?", "spend_less models=haiku-4-5"),
    ("what did gpt-4o cost", "how_much unknown=gpt-4o"),
    ("how much money went to gpt-5", "how_much models=gpt-5"),
    (
        "compare opus to sonnet",
        "how_much models=opus-4-1,opus-4-5,sonnet-4-5 beside=call_cost,cost,duration,error_rate",
    ),
    ("is gpt-5 slower than gpt-5-mini", "how_much models=gpt-5,gpt-5-mini beside=duration >gpt-5"),
    ("how can we spend less on opus", "spend_less models=opus-4-1,opus-4-5"),
    ("what if usage doubles", "what_if usage=2"),
    ("what if traffic grows 30 %", "what_if usage=1.3"),
)
NEXT = (
    ("what if search used haiku?", "gpt-4o instead?", "what_if features=search on=gpt-4o"),
    ("what if search used haiku?", "opus to sonnet", f"{OPUS} on=sonnet-4-5"),
    ("What if we used gpt-4o instead?", "and claude haiku?", "what_if on=haiku-4-5"),
    ("What if we used gpt-4o instead?", "and gemini-2.5-flash?", "what_if on=gemini-2.5-flash"),
    ("replace gpt-5 with gpt-5-mini", "and claude haiku?", "what_if models=gpt-5 on=haiku-4-5"),
    ("What if we used gpt-4o instead?", "what about gpt-5 nano", "what_if on=gpt-5-nano"),
    ("What if we used gpt-4o instead?", "only for the opus calls", f"{OPUS} on=gpt-4o"),
    ("What if we used gpt-4o instead?", "and if usage doubles?", "what_if usage=2 on=gpt-4o"),
)


def _goal(question: str, before: Goal | None = None) -> Goal:
    reading = read_question(question, WITH_LIST, before)
    assert isinstance(reading, Understood)
    return reading.goal


@pytest.mark.parametrize(("question", "expected"), [*MOVES, *NO_MOVES])
def test_a_move_says_what_goes_where(question: str, expected: str) -> None:
    assert gist(read_question(question, WITH_LIST)) == expected


@pytest.mark.parametrize(("first", "then", "expected"), NEXT)
def test_a_model_after_a_what_if_is_the_next_one_supposed(first: str, then: str, expected: str) -> None:
    assert gist(Understood(_goal(then, _goal(first)))) == expected


@pytest.mark.parametrize(
    ("words", "own", "listed"),
    [
        ("opus", "claude-opus-4-5", "claude-opus-5-5"),
        ("claude haiku", "claude-haiku-4-5", "claude-haiku-5-5"),
        ("sonnet 4.5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
        ("sonnet 4", "claude-sonnet-4-0", "claude-sonnet-4-0"),
        ("gpt-4o-mini", "gpt-4o-mini", "gpt-4o-mini"),
        ("gpt-4o", "gpt-4o", "gpt-4o"),
        ("gpt-5", "gpt-5", "gpt-5"),
        ("gemini-2.5-flash-lite", "gemini-2.5-flash-lite", "gemini-2.5-flash-lite"),
        ("deepseek v3", "deepseek-v3.2", "deepseek-v3.2"),
        ("o4-mini", "o4-mini", "o4-mini"),
    ],
)
def test_a_family_is_the_newest_that_is_used_else_that_is_sold(words: str, own: str, listed: str) -> None:
    question = f"what if we used {words}?"
    for setting, name in ((WITH_LIST, own), (EMPTY, listed)):
        reading = read_question(question, setting)
        assert isinstance(reading, Understood)
        assert reading.goal.supposition is not None
        assert reading.goal.supposition.models == (name,)
        assert not reading.goal.unknown_names


def test_the_report_can_say_which_model_was_taken() -> None:
    supposed = _goal("what if we used opus?").supposition
    assert supposed is not None
    assert supposed.notes == ("“opus” was taken as claude-opus-4-5: the newest of that name in your calls.",)
    exact = _goal("what if we used gpt-4o-mini?").supposition
    assert exact is not None
    assert not exact.notes
    part = _goal("what if we moved half of the opus calls to gpt-5?").supposition
    assert part is not None
    assert "a part changes in proportion" in part.notes[0]
    assert part.usage_factor is None


def test_what_nobody_sells_stays_unknown() -> None:
    goal = _goal("what if we used haiku 7?")
    assert (goal.intent, goal.unknown_names) == (Intent.WHAT_IF, ("haiku 7",))
    assert goal.supposition is not None
    assert goal.supposition.models == ("haiku 7",)


@pytest.mark.parametrize(
    ("question", "lever", "share"),
    [
        ("How much would we save if prompts was 20% shorter?", Lever.TRIM_CONTEXT, "0.2"),
        ("What if our prompts were 20 % shorter?", Lever.TRIM_CONTEXT, "0.2"),
        ("trim 20% of the prompts", Lever.TRIM_CONTEXT, "0.2"),
        ("cut the prompts by 30%", Lever.TRIM_CONTEXT, "0.3"),
        ("what if prompts were half as long", Lever.TRIM_CONTEXT, "0.5"),
        ("answers 25% shorter", Lever.TRIM_OUTPUT, "0.25"),
    ],
)
def test_a_share_of_the_prompts_is_no_target(question: str, lever: Lever, share: str) -> None:
    goal = _goal(question)
    assert (goal.intent, goal.levers, goal.target) == (Intent.LEVER, (lever,), None)
    assert goal.supposition is not None
    assert goal.supposition.shorter_by == Decimal(share)


def test_a_target_that_shorter_prompts_are_to_reach_stays_one() -> None:
    goal = _goal("reduce cost by 20% with shorter prompts")
    assert (goal.target is not None, goal.supposition) == (True, None)
