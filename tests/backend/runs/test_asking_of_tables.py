"""Several numbers in one question, by parts, over time and in two times, beside sums by hand."""

import httpx
import pytest

from netra.backend.agents.schemas import Report
from netra.backend.agents.text import plain_text
from netra.backend.resources import Resources
from tests.backend.conftest import Organization
from tests.backend.runs.test_asking_what_ifs import asked
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_imports import imported, native
from tests.backend.test_overview import project_with
from tests.backend.worker import working

DAY = 86_400 * 10**9
# 28 May 2026 and the three days behind it: search reads 1,000, 1,000, 2,000 and 4,000; chat 500 each day.
SPANS = [
    chat_span(day, start=START + day * DAY, feature="search", input=tokens, output=0, cache_read=0)
    for day, tokens in enumerate((1_000, 1_000, 2_000, 4_000))
]
SPANS += [
    chat_span(10 + day, start=START + day * DAY + 1, feature="chat", input=500, output=0, cache_read=0)
    for day in range(4)
]


def told(report: dict[str, object]) -> str:
    method = report["method"]
    assert isinstance(method, dict)
    method["since"], method["until"] = method.pop("from"), method.pop("to")
    return plain_text(Report.model_validate(report).answer)


@pytest.mark.asyncio
async def test_the_mean_and_the_slowest_call_are_told_at_once(
    tab: Tab, organization: Organization, resources: Resources
) -> None:
    project = await organization.project()
    calls = [native(1, duration_ms=ms) for ms in (1_000, 2_000, 6_000)]
    failed = native(1, model="gpt-5", status="error", duration_ms=3_000)
    async with working(resources):
        await imported(organization, project, b"".join(calls) + failed)
    questions = (
        "what is the mean duration and the single slowest call?",
        "average latency and error rate by model",
    )
    whole, parts = await asked(tab, organization, project["id"], *questions)
    assert told(whole) == "Over 4 calls: mean duration 3.0 s, longest duration 6.0 s."
    assert told(parts) == (
        "Over 4 calls: mean duration 3.0 s, share of calls that failed 25 %. By model, in order of "
        "the mean duration: gpt-5 3.0 s, 100 %; gpt-5-mini 3.0 s, 0 %."
    )
    table = parts["sections"][0]["table"]
    assert table["columns"] == ["Model", "Calls", "Mean duration", "Share of calls that failed"]
    assert [row[0]["text"] for row in table["rows"]] == ["All", "gpt-5", "gpt-5-mini"]


@pytest.mark.asyncio
async def test_what_a_part_does_over_time_is_told_by_the_halves_of_its_days(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *SPANS)
    questions = (
        "average input tokens by feature and day",
        "average input tokens by feature since 30 May 2026 compared with before",
    )
    course, times = await asked(tab, organization, project, *questions)
    assert told(course) == (
        "Over 8 calls: mean input tokens of a call 1,250 tokens. The mean input tokens of a call of "
        "the middle day in the first half of each feature's days and in the second, the largest change "
        "first: search from 1,000 tokens to 3,000 tokens (+200 %); chat from 500 tokens to 500 tokens "
        "(0 %)."
    )
    assert told(times) == (
        "Over 4 calls (before 4 calls): mean input tokens of a call 1,750 tokens (before 750 tokens, "
        "+133 %). By feature, in order of the mean input tokens of a call: search 3,000 tokens (before "
        "1,000 tokens, +200 %); chat 500 tokens (before 500 tokens, 0 %). It rose most, for its size, "
        "for search: 3,000 tokens (before 1,000 tokens, +200 %)."
    )
