"""How often the very same prompt comes again, and whether it was answered alike."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from netra.backend.analytics.domain.priced import Columns, PricedCalls


class Asked(NamedTuple):
    """One call as a response cache sees it. `answer` is empty when it was not recorded."""

    prompt: Hashable
    answer: str
    input_tokens: int
    output_tokens: int


class Repeat(NamedTuple):
    """A call whose prompt came before: its place, and the place of the first call with that prompt."""

    at: int
    first: int


@dataclass(frozen=True, slots=True)
class ExactRepeats:
    """Calls that an exact response cache without expiry would have answered (definition XR).

    `divergent` of them were really answered otherwise than the first time; of `unrecorded` nobody knows.
    """

    calls: int
    input_tokens: int
    output_tokens: int
    divergent: int
    unrecorded: int


def repeats(calls: Sequence[Asked]) -> Iterator[Repeat]:
    """Yield every call whose prompt was sent before, word for word; `calls` in the order of time."""
    first: dict[Hashable, int] = {}
    for at, call in enumerate(calls):
        before = first.setdefault(call.prompt, at)
        if before != at:
            yield Repeat(at, before)


def exact_repeats(calls: Sequence[Asked]) -> ExactRepeats:
    """Sum up the repeats."""
    found = list(repeats(calls))
    pairs = [(calls[repeat.at], calls[repeat.first]) for repeat in found]
    unrecorded = sum(not (call.answer and before.answer) for call, before in pairs)
    alike = sum(bool(call.answer) and call.answer == before.answer for call, before in pairs)
    return ExactRepeats(
        calls=len(pairs),
        input_tokens=sum(call.input_tokens for call, _ in pairs),
        output_tokens=sum(call.output_tokens for call, _ in pairs),
        divergent=len(pairs) - alike - unrecorded,
        unrecorded=unrecorded,
    )


def prompts_of(calls: Columns) -> list[tuple[str, str, str]]:
    """What tells equal requests: the same prompt to another model is another request."""
    return list(zip(calls["prompt"], calls["provider"], calls["model"], strict=True))


@dataclass(frozen=True, eq=False)
class RepeatStudy(PricedCalls):
    """The calls of a page whose prompt was sent more than once, in order of time."""

    recorded: int
    """All calls whose prompt was recorded, also those whose prompt never came again."""
    without_prompt: int

    @cached_property
    def asked(self) -> list[Asked]:
        tokens = self.input_tokens, self.output_tokens
        return list(map(Asked, prompts_of(self.calls), self.calls["completion_hash"], *tokens))

    @cached_property
    def repeats(self) -> list[Repeat]:
        return list(repeats(self.asked))

    @cached_property
    def summed(self) -> ExactRepeats:
        return exact_repeats(self.asked)

    @cached_property
    def by_prompt(self) -> dict[int, list[Repeat]]:
        """The repeats of each prompt under the place of its first call."""
        found: dict[int, list[Repeat]] = {}
        for repeat in self.repeats:
            found.setdefault(repeat.first, []).append(repeat)
        return found

    def cost(self, chosen: Sequence[Repeat]) -> Decimal | None:
        """What these calls cost, as far as prices are known; None when not one is."""
        return self.cost_at([repeat.at for repeat in chosen])

    @cached_property
    def unpriced(self) -> int:
        """Repeats whose price is not known."""
        return sum(self.usd(repeat.at) is None for repeat in self.repeats)

    def is_divergent(self, repeat: Repeat) -> bool:
        """Whether it is known that it was answered otherwise than the first time."""
        answer, first = self.asked[repeat.at].answer, self.asked[repeat.first].answer
        return bool(answer and first) and answer != first
