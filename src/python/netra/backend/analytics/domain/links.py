"""Links to the calls behind a figure."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from netra.backend.calls.domain.filters import FIELDS, CallFilter


def evidence_link(
    project_id: UUID,
    figure: str,
    wanted: CallFilter,
    area: str = "evidence",
    options: Sequence[tuple[str, object]] = (),
) -> str:
    """Path and query of the calls behind a figure under a filter; `area` is the path below the project.

    `options` are what else the figure depends on, as names and values of the query.
    """
    query = [("figure", figure)]
    query += [("from", wanted.since.isoformat())] if wanted.since else []
    query += [("to", wanted.until.isoformat())] if wanted.until else []
    query += [(name, value) for name, field in FIELDS.items() for value in getattr(wanted, field)]
    query += [("zone", wanted.zone)] if wanted.zone else []
    query += [(name, str(value)) for name, value in options]
    return f"/api/projects/{project_id}/{area}?{urlencode(query)}"
