"""Failed and repeated requests that were sent: counted, priced, opened."""

from typing import Any

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.backend.conftest import Organization
from tests.backend.response_caching.test_exact_repeats import opened
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

PATH = "savings/retries"
SECOND = 10**9


def sent(number: int, seconds: float, session: str = "one", **values: Any) -> Span:
    """A span of a session that begins so many seconds after the first."""
    span = chat_span(number, start=START + int(seconds * SECOND), cache_read=0, **values)
    span.attributes[0].value.string_value = session
    return span


# Of "a": an error, a retry that fails too, one that is answered, a duplicate of it, and one too late.
# The first error was answered by no token. gpt-5-mini costs $0.00045 a call of 1,000 in and 100 out.
SPANS = (
    sent(0, 0, prompt="a", error="timeout", input=0, output=0),
    sent(1, 10, prompt="a", error="timeout"),
    sent(2, 20, prompt="a"),
    sent(3, 30, prompt="a"),
    sent(4, 200, prompt="a"),
    sent(5, 40, "two", prompt="a"),
    sent(6, 41, prompt="a", model="gpt-5"),
)


def values(page: dict[str, Any], *names: str) -> list[str | None]:
    return [page[name]["value"] for name in names]


@pytest.mark.asyncio
async def test_retries_and_duplicates_are_told_apart_and_what_they_cost(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    page = await organization.get(path)
    assert values(page, "failed", "after_error", "after_success", "longest_chain") == ["2", "2", "1", "4"]
    assert values(page, "failed_cost", "after_error_cost") == ["0.00045", "0.0009"]
    assert values(page, "after_success_cost", "waste") == ["0.00045", "0.0009"]
    kinds = [page[name]["kind"] for name in ("failed_cost", "after_success_cost", "waste")]
    assert kinds == ["exact", "estimated", "estimated"]
    assert page["failed_cost"]["missing"].startswith("1 failed calls recorded no tokens")
    assert "would have served" in page["waste"]["assumptions"][0]
    for name, count in (("failed", 2), ("failed_cost", 1), ("after_error", 2), ("waste", 2)):
        assert len(await opened(organization, page[name])) == count
    (chain,) = page["chains"]
    assert (chain["calls"], chain["failed"], chain["seconds"]) == (4, 2, 30.0)


@pytest.mark.asyncio
async def test_seconds_decide_and_the_calls_behind_a_figure_are_paged(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    path = f"/api/projects/{await project_with(http, organization, *SPANS)}/{PATH}"
    assert values(await organization.get(path, within_seconds=9), "after_error", "waste") == ["0", "0.00045"]
    page = await organization.get(path, within_seconds=3_600)
    assert values(page, "after_success", "longest_chain") == ["2", "5"]
    asked = {"figure": "retries.longest_chain", "within_seconds": 3_600, "limit": 3}
    first = await organization.get(f"{path}/evidence", **asked)
    rest = await organization.get(f"{path}/evidence", **asked, cursor=first["next_cursor"])
    assert (first["page_sum"], rest["page_sum"], rest["next_cursor"]) == ("3", "2", None)


@pytest.mark.asyncio
async def test_without_prompts_only_failures_are_known(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [sent(0, 0, prompt="", error="timeout"), sent(1, 1, prompt="")]
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans)}/{PATH}")
    assert (page["failed"]["value"], page["incomparable"]) == ("1", 2)
    assert (page["after_error"]["kind"], page["longest_chain"]["kind"]) == ("unknown", "unknown")
    assert "gen_ai.input.messages" in page["after_error"]["missing"]
    assert (page["waste"]["value"], page["waste"]["kind"]) == ("0.00045", "estimated")


@pytest.mark.asyncio
async def test_a_failure_without_a_known_price_is_not_free(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [sent(0, 0, model="nobody-knows", error="timeout")]
    page = await organization.get(f"/api/projects/{await project_with(http, organization, *spans)}/{PATH}")
    assert [page[name]["kind"] for name in ("failed_cost", "waste")] == ["unknown", "unknown"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("under", "params"),
    [
        ("", {"within_seconds": "0"}),
        ("", {"within_seconds": "3601"}),
        ("/evidence", {"figure": "luck"}),
        ("/evidence", {"figure": "retries.waste", "cursor": "x"}),
    ],
)
async def test_bad_questions_about_retries_are_422(
    organization: Organization, under: str, params: dict[str, str]
) -> None:
    path = f"/api/projects/{(await organization.project())['id']}/{PATH}{under}"
    assert (await organization.request("GET", path, params=params)).status_code == 422


@pytest.mark.asyncio
async def test_without_prompts_nothing_is_said_of_what_was_sent_again(
    http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, chat_span(1, prompt=None, error="timeout"))
    found = await organization.get(f"/api/projects/{project}/savings/retries")
    assert found["verdict"].startswith("1 call failed. Whether any was sent again cannot be told")
    assert found["after_error"]["value"] is None
