"""The effects behind a change of cost: worked by hand, and adding up whatever the periods are."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from netra.backend.analytics.domain.totals import Total, total
from netra.backend.calls.domain.call import Usage
from netra.backend.comparisons.domain import CostChange, Model, PeriodCalls, explain, explain_periods

OPUS, HAIKU = ("anthropic", "opus"), ("anthropic", "haiku")
OLD = {OPUS: Decimal("0.01"), HAIKU: Decimal("0.001")}
NEW = {OPUS: Decimal("0.02"), HAIKU: Decimal("0.001")}


def calls(number: int, tokens: int, price: Decimal) -> Total:
    """Calls of a model that charges per input token."""
    return Total((number * tokens, 0, 0, 0, 0, 0), number, number * tokens * price, number)


def dollars(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def old(model: Model, usage: Usage) -> Decimal | None:
    return OLD[model] * usage.input_total


def new(model: Model, usage: Usage) -> Decimal | None:
    return NEW[model] * usage.input_total


def test_only_more_calls_is_volume() -> None:
    before = {OPUS: calls(10, 100, OLD[OPUS]), HAIKU: calls(10, 100, OLD[HAIKU])}
    after = {OPUS: calls(20, 100, OLD[OPUS]), HAIKU: calls(20, 100, OLD[HAIKU])}
    change = explain(before, after, old, old)
    assert change == CostChange(Decimal("11.00"), Decimal("22.00"), volume=Decimal(11))
    assert change.rest == 0


def test_each_effect_worked_by_hand() -> None:
    before = {OPUS: calls(10, 100, OLD[OPUS]), HAIKU: calls(10, 100, OLD[HAIKU])}
    after = {OPUS: calls(30, 150, NEW[OPUS]), HAIKU: calls(10, 100, OLD[HAIKU])}
    change = explain(before, after, old, new)
    # Twice the calls of $11; then 10 calls went from haiku ($0.10 a call) to opus ($1 a call).
    assert (change.volume, change.mix) == dollars(11, 9)
    # 30 calls of opus took 50 tokens more at $0.01, and each of their 4,500 tokens became $0.01 dearer.
    assert (change.tokens, change.prices, change.rest) == dollars(15, 45, 0)
    assert change.after - change.before == 80


def test_failed_calls_are_no_shorter_calls() -> None:
    """Ten answered calls each time; on the later day ten more failed, of which two had 50 tokens."""
    before, answered = {OPUS: calls(10, 100, OLD[OPUS])}, calls(10, 100, OLD[OPUS])
    failed = {OPUS: Total((100, 0, 0, 0, 0, 0), 10, Decimal(1), 10, errors=10)}
    after = {OPUS: total((answered, failed[OPUS]))}
    change = explain_periods(PeriodCalls(before, {}), PeriodCalls(after, failed), old, old)
    assert (change.volume, change.mix, change.tokens, change.prices) == dollars(0, 0, 0, 0)
    assert (change.failed, change.rest) == dollars(1, 0)
    assert (change.before, change.after) == dollars(10, 11)
    # Without telling them apart, twice the calls had half the tokens.
    assert explain(before, after, old, old).tokens == -9


def test_a_time_in_which_all_calls_failed() -> None:
    before = {OPUS: calls(10, 100, OLD[OPUS])}
    failed = {HAIKU: Total((0,) * 6, 5, Decimal(0), 5, errors=5)}
    change = explain_periods(PeriodCalls(before, {}), PeriodCalls(failed, failed), old, old)
    assert (change.volume, change.failed, change.rest) == dollars(-10, 0, 0)
    assert change.after - change.before == -10


def test_a_new_model_is_mix_and_a_gone_one_too() -> None:
    before, after = {HAIKU: calls(10, 100, OLD[HAIKU])}, {OPUS: calls(10, 100, OLD[OPUS])}
    change = explain(before, after, old, old)
    assert (change.volume, change.mix, change.tokens, change.rest) == dollars(0, 9, 0, 0)


def test_without_a_list_price_the_difference_is_the_rest() -> None:
    before, after = {OPUS: calls(10, 100, OLD[OPUS])}, {OPUS: calls(10, 100, NEW[OPUS])}
    change = explain(before, after, lambda *_: None, new)
    assert (change.volume, change.mix, change.tokens, change.prices, change.rest) == dollars(0, 0, 0, 0, 10)


_TOTALS = st.dictionaries(
    st.sampled_from([OPUS, HAIKU]),
    st.builds(
        lambda number, tokens, cost: Total((tokens, 0, 0, 0, 0, 0), number, cost, number),
        st.integers(1, 10**9),
        st.integers(0, 10**12),
        st.decimals(0, 10**6, places=12),
    ),
)


@given(_TOTALS, _TOTALS)
def test_the_effects_add_up_to_the_last_digit(
    before: dict[Model, Total], after: dict[Model, Total]
) -> None:
    change = explain(before, after, old, new)
    effects = change.volume + change.mix + change.tokens + change.prices + change.rest
    assert effects == change.after - change.before
