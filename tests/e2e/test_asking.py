"""Asking in a real browser on the packaged product: live, reloaded, followed up, opened to its calls."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect  # pants: no-infer-dep

from tests.e2e.pages import choose_project, sign_in, summed_evidence, visit
from tests.framework.browser import accessibility_violations

CLAUDE_CODE = ("Claude Code sessions", "24,420")
CHAT = ("Chat service", "12,031")


def _ask(page: Page, question: str) -> Locator:
    """Ask, and wait for the answer; returns the report."""
    answers = page.get_by_test_id("run-answer")
    before = answers.count()
    page.get_by_test_id("composer").fill(question)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    return page.get_by_test_id("report")


def test_a_saving_is_asked_for_and_opened_to_its_calls(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "ask")
    expect(page.get_by_test_id("suggestion").first).to_be_visible()
    report = _ask(page, "Where can I save with prompt caching, main agent only?")
    expect(report).to_contain_text("Cache every prompt for 1 hour")
    # $12,543.58 without caching less $2,386.74 with it.
    worth, total = summed_evidence(page, report.locator('[data-value^="10156.8"]').first)
    assert worth == total
    expect(page).to_have_url(re.compile(r"/ask/[0-9a-f-]+"))
    expect(page.get_by_test_id("thread").first).to_contain_text("Where can I save with prompt caching")


def test_a_follow_up_a_reload_and_a_second_tab(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CHAT)
    visit(page, "ask")
    _ask(page, "What did we spend?")
    _ask(page, "and how fast are the calls?")
    address = page.url
    page.reload()
    expect(page.get_by_test_id("run-answer")).to_have_count(2)
    second = page.context.new_page()
    second.goto(address)
    expect(second.get_by_test_id("run-answer")).to_have_count(2)
    _ask(page, "Where does the money go?")
    expect(second.get_by_test_id("run-answer")).to_have_count(3)
    second.close()


def test_what_it_cannot_answer_it_says(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CHAT)
    visit(page, "ask")
    report = _ask(page, "What will the weather be tomorrow?")
    expect(report).to_contain_text("something else")
    report = _ask(page, "<img src=x onerror=alert(1)> which calls are slow? \u202edrow")
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_a_report_is_a_document_and_every_event_can_be_seen(page: Page) -> None:
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "ask")
    report = _ask(page, "Where can I save?")
    expect(report).to_contain_text("What to do")
    page.get_by_role("link", name=re.compile("every event", re.IGNORECASE)).last.click()
    expect(page.get_by_test_id("event").first).to_be_visible()
    assert page.get_by_test_id("event").count() > 20
    page.go_back()
    page.get_by_test_id("report").get_by_role("link", name=re.compile("Document")).click()
    expect(page.get_by_test_id("document")).to_contain_text("How it was worked out")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Markdown")).click()
    assert download.value.suggested_filename.endswith(".md")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asking_is_accessible(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    sign_in(page)
    choose_project(page, *CLAUDE_CODE)
    visit(page, "ask")
    expect(page.get_by_test_id("suggestion").first).to_be_visible()
    assert accessibility_violations(page) == []
    _ask(page, "Where can I save?")
    assert accessibility_violations(page) == []
