"""Two periods of calls that were sent, beside each other."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from netra.backend.pricing.domain.genai import GenaiPrices
from netra.backend.pricing.domain.rates import Rates
from tests.backend.conftest import Organization
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

DAY = 24 * 3_600 * 10**9
FIRST = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=START // 1_000)
SECOND_DAY = {
    "from": (FIRST + timedelta(days=1)).isoformat(),
    "to": (FIRST + timedelta(days=2)).isoformat(),
}


async def two_days(http: httpx.AsyncClient, organization: Organization) -> str:
    """Two calls on the first day; four on the second, half of them of a dearer model and longer."""
    first = [chat_span(number, start=START + number) for number in range(2)]
    second = [chat_span(10 + number, start=START + DAY + number) for number in range(2)]
    dear = [
        chat_span(20 + number, start=START + DAY + number, model="gpt-5", input=3_000) for number in range(2)
    ]
    return f"/api/projects/{await project_with(http, organization, *first, *second, *dear)}"


@pytest.mark.asyncio
async def test_the_effects_add_up_to_the_change_of_two_figures_that_open(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = await two_days(http, organization)
    found = await organization.get(f"{path}/comparison", **SECOND_DAY)
    before, after = (Decimal(found[name]["cost"]["value"]) for name in ("before", "after"))
    effects = {one["id"]: Decimal(one["effect"]["value"]) for one in found["effects"]}
    assert (found["before"]["calls"], found["after"]["calls"]) == (2, 4)
    assert sum(effects.values()) == Decimal(found["change"]["value"]) == after - before
    assert effects["volume"] == before
    assert effects["mix"] > 0
    assert effects["prices"] == effects["rest"] == 0
    for name in ("before", "after"):
        door = urlsplit(found[name]["cost"]["evidence"])
        evidence = await organization.get(door.path, **dict(parse_qsl(door.query)))
        assert evidence["sum"] == found[name]["cost"]["value"]


@pytest.mark.asyncio
async def test_what_moved_adds_up_to_the_change_and_opens(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = await two_days(http, organization)
    found = await organization.get(f"{path}/comparison", **SECOND_DAY)
    by_model = next(one for one in found["movers"] if one["by"] == "model")
    # As many calls of the usual model on both days: all of the change is the new one.
    assert [mover["key"] for mover in by_model["movers"]] == ["gpt-5"]
    assert by_model["groups"] == 2
    mover = by_model["movers"][0]
    assert mover["change"]["value"] == found["change"]["value"]
    assert Decimal(mover["before"]["value"]) == 0
    door = urlsplit(mover["after"]["evidence"])
    evidence = await organization.get(door.path, **dict(parse_qsl(door.query)))
    assert evidence["sum"] == mover["after"]["value"]
    assert len(evidence["contributions"]) == 2
    # Everything has the same feature, agent and user: that explains nothing.
    assert {one["by"] for one in found["movers"]} == {"model"}


@pytest.mark.asyncio
async def test_a_period_may_be_compared_with_any_other_and_filtered(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = await two_days(http, organization)
    long_ago = {"before_from": "2020-01-01T00:00:00Z", "before_to": "2020-01-02T00:00:00Z"}
    found = await organization.get(f"{path}/comparison", **SECOND_DAY, **long_ago, model="gpt-5")
    assert (found["before"]["calls"], found["after"]["calls"]) == (0, 2)
    effects = {one["id"]: one["effect"]["value"] for one in found["effects"]}
    assert effects["volume"] == found["after"]["cost"]["value"]


@pytest.mark.asyncio
async def test_a_price_that_changes_where_the_periods_meet_is_a_new_price(
    http: httpx.AsyncClient, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of a period is no longer of it: at that very moment the new list may hold already."""
    asked: list[datetime] = []
    rates = GenaiPrices.rates

    def noted(book: GenaiPrices, provider: str, model: str, at: datetime, tokens: int) -> Rates | None:
        asked.append(at)
        return rates(book, provider, model, at, tokens)

    path = await two_days(http, organization)
    monkeypatch.setattr(GenaiPrices, "rates", noted)
    await organization.get(f"{path}/comparison", **SECOND_DAY)
    meeting = FIRST + timedelta(days=1)
    assert {at < meeting for at in asked} == {True, False}
    assert meeting not in asked


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "params",
    [
        {},
        {"from": SECOND_DAY["from"]},
        {"from": SECOND_DAY["to"], "to": SECOND_DAY["from"]},
        {**SECOND_DAY, "before_from": SECOND_DAY["from"]},
        {**SECOND_DAY, "before_from": SECOND_DAY["to"], "before_to": SECOND_DAY["from"]},
        {"from": "1901-01-02T00:00:00Z", "to": "2199-01-01T00:00:00Z"},
    ],
)
async def test_periods_that_are_none_are_422(organization: Organization, params: dict[str, str]) -> None:
    project = await organization.project()
    path = f"/api/projects/{project['id']}/comparison"
    assert (await organization.request("GET", path, params=params)).status_code == 422


@pytest.mark.asyncio
async def test_a_storm_of_failures_is_an_effect_of_its_own(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    """As many answered calls each day; on the second, three more failed without a token."""
    spans = [chat_span(number, start=START + number % 2 * DAY + number) for number in range(4)]
    storm = [
        chat_span(10 + number, start=START + DAY + 100 + number, error="rate_limit", input=0, output=0)
        for number in range(3)
    ]
    path = f"/api/projects/{await project_with(http, organization, *spans, *storm)}"
    found = await organization.get(f"{path}/comparison", **SECOND_DAY)
    effects = {one["id"]: Decimal(one["effect"]["value"]) for one in found["effects"]}
    assert set(effects.values()) == {Decimal(0)}
    assert (found["before"]["failed"], found["after"]["failed"]) == (0, 3)
    words = {one["id"]: one["words"] for one in found["effects"]}
    assert words["failed"] == "Failed calls: 3 of 5, before 0 of 2"
    assert words["volume"] == "More or fewer answered calls"
    # Of failed calls alone there is no other part to tell apart.
    failed = await organization.get(f"{path}/comparison", status="error", **SECOND_DAY)
    assert "failed" not in {one["id"] for one in failed["effects"]}
