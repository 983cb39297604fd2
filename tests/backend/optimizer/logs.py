"""Random prompt logs: any block ids, and logs whose ids stand for prefixes as those of real prompts do."""

from collections.abc import Sequence

from hypothesis import strategies as st

from netra.backend.calls.domain.blocks import encode_runs
from netra.backend.optimizer.domain.prompt_log import PromptLog, Runs
from tests.backend.optimizer.naive import MILLION, Prompt

times = st.integers(0, 400)
caches = st.sampled_from(["a", "b"])


@st.composite
def any_prompts(draw: st.DrawFn) -> list[Prompt]:
    """Prompts of arbitrary block ids, in an arbitrary order of time."""
    blocks = st.lists(st.integers(0, 12), max_size=10)
    rows = draw(st.lists(st.tuples(times, caches, blocks), max_size=14))
    return [Prompt(at, cache, tuple(ids)) for at, cache, ids in rows]


@st.composite
def prefix_prompts(draw: st.DrawFn) -> list[Prompt]:
    """Prompts in order of time, in which an id stands for all the text up to and with its block."""
    texts = st.lists(st.sampled_from("xy"), max_size=8)
    rows = draw(st.lists(st.tuples(times, caches, texts), max_size=14))
    numbers: dict[str, int] = {}
    return [
        Prompt(
            at,
            cache,
            tuple(numbers.setdefault("".join(text[: end + 1]), len(numbers)) for end in range(len(text))),
        )
        for at, cache, text in sorted(rows, key=lambda row: row[0])
    ]


def as_log(prompts: Sequence[Prompt], block_size: int = 10) -> PromptLog:
    """The prompts as columns; each is as long as its blocks."""
    return PromptLog.of(
        times=[round(prompt.at * MILLION) for prompt in prompts],
        input_tokens=[len(prompt.blocks) * block_size for prompt in prompts],
        block_sizes=[block_size] * len(prompts),
        caches=[prompt.cache for prompt in prompts],
        runs=Runs.of([encode_runs(prompt.blocks) for prompt in prompts]),
    )
