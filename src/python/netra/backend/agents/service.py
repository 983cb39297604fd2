"""Reports as they are read and saved, and questions to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self
from uuid import UUID

from netra.backend.agents.documents import document
from netra.backend.agents.reporting.service import REPORT
from netra.backend.agents.schemas import Report, ReportFormat, SuggestedQuestions
from netra.backend.agents.suggestions import suggested
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.profiles.service import ProfileService
from netra.backend.projects.service import AccessibleProject
from netra.backend.resources import Resources
from netra.backend.runs.service import RunService
from netra.shared.access import Subject
from netra.shared.errors import NotFound

_MEDIA: Final[Mapping[ReportFormat, str]] = MappingProxyType(
    {ReportFormat.MARKDOWN: "text/markdown", ReportFormat.HTML: "text/html"}
)


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A report as a file."""

    content: str
    media_type: str
    file_name: str


class AgentService:
    def __init__(self, runs: RunService, profiles: ProfileService) -> None:
        self._runs = runs
        self._profiles = profiles

    @classmethod
    def on(cls, resources: Resources) -> Self:
        return cls(RunService.on(resources), ProfileService.on(resources))

    async def suggestions(self, found: AccessibleProject) -> SuggestedQuestions:
        """Questions that the calls of the project can answer."""
        profile = await self._profiles.profile(found, CallFilter())
        return SuggestedQuestions(questions=suggested(profile))

    async def report(self, reader: Subject, run_id: UUID) -> Report:
        """The report of a run that the reader may read. NotFound while there is none."""
        run = await self._runs.readable(reader, run_id)
        kept = await self._runs.named_result(run, REPORT)
        if kept is None:
            raise NotFound(f"Run {run_id} has no report: it is {run.state}.")
        return Report.model_validate_json(kept.content)

    async def saved_report(self, reader: Subject, run_id: UUID, kind: ReportFormat) -> SavedReport:
        """The report as a file."""
        report = await self.report(reader, run_id)
        return SavedReport(document(report, kind), _MEDIA[kind], f"netra-report-{run_id}.{kind}")
