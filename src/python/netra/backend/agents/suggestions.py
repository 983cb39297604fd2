"""Questions that a project's own data can answer, for whoever does not know what to ask."""

from collections.abc import Iterator
from typing import Final

from netra.backend.agents.schemas import SuggestedQuestion
from netra.backend.profiles.schemas import ProjectProfile

MOST_SUGGESTED: Final = 6


def suggested(profile: ProjectProfile) -> list[SuggestedQuestion]:
    """At most six questions, the most rewarding first; none while there are no calls."""
    pairs = _questions(profile) if profile.recorded.calls else ()
    return [SuggestedQuestion(question=question, why=why) for question, why in pairs][:MOST_SUGGESTED]


def _questions(profile: ProjectProfile) -> Iterator[tuple[str, str]]:
    recorded, names = profile.recorded, profile.names
    if recorded.prompt_blocks:
        yield "Where can I save with prompt caching?", "The log shows how your prompts begin alike."
    yield "Where does the money go?", f"{recorded.calls:,} calls, by model."
    yield "Why did the cost change?", "What moved: by feature, model, agent and user."
    yield "Where can I save without losing quality?", "Every lever that can be replayed on your calls."
    if len(names.models) > 1:
        yield f"What share of the cost is {names.models[0]}?", "The model of most calls."
    if recorded.cache_use:
        yield "What does caching save us now?", "The log tells cached from fresh input."
    if recorded.prompt and recorded.answer:
        yield "Which prompts repeat exactly?", "Prompts and answers can be told apart."
    if recorded.failed:
        yield "What do failed calls cost?", f"{recorded.failed:,} calls failed."
    if recorded.duration:
        yield "Why are calls slow?", "The log shows how long calls take, and what goes with it."
    yield "Which 10 calls are the most expensive?", "Each opens with all that is known of it."
    if recorded.feature:
        yield "What does each feature cost?", "Your calls name what they serve."

