"""What triage asks a language model for."""

from pydantic import BaseModel, Field


class Rephrased(BaseModel):
    """The question in words that the rules may read; nothing else of a model's answer is used."""

    question: str = Field(description="One plain English question on one line, or empty when it is off topic")
    is_off_topic: bool = Field(description="Whether it asks for none of the things that can be asked")
