"""A question with how the rules read it, put to a language model, which judges it or gives another one.

What comes back is checked as what it is, a goal of the product's own words and the project's names; nothing
else that a model says reaches a tool.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cache
from typing import Any, Final

from netra.backend.agents.triage.domain.goal import (
    FIRST_NAMED,
    Average,
    ConstraintKind,
    Goal,
    Intent,
    Lever,
    Metric,
    Understood,
)
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.agents.triage.domain.names.pointers import Leading
from netra.backend.agents.triage.domain.rereading.examples import NOW, examples
from netra.backend.agents.triage.domain.rereading.written import People, written
from netra.backend.agents.triage.domain.setting import ProjectNames, QuestionSetting
from netra.backend.analytics.domain.dimensions import Dimension
from netra.backend.calls.domain.measures import CallMeasure
from netra.backend.crosstabs.domain.measures import CallQuantity, Statistic
from netra.backend.language_models.domain import DATA_RULE, data_block

MOST_NAMES_SHOWN: Final = 80
MOST_READINGS: Final = 3
_LONGEST_NAME: Final = 100
_NO_PEOPLE: Final = People({})
_INSTRUCTIONS: Final = """\
You read questions about what calls to language models cost, how long they take and which fail. A reading
is a JSON object that says what is looked at and told; a program answers it. How rules read the question
may stand below, as "reading" and, for what is asked behind it, "and_then" in the asker's words.

Judge that reading strictly. is_right is true only where the answer to it is the whole answer to the
question: the same numbers, parts, times, order, names and comparison, and nothing that was not asked.
Words that are "not understood" may matter. Then give no readings. Otherwise give your own: one for each
thing that is asked, at most {most}, in the order of the question, each whole in itself. Say is_off_topic
only where no reading answers any of it.

The examples are readings of questions that were asked on {now}, with the calls of a project that has the
models gpt-5 and gpt-5-mini, the features search and chat, users u-1 and u-2, sessions s-17 and s-18. Put
together only what an example puts together; "time", "chosen" and "excluded" go with anything. Numbers in
any other combination are a table: its "measures" are pairs of a quantity and a statistic, it may be
divided by "breakdown" and "also_by", and have "earlier" beside "time". What goes on over time, for each
part, is a table by the part and a step of time.

Values: intent: {intents}. metric: {metrics}. breakdown and also_by: {dimensions}. average: {averages}.
levers: {levers}. constraints: {constraints}. ranking.calls, for single calls: {measures}. Quantities:
{quantities}. Statistics: {statistics} (rate: failed of all calls, or cached of the input, or reasoning of
the output; share: of all parts). chosen and excluded have: models, agent_names, features, users,
sessions, providers, statuses (ok, error), agents (main, sub), weekdays (1 is Monday), hours (0 to 23),
bounds. Moments are ISO 8601 in the project's zone; "until" is the first moment that is not meant.

What answers tell besides: where_money_goes each part's amount and its share; why_changed the day it began,
what moved it and what of a call is another; why_dear what a part has more of than the middle one of its
kind; spread how much the dearest make and where outliers begin; errors the kinds of errors, where most, what
they cost and what was sent again; speed the median and the 95th percentile, the slowest part, and how it goes
on where it is divided by time; incidents when it began, where, whom it met and whether it is over; spend_less
and lever the saving, what to do, its risk and how to check it; run_rate what a day costs lately and until
when a budget lasts.

Names are written exactly as they stand among the names; what the question calls otherwise, such as a
part or a kind of a name, means one of them where only one can be meant. A name that is none of them
goes into unknown_names. "{first}" stands for the part that an answer named first, as in
"chosen":{{"users":["{first}"]}}: in the first reading that of the answer before, where one named a
part, in a second one that of the answer to the reading in front of it. People's names that are not in
the question are told as "user 1"; use that. Never guess what is not said, and never answer the
question.

{data_rule}

Examples:
"""


@cache
def instructions() -> str:
    """What a model is told, the same for every question."""
    said = _INSTRUCTIONS.format(
        most=MOST_READINGS,
        now=f"{NOW:%A}, {_day(NOW, NOW.tzinfo)}",
        intents=_listed(Intent),
        metrics=_listed(Metric),
        dimensions=_listed(Dimension),
        averages=_listed(Average),
        levers=_listed(Lever),
        constraints=_listed(ConstraintKind),
        measures=_listed(CallMeasure),
        quantities=_listed(CallQuantity),
        statistics=_listed(Statistic),
        first=FIRST_NAMED,
        data_rule=DATA_RULE,
    )
    return said + "\n".join(_examples())


def _examples() -> Iterator[str]:
    for question, goal in examples():
        yield f"{question} {json.dumps(written(goal, _NO_PEOPLE), separators=(',', ':'))}"


def _listed(values: type[StrEnum]) -> str:
    return ", ".join(values)


def rereading_prompt(
    question: str,
    setting: QuestionSetting,
    before: Goal | None,
    leading: Leading | None,
    reading: Understood | None,
    people: People,
) -> str:
    """What the model is given: the question, how it was read, the day, the names, and what was asked before.

    Users and sessions are left out: they are people's, and a question that means one names it.
    """
    data: dict[str, object] = {"question": question}
    if reading is not None:
        data["reading"] = written(reading.goal, people)
        data |= {"not_understood": list(reading.goal.unread)} if reading.goal.unread else {}
        data |= {"and_then": reading.then} if reading.then else {}
    data["names"] = _names_of(setting.names)
    data["today"] = f"{setting.now.astimezone(setting.zone):%A}, {_day(setting.now, setting.zone)}"
    if setting.span is not None:
        first, last = (_day(at, setting.zone) for at in setting.span)
        data["calls"] = {"first": first, "last": last}
    if setting.own_words:
        data["words_of_the_team"] = {word: meaning.value for word, meaning in setting.own_words.items()}
    if before is not None:
        data["question_before"] = written(before, people)
    if leading is not None and leading.by in CHOSEN_BY:
        data["answer_before_named_first"] = f"a {leading.by}"
    return f"Judge the reading of this question, or read it.\n{data_block(data)}"


def _names_of(names: ProjectNames) -> dict[str, Sequence[str]]:
    """What occurs in the project, by kind; so many of each kind that no prompt grows with a project."""
    kinds: dict[str, Any] = {
        "models": names.models,
        "agent_names": names.agents,
        "features": names.features,
        "providers": names.providers,
    }
    return {
        kind: [name for name in known if len(name) <= _LONGEST_NAME][:MOST_NAMES_SHOWN]
        for kind, known in kinds.items()
        if known
    }


def _day(moment: datetime, zone: tzinfo | None) -> str:
    day: date = moment.astimezone(zone).date()
    return f"{day.day} {day:%B %Y}"
