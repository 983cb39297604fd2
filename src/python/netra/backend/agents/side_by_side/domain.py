"""Names side by side: the calls of each of them, as they were found."""

from dataclasses import dataclass
from typing import Any

from netra.backend.agents.domain import Kept
from netra.backend.agents.triage.domain.beside import Beside, BesideMeasure, NamedSide
from netra.backend.agents.triage.domain.kept_calls import CHOSEN_BY
from netra.backend.analytics.schemas import Overview
from netra.backend.calls.domain.filters import FIELDS, RecordedName
from netra.backend.calls.schemas import CallFilterQuery
from netra.backend.latency.schemas import LatencyRead


@dataclass(frozen=True, slots=True)
class SideFound:
    """The calls of one of several names that stand side by side, with their times and failures."""

    side: NamedSide
    asked: CallFilterQuery
    overview: Kept[Overview]
    latency: Kept[LatencyRead]


def of_side(asked: CallFilterQuery, beside: Beside, side: NamedSide) -> CallFilterQuery:
    """Only the calls of one of the names; where sessions are counted, those that have one."""
    names_of = {field: name for name, field in FIELDS.items()}
    chosen: dict[str, Any] = {names_of[CHOSEN_BY[beside.by]]: side.names}
    if BesideMeasure.SESSION_COST in beside.measures:
        chosen["recorded"] = (RecordedName.SESSION,)
    values = asked.model_dump(by_alias=True, exclude_defaults=True)
    return CallFilterQuery.model_validate({**values, **chosen})
