"""The one WebSocket, and the tickets that open it."""

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, WebSocket, WebSocketDisconnect

from netra.backend.projects.routes import Member
from netra.backend.realtime.domain import (
    MESSAGES_A_SECOND,
    MOST_MESSAGE_BYTES,
    MOST_SOCKETS,
    MOST_THREADS,
    Close,
)
from netra.backend.realtime.schemas import SocketLimits, TicketRead
from netra.backend.realtime.service import Connection, Hub
from netra.backend.resources import Resources, ResourcesDep
from netra.backend.tickets.service import TICKET_SECONDS, Bearer, TicketService
from netra.shared.access import presented_token
from netra.shared.errors import NetraError, Unauthorized
from netra.shared.events.messages import MOST_QUESTION_CHARACTERS
from netra.shared.rights import FOLLOW
from netra.shared.web import SOCKET_PING_SECONDS

router = APIRouter(tags=["realtime"])
_FORBIDDEN: Final = 1008
_LIMITS: Final = SocketLimits(
    message_bytes=MOST_MESSAGE_BYTES,
    question_characters=MOST_QUESTION_CHARACTERS,
    messages_a_second=MESSAGES_A_SECOND,
    threads=MOST_THREADS,
    ping_seconds=SOCKET_PING_SECONDS,
)


@router.post("/ws/ticket", status_code=201)
async def create_ticket(request: Request, user: Member, resources: ResourcesDep) -> TicketRead:
    """A ticket that opens one socket, once, within 30 s: `/ws?ticket=...`."""
    ticket = await TicketService.on(resources).issue(Bearer(user, presented_token(request)))
    return TicketRead(ticket=ticket, expires_in_seconds=TICKET_SECONDS, limits=_LIMITS)


class _ByTicket:
    """The dependency of the socket: its ticket was given to whom the rule admits."""

    rule = FOLLOW

    async def __call__(self) -> None:
        """Lets in: the ticket is looked at where the browser can be told why it is not good."""


@router.websocket("/ws", dependencies=[Depends(_ByTicket())])
async def socket(websocket: WebSocket, ticket: Annotated[str, Query()] = "") -> None:
    """Serve one browser: its ticket is its right, its origin must be one of ours."""
    resources: Resources = websocket.app.state.resources
    if not _is_ours(websocket.headers.get("origin"), resources):
        # Before it is accepted, so that the handshake itself is refused (403).
        await websocket.close(_FORBIDDEN)
        return
    await websocket.accept()
    try:
        bearer = await TicketService.on(resources).redeem(ticket)
    except NetraError as error:
        # After it, since only then a browser learns why.
        is_over = isinstance(error, Unauthorized)
        await websocket.close(Close.SESSION_OVER if is_over else Close.TRY_AGAIN, error.detail)
        return
    if not Hub.on(resources).has_room_for(bearer.subject):
        await websocket.close(Close.FLOOD, f"At most {MOST_SOCKETS} at a time: close other tabs.")
        return
    connection = Connection(resources, bearer, Hub.on(resources), websocket.send_text)
    await _serve(websocket, connection)


async def _serve(websocket: WebSocket, connection: Connection) -> None:
    """Hear and tell until the socket ends; a fault in either cuts it (1011) and is logged."""
    async with asyncio.TaskGroup() as group:
        telling = group.create_task(_tell(websocket, connection))
        async for text in websocket.iter_text():
            await connection.hear(text)
        telling.cancel()


async def _tell(websocket: WebSocket, connection: Connection) -> None:
    try:
        await websocket.close(await connection.tell_until_end())
    except (WebSocketDisconnect, RuntimeError):
        return  # It has gone already.


def _is_ours(origin: str | None, resources: Resources) -> bool:
    """Whether a page of ours asks; whoever is no browser names no origin, and has a ticket all the same."""
    return origin is None or origin in resources.settings.origins
