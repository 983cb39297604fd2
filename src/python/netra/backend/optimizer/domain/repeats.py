"""How often the very same prompt comes again, and quantiles of whatever is counted."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class ExactRepeats:
    """Calls whose prompt was sent before, word for word (definition XR), and their tokens."""

    calls: int
    input_tokens: int
    output_tokens: int


def exact_repeats(prompts: Sequence[Hashable], inputs: Sequence[int], outputs: Sequence[int]) -> ExactRepeats:
    """Count what an exact response cache without expiry would have answered; `prompts` in time order."""
    seen: set[Hashable] = set()
    calls = input_tokens = output_tokens = 0
    for prompt, into, out in zip(prompts, inputs, outputs, strict=True):
        if prompt in seen:
            calls, input_tokens, output_tokens = calls + 1, input_tokens + into, output_tokens + out
        seen.add(prompt)
    return ExactRepeats(calls, input_tokens, output_tokens)


def quantile(values: Sequence[float], fraction: float) -> float:
    """Return a quantile of at least one value, by linear interpolation."""
    return float(np.quantile(values, fraction))
