"""Links to the calls behind a figure."""

from urllib.parse import urlencode
from uuid import UUID

from netra.backend.calls.domain import CallFilter


def evidence_link(project_id: UUID, figure: str, wanted: CallFilter, area: str = "evidence") -> str:
    """Path and query of the calls behind a figure under a filter; `area` is the path below the project."""
    query = [("figure", figure)]
    query += [("from", wanted.since.isoformat())] if wanted.since else []
    query += [("to", wanted.until.isoformat())] if wanted.until else []
    query += [("model", model) for model in wanted.models]
    query += [("agent", agent.value) for agent in wanted.agents]
    return f"/api/projects/{project_id}/{area}?{urlencode(query)}"
