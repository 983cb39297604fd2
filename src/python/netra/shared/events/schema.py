"""The published schema of both directions of the socket: `spec/events.schema.json`.

The browser's types are generated from it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from netra.shared.events.messages import ClientMessage, ErrorMessage, PongMessage, SessionExpiringMessage
from netra.shared.events.run import RunEvent


class ServerMessages(BaseModel):
    """Everything the server may send."""

    message: Annotated[
        RunEvent | ErrorMessage | PongMessage | SessionExpiringMessage, Field(discriminator="type")
    ]


class ClientMessages(BaseModel):
    """Everything a browser may send."""

    message: ClientMessage


def json_schema() -> dict[str, Any]:
    """The JSON Schema of both directions."""
    _, schema = models_json_schema(
        [(ServerMessages, "serialization"), (ClientMessages, "validation")],
        title="Netra Apex events",
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
