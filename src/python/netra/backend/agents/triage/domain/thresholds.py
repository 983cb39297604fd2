"""Calls that a question chooses by their length: more than a number of tokens on one side."""

from types import MappingProxyType
from typing import Final

from netra.backend.agents.triage.domain.amounts import decimal_of
from netra.backend.agents.triage.domain.goal import Above
from netra.backend.agents.triage.domain.patterns import whole_words
from netra.backend.agents.triage.domain.wording import Text

_MOST_ABOVE: Final = 1_000_000_000
_ABOVE: Final = whole_words(
    r"(?:with |that have |having |of |which have |where )*"
    r"(?:more than|over|above|at least|exceed\w*|longer than|larger than|bigger than|greater than|>)(?: =)? "
    r"(?P<number>\d{1,12}(?:[.,]\d{1,9})*)(?: ?(?P<scale>k|m|thousand|million))?"
    r"(?: (?P<side>input|prompt|output|completion|answer))? tokens?(?P<out> (?:out|of output))?"
)
_ARE_CALLS: Final = whole_words(
    r"(?:calls?|requests?|prompts?|ones|those|(?<!which )@(?:feature|model|agent)) (?:\S+ ){0,3}$"
)
"""What stands right before: of users or sessions the tokens are summed, and that is something else."""
_OUTPUT: Final = frozenset({"output", "completion", "answer"})
_SCALES: Final = MappingProxyType(
    {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
)


def read_above(text: Text) -> tuple[Text, tuple[Above | None, str]]:
    """Merge the first such choice into @above; without a side the input is meant."""
    hit = next(text.hits(_ABOVE), None)
    if hit is None or not _ARE_CALLS.search(text.line[: hit.match.start()]):
        return text, (None, "")
    number = decimal_of(hit.match["number"]) * _SCALES.get(hit.match["scale"] or "", 1)
    if not 1 <= number <= _MOST_ABOVE:
        return text, (None, "")
    is_output = hit.match["side"] in _OUTPUT or hit.match["out"] is not None
    above = Above("output" if is_output else "input", int(number)), text.phrase(hit.first, hit.last)
    return text.merged({(hit.first, hit.last): "@above"}), above
