"""The report of a run, and what else of the agents travels in HTTP.

An amount does not stand in the text of a report: it is referred to by name, and shown from the figure of
that name, which a tool has made. So none can be invented, by a rule or by a language model.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from netra.backend.analytics.schemas import FigureRead, RuleRead
from netra.backend.calls.domain.groups import GroupKey


class Sufficiency(StrEnum):
    """Whether what was recorded is enough to answer a question."""

    ENOUGH = "enough"
    PARTLY = "partly"
    NONE = "none"


class Level(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ReportFormat(StrEnum):
    """What a report can be saved as."""

    MARKDOWN = "md"
    HTML = "html"


class Passage(BaseModel):
    """Text in which `{name}` stands for the figure of that name."""

    text: str
    figures: dict[str, FigureRead] = Field(default_factory=dict)


class Cell(BaseModel):
    """One cell of a table: words or a figure; `call` is the one call that the words open."""

    text: str = ""
    figure: FigureRead | None = None
    call: UUID | None = None


class ReportTable(BaseModel):
    columns: list[str]
    rows: list[list[Cell]]


class Section(BaseModel):
    """What one tool found, in words and as a table."""

    heading: str
    passages: list[Passage]
    table: ReportTable | None = None
    result_id: UUID
    is_background: bool = Field(default=False, description="What nobody asked for, but may want to look up")


class Finding(BaseModel):
    """A lever that pays, or that does not, with the tool result it rests on."""

    id: str
    lever: str
    title: str
    passage: Passage
    saving: FigureRead | None = Field(description="Null where the lever does not pay, or cannot be told")
    changes_answers: bool = Field(description="Whether it may change answers, whose quality no log tells")
    caveat: str = Field(default="", description="What must be known before the saving is believed")
    tradeoffs: list[str]
    result_id: UUID


class Action(BaseModel):
    """What to do, how hard and how risky it is, how to see that it worked, and how to go back."""

    id: str
    finding_id: str
    title: str
    why: Passage
    effort: Level
    effort_words: str
    risk: Level
    risk_words: str
    steps: list[str]
    example_code: str = ""
    how_to_check: str
    how_to_undo: str
    saving: FigureRead | None


class Unknown(BaseModel):
    """What cannot be known from what was recorded, and what to send to know it."""

    what: str
    send: str


class ReportChoice(BaseModel):
    """What has to be said before the question can be answered: ask an option, and name it as `chosen`."""

    question: str
    options: list[str]


class FailedTool(BaseModel):
    """A tool that gave no result, so that something is missing from the report."""

    title: str
    detail: str


class Method(BaseModel):
    """How the report came about: over which calls, by which rules, at which prices, in whose words."""

    calls: int
    since: datetime | None = Field(serialization_alias="from")
    until: datetime | None = Field(serialization_alias="to")
    zone: str
    price_book: str
    rules: list[RuleRead]
    notes: list[str]
    written_by: str = Field(description='"rules", or the language model that put it into words')


class LeadingPart(BaseModel):
    """The part of a table that an answer names first; what "that session" means in the next question."""

    model_config = ConfigDict(frozen=True)

    by: GroupKey
    key: str
    is_one: bool = False
    others: tuple[str, ...] = ()
    """The parts behind it, in order: what "the second one" means."""


class FurtherAnswer(BaseModel):
    """The answer to a further question of the same words: "and which model is that?"."""

    question: str
    title: str
    answer: Passage
    scope: str
    unread: list[str]
    sections: list[Section]


class Report(BaseModel):
    """What a run delivers: the answer first; where several questions were asked in one, that to the first."""

    run_id: UUID
    thread_id: UUID
    project_id: UUID
    project_name: str
    question: str
    asked_at: datetime
    title: str = Field(description="What the question, or the first of several, was read as; may be empty")
    first_question: str = Field("", description="What is answered first, where more was asked behind it")
    answer: Passage
    scope: str = Field("", description="Which calls it is about, in words; empty where it is about none")
    unread: list[str] = Field([], description="Words of the question that say something that was not used")
    sufficiency: Sufficiency
    sections: list[Section]
    further: list[FurtherAnswer] = Field([], description="Answers to what was asked behind it")
    findings: list[Finding] = Field(description="Of all questions, as are actions, trade-offs and unknowns")
    actions: list[Action]
    tradeoffs: list[str]
    unknowns: list[Unknown]
    failed: list[FailedTool]
    choice: ReportChoice | None
    follow_ups: list[str]
    leading: LeadingPart | None = None
    method: Method


class SuggestedQuestion(BaseModel):
    """A question that this project's data can answer."""

    question: str
    why: str


class SuggestedQuestions(BaseModel):
    questions: list[SuggestedQuestion]
