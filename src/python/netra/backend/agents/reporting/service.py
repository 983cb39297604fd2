"""Reporting: writes down what was found, the answer first, and keeps it."""

from netra.backend.agents.desk import Desk
from netra.backend.agents.reporting.domain.compose import compose
from netra.backend.agents.reporting.domain.given import Given
from netra.backend.agents.schemas import Report
from netra.backend.agents.text import plain_text

REPORT = "report"
"""The name of the result that is a run's report."""


class ReportingAgent:
    async def run(self, desk: Desk, given: Given) -> Report:
        """Write the report; from then on it is what the run delivers."""

        async def written() -> Report:
            return compose(given)

        report = await desk.deliver(
            REPORT, Report, written, lambda made: (made.title, plain_text(made.answer))
        )
        await desk.close("The report is ready.")
        return report
