"""Caching as billed, asked: by any dimension, over time, and the caches that are hardly ever read.

Sonnet 4.5 a million tokens: $3 fresh, $0.30 read, $3.75 written for 5 minutes. A read of 800 tokens saves
$0.00216, a write of them adds $0.0006.
"""

from decimal import Decimal
from typing import Any, Final

import httpx
import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from netra.backend.agents.schemas import Passage
from netra.backend.agents.text import plain_text
from tests.backend.caching_now.test_caching_now import silent
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, rows, values
from tests.backend.sockets import Tab
from tests.backend.spans import START, chat_span
from tests.backend.test_overview import project_with

A_DAY: Final = 86_400 * 10**9
LOSS: Final = 12 * Decimal("0.0006")


def on(day: int, number: int, user: str, *, reads: bool, feature: str = "notes") -> Span:
    cached: dict[str, Any] = {"cache_read": 800} if reads else {"cache_write": 800}
    at = START + day * A_DAY + number * 10**9
    return silent(number, start=at, user=user, feature=feature, session=f"s-{user}", **cached)


def broken() -> list[Span]:
    """Ann's notes read what they write on the first day, never on the second; Bob's always do."""
    spans = [on(0, n, "ann", reads=n % 3 > 0) for n in range(9)]
    spans += [on(1, n, "ann", reads=False) for n in range(10, 22)]
    spans += [on(1, n, "bob", reads=n > 30) for n in range(30, 34)]
    return [*spans, on(1, 50, "bob", reads=True, feature="search")]


async def answer(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, *questions: str
) -> list[dict[str, Any]]:
    project = await project_with(http, organization, *broken())
    return await asked(tab, organization, project, *questions)


def texts(report: dict[str, Any]) -> str:
    return plain_text(Passage.model_validate(report["answer"]))


@pytest.mark.asyncio
async def test_a_cache_that_is_hardly_ever_read_is_told_with_what_to_do(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """12 writes add 0.0072; read as before, 9 calls that saved 0.01116, these would save 0.01488."""
    (report,) = await answer(tab, http, organization, "where does caching cost more than it saves?")
    assert "1 cache is written and hardly ever read. notes on claude-sonnet-4-5 for ann since" in said(report)
    figures, found = report["answer"]["figures"], values(report)
    assert [found["lost_0"], found["wrote_0"], found["was_read_0"]] == [LOSS, 9_600, 0]
    assert await opened(organization, figures["wrote_0"]) == 9_600
    (finding,) = report["findings"]
    told = finding["passage"]["figures"]
    # Mended, they save what they cost now beyond fresh input, and what they saved before.
    mended = str(LOSS + Decimal("0.01488"))
    assert (finding["lever"], finding["saving"]["value"]) == ("unread_caches", mended)
    assert Decimal(told["again_0"]["value"]) == Decimal("0.01488")
    assert told["before_0"]["value"] == "0.533333"  # 4,800 of 9,000 tokens.
    assert await opened(organization, told["written_0"]) == 9_600
    (action,) = report["actions"]
    assert (action["id"], action["saving"]["value"]) == ("mend-caches", mended)
    assert report["sections"][0]["heading"] == "Written and hardly ever read"
    assert report["unread"] == []


@pytest.mark.asyncio
async def test_what_loses_is_what_the_next_question_points_at(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    (report,) = await answer(tab, http, organization, "which feature's cache is written but never read?")
    assert (report["leading"]["by"], report["leading"]["key"]) == ("feature", "notes")


@pytest.mark.asyncio
async def test_caching_is_told_by_what_is_asked(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    users, features, days = await answer(
        tab, http, organization, "how much does caching save us by user?", "caching by feature", "and by day?"
    )
    # Ann: 6 reads less 15 writes; Bob: 4 reads less 1 write.
    assert rows(users) == {
        "bob": ["0.64", "3200", "800", "0.003", "0.00864", "0.0006", "0.00804"],
        "ann": ["0.228571", "4800", "12000", "0.045", "0.01296", "0.009", "0.00396"],
        "All with a price": ["0.307692", "8000", "12800", "0.048", "0.0216", "0.0096", "0.012"],
    }
    assert "The most is saved for the user bob (~$0.0080)." in texts(users)
    assert "But notes on claude-sonnet-4-5 for ann is written and hardly ever read since" in texts(users)
    assert users["leading"]["key"] == "bob"
    assert [row[0]["text"] for row in features["sections"][0]["table"]["rows"][:2]] == ["notes", "search"]
    (first, second, _) = days["sections"][0]["table"]["rows"]
    assert [first[-1]["figure"]["value"], second[-1]["figure"]["value"]] == ["0.01116", "0.00084"]
    for cell in second[2:]:
        if cell["figure"]["evidence"]:
            assert await opened(organization, cell["figure"]) == Decimal(cell["figure"]["value"])


@pytest.mark.asyncio
async def test_what_was_written_and_where_nothing_is_lost(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, *(on(0, n, "bob", reads=n > 0) for n in range(5)))
    written, lost = await asked(
        tab, organization, project, "cache writes by user", "which caches are never read?"
    )
    assert "~$0.00060 more than as fresh input; 3,200 tokens were read, which saved" in texts(written)
    assert "The most is written for the user bob (800 tokens)." in texts(written)
    assert said(lost).startswith("Nowhere: no cache costs more than it saves. Over all of these calls")
    assert (lost["findings"], lost["actions"]) == ([], [])


OF_A_BROKEN_CACHE: Final = (
    "where does caching cost more than it saves?",
    "which caches were never read on 29 May 2026?",
    "what did caching save on 29 May 2026?",
)


@pytest.mark.asyncio
async def test_what_a_broken_cache_cost_is_told_beside_one_that_works(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Notes are read on the first day and the third, not on the second: 0.0072, and 0.01488 not saved."""
    spans = [on(day, 10 * day + n, "ann", reads=n % 3 > 0) for day in (0, 2) for n in range(9)]
    spans += [on(1, n, "ann", reads=False) for n in range(50, 62)]
    project = await project_with(http, organization, *spans)
    ever, then, saved = await asked(tab, organization, project, *OF_A_BROKEN_CACHE)
    for report in (ever, then):
        found = values(report)
        assert (found["extra_0"], found["lost_0"]) == (Decimal("0.02208"), LOSS)
        assert report["answer"]["figures"]["extra_0"]["kind"] == "estimated"
        assert report["answer"]["figures"]["share_before_0"]["value"] == "0.533333"
        assert await opened(organization, report["answer"]["figures"]["wrote_0"]) == 9_600
    assert said(ever).startswith("1 cache was written and hardly ever read for some days")
    assert "for ann on 29 May 2026 cost" in said(ever)
    assert ever["sections"][0]["heading"] == "For a time hardly ever read"
    assert (values(saved)["extra"], values(saved)["lost"]) == (Decimal("0.02208"), LOSS)
    # What is mended already is nothing that can be saved.
    assert ever["findings"] == []
    (finding,) = then["findings"]
    assert finding["passage"]["figures"]["extra_0"]["value"] == "0.02208"
    assert ": {extra_0} more than with the cache read as it was before." in finding["passage"]["text"]


@pytest.mark.asyncio
async def test_a_part_that_loses_is_named_though_its_calls_are_few(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    spans = [on(0, 1, "ann", reads=False), *(on(0, n, "bob", reads=True) for n in (2, 3))]
    project = await project_with(http, organization, *spans)
    question = "for which user does caching cost more than it saves?"
    (report,) = await asked(tab, organization, project, question)
    assert "Caching costs more than it saves for ann (~$0.00060)." in texts(report)


@pytest.mark.asyncio
async def test_the_cost_without_caching_is_told_for_a_month(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    (report,) = await answer(tab, http, organization, "what would it cost without caching per month")
    assert "without caching, " in said(report)
    found = values(report)
    assert found["cost_pace"] > found["today_pace"] > 0
    assert found["cost"] == 26 * Decimal("0.0045")


@pytest.mark.asyncio
async def test_the_caching_that_the_calls_record_is_the_one_that_is_meant(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    (billed,) = await answer(tab, http, organization, "how about caching?")
    assert billed["choice"] is None
    assert "no prompts are recorded" in said(billed)
    spans = [chat_span(number, cache_read=0) for number in range(3)]
    prompts = await project_with(http, organization, *spans)
    (one,) = await asked(tab, organization, prompts, "caching?")
    assert (one["choice"] is None) or len(one["choice"]["options"]) == 3


@pytest.mark.asyncio
async def test_losing_caches_are_among_what_can_be_saved(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    (report,) = await answer(tab, http, organization, "where can I save?")
    assert "unread_caches" in [finding["lever"] for finding in report["findings"]]
    assert "mend-caches" in [action["id"] for action in report["actions"]]
