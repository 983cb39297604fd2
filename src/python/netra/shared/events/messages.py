"""What is said on the socket besides the events of runs: by the server about itself, and by the browser."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from netra.shared.events.run import PROTOCOL, Told

MOST_QUESTION_CHARACTERS: Final = 20_000
MOST_CURSORS: Final = 1_000


class Refused(Told):
    """A message that was not obeyed, and why; `about` is its id."""

    code: str
    detail: str
    about: str | None = None


class Pong(Told):
    about: str | None = None


class SessionExpiring(Told):
    """The socket will be closed at this time unless the browser comes back with a new ticket before."""

    expires_at: datetime


class _Control(BaseModel):
    """The envelope of what the server says about the socket itself."""

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = PROTOCOL
    at: datetime


class ErrorMessage(_Control):
    type: Literal["error"] = "error"
    payload: Refused


class PongMessage(_Control):
    type: Literal["pong"] = "pong"
    payload: Pong


class SessionExpiringMessage(_Control):
    type: Literal["session_expiring"] = "session_expiring"
    payload: SessionExpiring


ControlMessage = ErrorMessage | PongMessage | SessionExpiringMessage


def _asks_something(question: str) -> str:
    """A question as it can be stored. ValueError for one with nothing in it."""
    kept = question.replace("\0", " ")
    if not kept.strip():
        raise ValueError("a question with at least one character to see")
    return kept


class ChosenOption(Told):
    """The option, counted from 0, of the choice that an earlier run of the thread has left open."""

    run_id: UUID
    option: int = Field(ge=0, le=10)


class StartRun(Told):
    """Ask a question. The browser names the run, so that asking again after a lost answer asks once."""

    thread_id: UUID
    run_id: UUID
    question: Annotated[
        str, Field(min_length=1, max_length=MOST_QUESTION_CHARACTERS), AfterValidator(_asks_something)
    ]
    chosen: ChosenOption | None = None


class CancelRun(Told):
    run_id: UUID


class Subscribe(Told):
    """Be told what happens in a thread, beginning behind these numbers; a run not named begins at 1."""

    thread_id: UUID
    cursors: dict[UUID, Annotated[int, Field(ge=0, le=1_000_000)]] = Field({}, max_length=MOST_CURSORS)


class Ping(Told):
    pass


class _Said(BaseModel):
    """The envelope of what a browser says; `id` comes back in the error about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1]
    id: str | None = Field(None, max_length=64)


class StartRunMessage(_Said):
    type: Literal["start_run"]
    payload: StartRun


class CancelRunMessage(_Said):
    type: Literal["cancel_run"]
    payload: CancelRun


class SubscribeMessage(_Said):
    type: Literal["subscribe"]
    payload: Subscribe


class PingMessage(_Said):
    type: Literal["ping"]
    payload: Ping = Ping()


ClientMessage = Annotated[
    StartRunMessage | CancelRunMessage | SubscribeMessage | PingMessage,
    Field(discriminator="type"),
]
CLIENT_MESSAGE: Final[TypeAdapter[ClientMessage]] = TypeAdapter(ClientMessage)
