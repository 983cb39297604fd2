"""Steps of sessions: the tail beyond a limit and its cost, and loops, beside counts by hand."""

from decimal import Decimal

import httpx
import pytest

from netra.backend.session_steps.domain import SessionSteps, limit_of
from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

PATH = "session-steps"
# gpt-5-mini costs $0.00045 a call of 1,000 and 100. Session "long" sends "a" five times in seven calls.
PROMPTS = ("a", "b", "a", "a", "c", "a", "a")
SPANS = [
    chat_span(number, start=START + number * 10**9, session="long", prompt=prompt, cache_read=0)
    for number, prompt in enumerate(PROMPTS)
]
SPANS += [chat_span(20 + number, session="short", prompt=f"s{number}", cache_read=0) for number in range(2)]
SPANS += [chat_span(30, session="", cache_read=0)]


def steps(*calls: int) -> list[SessionSteps]:
    return [SessionSteps(f"s{at}", count, count, 0, 1) for at, count in enumerate(calls)]


def test_the_limit_is_the_one_given_else_what_95_of_100_stay_within() -> None:
    assert limit_of(steps(*range(1, 101)), None) == 95
    assert limit_of(steps(*range(1, 101)), 3) == 3
    assert limit_of(steps(1, 2, 3), None) == 10
    assert limit_of([], None) == 10


@pytest.mark.asyncio
async def test_the_tail_is_counted_priced_and_opens(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    page = await organization.get(path, beyond=4)
    assert [page[name] for name in ("sessions", "unnamed", "long", "most", "middle")] == [2, 1, 1, 7, 2]
    assert Decimal(page["tail_cost"]["value"]) == 3 * Decimal("0.00045")
    assert page["tail"]["value"] == "3"
    for figure in (page["tail"], page["tail_cost"], page["rows"][0]["tail_cost"]):
        assert len(await opened(organization, figure)) == 3
    (row,) = page["loop_rows"]
    assert (row["session"], row["repeats"], row["most_repeated"]) == ("long", 4, 5)
    assert len(await opened(organization, row["calls"])) == 7


@pytest.mark.asyncio
async def test_without_a_limit_short_sessions_are_none_that_run_away(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    page = await organization.get(path)
    assert (page["limit"], page["long"], page["tail"]["value"]) == (10, 0, "0")


@pytest.mark.asyncio
@pytest.mark.parametrize("params", [{"figure": "luck"}, {"figure": "session_steps.tail", "cursor": "x"}])
async def test_what_is_no_figure_has_no_calls(organization: Organization, params: dict[str, str]) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}/evidence"
    assert (await organization.request("GET", path, params=params)).status_code == 422


@pytest.mark.asyncio
async def test_a_session_is_halved_in_the_order_of_its_calls(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    # 20 calls that read 1,000 tokens more each time, sent the last one first, and a short session.
    spans = [
        chat_span(number, start=START + number * 10**9, session="grows", input=number * 1_000, output=0)
        for number in range(20, 0, -1)
    ]
    spans += [chat_span(40, session="short", input=9_000_000)]
    path = f"/api/projects/{await project_with(http, organization, *spans)}/{PATH}"
    halves = (await organization.get(path))["halves"]
    assert [halves[name] for name in ("sessions", "dearer", "fewest")] == [1, 1, 20]
    read = [halves[name]["value"] for name in ("first_input", "second_input")]
    assert read == ["5500", "15500"]
    # gpt-5-mini costs $0.25 a million tokens that are read.
    cost = [Decimal(halves[name]["value"]) for name in ("first_cost", "second_cost")]
    assert cost == [Decimal("0.001375"), Decimal("0.003875")]
    assert halves["first_cost"]["kind"] == "estimated"


@pytest.mark.asyncio
async def test_without_long_sessions_no_half_is_known(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    halves = (await organization.get(path))["halves"]
    assert (halves["sessions"], halves["first_cost"]["value"], halves["first_input"]["kind"]) == (
        0,
        None,
        "unknown",
    )
