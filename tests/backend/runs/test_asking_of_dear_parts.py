"""Why a part costs so much, and how cost is spread over parts: the answers in words, beside sums by hand."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.alternatives.test_alternatives import claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking_what_ifs import asked, rows, values
from tests.backend.sockets import Tab
from tests.backend.test_overview import project_with

OPUS = "claude-opus-4-5"
# At $5 and $25 a million: eight calls of 2,000 and 100 tokens, 0.1 together; nine users with two calls of
# 1,000 and 100 each, 0.015 a user.
ADA = tuple(
    claude(number, model=OPUS, input=2_000, user="ada", session="big", feature="report")
    for number in range(8)
)
OTHERS = tuple(
    claude(100 + number, model=OPUS, user=f"u-{number // 2}", session=f"s-{number // 2}", feature="search")
    for number in range(18)
)


@pytest.mark.asyncio
async def test_what_sets_a_user_apart(tab: Tab, http: httpx.AsyncClient, organization: Organization) -> None:
    project = await project_with(http, organization, *ADA, *OTHERS)
    dear, who = await asked(
        tab, organization, project, "why does ada cost so much?", "who is our most expensive user and why?"
    )
    assert said(dear) == (
        "ada cost 0.1, 6.7 times what the middle one of 9 other users did (0.015): the dearest of 10 users. "
        "What sets it apart: 8 calls beside 2 (4.0 times), 2000 of input a call beside 1000 (2.0 times). "
        "The feature report makes 1 of its cost, and 0 of that of the other users. "
        "It is the only outlier: no other cost more than 0.015."
    )
    assert said(who) == said(dear)
    found = rows(dear)
    assert found["Calls"] == ["8", "2"]
    assert (dear["leading"]["by"], dear["leading"]["key"]) == ("user", "ada")


@pytest.mark.asyncio
async def test_how_cost_is_spread_over_sessions(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *ADA, *OTHERS)
    spread, like = await asked(
        tab, organization, project, "do 10% of sessions make up most of the bill?", "is that one an outlier?"
    )
    found = {name: str(value.normalize()) for name, value in values(spread).items()}
    assert (found["whole"], found["middle"], found["first"]) == ("0.235", "0.015", "0.1")
    assert (found["tenth"], found["p90"], found["fence"]) == ("0.1", "0.0235", "0.015")
    assert found["tenth_share"].startswith("0.4255")
    assert "10 sessions cost" in said(spread)
    assert "1 is an outlier" in said(spread)
    assert "big cost" in said(like)
    assert "the only outlier" in said(like)


@pytest.mark.asyncio
async def test_one_part_has_no_others(tab: Tab, http: httpx.AsyncClient, organization: Organization) -> None:
    project = await project_with(http, organization, *ADA)
    alone, spread = await asked(
        tab, organization, project, "why is ada so expensive?", "how is the cost spread over users?"
    )
    assert said(alone).startswith("ada is the only user with a known price")
    assert said(spread).startswith("ada is the only user")


@pytest.mark.asyncio
async def test_what_a_call_costs_in_long_sessions(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Of ten sessions the longest quarter is two of two calls and the big one of eight: 0.13 of 12."""
    project = await project_with(http, organization, *ADA, *OTHERS)
    (held,) = await asked(tab, organization, project, "do long sessions cost more per call than short ones?")
    found = values(held)
    assert [found[f"quarter_{place}"] for place in range(3)] == [Decimal("0.0075")] * 3
    assert str(found["quarter_3"]).startswith("0.010833")
    assert said(held).startswith("Yes, a call of the long sessions costs more.")
    assert [row[0]["text"] for row in held["sections"][0]["table"]["rows"]][-1] == "Longest quarter"
