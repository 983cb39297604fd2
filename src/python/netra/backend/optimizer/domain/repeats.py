"""How often the very same prompt comes again, and how figures spread."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import fsum

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


@dataclass(frozen=True, slots=True)
class Spread:
    """How values are spread; quantiles by linear interpolation."""

    minimum: float
    p25: float
    median: float
    p75: float
    maximum: float
    mean: float


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of at least one value."""
    low, p25, median, p75, high = np.quantile(values, (0, 0.25, 0.5, 0.75, 1)).tolist()
    return Spread(low, p25, median, p75, high, fsum(values) / len(values))
