"""Several answers as one report: the first one leads, the others stand behind it, each with its passage."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from netra.backend.agents.schemas import Action, Finding, FurtherAnswer, Method, Report, Sufficiency
from netra.backend.agents.triage.domain.clauses import without_join

T = TypeVar("T")
_WAYS_ON: Final = 3


def together(reports: Sequence[Report], left: str) -> Report:
    """The report of questions that were asked in one; `left` are words that were one question too many."""
    first, last = reports[0], reports[-1]
    if len(reports) == 1:
        return first
    further = [_further(one) for one in reports[1:]]
    if left:
        further[-1].unread.append(without_join(left))
    leading = next((one.leading for one in reversed(reports) if one.leading is not None), None)
    return first.model_copy(
        update={
            "first_question": first.question,
            "sufficiency": _sufficiency(reports),
            "further": further,
            "findings": [_numbered(one, at) for at, report in enumerate(reports) for one in report.findings],
            "actions": [_of_finding(one, at) for at, report in enumerate(reports) for one in report.actions],
            "tradeoffs": _once(one for report in reports for one in report.tradeoffs),
            "unknowns": _once(one for report in reports for one in report.unknowns),
            "failed": [one for report in reports for one in report.failed],
            "follow_ups": last.follow_ups[:_WAYS_ON],
            "leading": leading,
            "method": _method([report.method for report in reports]),
        }
    )


def _further(report: Report) -> FurtherAnswer:
    return FurtherAnswer(
        question=without_join(report.question),
        title=report.title,
        answer=report.answer,
        scope=report.scope,
        unread=report.unread,
        sections=report.sections,
    )


def _sufficiency(reports: Iterable[Report]) -> Sufficiency:
    """Enough where every question was answered, none where none was."""
    told = {report.sufficiency for report in reports}
    return told.pop() if len(told) == 1 else Sufficiency.PARTLY


def _numbered(finding: Finding, at: int) -> Finding:
    return finding.model_copy(update={"id": _id(finding.id, at)})


def _of_finding(action: Action, at: int) -> Action:
    return action.model_copy(update={"id": _id(action.id, at), "finding_id": _id(action.finding_id, at)})


def _id(one: str, at: int) -> str:
    """The same lever may be looked at for two of the questions."""
    return f"{one}.{at + 1}" if at else one


def _once(given: Iterable[T]) -> list[T]:
    found: list[T] = []
    for one in given:
        if one not in found:
            found.append(one)
    return found


def _method(methods: Sequence[Method]) -> Method:
    written = _once(one.written_by for one in methods)
    return methods[0].model_copy(
        update={
            "rules": _once(rule for one in methods for rule in one.rules),
            "notes": _once(note for one in methods for note in one.notes),
            "written_by": ", ".join(written),
        }
    )
