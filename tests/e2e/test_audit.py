"""An admin makes a key, finds that in the audit log by what and by name, and takes the log along."""

import csv
import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect  # pants: no-infer-dep

from tests.e2e.pages import sign_in, visit
from tests.framework.browser import accessibility_violations


def _make_key(page: Page, name: str) -> None:
    visit(page, "settings/keys")
    page.get_by_test_id("key-name").fill(name)
    page.get_by_test_id("create-key").click()
    expect(page.get_by_test_id("new-key")).to_be_visible()


def _exported(page: Page, kind: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Export these entries as {kind}").click()
    assert download.value.suggested_filename == f"netra-audit.{kind.lower()}"
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_what_was_done_is_found(page: Page) -> None:
    sign_in(page)
    _make_key(page, "nightly")
    page.get_by_role("link", name="Audit log").click()
    rows = page.get_by_test_id("audit-row")
    expect(rows.first).to_contain_text("made the API key “nightly”")
    expect(rows.first).to_contain_text("127.0.0.1")
    expect(rows.filter(has_text="signed in").first).to_be_visible()
    intact = re.compile(r"\d+ entries, chain intact \(head [0-9a-f]{12}…\)")
    page.get_by_test_id("verify-audit").click()
    expect(page.get_by_test_id("audit-verified")).to_have_text(intact)
    assert accessibility_violations(page) == []
    page.get_by_label("Name", exact=True).fill("nobody of this name")
    page.get_by_test_id("audit-show").click()
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name="Show everything").click()
    expect(rows.first).to_contain_text("made the API key “nightly”")


def test_what_is_looked_for_is_taken_along(page: Page) -> None:
    sign_in(page)
    _make_key(page, "weekly")
    visit(page, "settings/audit")
    page.get_by_label("What", exact=True).select_option(label="API key made")
    page.get_by_label("Name", exact=True).fill("WEEKLY")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_test_id("audit-row")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"action=key\.created&text=WEEKLY"))
    [row] = csv.DictReader(_exported(page, "CSV").splitlines())
    assert (row["action"], row["target"]) == ("key.created", "weekly")
    [line] = map(json.loads, _exported(page, "JSONL").splitlines())
    assert line["entry"]["target_name"] == "weekly"
    page.get_by_role("button", name="Show everything").click()
    expect(page.get_by_test_id("audit-row").first).to_contain_text("exported the audit log as jsonl")
