"""The prompt-caching lever in words: what to do, why, and how."""

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.optimizer.domain.prompt_caching import POLICY_TITLES, CachingReplay, GroupOutcome, PolicyId

PROMPTS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about prompt caching, with the prompts that gain most."""

    policy: PolicyId
    headline: str
    why: tuple[str, ...]
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
    gaining = sorted(prompts, key=lambda prompt: -prompt.saving(policy))
    return Advice(
        policy=policy,
        headline=_headline(replay, policy),
        why=(*_comparison(replay), *_exceptions(groups, policy), *_honesty(replay, policy)),
        steps=_STEPS[policy],
        example_code=_example(replay, policy),
        prompts=tuple(prompt for prompt in gaining if prompt.saving(policy) > 0)[:PROMPTS_SHOWN],
    )


def _headline(replay: CachingReplay, policy: PolicyId) -> str:
    outcome = replay.outcomes[policy]
    if policy is PolicyId.NONE:
        return "Do not cache prompts: on this traffic every way of caching them costs money."
    saved, before = _usd(outcome.saving), _usd(outcome.cost + outcome.saving)
    return f"{POLICY_TITLES[policy]}: saves {saved} of {before} ({_percent(outcome.saving_ratio)})."


def _comparison(replay: CachingReplay) -> tuple[str, ...]:
    sentences = []
    for policy in (PolicyId.WRITE_5M, PolicyId.WRITE_1H):
        outcome = replay.outcomes[policy]
        verb = "saves" if outcome.saving > 0 else "costs"
        sentences.append(
            f"{POLICY_TITLES[policy]} {verb} {_usd(abs(outcome.saving))} "
            f"({_percent(abs(outcome.saving_ratio))}): "
            f"{outcome.read_tokens:,} tokens are read, {outcome.written_tokens:,} written."
        )
    return tuple(sentences)


def _exceptions(groups: tuple[GroupOutcome, ...], policy: PolicyId) -> tuple[str, ...]:
    losing = [group for group in groups if group.saving(policy) < 0]
    return tuple(
        f"It costs {_usd(-group.saving(policy))} on {group.key or 'calls without a model'}."
        for group in losing
    )


def _honesty(replay: CachingReplay, policy: PolicyId) -> tuple[str, ...]:
    choice, share = replay.selective, replay.captured_share
    if policy is not PolicyId.SELECTIVE or share is None:
        return ()
    return (
        f"The rule: {choice.rule.text}",
        f"It was chosen on the first {choice.chosen_on:,} calls and holds on the later ones too: "
        f"{_usd(choice.costs[1])} there.",
        f"It reaches {_percent(share)} of what could be saved by knowing the future.",
    )


def _usd(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def _percent(ratio: Decimal) -> str:
    return f"{ratio:.1%}"


_MARK: Final = (
    "Put what never changes first: tools, then the system prompt, then the conversation; nothing that varies "
    "(dates, ids) before it."
)
_CHECK: Final = (
    "Watch cache_read_input_tokens in the answers, and send the traffic here again to see the saving."
)
_STEPS: Final = MappingProxyType(
    {
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


def _example(replay: CachingReplay, policy: PolicyId) -> str:
    if policy is PolicyId.NONE:
        return ""
    guard = _WHEN_IT_PAYS if policy is PolicyId.SELECTIVE else _ALWAYS
    return _EXAMPLE.format(guard=guard, ttl=replay.outcomes[policy].use.lifetime)
