"""How a ticket travels in HTTP."""

from pydantic import BaseModel, Field


class SocketLimits(BaseModel):
    """What one socket may do. Whoever exceeds it is told so, and cut off in the end."""

    message_bytes: int
    question_characters: int
    messages_a_second: int
    threads: int = Field(
        description="Threads that one socket may follow; the oldest one is left for a new one"
    )
    ping_seconds: int = Field(description="How often a browser should say ping to learn that it is cut off")


class TicketRead(BaseModel):
    """Opens one socket, once, within its time: `/ws?ticket=...`."""

    ticket: str
    expires_in_seconds: int
    limits: SocketLimits
