"""What caching saves now, asked and answered: each figure with the calls behind it, also where it costs."""

from decimal import Decimal

import httpx
import pytest

from tests.backend.alternatives.test_alternatives import claude
from tests.backend.conftest import Organization
from tests.backend.runs.test_answers import said
from tests.backend.runs.test_asking import opened
from tests.backend.runs.test_asking_what_ifs import asked, rows, values
from tests.backend.sockets import Tab
from tests.backend.spans import chat_span
from tests.backend.test_overview import project_with

SONNET = "claude-sonnet-4-5"
SPANS = (
    claude(1, model=SONNET, cache_write=800),
    claude(2, model=SONNET, cache_read=800),
    claude(3, model="claude-haiku-4-5", cache_read=None),
    chat_span(4, model="house-llama-70b", provider="in-house", cache_read=0),
)
SENTENCES = (
    "3 calls cost {today}",
    "1 call of these does not say what was cached",
    "1 call without a known price is in neither amount",
)
QUESTION = "what would it cost without any caching?"


@pytest.mark.asyncio
async def test_what_caching_saves_is_told_by_model(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    """Sonnet at $3 fresh, $0.30 read and $3.75 written: 800 x 2.70 less 800 x 0.75 a million is 0.00156."""
    project = await project_with(http, organization, *SPANS)
    (report,) = await asked(tab, organization, project, QUESTION)
    found = values(report)
    assert (found["today"], found["cost"]) == (Decimal("0.00894"), Decimal("0.0105"))
    assert (found["saving"], found["reads"], found["dearer"]) == (
        Decimal("0.00156"),
        Decimal("0.00216"),
        Decimal("0.0006"),
    )
    assert all(sentence in report["answer"]["text"] for sentence in SENTENCES)
    assert rows(report) == {
        SONNET: ["0.00744", "0.009", "0.00156"],
        "claude-haiku-4-5": ["0.0015", None, None],
        "house-llama-70b (not in the sum)": [None, None, None],
        "All with a price": ["0.00894", "0.0105", "0.00156"],
    }
    figures = report["answer"]["figures"]
    for name in ("today", "cost", "saving", "reads"):
        assert await opened(organization, figures[name]) == found[name]
    assert (figures["today"]["kind"], figures["saving"]["kind"]) == ("estimated", "estimated")
    assert any("fresh input" in one for one in figures["saving"]["assumptions"])


@pytest.mark.asyncio
async def test_writes_that_are_never_read_cost_more_than_no_cache(
    tab: Tab, http: httpx.AsyncClient, organization: Organization
) -> None:
    project = await project_with(http, organization, claude(1, model=SONNET, cache_write=800))
    (report,) = await asked(tab, organization, project, "how much does prompt caching already save us?")
    text = said(report)
    assert "without any caching they would have cost 0.0045, 0.0006 less" in text.lower()
    assert "caching costs more than it saves" in text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("cached", "sentence"),
    [(None, "No call says what was cached"), (0, "Nothing was read from a cache or written to one")],
)
async def test_nothing_cached_and_nothing_recorded_are_told_apart(
    tab: Tab, http: httpx.AsyncClient, organization: Organization, cached: int | None, sentence: str
) -> None:
    project = await project_with(http, organization, claude(1, model=SONNET, cache_read=cached))
    (report,) = await asked(tab, organization, project, "how much did the cache save?")
    assert sentence in report["answer"]["text"]
    assert bool(report["unknowns"]) is (cached is None)
    assert not report["failed"]
