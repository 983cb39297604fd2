"""Claude Code session logs: the `*.jsonl` files below `~/.claude/projects`, one event a line.

An answer is written as one line for each part of its content, every one with the same message id and the
usage so far; the last one counts. Lines of a sub-agent carry `isSidechain`. A resumed session repeats earlier
lines in a new file, so calls are identified by request and message, not by file and row.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath
from typing import Any, Final

from netra.backend.calls.domain.call import MAIN_AGENT, Call, CallDataError, CallStatus
from netra.backend.calls.domain.identity import record_call_id
from netra.backend.ingest.domain.formats.records import (
    NumberedRow,
    Record,
    Refused,
    Source,
    guarded,
    parse_time,
    text_at,
)
from netra.backend.ingest.domain.tokens import mapping_at
from netra.backend.ingest.domain.usage_shapes import UsageShape, normalise_usage

CLAUDE_CODE: Final = "claude-code"
SUB_AGENT: Final = "sub-agent"
_SYNTHETIC: Final = "<synthetic>"
"""Claude Code's own messages in the assistant's place, such as "interrupted": no model was called."""
_OPEN_ROWS: Final = 2_000
"""An answer is finished when no line of it came for so many lines; sub-agents interleave theirs."""


@dataclass(slots=True)
class _Answer:
    """An answer whose lines are still being gathered."""

    row: int
    event: Mapping[str, Any]
    texts: list[str] = field(default_factory=list)
    last_row: int = 0


def read_claude_code(rows: Iterable[NumberedRow | Refused], source: Source) -> Iterator[Record | Refused]:
    """Yield one call for each answer of a model. Lines that are no answers are passed over, not refused."""
    open_answers: dict[str, _Answer] = {}
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        number, event = row
        if event.get("type") != "assistant":
            continue
        if isinstance(refused := guarded(number, _gather, open_answers, number, event), Refused):
            yield refused
        while open_answers and number - next(iter(open_answers.values())).last_row > _OPEN_ROWS:
            yield _record(open_answers.pop(next(iter(open_answers))), source)
    for answer in open_answers.values():
        yield _record(answer, source)


def _gather(open_answers: dict[str, _Answer], number: int, event: Mapping[str, Any]) -> None:
    message = mapping_at(event, "message")
    if message.get("model") == _SYNTHETIC:
        return
    key = _identity(event, message) or f"row {number}"
    answer = open_answers.setdefault(key, _Answer(number, event))
    answer.event = event
    answer.last_row = number
    content = message.get("content")
    parts = content if isinstance(content, list) else []
    answer.texts += [
        part["text"] for part in parts if isinstance(part, Mapping) and isinstance(part.get("text"), str)
    ]


def _record(answer: _Answer, source: Source) -> Record | Refused:
    return guarded(answer.row, lambda: Record(answer.row, _call(answer, source)))


def _call(answer: _Answer, source: Source) -> Call:
    event, message = answer.event, mapping_at(answer.event, "message")
    identity = _identity(event, message)
    if not identity:
        raise CallDataError("An answer needs a message id or a uuid.")
    return Call(
        call_id=record_call_id(CLAUDE_CODE, identity),
        project_id=source.project_id,
        import_id=source.import_id,
        source=CLAUDE_CODE,
        source_seq=answer.row,
        started_at=parse_time(event.get("timestamp"), "timestamp"),
        usage=normalise_usage(mapping_at(message, "usage"), UsageShape.ANTHROPIC),
        session_id=text_at(event, "sessionId"),
        feature=_folder(text_at(event, "cwd")),
        agent=(text_at(event, "agentId") or SUB_AGENT) if event.get("isSidechain") else MAIN_AGENT,
        operation="chat",
        provider="anthropic",
        model=text_at(message, "model"),
        status=CallStatus.ERROR if event.get("isApiErrorMessage") else CallStatus.OK,
        stop_reason=text_at(message, "stop_reason"),
        completion_text="\n".join(answer.texts) or None,
    )


def _identity(event: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    """Message id with request id, as the provider gave them; else the line's own id."""
    message_id, request_id = text_at(message, "id"), text_at(event, "requestId")
    return f"{message_id}:{request_id}" if message_id else text_at(event, "uuid")


def _folder(path: str) -> str:
    """The name of the folder somebody worked in stands for what the work was for."""
    return PureWindowsPath(path).name if "\\" in path else PurePath(path).name
