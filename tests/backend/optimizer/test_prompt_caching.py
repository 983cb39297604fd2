"""What policies cost, which rule is chosen, and what is advised."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netra.backend.optimizer.domain.advice import advise
from netra.backend.optimizer.domain.billed import Bill
from netra.backend.optimizer.domain.caching import (
    CachingCase,
    Lifetime,
    UnpricedCallError,
    call_cost,
    cost,
    costs_by,
    keep_forever,
    no_caching,
    write_everything,
)
from netra.backend.optimizer.domain.prompt_caching import (
    CachingReplay,
    PolicyId,
    Verdict,
    conversations,
    group_outcomes,
    replay_caching,
)
from netra.backend.optimizer.domain.selective import (
    SelectiveRule,
    candidates,
    choose,
    replay_clairvoyant,
    replay_rule,
)
from netra.backend.pricing.domain.books import AssumedPrice
from netra.backend.pricing.domain.rates import Rates
from tests.backend.optimizer import naive
from tests.backend.optimizer.logs import any_prompts, as_log, prefix_prompts
from tests.backend.optimizer.naive import MILLION, Prompt

CHEAP = AssumedPrice(Decimal("0.8"), Decimal(4)).as_rates
DEAR = AssumedPrice(Decimal(15), Decimal(75)).as_rates
BLOCK = 10
rules = st.sampled_from([rule for rule in candidates() if rule.sightings])


def case_of(prompts: Sequence[Prompt], rates: Sequence[Rates] = ()) -> CachingCase:
    """A case whose prompts have 3 tokens of text and 2 of reasoning as answers."""
    given_rates = rates or [CHEAP if prompt.cache == "a" else DEAR for prompt in prompts]
    return CachingCase.of(as_log(prompts, BLOCK), [(3, 2)] * len(prompts), given_rates)


def chat(*turns: tuple[float, int, int]) -> list[Prompt]:
    """Prompts of (seconds, first block, blocks)."""
    return [Prompt(at, "a", tuple(range(first, first + blocks))) for at, first, blocks in turns]


RETURNING = chat(*((60.0 * turn, 1000 * chat_no, turn + 1) for turn in range(12) for chat_no in range(3)))
ONCE_ONLY = chat(*((60.0 * turn, 100 * turn, 9) for turn in range(20)))


def replayed(case: CachingCase, *, is_recorded: bool = True) -> CachingReplay:
    """Beside a bill of fresh prompts."""
    return replay_caching(Bill.of_fresh(case, is_recorded=is_recorded))


@given(prefix_prompts(), rules)
def test_rules_bill_what_a_client_would_see(prompts: list[Prompt], rule: SelectiveRule) -> None:
    use = replay_rule(as_log(prompts, BLOCK), rule)
    share = rule.returning_share
    expected = naive.selective(prompts, rule.lifetime.seconds, rule.memory_seconds, rule.sightings, share)
    assert (use.read // BLOCK).tolist() == [billed.read for billed in expected]
    assert (use.written // BLOCK).tolist() == [billed.written for billed in expected]
    assert (use.fresh // BLOCK).tolist() == [billed.fresh for billed in expected]


@given(any_prompts())
def test_tokens_read_written_and_fresh_are_the_input(prompts: list[Prompt]) -> None:
    log = as_log(prompts)
    uses = [no_caching(log), keep_forever(log), *(write_everything(log, lifetime) for lifetime in Lifetime)]
    uses += [replay_rule(log, rule) for rule in candidates()]
    for use in uses:
        assert (use.read + use.written + use.fresh).tolist() == log.input_tokens.tolist()
        assert min([*use.read.tolist(), *use.written.tolist(), *use.fresh.tolist(), 0]) == 0


@given(any_prompts())
def test_contributions_and_groups_sum_to_the_cost(prompts: list[Prompt]) -> None:
    case = case_of(prompts)
    labels = np.array([hash(prompt.blocks) % 3 for prompt in prompts], dtype=np.int64)
    for use in (no_caching(case.log), *(write_everything(case.log, lifetime) for lifetime in Lifetime)):
        whole = cost(case, use)
        assert sum((call_cost(case, use, call) for call in range(len(case))), Decimal(0)) == whole
        assert sum(costs_by(case, use, labels, 3), Decimal(0)) == whole


@settings(deadline=None)
@given(prefix_prompts())
def test_no_rule_beats_knowing_the_future(prompts: list[Prompt]) -> None:
    case = case_of(prompts)
    for lifetime in Lifetime:
        ceiling = cost(case, replay_clairvoyant(case, lifetime))
        tried = [replay_rule(case.log, rule) for rule in candidates() if rule.lifetime is lifetime]
        assert all(ceiling <= cost(case, use) for use in (no_caching(case.log), *tried))


def test_costs_by_hand() -> None:
    # 3 x 10 tokens after 60 s and 20 s: 10 read twice at 0.1, 10 + 10 + 0 written at 1.25, 5 out each at 4.
    case = case_of(chat((0, 0, 1), (60, 0, 2), (80, 0, 2)))
    use = write_everything(case.log, Lifetime.FIVE_MINUTES)
    assert (use.read.tolist(), use.written.tolist()) == ([0, 10, 20], [10, 10, 0])
    assert cost(case, use) == (Decimal("0.8") * (3 + 25) + 4 * 15) / MILLION


def test_hourly_writes_are_billed_as_such() -> None:
    case = case_of(chat((0, 0, 1)), [CHEAP])
    assert call_cost(case, write_everything(case.log, Lifetime.ONE_HOUR), 0) == Decimal("0.000036")


def test_calls_without_a_price_cannot_be_replayed() -> None:
    priceless = AssumedPrice(Decimal(1), Decimal(1)).as_rates
    lacking = Rates("x", "x", None, None, None, None, priceless.output_text, None)
    case = case_of(chat((0, 0, 1)), [lacking])
    with pytest.raises(UnpricedCallError):
        cost(case, no_caching(case.log))


def test_the_rule_is_chosen_on_the_first_half_alone() -> None:
    first = case_of(RETURNING)
    longer = case_of([*RETURNING, *(Prompt(p.at + 10_000, "a", p.blocks) for p in ONCE_ONLY[:18] * 2)])
    chosen = choose(longer)
    assert chosen.chosen_on == len(longer) // 2
    assert chosen.rule == choose(first).rule
    assert sum(chosen.costs, Decimal(0)) == cost(longer, chosen.use)


def test_caching_everything_wins_where_prompts_return() -> None:
    replay = replayed(case_of(RETURNING))
    assert replay.advised is PolicyId.WRITE_5M
    outcome = replay.outcomes[PolicyId.WRITE_5M]
    assert outcome.verdict is Verdict.PAYS
    assert outcome.cost + outcome.saving == replay.outcomes[PolicyId.NONE].cost
    assert replay.captured_share is not None
    assert 0 < replay.captured_share <= 1


def test_nothing_is_advised_where_prompts_never_return() -> None:
    replay = replayed(case_of(ONCE_ONLY))
    assert replay.advised is PolicyId.NONE
    assert replay.outcomes[PolicyId.WRITE_1H].verdict is Verdict.COSTS
    assert replay.captured_share is None
    advice = advise(replay, (), ())
    assert advice.headline.startswith("Do not cache")
    assert advice.example_code == ""


def test_selective_caching_wins_where_some_prompts_return() -> None:
    often = [Prompt(20.0 * turn, "a", tuple(range(30))) for turn in range(60)]
    lone = [
        Prompt(20.0 * turn + 1, "a", tuple(range(1000 * turn + 100, 1000 * turn + 130))) for turn in range(60)
    ]
    replay = replayed(case_of(sorted([*often, *lone], key=lambda prompt: prompt.at)))
    assert replay.advised is PolicyId.SELECTIVE
    groups = group_outcomes(replay, [str(number) for number in conversations(replay.case.log).tolist()])
    advice = advise(replay, groups, groups)
    assert advice.prompts[0].calls == 60
    assert [group.key for group in advice.prompts] == [groups[0].key]
    assert '"ttl": "5m"' in advice.example_code
    assert any("knowing the future" in sentence for sentence in advice.why)


def test_groups_say_where_a_policy_costs_money() -> None:
    mixed = [*RETURNING, *(Prompt(prompt.at, "b", prompt.blocks) for prompt in ONCE_ONLY)]
    replay = replayed(case_of(mixed))
    groups = {group.key: group for group in group_outcomes(replay, [prompt.cache for prompt in mixed])}
    assert groups["a"].saving(PolicyId.WRITE_5M) > 0 > groups["b"].saving(PolicyId.WRITE_5M)
    assert (groups["a"].best, groups["b"].best) == (PolicyId.WRITE_5M, PolicyId.NONE)
    assert groups["a"].calls + groups["b"].calls == len(mixed)
    for policy, outcome in replay.outcomes.items():
        assert sum(group.costs[policy] for group in groups.values()) == outcome.cost


def test_conversations_start_after_what_is_common() -> None:
    prompts = [
        Prompt(float(turn), "a", (0, 1, 100 * chat_no, 100 * chat_no + turn))
        for turn in (2, 3)
        for chat_no in range(1, 21)
    ]
    numbers = conversations(as_log([*prompts, Prompt(9, "a", ())])).tolist()
    assert len(set(numbers[:40])) == 20
    assert numbers[:20] == numbers[20:40]
    assert numbers[40] == -1


@pytest.mark.parametrize(("sightings", "memory", "share"), [(1, 3599, None), (2, 3600, 0.5), (0, 3600, 0.5)])
def test_rules_that_cannot_be_replayed_are_refused(sightings: int, memory: int, share: float | None) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        SelectiveRule(Lifetime.ONE_HOUR, sightings, memory, share)


def test_every_rule_has_words() -> None:
    words = [rule.text for rule in candidates()]
    assert len(set(words)) == len(words)
    assert all(text.endswith(".") for text in words)
