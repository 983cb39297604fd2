"""What triage asks a language model for."""

from pydantic import BaseModel, Field, JsonValue

from netra.backend.agents.triage.domain.rereading.prompt import MOST_READINGS


class Reread(BaseModel):
    """Whether a question was read as it was meant, and else how it is to be read."""

    is_right: bool = Field(
        description="Whether the reading, as it is, asks for exactly what the question asks"
    )
    is_off_topic: bool = Field(default=False, description="Whether no reading answers any of the question")
    readings: list[dict[str, JsonValue]] = Field(
        default_factory=list,
        max_length=MOST_READINGS,
        description="Readings as in the examples, one for each thing that is asked; empty where it is right",
    )
