"""How sessions of very many calls are told."""

from typing import Final

from pydantic import BaseModel, Field

from netra.backend.analytics.schemas import EvidenceQuery, FigureRead
from netra.backend.calls.schemas import CallFilterQuery

MOST_STEPS_ASKED: Final = 1_000_000


class SessionStepsQuery(CallFilterQuery):
    beyond: int | None = Field(
        None, ge=1, le=MOST_STEPS_ASKED, description="Steps of a session; later calls are its tail"
    )


class SessionStepsEvidenceQuery(EvidenceQuery):
    beyond: int | None = Field(None, ge=1, le=MOST_STEPS_ASKED, description="As of the page")


class SessionStepsRow(BaseModel):
    """One session: its calls, its tail, and how often it sent one prompt."""

    session: str
    calls: FigureRead
    tail: int
    tail_cost: FigureRead = Field(description="Of the calls beyond the limit")
    repeats: int = Field(description="Calls whose prompt the session had sent before, word for word")
    most_repeated: int = Field(description="How often it sent the prompt that it sent most")


class SessionHalves(BaseModel):
    """How a call of the first half of a session stands beside one of the second; not of short sessions."""

    fewest: int
    sessions: int
    dearer: int = Field(description="Sessions whose second half costs more a call than their first")
    first_cost: FigureRead = Field(description="Of a call on average")
    second_cost: FigureRead
    first_input: FigureRead = Field(description="Tokens that a call reads on average")
    second_input: FigureRead


class SessionStepsRead(BaseModel):
    """Which sessions go on for long, what their tails cost, and which are in a loop."""

    sessions: int
    unnamed: int = Field(description="Calls without a session")
    unprompted: int = Field(description="Calls of sessions that do not record what was sent")
    limit: int
    is_given: bool
    middle: int = Field(description="So many calls, or fewer, has half of the sessions")
    most: int
    long: int = Field(description="Sessions with more calls than the limit")
    tail: FigureRead
    tail_cost: FigureRead
    loops: int = Field(description="Sessions that sent a prompt five times or more")
    rows: list[SessionStepsRow] = Field(description="Those with the most calls beyond the limit")
    halves: SessionHalves
    loop_rows: list[SessionStepsRow] = Field(description="Those that sent one prompt most often")
