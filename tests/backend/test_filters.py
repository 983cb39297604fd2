"""Calls chosen by what they record: a choice shows the same calls on every page and behind every figure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from netra.backend.calls.domain.bounds import Bound
from netra.backend.calls.domain.call import AgentKind, CallStatus, Usage
from netra.backend.calls.domain.filters import CallFilter, RecordedName
from tests.backend.calls.test_call import call
from tests.backend.conftest import Organization
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

SPANS = (
    chat_span(1),
    chat_span(2, agent="reviewer", user="ada"),
    chat_span(3, agent="planner", user="ada", error="timeout"),
    chat_span(4, agent="reviewer", error="timeout", session=""),
)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("choice", "calls"),
    [
        ({"agent_name": "reviewer"}, 2),
        ({"agent_name": "main"}, 1),
        ({"agent_name": ["planner", "reviewer"]}, 3),
        ({"agent": "sub", "agent_name": "main"}, 0),
        ({"user": "ada"}, 2),
        ({"user": ""}, 2),
        ({"session": "session-3"}, 1),
        ({"status": "error"}, 2),
        ({"status": ["ok", "error"]}, 4),
        ({"feature": "search"}, 0),
        ({"provider": ""}, 4),
        ({"weekday": ["4"]}, 4),
        ({"weekday": ["5"]}, 0),
        ({"weekday": ["5"], "zone": "Asia/Tokyo"}, 4),
        ({"hour": ["20"]}, 4),
        ({"hour": ["22"], "zone": "Europe/Berlin"}, 4),
        ({"status": "error", "agent_name": "reviewer"}, 1),
        ({"bound": "input>1000"}, 0),
        ({"bound": "input>=1000"}, 4),
        ({"bound": ["output<101", "output>99.5"]}, 4),
        ({"bound": ["tokens>1100", "output<=100"]}, 0),
        ({"bound": "cost>0.00044"}, 4),
        ({"bound": "cost<0.00045"}, 0),
        ({"bound": "cost<=0.00045"}, 4),
        ({"bound": "duration>1499.9"}, 4),
        ({"bound": "duration<1500", "status": "error"}, 0),
        ({"bound": "ttft>0"}, 0),
        ({"recorded": "user"}, 2),
        ({"recorded": "session"}, 3),
        ({"recorded": ["session", "user"], "agent_name": "reviewer"}, 1),
    ],
)
async def test_a_choice_holds_on_every_page(
    http: httpx.AsyncClient, organization: Organization, choice: dict[str, str | list[str]], calls: int
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}"
    overview = await organization.get(f"{path}/overview", **choice)
    listed = await organization.get(f"{path}/calls", **choice)
    by_session = await organization.get(f"{path}/breakdown", by="session", **choice)
    assert (overview["calls"], len(listed["calls"]), len(by_session["rows"])) == (calls, calls, calls)
    assert sum(choice["calls"] for choice in overview["filters"]["models"]) == len(SPANS)
    door = urlsplit(overview["input"]["evidence"])
    evidence = await organization.get(door.path, **query(door.query))
    assert len(evidence["contributions"]) == calls
    assert evidence["sum"] == overview["input"]["value"]


def query(text: str) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        named.setdefault(name, []).append(value)
    return named


@pytest.mark.asyncio
@pytest.mark.parametrize(("by", "keys"), [("user", {"ada", ""}), ("feature", {"tests"})])
async def test_calls_are_broken_down_by_user_and_feature(
    http: httpx.AsyncClient, organization: Organization, by: str, keys: set[str]
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}"
    rows = (await organization.get(f"{path}/breakdown", by=by))["rows"]
    assert {row["key"] for row in rows} == keys
    assert sum(row["calls"] for row in rows) == len(SPANS)


@pytest.mark.asyncio
async def test_a_call_costs_the_same_wherever_it_is_shown(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """The assumed price prices a call without a model in the sums, so also in the list and by itself."""
    assumed = {"input_per_million": "3", "output_per_million": "15"}
    project = await project_with(http, organization, chat_span(1, model=""), assumed_price=assumed)
    path = f"/api/projects/{project}"
    cost = (await organization.get(f"{path}/overview"))["cost"]
    (listed,) = (await organization.get(f"{path}/calls"))["calls"]
    alone = await organization.get(f"{path}/calls/{listed['call_id']}")
    (row,) = (await organization.request("GET", f"{path}/calls.csv")).text.strip().split("\r\n")[1:]
    assert Decimal(cost["value"]) == Decimal("0.0045")
    assert {(shown["cost_usd"], shown["cost_kind"]) for shown in (listed, alone)} == {("0.0045", "estimated")}
    assert ",0.0045,estimated," in row


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "bound", ["cost", "cost=5", "price>1", "cost>-1", "cost>1e3", "cost>.5", "cost>1;", "cost>5\n", "cost>٣"]
)
async def test_a_bound_that_is_none_is_refused(
    http: httpx.AsyncClient, organization: Organization, bound: str
) -> None:
    path = f"/api/projects/{await project_with(http, organization)}/overview"
    response = await http.get(path, params={"bound": bound}, headers=dict(organization.headers))
    assert response.status_code == 422, response.text


@pytest.mark.asyncio
async def test_a_bound_on_the_cost_is_on_the_price_by_the_book(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    assumed = {"input_per_million": "3", "output_per_million": "15"}
    spans = (chat_span(1), chat_span(2, model=""))
    path = f"/api/projects/{await project_with(http, organization, *spans, assumed_price=assumed)}"
    overview = await organization.get(f"{path}/overview", bound="cost>=0")
    assert overview["calls"] == 1
    assert any("assumed price" in note for note in overview["notes"])


MEASURED = call()._replace(
    cost_usd=Decimal("0.05"), duration_ms=1_500.0, usage=Usage(input_fresh=1_000, output_text=100)
)
BOUNDS = (
    ("cost>0.05", False),
    ("cost>=0.05", True),
    ("input>999", True),
    ("output<100", False),
    ("tokens<=1100", True),
    ("duration<2000", True),
    ("ttft>=0", False),
)


@pytest.mark.parametrize(
    ("chosen", "admitted"),
    [
        (CallFilter(agent_names=("main",)), True),
        (CallFilter(agent_names=("planner",), agents=(AgentKind.MAIN,)), False),
        (CallFilter(statuses=(CallStatus.ERROR,)), False),
        (CallFilter(sessions=("",), users=("",), features=("",)), True),
        (CallFilter(users=("ada",)), False),
        (CallFilter(providers=("nobody",)), False),
        (CallFilter(recorded=(RecordedName.SESSION,)), False),
        (CallFilter(recorded=(RecordedName.USER,), users=("",)), False),
        (CallFilter(weekdays=(1, 2, 3, 4, 5, 6, 7)), True),
        (CallFilter(weekdays=()), True),
        *((CallFilter(bounds=(Bound.of(text),)), passes) for text, passes in BOUNDS),
    ],
)
def test_the_plain_rule_says_the_same(chosen: CallFilter, admitted: bool) -> None:
    assert chosen.admits(MEASURED) is admitted


CHOICES: dict[str, str] = {
    "model": "gpt-4o",
    "agent": "main",
    "agent_name": "main",
    "session": "session-1",
    "user": "ada",
    "feature": "search",
    "status": "ok",
    "provider": "openai",
    "weekday": "6",
    "hour": "23",
    "bound": "cost>0.000001",
    "recorded": "session",
    "from": "2026-01-01T00:00:00Z",
    "to": "2027-01-01T00:00:00Z",
}
NEEDED: dict[str, dict[str, str]] = {
    "comparison": {"from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z"},
    "reasoning-cap": {"cap": "500"},
}


@pytest.mark.asyncio
async def test_every_analysis_answers_with_every_choice(
    http: httpx.AsyncClient, organization: Organization, app: FastAPI
) -> None:
    project = await project_with(http, organization, *SPANS)
    paths = [path for path, operations in app.openapi()["paths"].items() if _is_chosen_from(operations)]
    assert len(paths) >= 10
    for path in paths:
        needed = NEEDED.get(path.rpartition("/")[2], {})
        for name, value in CHOICES.items():
            query = {**needed, name: value}
            response = await http.get(
                path.format(project_id=project), params=query, headers=dict(organization.headers)
            )
            assert response.status_code == 200, (path, query, response.text)


def _is_chosen_from(operations: Mapping[str, Any]) -> bool:
    """Whether it is an analysis of calls that may be chosen; evidence is asked by the id of a figure."""
    named = {parameter["name"] for parameter in operations.get("get", {}).get("parameters", [])}
    return {"project_id", "feature"} <= named and "figure" not in named
