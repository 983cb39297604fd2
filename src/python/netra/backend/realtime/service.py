"""The one socket: what a browser says is done; what happens in its threads is told, in order, each once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from aiolimiter import AsyncLimiter
from pydantic import BaseModel, ValidationError

from netra.backend.realtime.domain import (
    AGAIN_AFTER_SECONDS,
    ASKED_AT_ONCE,
    EXPIRY_NOTICE_SECONDS,
    LOOK_SECONDS,
    MESSAGES_A_SECOND,
    MOST_MESSAGE_BYTES,
    MOST_REFUSED,
    MOST_SOCKETS,
    MOST_WAITING,
    SEND_SECONDS,
    SETTLE_SECONDS,
    Close,
    Followed,
)
from netra.backend.resources import Resources
from netra.backend.runs.domain import Cursors, Events, Notice
from netra.backend.runs.service import RunService
from netra.backend.threads.domain import Thread
from netra.backend.threads.service import ThreadService
from netra.backend.tickets.service import Bearer
from netra.shared.access import Subject
from netra.shared.background import beside
from netra.shared.errors import Forbidden, NetraError, Unauthorized, Unavailable
from netra.shared.events.messages import (
    CLIENT_MESSAGE,
    CancelRunMessage,
    ClientMessage,
    ErrorMessage,
    PingMessage,
    Pong,
    PongMessage,
    Refused,
    SessionExpiring,
    SessionExpiringMessage,
    StartRunMessage,
    SubscribeMessage,
)
from netra.shared.revocations import Mark
from netra.shared.rights import FOLLOW

Send = Callable[[str], Awaitable[None]]

SWEEP_SECONDS: Final = 4.0
_SWEPT: Final = timedelta(seconds=30)
_log = logging.getLogger(__name__)


class Connection:
    """One socket. Whatever it is told waits in one line, so that events come in order and each once."""

    def __init__(self, resources: Resources, bearer: Bearer, hub: "Hub", send: Send) -> None:
        self._runs = RunService.on(resources)
        self._clock = resources.clock
        self._auth = resources.auth
        self._token = bearer.token
        self._subject = bearer.subject
        self._hub = hub
        self._send = send
        self._followed = Followed()
        self._line: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._rate = AsyncLimiter(MESSAGES_A_SECOND, 1)
        self._refused = 0
        self._ended: asyncio.Future[Close] = asyncio.get_running_loop().create_future()

    async def tell_until_end(self) -> Close:
        """Tell what is in the line until the connection has to be closed; return why."""
        with self._hub.joined(self):
            timers = self._expiry_timers()
            telling = asyncio.create_task(self._tell())
            try:
                await asyncio.wait({telling, self._ended}, return_when=asyncio.FIRST_COMPLETED)
                return telling.result() if telling.done() else self._ended.result()
            finally:
                telling.cancel()
                for timer in timers:
                    timer.cancel()

    async def hear(self, text: str) -> None:
        """Do what the browser says; what cannot be done is answered with an error."""
        if not self._rate.has_capacity():
            self._refuse("too_many", f"At most {MESSAGES_A_SECOND} messages a second.")
            return
        await self._rate.acquire()
        if len(text.encode()) > MOST_MESSAGE_BYTES:
            self._refuse("too_large", f"A message has at most {MOST_MESSAGE_BYTES:,} bytes.")
            return
        try:
            message = CLIENT_MESSAGE.validate_json(text)
        except ValidationError as error:
            self._refuse("invalid", _explained(error))
            return
        try:
            await self._obey(message)
        except NetraError as error:
            self._refuse(error.code, error.detail, message.id)

    def notice(self, notice: Notice) -> None:
        """Put an event in the line of what this socket is told."""
        self._put(lambda: self._tell_notice(notice))

    def compare(self, thread_id: UUID, numbers: dict[UUID, int]) -> None:
        """Put in the line to read whatever of these runs was not told yet."""
        self._put(lambda: self._catch_up(thread_id, numbers))

    def insist(self, thread: Thread) -> None:
        """Stop telling of a thread that the reader may not read any more."""
        if not thread.is_readable_by(self._subject.organization_id, self._subject.subject_id):
            self._leave(thread.id)
            self._refuse("not_found", f"No thread {thread.id}.")

    def cut(self) -> None:
        """End it: the session that it belongs to has ended."""
        self._end(Close.SESSION_OVER)

    async def ask_again(self) -> None:
        """Ask auth whether whoever holds the socket still may, and what; end it unless they may."""
        try:
            subject = await self._auth.subject_now(self._token)
            subject.require(FOLLOW)
        except Unauthorized:
            self._end(Close.SESSION_OVER)
        except Forbidden:
            self._end(Close.NO_ACCESS)
        except NetraError:
            # Nobody can tell: whoever may comes back.
            self._end(Close.TRY_AGAIN)
        else:
            self._subject = subject

    @property
    def marks(self) -> tuple[Mark, ...]:
        """By what it is cut off."""
        return self._subject.marks

    @property
    def person_id(self) -> UUID:
        return self._subject.subject_id

    @property
    def threads(self) -> tuple[UUID, ...]:
        return self._followed.threads

    async def _obey(self, message: ClientMessage) -> None:
        match message:
            case StartRunMessage():
                await self._runs.start(self._subject, message.payload)
            case CancelRunMessage():
                await self._runs.cancel(self._subject, message.payload.run_id)
            case SubscribeMessage():
                self._put(lambda: self._follow(message))
            case PingMessage():
                self._say(PongMessage(at=self._clock.now(), payload=Pong(about=message.id)))

    async def _follow(self, message: SubscribeMessage) -> None:
        """Follow a thread; done in the line, so that whatever happens meanwhile waits behind it."""
        thread_id = message.payload.thread_id
        self._hub.follow(self, thread_id)
        cursors = Cursors(dict(message.payload.cursors))
        try:
            missed = await self._runs.missed(self._subject, thread_id, cursors)
        except NetraError as error:
            self._leave(thread_id)
            self._refuse(error.code, error.detail, message.id)
            return
        left = self._followed.turn_to(thread_id, cursors)
        if left is not None:
            self._leave(left)
        await self._tell_events(cursors, missed)

    def _leave(self, thread_id: UUID) -> None:
        self._followed.leave(thread_id)
        self._hub.leave(self, thread_id)

    async def _tell(self) -> Close:
        try:
            while True:
                await (await self._line.get())()
        except TimeoutError:
            return Close.SLOW
        except Unavailable:
            return Close.TRY_AGAIN

    async def _tell_notice(self, notice: Notice) -> None:
        cursors = self._followed.get(notice.thread_id)
        if cursors is None or not cursors.is_ahead(notice.run_id, notice.seq):
            return
        if cursors.is_next(notice.run_id, notice.seq):
            await self._deliver(notice.message)
            cursors.advance(notice.run_id, notice.seq)
        else:
            await self._catch_up(notice.thread_id, {notice.run_id: notice.seq})

    async def _catch_up(self, thread_id: UUID, numbers: dict[UUID, int]) -> None:
        cursors = self._followed.get(thread_id)
        if cursors is None:
            return
        if behind := cursors.behind(numbers):
            await self._tell_events(cursors, await self._runs.events_of(behind))

    async def _tell_events(self, cursors: Cursors, missed: Events) -> None:
        """Tell what follows the last event that was told of each run."""
        for run_id, events in missed.items():
            for event in events:
                await self._deliver(event)
                cursors.advance(run_id, cursors.told.get(run_id, 0) + 1)

    async def _deliver(self, text: str) -> None:
        async with asyncio.timeout(SEND_SECONDS):
            await self._send(text)

    def _put(self, telling: Callable[[], Awaitable[None]]) -> None:
        if self._line.qsize() >= MOST_WAITING:
            self._end(Close.SLOW)
        else:
            self._line.put_nowait(telling)

    def _say(self, message: BaseModel) -> None:
        text = message.model_dump_json()
        self._put(lambda: self._deliver(text))

    def _refuse(self, code: str, detail: str, about: str | None = None) -> None:
        self._refused += 1
        if self._refused > MOST_REFUSED:
            self._end(Close.FLOOD)
            return
        payload = Refused(code=code, detail=detail, about=about)
        self._say(ErrorMessage(at=self._clock.now(), payload=payload))

    def _end(self, why: Close) -> None:
        if not self._ended.done():
            self._ended.set_result(why)

    def _expiry_timers(self) -> list[asyncio.TimerHandle]:
        expiry = self._subject.expires_at
        if expiry is None:
            return []
        loop = asyncio.get_running_loop()
        seconds = (expiry - self._clock.now()).total_seconds()
        expiring = SessionExpiringMessage(at=self._clock.now(), payload=SessionExpiring(expires_at=expiry))
        return [
            loop.call_later(max(0.0, seconds - EXPIRY_NOTICE_SECONDS), self._say, expiring),
            loop.call_later(max(0.0, seconds), self._end, Close.SESSION_OVER),
        ]


class CuttingOff:
    """Ends the sockets of this process whose session has ended, or whose holder may not have them any more.

    Marks are heard as they are left, and looked for in case one was not heard. When marks were missed or
    cannot be read, auth is asked about each socket.
    """

    def __init__(self, resources: Resources, connections: Collection[Connection]) -> None:
        self._revocations = resources.revocations
        self._auth = resources.auth
        self._connections = connections
        self._turns = asyncio.Semaphore(ASKED_AT_ONCE)

    async def hear(self) -> None:
        """Cut off whatever is marked from now on."""
        async with asyncio.TaskGroup() as asking, aclosing(self._revocations.heard()) as heard:
            async for marks in heard:
                if marks is None:
                    asking.create_task(self._ask_about([*self._connections]))
                    continue
                self._auth.heed(marks)
                if changed := self._cut(marks):
                    asking.create_task(self._ask_when_settled(changed))

    async def look(self) -> None:
        """Cut off whatever is marked and was not heard of."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            marks = {mark for one in self._connections for mark in one.marks}
            try:
                marked = await self._revocations.ended(marks)
            except Unavailable:
                await self._ask_about([*self._connections])
            else:
                await self._ask_about(self._cut(marked))

    def _cut(self, marks: Collection[Mark]) -> list[Connection]:
        """End what has ended; return what has changed, of which auth has to be asked how."""
        changed = []
        for connection in [*self._connections]:
            touching = [mark for mark in connection.marks if mark in marks]
            if any(mark.is_end for mark in touching):
                connection.cut()
            elif touching:
                changed.append(connection)
        return changed

    async def _ask_when_settled(self, connections: Sequence[Connection]) -> None:
        await asyncio.sleep(SETTLE_SECONDS)
        await self._ask_about(connections)

    async def _ask_about(self, connections: Sequence[Connection]) -> None:
        await asyncio.gather(*(self._in_turn(one) for one in connections))

    async def _in_turn(self, connection: Connection) -> None:
        async with self._turns:
            await connection.ask_again()


class Hub:
    """Hears every event of every run, and hands it to the sockets of this process that follow its thread."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._runs = RunService.on(resources)
        self._clock = resources.clock
        self._connections: set[Connection] = set()
        self._followers: dict[UUID, set[Connection]] = {}
        self._cuts = CuttingOff(resources, self._connections)

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return resources.once(cls, lambda: cls(resources))

    @property
    def sockets(self) -> int:
        """How many are open."""
        return len(self._connections)

    @property
    def followed(self) -> int:
        """How many threads anybody follows."""
        return len(self._followers)

    @asynccontextmanager
    async def hearing(self) -> AsyncIterator[None]:
        """Hear and hand on until the block ends."""
        endless = (self._hear, self._sweep, self._cuts.hear, self._cuts.look)
        async with beside(*map(_kept_up, endless)):
            yield

    def has_room_for(self, person: Subject) -> bool:
        """Whether one more socket of a person may be open."""
        theirs = sum(one.person_id == person.subject_id for one in self._connections)
        return theirs < MOST_SOCKETS

    @contextmanager
    def joined(self, connection: Connection) -> Iterator[None]:
        """Hand events to a socket until the block ends."""
        self._connections.add(connection)
        try:
            yield
        finally:
            self._connections.discard(connection)
            for thread_id in connection.threads:
                self.leave(connection, thread_id)

    def follow(self, connection: Connection, thread_id: UUID) -> None:
        self._followers.setdefault(thread_id, set()).add(connection)

    def leave(self, connection: Connection, thread_id: UUID) -> None:
        followers = self._followers.get(thread_id, set())
        followers.discard(connection)
        if not followers:
            self._followers.pop(thread_id, None)

    async def _hear(self) -> None:
        async with aclosing(self._runs.feed.messages()) as messages:
            async for text in messages:
                if text is None:
                    await self._compare(since=None)
                else:
                    self._hand_on(Notice.parse(text))

    def _hand_on(self, notice: Notice) -> None:
        for connection in self._followers.get(notice.thread_id, ()):
            connection.notice(notice)

    async def _sweep(self) -> None:
        """Find what nobody told: its writer died between storing and publishing, or Redis was away."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._insist()
            await self._compare(since=self._clock.now() - _SWEPT)

    async def _insist(self) -> None:
        """Part with those who follow what was deleted, or is not shared with them any more."""
        with _skipped_when_away():
            async with self._resources.database.reading() as session:
                threads = await ThreadService.on(self._resources, session).known([*self._followers])
            for thread in threads.values():
                for connection in [*self._followers.get(thread.id, ())]:
                    connection.insist(thread)

    async def _compare(self, since: datetime | None) -> None:
        with _skipped_when_away():
            for thread_id, last in (await self._runs.numbers([*self._followers], since)).items():
                for connection in self._followers.get(thread_id, ()):
                    connection.compare(thread_id, last)


async def _kept_up(work: Callable[[], Awaitable[None]]) -> None:
    """Do what never ends; after a fault in it, again: nobody may go on because a task has died."""
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001  whatever it is, it is logged and done again
            _log.exception("What is done for all sockets has failed; beginning again.")
        await asyncio.sleep(AGAIN_AFTER_SECONDS)


@contextmanager
def _skipped_when_away() -> Iterator[None]:
    try:
        yield
    except Unavailable:
        _log.warning("The database is not answering; looking again soon.")


def _explained(error: ValidationError) -> str:
    """The first thing that is wrong with a message, without repeating what was sent."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}"[:300] if place else first["msg"][:300]
