"""A question that the rules could not read, put to a language model so that it says it in plainer words.

What comes back is read by the same rules. So a model chooses words, and never what a tool is called with.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from netra.backend.agents.triage.domain.describe import LEVER_WORDS, title_of
from netra.backend.agents.triage.domain.goal import Chosen, Goal, Intent, Reading, Understood
from netra.backend.agents.triage.domain.setting import QuestionSetting
from netra.backend.language_models.domain import DATA_RULE, data_block

MOST_NAMES_SHOWN: Final = 200
LONGEST_REPHRASED: Final = 300
_LONGEST_NAME: Final = 100
_INTENTS: Final = "\n".join(
    f"- {title_of(Goal(intent))}" for intent in Intent if intent not in {Intent.LEVER, Intent.HELP}
)
REPHRASE: Final = f"""\
You help a reader of questions about the cost and the speed of calls to language models. The reader knows
plain English only. Say the question again, as one short and complete English question that asks for the very
same thing, in words that the reader knows.

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

Keep every restriction of the question: each time, number, amount, limit and name, what is left out, what it
is told by, and what must stay as it is. Write times and numbers as the question does. Add none that the
question does not speak of. Names that are in use stand among the names: where the question means one of them,
write it exactly as it stands there. Any other name stays as the question writes it. If the question asks for
several things, keep them all, joined by "and".

Words that were not understood stand among those not understood: say what they ask for in the words of the
questions above. If none of these can say it, say that it is off topic.

Where the question points back, as in "and the other one?", say what it points at from the question before,
and keep what that was about. Never answer the question, never guess what is not said. If it asks for
something that is not above, say that it is off topic.

{DATA_RULE}"""


def rephrasing_prompt(
    question: str, setting: QuestionSetting, before: Goal | None, unread: tuple[str, ...] = ()
) -> str:
    """What the model is given: the question, the day, what occurs in the project, and the question before.

    `unread` are the words that the reader did not understand of a question that it understood in part.

    Users and sessions are left out: they are people's, and a question that means one names it.
    """
    names = setting.names
    known = [*names.models, *names.agents, *names.features]
    shown = [name for name in known if len(name) <= _LONGEST_NAME][:MOST_NAMES_SHOWN]
    data: dict[str, object] = {"question": question, "names": shown}
    data["today"] = _day(setting.now, setting.zone)
    if setting.span is not None:
        data["calls"] = {
            "first": _day(setting.span[0], setting.zone),
            "last": _day(setting.span[1], setting.zone),
        }
    if setting.own_words:
        data["words_of_the_team"] = {word: meaning.value for word, meaning in setting.own_words.items()}
    if unread:
        data["not_understood"] = list(unread)
    if before is not None:
        data["question_before"] = _told(before, setting.zone)
    return f"Say this question again.\n{data_block(data)}"


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
