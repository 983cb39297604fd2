"""What can be done about slow calls, as findings: none of them names a saving."""

from collections.abc import Iterator
from typing import Final

from netra.backend.agents.domain import Kept
from netra.backend.agents.schemas import Finding, Passage
from netra.backend.agents.triage.domain.goal import Lever
from netra.backend.analytics.schemas import FigureRead
from netra.backend.slow_calls.domain.timing import SlowCause
from netra.backend.slow_calls.schemas import SlowCallsRead

QUICKER_OUTPUT: Final = "quicker-output"
QUICKER_PROMPT: Final = "quicker-prompt"
QUICKER_MODEL: Final = "quicker-model"
_GOES_WITH: Final = "What goes with the time need not be its cause: try it on a part of the traffic."


def findings_of(found: Kept[SlowCallsRead]) -> list[Finding]:
    """One for each thing that goes with the time and can be changed, the most first."""
    told = {SlowCause.OUTPUT: _output, SlowCause.PROMPT: _prompt, SlowCause.MODEL: _model}
    return [finding for cause in found.result.causes if (finding := told[cause](found)) is not None]


def _output(found: Kept[SlowCallsRead]) -> Finding | None:
    read = found.result
    figures, said = dict(_slow_and_rest(read, "output")), "Longer answers go with longer calls."
    if read.per_100_tokens.value is not None:
        figures["per_100"] = read.per_100_tokens
        said += " Each 100 output tokens fewer would take {per_100} less."
    if "slow" in figures:
        said += " The middle one of the slowest calls has {slow} of output, of the rest {rest}."
    return _finding(
        QUICKER_OUTPUT, Lever.TRIM_OUTPUT, "Shorter answers", Passage(text=said, figures=figures), found
    )


def _prompt(found: Kept[SlowCallsRead]) -> Finding | None:
    figures = dict(_slow_and_rest(found.result, "input"))
    said = "Longer prompts go with a longer wait."
    if "slow" in figures:
        said += " The middle one of the slowest calls has {slow} of input, of the rest {rest}."
    passage = Passage(
        text=f"{said} A prompt that begins as an earlier one did may be read from a cache.", figures=figures
    )
    return _finding(QUICKER_PROMPT, Lever.TRIM_CONTEXT, "Shorter prompts, or cached ones", passage, found)


def _model(found: Kept[SlowCallsRead]) -> Finding | None:
    one = found.result.slow_model
    if one is None:
        return None
    passage = Passage(
        text=f"{one.model} writes {{speed}} in the middle, the calls of the other models {{others}}.",
        figures={"speed": one.speed, "others": one.other_speed},
    )
    return _finding(
        QUICKER_MODEL, Lever.ROUTING, f"{one.model} writes more slowly than the others", passage, found
    )


def _slow_and_rest(read: SlowCallsRead, name: str) -> Iterator[tuple[str, FigureRead]]:
    if read.slow is not None and read.rest is not None:
        yield from (("slow", getattr(read.slow, name)), ("rest", getattr(read.rest, name)))


def _finding(name: str, lever: Lever, title: str, passage: Passage, found: Kept[SlowCallsRead]) -> Finding:
    return Finding(
        id=name,
        lever=lever,
        title=title,
        passage=passage,
        saving=None,
        changes_answers=True,
        tradeoffs=[_GOES_WITH],
        result_id=found.id,
    )
