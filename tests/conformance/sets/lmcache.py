"""LMCache agent traces: prompts as text. What a prefix cache reads of them, and which repeat word for word.

Lengths are characters, which the product's functions take for tokens: a prompt is a `PromptLog` of blocks of
one character, its hits those of `hits_infinite`, its repeats those of `exact_repeats`. Only the numbering of
prefixes is this set's own: the product numbers those of token blocks when calls come in.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path

from netra.backend.calls.domain.blocks import checked_runs
from netra.backend.calls.domain.call import BlockRuns
from netra.backend.optimizer.domain.caches import hits_infinite
from netra.backend.optimizer.domain.prompt_log import PromptLog, Runs
from netra.backend.response_caching.domain import Asked, ExactRepeats, exact_repeats
from tests.conformance.figures import RATIO, Computed, Figure, FigurePath, UnknownFigureError, ratio
from tests.conformance.sets.source import Row, files_with, json_lines, meant_by

COLUMNS = frozenset({"timestamp", "input", "output", "session_id", "file"})
Known = tuple[str, BlockRuns]
"""A prompt and its prefixes by number."""


def data_files(folder: Path) -> tuple[Path, ...]:
    """Return the request files of a folder; none when it is another set."""
    return files_with(folder, ("*.jsonl", "*.jsonl.gz"), COLUMNS)


def answers(folder: Path, expected: Path) -> "AgentTraces":
    """Return what computes the figures of one expected file."""
    return AgentTraces([row for path in meant_by(expected, data_files(folder)) for row in json_lines(path)])


class AgentTraces:
    """Figures of some requests, by their key in an expected file."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __call__(self, path: FigurePath) -> Computed:
        if len(path) == 1 and path[0] in self._counts:
            return Computed(self._counts[path[0]])
        if path == ("prefix_ratio",):
            return Computed(ratio(self._prefix_hits, self._counts["in_chars"]), RATIO)
        raise UnknownFigureError(".".join(path))

    def own_figures(self) -> Iterator[Figure]:
        """Nothing: the rows expect nothing of themselves."""
        return iter(())

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        anywhere, in_session = self._repeats(), self._repeats("session_id")
        return {
            "rows": len(self._rows),
            "files": len({row["file"] for row in self._rows}),
            "in_chars": sum(len(row["input"]) for row in self._rows),
            "out_chars": sum(len(row["output"]) for row in self._rows),
            "empty_inputs": sum(not row["input"] for row in self._rows),
            "prefix_hit_chars_within_file": self._prefix_hits,
            "exact_hits_global": anywhere.calls,
            "exact_hits_in_session": in_session.calls,
            "divergent_hits": anywhere.divergent,
            "hit_in_chars": anywhere.input_tokens,
            "hit_out_chars": anywhere.output_tokens,
        }

    def _repeats(self, *within: str) -> ExactRepeats:
        """Repeats in the order of time; every answer is recorded here, an empty one too."""
        ordered = sorted(self._rows, key=lambda row: row["timestamp"])
        prompts = ((*(row[name] for name in within), row["input"]) for row in ordered)
        return exact_repeats(
            [
                Asked(prompt, f"answered {row['output']}", len(row["input"]), len(row["output"]))
                for prompt, row in zip(prompts, ordered, strict=True)
            ]
        )

    @cached_property
    def _prefix_hits(self) -> int:
        """Characters that an endless cache of each file would have read, in the order of the file."""
        lengths = [len(row["input"]) for row in self._rows]
        log = PromptLog.of(
            times=[row["timestamp"] for row in self._rows],
            input_tokens=lengths,
            block_sizes=[1] * len(self._rows),
            caches=[row["file"] for row in self._rows],
            runs=Runs.of([*numbered_prefixes([(row["file"], row["input"]) for row in self._rows])]),
        )
        return int(log.tokens_of(hits_infinite(log)).sum())


def numbered_prefixes(prompts: Sequence[tuple[str, str]]) -> Iterator[BlockRuns]:
    """Yield the prefixes of prompts, as (file, text), by numbers that are equal for equal ones of a file."""
    known: dict[str, list[Known]] = {}
    free = count()
    for file, text in prompts:
        earlier = known.setdefault(file, [])
        shared, like = max(((common(text, other), runs) for other, runs in earlier), default=(0, ()))
        new = len(text) - shared
        runs = [*leading(like, shared), *((next(free), new) if new else ())]
        # The numbers up to the last character of this prompt are taken.
        free = count(runs[-2] + new) if new else free
        earlier.append((text, checked_runs(runs)))
        yield earlier[-1][1]


def common(one: str, other: str) -> int:
    """Return the length of the longest common prefix, by halving what is left."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def leading(runs: BlockRuns, blocks: int) -> Iterator[int]:
    """Yield the runs of that many leading blocks."""
    for start, length in zip(runs[::2], runs[1::2], strict=True):
        if blocks > 0:
            yield from (start, min(length, blocks))
        blocks -= length
