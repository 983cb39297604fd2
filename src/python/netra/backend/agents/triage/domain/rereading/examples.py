"""Questions with how the rules read them: what a language model learns the form of a reading from.

The readings are made by the reader itself, so they never have another form than what it makes. What none
of them holds together, no reading of a model may either.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Final, NamedTuple

from netra.backend.agents.triage.domain.goal import Goal, Understood
from netra.backend.agents.triage.domain.reading import read_question
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting, RecordedCaches

EXAMPLES: Final = (
    "Where does the money go?",
    "Which feature costs the most?",
    "What are the 5 most expensive sessions?",
    "Which users spent the least last week?",
    "What does each model cost?",
    "What is the cost by feature and model?",
    "How much did we spend by day?",
    "How many calls does each user have?",
    "Which hour of the day has the most calls?",
    "Output tokens by model",
    "How much did we spend on gpt-5 in October?",
    "How much did we spend last week?",
    "How many calls were there on weekends?",
    "How many calls were there between 22:00 and 6:00?",
    "What did search cost without gpt-5?",
    "How many sessions are there?",
    "How many users are there per feature?",
    "How many tokens did we use?",
    "What does a session cost on average?",
    "What does a user cost on average?",
    "What does a session cost on average, by feature?",
    "What does a call cost on average?",
    "What does a day cost on average?",
    "What does search cost per 1,000 calls?",
    "What share of the cost is search?",
    "What share of the input was read from caches?",
    "What is the cache hit rate of search?",
    "What do the 3 most expensive users cost together, and what share is that?",
    "Which users cost more than $5?",
    "How many calls cost more than $0.10?",
    "What is the share of calls over 100,000 input tokens in the cost?",
    "Which calls are the most expensive?",
    "What are the 10 largest prompts?",
    "What is the slowest call?",
    "Why did the cost change since 3 November?",
    "Why did the cost change last week?",
    "Compare the cost of last week with the week before.",
    "Since when does a call cost more?",
    "Since when do we spend more?",
    "What does a call cost last week compared with the week before?",
    "Which feature's cost grew the most last week?",
    "Is the cost getting higher week by week?",
    "Cost by week",
    "Why is the session s-17 so expensive?",
    "Why is gpt-5 so expensive?",
    "Why is the most expensive user so expensive?",
    "How is the cost spread over the sessions?",
    "Do long sessions cost more per call than short ones?",
    "Is the most expensive session an outlier?",
    "How fast are the calls?",
    "How fast are the calls of search?",
    "What is the p95 latency by model?",
    "What is the time to the first token by model?",
    "Tokens per second by model",
    "Is it getting slower day by day?",
    "Why are the calls of search slow?",
    "How many calls failed last week?",
    "How many calls failed, by model?",
    "What are the errors by provider last week compared with the week before?",
    "How many users met a failure?",
    "Do retries work?",
    "How much are retries and failed calls costing us?",
    "Did anything break last week, and when did it begin?",
    "When did the calls get slower?",
    "When did failures begin?",
    "When were calls more expensive than usual?",
    "Which sessions run away?",
    "Which sessions have more than 20 calls?",
    "Which users went quiet?",
    "When was search last used?",
    "How many calls were there in the busiest minute?",
    "How can we save money?",
    "How can we save 20 % without losing quality?",
    "Bring the bill down to $500 a month",
    "Where can I save with prompt caching?",
    "Where can I save with prompt caching, by feature?",
    "What can a response cache save?",
    "What would a cheaper model save for search?",
    "What can we save a month with a cheaper model?",
    "What can be saved with shorter prompts?",
    "What can be saved with shorter answers?",
    "What would a limit of 500 output tokens save?",
    "What would it save to cap reasoning at 2,000 tokens?",
    "What can be saved with batches?",
    "What would it cost on gpt-5-mini?",
    "What would search cost on gpt-5-mini instead of gpt-5?",
    "What would it cost with twice as many calls?",
    "What would it cost without caching?",
    "What does caching save now?",
    "What does caching save now, by feature?",
    "Which caches are hardly ever read?",
    "What would it cost with a discount of 10 %?",
    "What will next month cost?",
    "What will a month cost at this rate?",
    "If traffic doubles what do we pay per month?",
    "Will 500 dollars a month be enough?",
    "What part of the cost is cache reads, cache writes and output?",
    "What do output tokens cost, by model?",
    "What does reasoning cost?",
    "Is gpt-5 slower than gpt-5-mini?",
    "What does a call of gpt-5 cost compared with gpt-5-mini?",
    "Where do the prices come from?",
    "How sure are the figures?",
    "Mean duration and p95 duration and failure rate by model",
    "Mean duration and longest duration",
    "Failure rate by model and day",
    "Average input tokens by feature last week compared with the week before",
    "Average output tokens by user over time",
    "Cost per call, number of calls and cache hit rate by model",
    "Largest input tokens of a call by feature",
)
NOW: Final = datetime(2026, 11, 12, 15, tzinfo=UTC)
"""When the examples were asked: Thursday, 12 November 2026."""
_NAMES: Final = ProjectNames(
    models=("gpt-5", "gpt-5-mini"),
    agents=("planner",),
    features=("search", "chat"),
    users=("u-1", "u-2"),
    sessions=("s-17", "s-18"),
)
EXAMPLE_SETTING: Final = QuestionSetting(
    NOW,
    UTC,
    (datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 12, 12, tzinfo=UTC)),
    _NAMES,
    caches=RecordedCaches(cached=True, prompt_blocks=True, repeats=True),
)


class Example(NamedTuple):
    question: str
    goal: Goal


@cache
def examples() -> Sequence[Example]:
    """Each with its goal; made once, when a model is first asked."""
    read = ((question, read_question(question, EXAMPLE_SETTING)) for question in EXAMPLES)
    return tuple(Example(question, one.goal) for question, one in read if isinstance(one, Understood))
