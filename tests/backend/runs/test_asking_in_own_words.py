"""A team's own word is asked about once, kept with the project, and read from then on."""

import httpx
import pytest
import pytest_asyncio

from tests.backend.conftest import Organization
from tests.backend.runs.test_asking import answered, new_thread
from tests.backend.runs.test_asking_rates import CALLS, cost, summed
from tests.backend.runs.test_asking_shares import value
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

ASKED_FOR = {call["user"] for call in CALLS}
QUESTION = "Which hotel is the most expensive?"


@pytest_asyncio.fixture
async def project(http: httpx.AsyncClient, organization: Organization) -> str:
    return await project_with(http, organization, *(chat_span(**call) for call in CALLS))


async def _words(organization: Organization, project: str) -> object:
    return (await organization.get(f"/api/projects/{project}"))["own_words"]


@pytest.mark.asyncio
async def test_a_word_is_asked_about_once_and_kept(
    tab: Tab, organization: Organization, project: str
) -> None:
    thread = await new_thread(organization, project)
    await tab.follow(thread)
    asked = await answered(tab, organization, thread, QUESTION)
    assert await _words(organization, project) == {}
    labels = asked["choice"]["options"]
    number = next(at for at, label in enumerate(labels) if label.startswith("A user"))
    chosen = {"run_id": asked["run_id"], "option": number}
    settled = await answered(tab, organization, thread, labels[number], chosen=chosen)
    assert await _words(organization, project) == {"hotel": "user"}
    table = settled["sections"][0]["table"]
    place = table["columns"].index("Cost")
    costs = {row[0]["text"]: value(row[place]["figure"]) for row in table["rows"]}
    assert costs == {user: summed(cost, user=user) for user in ASKED_FOR}
    assert settled["unread"] == []
    other = await new_thread(organization, project)
    await tab.follow(other)
    later = await answered(tab, organization, other, "how many hotels are there?")
    assert later["choice"] is None
    assert later["answer"]["text"].startswith(f"{len(ASKED_FOR)} users.")


@pytest.mark.asyncio
async def test_a_word_that_means_nothing_here_is_not_asked_about_again(
    tab: Tab, organization: Organization, project: str
) -> None:
    thread = await new_thread(organization, project)
    await tab.follow(thread)
    asked = await answered(tab, organization, thread, QUESTION)
    last = len(asked["choice"]["options"]) - 1
    chosen = {"run_id": asked["run_id"], "option": last}
    settled = await answered(tab, organization, thread, asked["choice"]["options"][last], chosen=chosen)
    assert settled["choice"] is None
    assert await _words(organization, project) == {"hotel": "nothing"}
    again = await answered(tab, organization, thread, QUESTION)
    assert again["choice"] is None


@pytest.mark.asyncio
async def test_the_words_of_a_project_are_changed_together(organization: Organization) -> None:
    path = f"/api/projects/{(await organization.project())['id']}"
    for words in ({"Hotel": "user", "claim": "session"}, {}):
        changed = await organization.request("PATCH", path, json={"own_words": words})
        assert changed.json()["own_words"] == {word.lower(): meaning for word, meaning in words.items()}
    several = {"pr": "session", "pull request": "session", "point-of-sale": "user"}
    changed = await organization.request("PATCH", path, json={"own_words": several})
    assert changed.json()["own_words"] == several
    for bad in ("h", "a b", "two  words", "one two three four", "pr-", "q3", "a" * 41):
        refused = await organization.request("PATCH", path, json={"own_words": {bad: "user"}})
        assert refused.status_code == 422
    refused = await organization.request("PATCH", path, json={"own_words": {"hotel": "model"}})
    assert refused.status_code == 422
    many = {f"word{chr(97 + at // 26)}{chr(97 + at % 26)}": "user" for at in range(51)}
    assert (await organization.request("PATCH", path, json={"own_words": many})).status_code == 422
