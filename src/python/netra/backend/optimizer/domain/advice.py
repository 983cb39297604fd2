"""The prompt-caching lever in words: what to do, why, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.optimizer.domain.billed import Bill
from netra.backend.optimizer.domain.caching import Lifetime
from netra.backend.optimizer.domain.prompt_caching import POLICY_TITLES, CachingReplay, GroupOutcome, PolicyId

PROMPTS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about prompt caching, with the prompts that gain most."""

    policy: PolicyId | None
    """None: keep the caching that is in place."""
    headline: str
    why: tuple[str, ...]
    caveat: str
    """What must be known before a saving is believed; empty where all calls say what was cached."""
    steps: tuple[str, ...]
    example_code: str
    prompts: tuple[GroupOutcome, ...]


def advise(
    replay: CachingReplay, prompts: tuple[GroupOutcome, ...], groups: tuple[GroupOutcome, ...]
) -> Advice:
    """Return the advice that follows from a replay.

    `prompts` are the outcomes by conversation or session, `groups` those by model or agent.
    """
    policy = replay.advised
    return Advice(
        policy=policy,
        headline=_kept(replay.bill) if policy is None else _headline(replay, policy),
        why=(*_comparison(replay), *_limits(replay), *_exceptions(groups, policy), *_honesty(replay)),
        caveat=_caveat(replay.bill),
        steps=_steps(replay, policy),
        example_code=_example(replay, policy),
        prompts=() if policy is None else _gaining(prompts, policy),
    )


def _gaining(prompts: tuple[GroupOutcome, ...], policy: PolicyId) -> tuple[GroupOutcome, ...]:
    gaining = sorted(prompts, key=lambda prompt: -prompt.saving(policy))
    return tuple(prompt for prompt in gaining if prompt.saving(policy) > 0)[:PROMPTS_SHOWN]


def _kept(bill: Bill) -> str:
    if bill.unrecorded:
        return "Keep the caching that is in place: no policy that was replayed is known to cost less."
    return (
        f"Keep the caching that is in place: these calls cost {_usd(bill.cost)} with it, and no policy that "
        "was replayed would have cost less."
    )


def _headline(replay: CachingReplay, policy: PolicyId) -> str:
    outcome, bill = replay.outcomes[policy], replay.bill
    share = f"{_usd(bill.cost)} {_whose(bill)} ({_percent(outcome.saving_ratio)})"
    if policy is not PolicyId.NONE:
        return f"{POLICY_TITLES[policy]}: saves an estimated {_usd(outcome.saving)} of the {share}."
    if outcome.saving:
        return f"Cache no prompts: what is in place wastes {_usd(outcome.saving)} of the {share}."
    if bill.is_told:
        return "Do not cache prompts: on this traffic every way of caching them costs as much or more."
    return "Nothing to switch on: beside fresh prompts every way of caching costs as much or more."


def _whose(bill: Bill) -> str:
    """What an amount is that a saving is a part of."""
    if not bill.unrecorded:
        return "that was billed"
    return "that was billed as far as recorded" if bill.is_told else "that fresh prompts cost"


def _caveat(bill: Bill) -> str:
    if not bill.unrecorded:
        return ""
    if not bill.is_told:
        return (
            "Whether you cache already was not recorded: savings are beside fresh prompts, an assumption. "
            "If you cache already, you save less, or nothing."
        )
    return (
        f"{bill.unrecorded:,} of {len(bill.case):,} calls do not say what was cached and are taken as fresh, "
        "an assumption. What of them is cached already saves less, or nothing."
    )


def _comparison(replay: CachingReplay) -> tuple[str, ...]:
    """Each policy beside the bill; the selective rule only where it is news."""
    policies = [policy for policy in replay.outcomes if policy is not PolicyId.NONE or replay.bill.has_cached]
    simple = {replay.outcomes[policy].cost for policy in policies if policy is not PolicyId.SELECTIVE}
    selective = replay.outcomes[PolicyId.SELECTIVE].cost
    if replay.advised is not None or selective in simple:
        policies.remove(PolicyId.SELECTIVE)
    return tuple(_beside(replay, policy) for policy in policies)


def _beside(replay: CachingReplay, policy: PolicyId) -> str:
    outcome, bill = replay.outcomes[policy], replay.bill
    title = POLICY_TITLES[policy]
    moved = f": {outcome.read_tokens:,} tokens are read, {outcome.written_tokens:,} written"
    moved = "" if policy is PolicyId.NONE else moved
    beside = f"{_difference(outcome.saving)} ({_percent(abs(outcome.saving_ratio))})"
    if not bill.has_cached or not bill.unrecorded:
        return f"{title} {beside}{moved}."
    known = f"{len(bill.case) - bill.unrecorded:,} calls that say what was cached"
    return f"{title} {beside}, on the {known} {_difference(outcome.recorded_saving)}{moved}."


def _difference(saving: Decimal) -> str:
    return f"{'saves' if saving > 0 else 'costs'} {_usd(abs(saving))}{'' if saving > 0 else ' more'}"


def _limits(replay: CachingReplay) -> tuple[str, ...]:
    """Why a replay may do worse than what is in place."""
    read = replay.bill.total.usage.cache_read
    found = max(outcome.read_tokens for outcome in replay.outcomes.values())
    if read > found:
        return (
            f"{read:,} tokens were really read from caches, at most {found:,} in a replay: it only knows the "
            "beginnings of prompts that the log shows. What was sent but not logged, such as a system "
            "prompt, tools or a text that a placeholder stands for, cannot be replayed.",
        )
    if replay.advised is None:
        return (
            "A replay only knows the beginnings of prompts that the log shows, and a few simple rules: what "
            "is in place marks prompts better than they do.",
        )
    return ()


def _exceptions(groups: tuple[GroupOutcome, ...], policy: PolicyId | None) -> tuple[str, ...]:
    """Where the opposite of the advice holds."""
    return tuple(
        f"{_advised(group, policy)} on {group.key.removeprefix('model:') or 'calls without a model'}."
        for group in groups
        if len(groups) > 1 and _is_exception(group, policy)
    )


def _is_exception(group: GroupOutcome, policy: PolicyId | None) -> bool:
    if policy is not None:
        return group.saving(policy) < 0
    return group.best is not None and group.saving(group.best) > 0 and not group.billed.cache_unrecorded


def _advised(group: GroupOutcome, policy: PolicyId | None) -> str:
    if policy is not None:
        return f"It costs {_usd(-group.saving(policy))} more"
    best = group.best or PolicyId.NONE
    return f"{POLICY_TITLES[best]} would save {_usd(group.saving(best))}"


def _honesty(replay: CachingReplay) -> tuple[str, ...]:
    choice, share = replay.selective, replay.captured_share
    if replay.advised is not PolicyId.SELECTIVE or share is None:
        return ()
    return (
        f"The rule: {choice.rule.text}",
        f"It was chosen on the first {choice.chosen_on:,} calls and holds on the later ones too: "
        f"{_usd(choice.costs[1])} there.",
        f"It reaches {_percent(share)} of what could be saved beside fresh prompts by knowing the future.",
    )


def _usd(amount: Decimal) -> str:
    """Cents, or below a dollar two digits that matter, as on the pages."""
    places = 2 if not amount or abs(amount) >= 1 else max(2, 1 - amount.adjusted())
    return f"${amount:,.{places}f}"


def _percent(ratio: Decimal) -> str:
    return f"{ratio:.1%}"


_MARK: Final = (
    "Put what never changes first: tools, then the system prompt, then the conversation; nothing that varies "
    "(dates, ids) before it."
)
_CHECK: Final = (
    "Watch cache_read_input_tokens in the answers, and send the traffic here again to see the saving."
)
_RECORD: Final = (
    "Send what was cached with each call: gen_ai.usage.cache_read.input_tokens and "
    "gen_ai.usage.cache_creation.input_tokens, or cache_read and cache_write of a file."
)
_STEPS: Final[Mapping[PolicyId | None, tuple[str, ...]]] = MappingProxyType(
    {
        None: (
            "Leave your requests as they are.",
            "To have more replayed, send whole prompts: tools and system prompt with the conversation.",
            _CHECK,
        ),
        PolicyId.NONE: ("Leave cache_control out of your requests; look again when the traffic changes.",),
        PolicyId.WRITE_5M: (_MARK, "Mark the end of each prompt with cache_control of 5 minutes.", _CHECK),
        PolicyId.WRITE_1H: (_MARK, "Mark the end of each prompt with cache_control of 1 hour.", _CHECK),
        PolicyId.SELECTIVE: (
            _MARK,
            "Remember a hash of each prefix you send, with the time.",
            "Set cache_control only at the end of a prefix that the rule above picks.",
            _CHECK,
        ),
    }
)
_EXAMPLE: Final = """# Anthropic Messages API: everything up to the mark is cached.
{guard}block["cache_control"] = {{"type": "ephemeral", "ttl": "{ttl}"}}
client.messages.create(model=model, max_tokens=1024, system=system, messages=messages)"""
_ALWAYS: Final = """block = messages[-1]["content"][-1]
"""
_WHEN_IT_PAYS: Final = """# paying_prefix_end: your memory of sent prefixes, asked by the rule above
if (block := paying_prefix_end(messages)) is not None:
    """


def _steps(replay: CachingReplay, policy: PolicyId | None) -> tuple[str, ...]:
    """First what makes sure of the advice."""
    if policy is PolicyId.NONE and not replay.bill.is_told:
        return (_RECORD, "Leave cache_control out where it is not in use yet.")
    return (_RECORD, *_STEPS[policy]) if replay.bill.unrecorded else _STEPS[policy]


def _example(replay: CachingReplay, policy: PolicyId | None) -> str:
    if policy in {None, PolicyId.NONE}:
        return ""
    selective = policy is PolicyId.SELECTIVE
    hourly = policy is PolicyId.WRITE_1H
    simple = Lifetime.ONE_HOUR if hourly else Lifetime.FIVE_MINUTES
    ttl = replay.selective.rule.lifetime if selective else simple
    return _EXAMPLE.format(guard=_WHEN_IT_PAYS if selective else _ALWAYS, ttl=ttl)
