"""The first hour of a new user, in a real browser on the packaged product: sign in to first saving."""

import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect  # pants: no-infer-dep

from tests.e2e.pages import cents, choose_project, sign_in, summed_evidence, value, visit
from tests.framework.browser import accessibility_violations

CLAUDE_CODE = ("Claude Code sessions", "24,420")
CHAT = ("Chat service", "12,031")
POLICIES = ("none", "write_5m", "write_1h")
CLAUDE_CODE_MAIN = [Decimal("12543.58"), Decimal("2610.52"), Decimal("2386.74")]
CHAT_COSTS = [Decimal("496.21"), Decimal("458.25"), Decimal("622.23")]
ROW = {"model": "gpt-4o-mini", "provider": "openai", "usage": {"input_fresh": 1000, "output_text": 10}}


def _costs(page: Page) -> list[Decimal]:
    return [cents(page.get_by_test_id(f"policy-cost-{policy}")) for policy in POLICIES]


def test_overview_says_what_the_log_holds(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    expect(page.get_by_test_id("bucket-cache_read")).to_contain_text("not recorded")
    expect(page.get_by_text("Apache-2.0")).to_be_visible()
    worth, total = summed_evidence(page, page.get_by_test_id("overview-cost"))
    assert worth == total > 12_543
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    assert Path(download.value.path()).read_text(encoding="utf-8").count("\n") > 2


def test_filters_live_in_the_address(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "overview?agent=main")
    expect(page.get_by_test_id("overview-calls")).to_contain_text("24,183")
    page.reload()
    expect(page.get_by_test_id("overview-calls")).to_contain_text("24,183")
    page.go_back()
    expect(page.get_by_test_id("overview-calls")).to_contain_text("24,420")


def test_a_count_leads_to_the_calls_it_counts(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "overview?agent=main")
    page.get_by_role("link", name="24,183 calls, show them").first.click()
    expect(page).to_have_url(re.compile(r"/explore\?agent=main$"))
    expect(page.get_by_test_id("explore-calls")).to_have_text("24,183")


def test_the_dearest_session_opens_to_its_calls_and_its_cost(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    page.get_by_role("button", name=re.compile(r"^\d+ sessions$")).click()
    table = page.get_by_test_id("by-group")
    expect(table).to_contain_text("of the cost")
    figure = table.get_by_role("button", name=re.compile("^Cost of ")).first
    worth, total = summed_evidence(page, figure)
    assert worth == total > 0
    table.get_by_role("link", name=re.compile("calls, show them")).first.click()
    expect(page).to_have_url(re.compile(r"/explore\?session=[^&]+$"))


def test_savings_of_claude_code_sessions(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "savings?agent=main")
    assert _costs(page) == CLAUDE_CODE_MAIN
    expect(page.get_by_test_id("recommendation")).to_contain_text("1 hour")
    for policy in POLICIES:
        worth, total = summed_evidence(page, page.get_by_test_id(f"policy-cost-{policy}"))
        assert worth == total


def test_savings_of_the_chat_service(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CHAT)
    visit(page, "savings")
    assert _costs(page) == CHAT_COSTS
    expect(page.get_by_test_id("policy-write_1h")).to_contain_text(re.compile("costs", re.IGNORECASE))
    assert value(page.get_by_test_id("policy-cost-selective")) < value(
        page.get_by_test_id("policy-cost-write_5m")
    )
    expect(page.get_by_text("Hypothetical").first).to_be_visible()
    worth, total = summed_evidence(page, page.get_by_test_id("policy-cost-selective"))
    assert worth == total


def _new_project(page: Page, name: str) -> None:
    page.get_by_test_id("project-switcher").locator("visible=true").click()
    page.get_by_text("New project").click()
    page.get_by_label("Name").first.fill(name)
    page.get_by_role("button", name=re.compile("create", re.IGNORECASE)).click()
    expect(page.get_by_test_id("project-switcher").locator("visible=true")).to_contain_text(name)


def test_import_is_counted_refused_recognised_and_undone(page: Page, tmp_path: Path) -> None:
    rows = [json.dumps({**ROW, "started_at": f"2026-11-01T10:00:{n:02d}Z"}) for n in range(20)]
    log = tmp_path / "calls.jsonl"
    log.write_text("\n".join([*rows[:10], '{"usage": {"input_fresh": -5}}', *rows[10:]]), encoding="utf-8")
    sign_in(page)
    _new_project(page, "Imported")
    visit(page, "imports")
    page.get_by_test_id("import-input").set_input_files(log)
    row = page.get_by_test_id("import-row").first
    expect(row.get_by_test_id("import-state")).to_have_attribute("data-state", "done")
    expect(row.get_by_test_id("import-rows_written")).to_have_text("20")
    expect(row.get_by_test_id("import-rows_refused")).to_have_text("1")
    row.locator("summary").click()
    expect(row).to_contain_text("Row 11")
    page.get_by_test_id("import-input").set_input_files(log)
    expect(page.get_by_test_id("import-row")).to_have_count(2)
    expect(page.get_by_test_id("import-rows_known").first).to_have_text("20")
    page.get_by_test_id("import-row").nth(1).get_by_role("button", name=re.compile("Undo")).click()
    page.get_by_test_id("confirm").click()
    expect(page.get_by_test_id("import-state").nth(1)).to_have_attribute("data-state", "undone")


def _without_prompt(number: int) -> str:
    """A call with 1,000 fresh tokens that reads 8,000 from the cache, or writes them."""
    usage = {
        "input_fresh": 1_000,
        ("cache_read" if number % 2 else "cache_write_5m"): 8_000,
        "output_text": 100,
    }
    names = {"model": "claude-sonnet-4-5", "provider": "anthropic"}
    return json.dumps({**names, "started_at": f"2026-11-01T10:00:{number:02d}Z", "usage": usage})


def test_savings_lead_on_from_a_log_without_prompts(page: Page, tmp_path: Path) -> None:
    """Ten calls read 8,000 tokens each at $0.30 instead of $3 a million, ten wrote them at $3.75."""
    log = tmp_path / "calls.jsonl"
    log.write_text("\n".join(map(_without_prompt, range(20))), encoding="utf-8")
    sign_in(page)
    _new_project(page, "No prompts")
    visit(page, "imports")
    page.get_by_test_id("import-input").set_input_files(log)
    expect(page.get_by_test_id("import-rows_written")).to_have_text("20")
    visit(page, "savings")
    now = page.get_by_test_id("caching-now")
    expect(now).to_contain_text("Caching saves ~$0.16 on these calls")
    worth, total = summed_evidence(page, now.get_by_role("button", name=re.compile("^Saved by caching")))
    assert worth == total == Decimal("0.156")
    expect(page.get_by_test_id("to-replay").get_by_role("link", name="Send live calls")).to_be_visible()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name=re.compile("^Where can I save with batches")).click()
    expect(page).to_have_url(re.compile(r"/ask/[0-9a-f-]+$"))
    expect(page.get_by_test_id("run-answer")).to_have_count(1)


def test_a_call_is_sent_with_the_copied_snippet(page: Page) -> None:
    sign_in(page)
    _new_project(page, "Sent")
    visit(page, "imports/live")
    page.get_by_test_id("key-name").fill("first key")
    page.get_by_test_id("create-key").click()
    expect(page.get_by_test_id("new-key")).to_contain_text("nk_")
    snippet = page.get_by_test_id("snippet").inner_text()
    sent = subprocess.run(["bash", "-c", snippet], capture_output=True, text=True, timeout=30, check=True)
    assert "error" not in sent.stdout.lower()
    expect(page.get_by_test_id("arrived").first).to_be_visible()
    visit(page, "overview")
    expect(page.get_by_test_id("overview-calls")).to_contain_text("1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    expect(page.get_by_test_id("sign-in-user")).to_have_count(2)
    expect(page).to_have_title(re.compile("."))
    assert accessibility_violations(page) == []
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    for section in ("overview", "explore", "savings", "imports", "imports/live", "settings", "settings/keys"):
        visit(page, section)
        page.wait_for_load_state("networkidle")
        assert accessibility_violations(page) == [], section
