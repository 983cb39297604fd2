"""Answers on why calls are slow: where the time goes, what goes with it, and what the slowest are beside."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Passage
from netra.backend.agents.slowness.domain import SlowFound, is_of_several
from netra.backend.agents.text import counted
from netra.backend.agents.triage.domain.goal import Goal, Metric
from netra.backend.analytics.schemas import FigureRead, Overview
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.slow_calls.domain.timing import FEWEST_TIMED, SlowCause, Strength
from netra.backend.slow_calls.schemas import SlowCallsRead, TimedGroupRead, TimedPartRead, TimeLinkRead

MOST_PLACES_TOLD: Final = 2
NOT_A_CAUSE: Final = " What goes together need not be the cause."
_APART: Final = Decimal("1.25")
"""What differs by less than a quarter does not tell two parts apart."""
_SIZES: Final[Mapping[CallMeasure, str]] = MappingProxyType(
    {
        CallMeasure.OUTPUT: "answer",
        CallMeasure.INPUT: "prompt",
        CallMeasure.REASONING: "reasoning",
    }
)
_MIDDLES: Final = (
    ("output", "{a} of output beside {b}"),
    ("speed", "{a} beside {b} in writing"),
    ("ttft", "the first token after {a} beside {b}"),
    ("input", "{a} of input beside {b}"),
)
Figures = dict[str, FigureRead]


def why_slow_answer(goal: Goal, given: Given, overview: Overview) -> Passage:
    """What goes with how long these calls take, and what the slowest of them have beside the rest."""
    found = given.slow
    if found is None:
        return Passage(text="What makes calls slow could not be looked at: see below what went wrong.")
    read, figures = found.read.result, Figures()
    timed = int(read.whole.calls.value or 0)
    if not timed:
        return Passage(
            text=f"How long the calls took was not recorded for {counted(overview.calls, 'call')}."
        )
    if timed < FEWEST_TIMED:
        few = (
            f"{counted(timed, 'answered call')} that record how long they took are too few to tell what goes "
            f"with it: {FEWEST_TIMED} are needed. Half of them take {{middle}} or less."
        )
        return Passage(
            text=few + _left_out(read, figures), figures={"middle": read.whole.duration, **figures}
        )
    told = [*_first(goal, read, figures), _where(read, figures)]
    told += [] if is_of_several(goal) else _slowest(read, figures)
    told += [*_beside_every(found, figures), _per_100(read, figures), _left_out(read, figures)]
    return Passage(text="".join((*told, NOT_A_CAUSE)), figures=figures)


def writing_speed(given: Given) -> Passage:
    """How fast answers are written, and which parts write fastest and slowest."""
    read = given.slow.read.result if given.slow is not None else None
    if read is None or read.whole.speed.value is None:
        calls = counted(given.overview.result.calls if given.overview is not None else 0, "call")
        return Passage(text=f"How fast answers are written was not recorded for {calls}.")
    figures = {"speed": read.whole.speed}
    since = "after the first token" if read.after_first else "over the whole call: no first token is recorded"
    text = f"Half of the calls write {{speed}} or more, {since}."
    known = [part for part in read.parts if part.key and part.group.speed.value is not None]
    if len(known) > 1:
        ends = sorted(known, key=lambda part: -(part.group.speed.value or 0))
        figures |= {"fastest": ends[0].group.speed, "slowest": ends[-1].group.speed}
        text += (
            f" The {read.by.words} that writes fastest is {ends[0].key} ({{fastest}}), the slowest "
            f"{ends[-1].key} ({{slowest}})."
        )
    return Passage(text=text + _left_out(read, figures), figures=figures)


def _first(goal: Goal, read: SlowCallsRead, figures: Figures) -> Iterator[str]:
    """What is asked first: how two names differ, what the first token goes with, or the whole time."""
    if is_of_several(goal) and len(read.parts) > 1:
        yield _of_two(read, figures)
    if goal.metric is Metric.TTFT:
        figures["ttft"] = read.whole.ttft
        yield "Half of the calls have their first token after {ttft} or less. "
        yield _linked(_link(read, CallMeasure.TTFT, CallMeasure.INPUT), figures)
        return
    yield _lead(read, figures)
    rest = [one for one in read.links if one.time is CallMeasure.DURATION and _name(one) not in figures]
    yield "".join(_linked(one, figures) for one in rest if one.strength is not Strength.UNKNOWN)


def _lead(read: SlowCallsRead, figures: Figures) -> str:
    """What goes with the time most, of what something can be done about."""
    cause = read.causes[0] if read.causes else None
    if cause is SlowCause.OUTPUT:
        return _linked(_link(read, CallMeasure.DURATION, CallMeasure.OUTPUT), figures)
    if cause is SlowCause.PROMPT:
        by_first = read.time.is_mostly_waiting
        time = CallMeasure.TTFT if by_first else CallMeasure.DURATION
        return _linked(_link(read, time, CallMeasure.INPUT), figures)
    if cause is SlowCause.MODEL and read.slow_model is not None:
        return _of_model(read, figures)
    return "Nothing that is recorded of these calls goes clearly with how long they take. "


def _of_model(read: SlowCallsRead, figures: Figures) -> str:
    one = read.slow_model
    if one is None:
        return ""
    figures |= {"model_speed": one.speed, "others_speed": one.other_speed}
    return f"{one.model} writes {{model_speed}}, the other models {{others_speed}}. "


def _link(read: SlowCallsRead, time: CallMeasure, size: CallMeasure) -> TimeLinkRead:
    return next(one for one in read.links if (one.time, one.size) == (time, size))


def _name(one: TimeLinkRead) -> str:
    return f"{one.time}_{one.size}"


def _linked(one: TimeLinkRead, figures: Figures) -> str:
    """How far a time goes with a size, in words."""
    size, name = _SIZES[one.size], _name(one)
    what = "the first token" if one.time is CallMeasure.TTFT else "the call"
    if one.strength is Strength.UNKNOWN:
        return f"Whether {what} goes with the length of the {size} cannot be told. "
    figures[name] = one.correlation
    said = f"(rank correlation {{{name}}})"
    later = "later" if one.time is CallMeasure.TTFT else "longer"
    if one.strength is Strength.NONE:
        return f"The length of the {size} hardly goes with it {said}. "
    longer = "longer" if one.grows else "shorter"
    if one.strength is Strength.STRONG:
        return f"The {longer} the {size}, the {later} {what} {said}. "
    return f"With a {longer} {size} {what} takes {later}, to some degree {said}. "


def _where(read: SlowCallsRead, figures: Figures) -> str:
    time, timed = read.time, int(read.whole.calls.value or 0)
    if time.waiting.value is None:
        return "How much of the time is waiting for the first token is not recorded."
    figures |= {"waiting": time.waiting, "writing": time.writing}
    of = "the time" if time.calls == timed else f"the time of {counted(time.calls, 'call')} that record it"
    return f"Of {of} {{waiting}} is waiting for the first token, {{writing}} writing the answer."


def _slowest(read: SlowCallsRead, figures: Figures) -> Iterator[str]:
    """What the slowest calls have in the middle beside the rest, and where more of them are."""
    slow, rest = read.slow, read.rest
    if slow is None or rest is None:
        yield " No calls stand out as slow: most take as long as the slowest."
        return
    figures |= {"slow": slow.calls, "slow_time": read.slow_time, "slow_share": read.slow_share}
    beside = _differences(slow, rest, figures, "slow", "rest")
    yield " The slowest 5 % ({slow} calls) took {slow_time} together, {slow_share} of all the time."
    yield (
        f" In the middle, beside the rest: {beside}." if beside else " In the middle they are like the rest."
    )
    for place, one in enumerate(read.places[:MOST_PLACES_TOLD]):
        figures |= {f"of_slow_{place}": one.share_of_slow, f"of_all_{place}": one.share_of_all}
        yield (
            f" The {one.by.words} {one.key} has {{of_slow_{place}}} of the slow calls and {{of_all_{place}}} "
            "of all."
        )
    if read.causes[:1] != [SlowCause.MODEL] and read.slow_model is not None:
        yield f" {_of_model(read, figures).strip()}"


def _differences(one: TimedGroupRead, other: TimedGroupRead, figures: Figures, a: str, b: str) -> str:
    """The medians in which two groups differ by a quarter at least, beside each other; empty without one."""
    told = []
    for name, words in _MIDDLES:
        pair = getattr(one, name), getattr(other, name)
        less, more = sorted(figure.value or Decimal(0) for figure in pair)
        if less and more >= _APART * less:
            figures |= {f"{name}_{a}": pair[0], f"{name}_{b}": pair[1]}
            told.append(words.format(a=f"{{{name}_{a}}}", b=f"{{{name}_{b}}}"))
    return ", ".join(told)


def _of_two(read: SlowCallsRead, figures: Figures) -> str:
    """How the slower of two names differs from the quicker one, that which differs most first."""
    known = [part for part in read.parts if part.group.duration.value is not None]
    if len(known) < 2:
        return ""
    known.sort(key=lambda part: -(part.group.duration.value or 0))
    slower, quicker = known[0], known[-1]
    figures |= {"slower": slower.group.duration, "quicker": quicker.group.duration}
    beside = _differences(slower.group, quicker.group, figures, "slower", "quicker")
    most = _most_apart(slower, quicker)
    said = f"The middle call of {slower.key} takes {{slower}}, of {quicker.key} {{quicker}}: {beside}. "
    return said + (
        f"They differ most in {most}. " if most else "They differ by less than a quarter in each. "
    )


def _most_apart(slower: TimedPartRead, quicker: TimedPartRead) -> str:
    """In what the slower one has most more of; empty where it is nothing worth telling."""
    one, other = slower.group, quicker.group
    pairs = {
        "the length of their answers": (one.output, other.output),
        "how fast they write": (other.speed, one.speed),
        "how long the first token takes": (one.ttft, other.ttft),
    }
    ratios = {words: (more.value or 0) / less.value for words, (more, less) in pairs.items() if less.value}
    most = max(ratios, key=lambda words: ratios[words], default="")
    return most if most and ratios[most] >= _APART else ""


def _beside_every(found: SlowFound, figures: Figures) -> Iterator[str]:
    """What the middle call of all models has, where some of them are asked about."""
    every = found.every.result if found.every is not None else None
    one = found.read.result.whole
    if every is None or every.whole.calls.value == one.calls.value or every.whole.speed.value is None:
        return
    figures |= {"every": every.whole.duration, "own": one.duration}
    beside = _differences(one, every.whole, figures, "own", "every")
    yield f" The middle call takes {{own}}, of all models {{every}}{f': {beside}' if beside else ''}."


def _per_100(read: SlowCallsRead, figures: Figures) -> str:
    if read.per_100_tokens.value is None:
        return ""
    figures["per_100"] = read.per_100_tokens
    return " Each 100 output tokens take {per_100}."


def _left_out(read: SlowCallsRead, figures: Figures) -> str:
    """Which calls it is not about."""
    said, failed = "", int(read.failed.value or 0)
    if failed:
        figures["failed"] = read.failed
        said = f" {{failed}} failed {'call is' if failed == 1 else 'calls are'} left out."
    if read.untimed:
        said += f" {counted(read.untimed, 'answered call')} did not record how long."
    return said
