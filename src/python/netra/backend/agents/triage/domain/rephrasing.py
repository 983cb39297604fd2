"""A question that the rules could not read, put to a language model so that it says it in plainer words.

What comes back is read by the same rules. So a model chooses words, and never what a tool is called with.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from netra.backend.agents.triage.domain.describe import LEVER_WORDS, title_of
from netra.backend.agents.triage.domain.goal import Goal, Intent, ProjectNames
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
same thing.

What can be asked, alone or with a time, a model, an agent or a feature:
{_INTENTS}
- What can be saved with one of: {", ".join(LEVER_WORDS.values())}

Good questions read like: Where does the money go? Where can I save with prompt caching? Why did the cost
change last week? How much did we spend on gpt-5 in October? How fast are the calls? Which calls fail? What
would it cost with twice as many calls?

Keep every time, number and name of the question, and add none that it does not speak of. Write a name exactly
as it stands among the names. Never answer the question. If it asks for something else, say that it is off
topic.

{DATA_RULE}"""


def rephrasing_prompt(question: str, names: ProjectNames, before: Goal | None) -> str:
    """What the model is given: the question, names that occur in the project, and the question before.

    Users and sessions are left out: they are people's, and a question that means one names it.
    """
    known = [*names.models, *names.agents, *names.features]
    shown = [name for name in known if len(name) <= _LONGEST_NAME][:MOST_NAMES_SHOWN]
    data: dict[str, object] = {"question": question, "names": shown}
    if before is not None:
        said = {phrase.part.value: phrase.words for phrase in before.words}
        data["question_before"] = {"asked": title_of(before), "in_the_words": said}
    return f"Say this question again.\n{data_block(data)}"


def rephrasing_faults(question: str, *, is_off_topic: bool) -> Sequence[str]:
    """Why words cannot be put to the rules; one sentence each."""
    if is_off_topic:
        return ()
    faults = []
    if not question.strip():
        faults.append("Give the question, or say that it is off topic.")
    if len(question) > LONGEST_REPHRASED:
        faults.append(f"At most {LONGEST_REPHRASED} characters.")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in question):
        faults.append("One line of plain text.")
    return faults
