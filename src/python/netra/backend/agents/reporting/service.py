"""Reporting: writes down what was found, the answer first, and keeps it."""

import asyncio
from collections.abc import Sequence

from netra.backend.agents.desk import Desk, rules_instead
from netra.backend.agents.reporting.domain.compose import compose
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.reporting.domain.rewording import REWORD, material_of, rewording_faults
from netra.backend.agents.reporting.domain.together import together
from netra.backend.agents.reporting.schemas import Reworded
from netra.backend.agents.schemas import Passage, Report
from netra.backend.agents.text import plain_text
from netra.backend.language_models.domain import LanguageModelError, ModelQuestion
from netra.shared.events.run import ReportReady, ToldAnswer

REPORT = "report"
"""The name of the result that is a run's report."""


class ReportingAgent:
    async def run(self, desk: Desk, found: Sequence[Given]) -> Report:
        """Write the report of all that was asked; from then on it is what the run delivers."""

        async def written() -> Report:
            # Side by side, so that several questions wait for a slow model no longer than one.
            reports = await asyncio.gather(*(_written(desk, given) for given in found))
            whole = together(reports, found[-1].then)
            return whole.model_copy(update={"question": desk.context.run.question})

        report = await desk.deliver(REPORT, Report, written, _told)
        known = {note for given in found for note in (*given.notes, *given.model_notes)}
        for note in report.method.notes:
            if note not in known:
                await desk.think(note)
        await desk.close("The report is ready.")
        return report


async def _written(desk: Desk, given: Given) -> Report:
    """The report of one question, in the words of a language model where there is one."""
    report = compose(given)
    # Without a figure there is nothing to explain: what is missing is said best in fixed words.
    if desk.model is None or given.is_model_away or not report.answer.figures:
        return report
    return await _reworded(desk, given, report)


def _told(report: Report) -> ReportReady:
    answers = _answers(report)
    return ReportReady(
        title=report.title,
        headline=" ".join(one.text for one in answers),
        scope=report.scope,
        unread=tuple(report.unread),
        answers=answers if len(answers) > 1 else (),
    )


def _answers(report: Report) -> tuple[ToldAnswer, ...]:
    first = (report.first_question, report.answer, report.scope, report.unread)
    further = ((one.question, one.answer, one.scope, one.unread) for one in report.further)
    return tuple(
        ToldAnswer(question=question, text=plain_text(answer), scope=scope, unread=tuple(unread))
        for question, answer, scope, unread in (first, *further)
    )


async def _reworded(desk: Desk, given: Given, report: Report) -> Report:
    """The report with its answer in the model's words, or as it was and saying why."""
    unknown = given.goal.unknown_names if given.goal else ()
    rows = (row.key for found in given.breakdowns for row in found.result.rows if row.key)
    material = material_of(report, (*unknown, *rows))
    asked = ModelQuestion(
        kind=Reworded,
        instructions=REWORD,
        prompt=material.prompt(),
        check=lambda answer: rewording_faults(answer.text, material),
    )
    try:
        answer = await desk.ask_model(asked)
    except LanguageModelError as error:
        return _with(report, report.answer, report.method.written_by, (rules_instead(desk.model, error),))
    return _with(report, material.passage(answer.text), desk.model or report.method.written_by, ())


def _with(report: Report, answer: Passage, written_by: str, notes: tuple[str, ...]) -> Report:
    method = report.method.model_copy(
        update={"written_by": written_by, "notes": [*report.method.notes, *notes]}
    )
    return report.model_copy(update={"answer": answer, "method": method})
