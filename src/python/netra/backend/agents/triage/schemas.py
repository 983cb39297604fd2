"""What triage asks a language model for."""

from pydantic import BaseModel, Field


class Rephrased(BaseModel):
    """Whether a question was read as it was meant, and else words for it that the rules may read."""

    question: str = Field(
        description="One plain English question on one line; empty where the reading is right or off topic"
    )
    is_right: bool = Field(
        default=False, description="Whether the reading, as it is, asks for exactly what the question asks"
    )
    is_off_topic: bool = Field(description="Whether it asks for none of what can be asked")
