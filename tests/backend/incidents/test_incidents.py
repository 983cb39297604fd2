"""Incidents of calls in the real store: their counts open to the calls, and where they are is told."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from netra.backend.analytics.schemas import FigureRead
from netra.backend.calls.domain.filters import CallFilter
from netra.backend.incidents.domain import IncidentState, Watched
from netra.backend.incidents.schemas import IncidentsRead
from netra.backend.incidents.service import IncidentService
from netra.backend.projects.service import ProjectService
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

HOUR = 3_600 * 10**9
FIRST = START // HOUR * HOUR + HOUR
HOURS = 24
A_HOUR = 6


def numbers(*figures: FigureRead) -> list[Decimal | None]:
    return [figure.value for figure in figures]


def calls(**of_storm: Any) -> list[Any]:
    """Six calls an hour for a day, half of each model; from the tenth hour to the twelfth opus is another."""
    spans = []
    for number in range(HOURS * A_HOUR):
        hour, place = divmod(number, A_HOUR)
        model = "claude-opus-4-5" if place % 2 else "gpt-5-mini"
        more = of_storm if 10 <= hour < 12 and place % 2 else {}
        user, session = f"user-{place}", f"session-{hour}"
        start = FIRST + hour * HOUR + place * 60 * 10**9
        span = chat_span(
            number, start=start, model=model, user=user, session=session, error=more.get("error")
        )
        span.end_time_unix_nano = start + more.get("took", 1_000_000_000 + place * 10**6)
        spans.append(span)
    return spans


async def looked_at(
    http: httpx.AsyncClient, organization: Organization, resources: Resources, measure: Watched, **storm: Any
) -> IncidentsRead:
    project = await project_with(http, organization, *calls(**storm))
    async with resources.database.session() as session:
        found = await ProjectService.on(resources, session).accessible(organization.subject, UUID(project))
    return await IncidentService.on(resources).incidents(found, CallFilter(), measure)


async def behind(organization: Organization, link: str | None) -> Decimal:
    assert link is not None
    page = (await organization.request("GET", f"{link}&limit=200")).json()
    return Decimal(sum(Decimal(part["contribution"]) for part in page["contributions"]))


@pytest.mark.asyncio
async def test_a_storm_of_failures_is_told_with_its_model_and_opens(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    read = await looked_at(http, organization, resources, Watched.ERRORS, error="overloaded")
    (one,) = read.incidents
    assert (one.until - one.since).total_seconds() == 2 * 3_600
    assert one.since.timestamp() == (FIRST + 10 * HOUR) / 10**9
    assert numbers(one.worse, one.calls, one.share) == [6, 12, Decimal("0.5")]
    assert one.state is IncidentState.ENDED
    assert numbers(one.after, one.calls_after) == [0, 72]
    assert (one.users, one.sessions) == (3, 2)
    assert [(kind.error_type, kind.calls) for kind in one.error_types] == [("overloaded", 6)]
    lead = one.places[0]
    assert (lead.by, lead.stands_out) == ("model", "claude-opus-4-5")
    assert numbers(lead.places[0].worse, lead.places[0].calls, lead.places[0].other_share) == [6, 6, 0]
    for figure in (one.worse, one.calls, one.after, one.calls_after, lead.places[0].worse, read.worse):
        assert await behind(organization, figure.evidence) == figure.value


@pytest.mark.asyncio
async def test_slow_calls_are_those_above_the_middle_and_failed_ones_are_none(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    read = await looked_at(http, organization, resources, Watched.DURATION_P95, took=9_000_000_000)
    (one,) = read.incidents
    # Six of 144 calls took nine seconds: 95 of 100 took up to 1.005 s, which the fifth of each hour takes.
    assert read.limit is not None
    assert read.limit.value == Decimal("1005.000")
    assert numbers(one.worse, one.calls) == [6, 12]
    assert one.middle.value == Decimal("9000.000")
    assert one.other_middle.value == Decimal("1005.000")


@pytest.mark.asyncio
async def test_without_an_incident_the_nearest_time_is_told(
    http: httpx.AsyncClient, organization: Organization, resources: Resources
) -> None:
    read = await looked_at(http, organization, resources, Watched.DURATION)
    assert read.incidents == []
    assert read.nearest is None or read.nearest.chance > 0.01
    nothing = await looked_at(http, organization, resources, Watched.ERRORS)
    assert numbers(nothing.worse) == [0]
    assert (nothing.nearest, nothing.steps) == (None, HOURS)
