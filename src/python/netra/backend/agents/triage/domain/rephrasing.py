"""A question that the rules could not read, put to a language model so that it says it in plainer words.

What comes back is read by the same rules. So a model chooses words, and never what a tool is called with.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from netra.backend.agents.triage.domain.describe import LEVER_WORDS, title_of
from netra.backend.agents.triage.domain.goal import Chosen, Goal, Intent, Reading, Understood
from netra.backend.agents.triage.domain.reading_told import reading_told
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from netra.backend.language_models.domain import DATA_RULE, data_block

MOST_NAMES_SHOWN: Final = 80
LONGEST_REPHRASED: Final = 300
_LONGEST_NAME: Final = 100
_INTENTS: Final = "\n".join(
    f"- {title_of(Goal(intent))}" for intent in Intent if intent not in {Intent.LEVER, Intent.HELP}
)
REPHRASE: Final = f"""\
You help a reader of questions about the cost and the speed of calls to language models. The reader knows
plain English only, and what it made of the question may stand below as its reading. Judge that strictly:
is_right is true only where an answer to the reading is the whole answer to the question, with the same
numbers, parts, times, order and comparison, and with nothing that the question does not ask for. Then leave
the question empty. Otherwise say the question again, as one short and complete English question that asks for
the very same thing, in words that the reader knows.

What can be asked, alone or with a time, a model, an agent or a feature:
{_INTENTS}
- What can be saved with one of: {", ".join(LEVER_WORDS.values())}

Questions that the reader knows:
- Where does the money go? Which feature costs the most? What are the 5 most expensive sessions?
- How much did we spend on gpt-5 in October? How many calls failed last week, by model?
- What does a session cost on average? What share of the cost is search?
- Why did the cost change since 3 November? Compare last week with the week before.
- How can we save 20 % without losing quality? Where can I save with prompt caching?
- What would it cost on gpt-5-mini? What would it cost with twice as many calls? What will next month cost?
- How fast are the calls of search? Why are the calls of search slow? What did we spend without support-bot?
- Why is the session s-17 so expensive? Which calls are the slowest? Which sessions run away?
- Which users went quiet?
- Did anything break last week, and when did it begin? Since when does a call cost more?
- What does caching save now? What would it cost without caching?
- Will 500 dollars a month be enough at this rate? What would it cost in batches?

Numbers in a table, in any combination: sums, means, medians, p95, p99, the largest or least of a call, rates,
of cost, calls, input tokens, output tokens, duration, time to the first token, failures, cache hit rate,
sessions or users; by one or two of model, provider, agent, feature, user, session, hour, day, week, month,
weekday, hour of the day; in a time, or in a time compared with another one:
- Mean duration and p95 duration and failure rate by model and day. Largest cost of a call by feature.
- Cost per call and number of calls by user last week compared with the week before.
- Average input tokens by feature over time.

Keep every restriction of the question: each time, number, amount, limit and name, what is left out, what it
is told by, and what must stay as it is. Write times and numbers as the question does. Add none that the
question does not speak of. Names that are in use stand among the names: where the question means one of them,
write it exactly as it stands there. Any other name stays as the question writes it. If the question asks for
several things, keep them all, joined by "and".

Words that were not understood stand with the reading: say what they ask for in the words of the questions
above. If none of these can say it, say that it is off topic.

Where the question points back, as in "and the other one?", say what it points at from the question before,
and keep what that was about. Never answer the question, never guess what is not said. If it asks for
something that is not above, say that it is off topic.

{DATA_RULE}"""


def rephrasing_prompt(
    question: str, setting: QuestionSetting, before: Goal | None, reading: Understood | None = None
) -> str:
    """What the model is given: the question, the day, what occurs in the project, and the question before.

    `reading` is what the rules made of it, as far as they understood it.

    Users and sessions are left out: they are people's, and a question that means one names it.
    """
    data: dict[str, object] = {"question": question, "names": _names_of(setting.names)}
    data["today"] = _day(setting.now, setting.zone)
    if setting.span is not None:
        data["calls"] = {
            "first": _day(setting.span[0], setting.zone),
            "last": _day(setting.span[1], setting.zone),
        }
    if setting.own_words:
        data["words_of_the_team"] = {word: meaning.value for word, meaning in setting.own_words.items()}
    if reading is not None:
        data["reading"] = reading_told(reading, setting.zone)
    if before is not None:
        data["question_before"] = _told(before, setting.zone)
    wanted = "Say this question again" if reading is None else "Judge the reading of this question"
    return f"{wanted}.\n{data_block(data)}"


def _names_of(names: ProjectNames) -> dict[str, list[str]]:
    """What occurs in the project, by kind; so many of each kind that no prompt grows with a project."""
    kinds = {"models": names.models, "agents": names.agents, "features": names.features}
    return {
        kind: [name for name in known if len(name) <= _LONGEST_NAME][:MOST_NAMES_SHOWN]
        for kind, known in kinds.items()
        if known
    }


def _told(before: Goal, zone: tzinfo) -> dict[str, object]:
    """The question before: what it asked, in which words, and about which calls, without people."""
    words: dict[str, list[str]] = {}
    for phrase in before.words:
        words.setdefault(phrase.part.value, []).append(phrase.words)
    told: dict[str, object] = {"asked": title_of(before), "in_the_words": words}
    if about := _calls_of(before.chosen):
        told["about"] = about
    if left_out := _calls_of(before.excluded):
        told["without"] = left_out
    if before.time is not None:
        ends = {"since": before.time.since, "until": before.time.until}
        told["time"] = {end: _day(moment, zone) for end, moment in ends.items() if moment is not None}
    return told


def _calls_of(chosen: Chosen) -> list[str]:
    return [*chosen.models, *chosen.agent_names, *chosen.features]


def _day(moment: datetime, zone: tzinfo) -> str:
    day: date = moment.astimezone(zone).date()
    return f"{day:%A}, {day.day} {day:%B %Y}"


def reading_faults(reading: Reading) -> Sequence[str]:
    """What is said of words that the reader does not understand either."""
    if isinstance(reading, Understood):
        return ()
    return ("The reader does not understand this. Say it like one of the questions that it knows.",)


def rephrasing_faults(question: str) -> Sequence[str]:
    """Why words cannot be put to the rules; one sentence each."""
    faults = []
    if not question.strip():
        faults.append("Give the question, or say that it is off topic.")
    if len(question) > LONGEST_REPHRASED:
        faults.append(f"At most {LONGEST_REPHRASED} characters.")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in question):
        faults.append("One line of plain text.")
    return faults
