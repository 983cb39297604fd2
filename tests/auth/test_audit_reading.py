"""Admins read their organization's log, by page and filter, and take it with them as a file."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from netra.auth.audit import service
from netra.auth.audit.schemas import ENTRY_COLUMNS
from netra.shared.clock import FixedClock
from tests.auth.apps import ADA, GRACE, START, Instance
from tests.auth.audits import Headers, entries, execute, make_key, verified


@pytest_asyncio.fixture
async def ada(auth: Instance, other: Instance, clock: FixedClock) -> Headers:
    """Ada and Grace, both owners, sign in at noon; five minutes later Ada makes a key, then Grace one."""
    by_ada, by_grace = await auth.bearer(ADA), await other.bearer(GRACE)
    for headers, name in ((by_ada, "reports"), (by_grace, "50%_off")):
        clock.advance(timedelta(minutes=5))
        await make_key(auth, headers, name)
    return by_ada


LATER = (START + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [6, 5, 4, 3, 2, 1]),
        ("action=key.created", [6, 5]),
        ("action=key.created&action=member.joined", [6, 5, 3, 1]),
        (f"actor={GRACE.id}", [6, 4, 3]),
        (f"actor={uuid4()}", []),
        (f"from={LATER}", [6, 5]),
        (f"to={LATER}", [4, 3, 2, 1]),
        (f"from={LATER}&to={LATER}", []),
        ("text=REPORT", [5]),
        ("text=grace", [6, 4, 3]),
        ("text=%25", [6]),
        ("text=%25_", [6]),
        ("text=_", [6]),
        ("text=%20", [6, 5, 4, 3, 2, 1]),
        (f"text=grace&action=key.created&actor={GRACE.id}&from={LATER}", [6]),
        ("text=' OR 1=1 --", []),
    ],
)
async def test_filters(auth: Instance, ada: Headers, query: str, numbers: list[int]) -> None:
    assert [one["number"] for one in await entries(auth, ada, query)] == numbers


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query",
    [
        *("action=nonsense", "actor=me", "from=yesterday", "to=2026-05-04T12:00:00", "limit=0", "limit=201"),
        *("cursor=0", "cursor=x", "cursor=9223372036854775808", "organization_id=1", "text=" + "x" * 101),
        *("text=%00", "from=0001-01-01T00:00:00%2B14:00", "to=9999-12-31T23:00:00-12:00"),
    ],
)
async def test_what_is_no_filter_is_refused(auth: Instance, ada: Headers, query: str) -> None:
    answer = await auth.browser.get(f"/auth/audit?{query}", headers=ada)
    assert answer.status_code == 422


@pytest.mark.asyncio
async def test_pages_follow_one_another_while_the_log_grows(auth: Instance, ada: Headers) -> None:
    seen: list[int] = []
    cursor = ""
    while True:
        answer = (await auth.browser.get(f"/auth/audit?limit=2{cursor}", headers=ada)).json()
        seen += [one["number"] for one in answer["entries"]]
        if answer["next_cursor"] is None:
            break
        await make_key(auth, ada, "meanwhile")
        cursor = f"&cursor={answer['next_cursor']}"
    assert seen == [6, 5, 4, 3, 2, 1]


@pytest.mark.asyncio
async def test_another_organization_sees_its_own_log_alone(
    auth: Instance, other: Instance, ada: Headers
) -> None:
    await execute(auth, "DELETE FROM memberships WHERE user_id = :id", id=GRACE.id)
    grace = await other.bearer(GRACE)
    own = await entries(other, grace)
    assert [one["number"] for one in own] == [2, 1]
    assert (await verified(other, grace))["entries"] == 2
    assert await entries(other, grace, f"actor={ADA.id}") == []
    assert await entries(other, grace, "text=reports") == []
    file = (await other.browser.get("/auth/audit/export", headers=grace)).text
    assert len(file.splitlines()) == 3
    assert "reports" not in file
    assert len(await entries(auth, ada)) == 6


@pytest.mark.asyncio
async def test_an_export_is_a_table_and_an_entry(auth: Instance, ada: Headers) -> None:
    answer = await auth.browser.get("/auth/audit/export?action=key.created&text=reports", headers=ada)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == "attachment; filename=netra-audit.csv"
    [row] = _rows(answer.text)
    assert list(row) == list(ENTRY_COLUMNS)
    assert (row["number"], row["actor"], row["action"], row["target"], row["result"]) == (
        "5",
        ADA.name,
        "key.created",
        "reports",
        "ok",
    )
    [noted, *_] = await entries(auth, ada)
    assert (noted["number"], noted["action"], noted["actor"]["name"]) == (7, "audit.exported", ADA.name)
    # A name that was looked for may be a person's, who can be removed.
    assert noted["details"] == {"format": "csv", "action": ["key.created"], "by_name": True}
    await auth.browser.get(f"/auth/audit/export?format=jsonl&from={LATER}&actor={GRACE.id}", headers=ada)
    [noted, *_] = await entries(auth, ada)
    assert noted["details"] == {"format": "jsonl", "from": LATER, "actor": str(GRACE.id)}


@pytest.mark.asyncio
async def test_an_export_is_written_in_pieces(
    auth: Instance, ada: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ENTRIES_AT_ONCE", 4)
    rows = _rows((await auth.browser.get("/auth/audit/export", headers=ada)).text)
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert (await verified(auth, ada))["intact"] is True


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK('x')"])
async def test_no_cell_of_an_export_is_computed(auth: Instance, ada: Headers, name: str) -> None:
    await make_key(auth, {**ada, "User-Agent": name}, name)
    rows = _rows((await auth.browser.get("/auth/audit/export?action=key.created", headers=ada)).text)
    assert (rows[-1]["target"], rows[-1]["user_agent"]) == (f"'{name}", f"'{name}")


def _rows(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text)))
