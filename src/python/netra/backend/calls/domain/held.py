"""The calls of an import beside those that a project already has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from netra.backend.calls.domain.call import Call


@dataclass(frozen=True, slots=True)
class HeldCall:
    """A call that a project already has: where it came from, and its tokens."""

    call_id: UUID
    import_id: UUID
    source_seq: int
    tokens: int

    def is_another(self, call: Call, import_id: UUID) -> bool:
        """Whether it came otherwise than as this very row of this import, whose earlier attempt it may be."""
        return (self.import_id, self.source_seq) != (import_id, call.source_seq)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The calls of an import beside those that are held: new ones, and provider's sums that have grown since.

    All others are known.
    """

    new: Sequence[Call]
    grown: Sequence[Call]


def sort_out(calls: Sequence[Call], held: Iterable[HeldCall], import_id: UUID) -> Sorted:
    """Tell what is new among calls, each once, and of a sum that comes twice the larger one."""
    of: dict[UUID, list[HeldCall]] = {}
    for one in held:
        of.setdefault(one.call_id, []).append(one)
    chosen: dict[UUID, Call] = {}
    for call in calls:
        first = chosen.setdefault(call.call_id, call)
        if call.is_sum and call.tokens > first.tokens:
            chosen[call.call_id] = call
    others = {
        call.call_id: [one for one in of.get(call.call_id, ()) if one.is_another(call, import_id)]
        for call in chosen.values()
    }
    new = [call for call in chosen.values() if not others[call.call_id]]
    grown = [
        call
        for call in chosen.values()
        if call.is_sum and any(call.tokens > one.tokens for one in others[call.call_id])
    ]
    return Sorted(new, grown)
