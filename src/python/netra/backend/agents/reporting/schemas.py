"""What reporting asks a language model for."""

from pydantic import BaseModel, Field


class Reworded(BaseModel):
    """The answer in a model's words."""

    text: str = Field(description="The answer as one paragraph of plain text that keeps its references")
