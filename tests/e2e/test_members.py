"""An owner invites by a link, sees who is there, makes a key that may read, and ends a sign-in elsewhere."""

import re

from playwright.sync_api import Browser, Page, expect  # pants: no-infer-dep

from tests.e2e.pages import sign_in, visit
from tests.framework.browser import accessibility_violations


def test_a_link_invites_and_leaves_no_trace_in_the_address(page: Page) -> None:
    sign_in(page)
    visit(page, "settings/members")
    expect(page.get_by_test_id("member-row").first).to_contain_text("Owner")
    page.get_by_label("For whom").fill("Grace, data team")
    page.get_by_test_id("invite").click()
    link = page.get_by_test_id("invitation-link").inner_text()
    assert re.search(r"/join#[A-Za-z0-9_-]{43}$", link)
    assert accessibility_violations(page) == []
    page.goto(link)
    expect(page.get_by_test_id("join")).to_be_enabled()
    assert "#" not in page.url
    assert accessibility_violations(page) == []
    page.get_by_test_id("join").click()
    expect(page).to_have_url(re.compile(r"/projects/[0-9a-f-]+/overview"))
    visit(page, "settings/members")
    expect(page.get_by_text("No open invitation.")).to_be_visible()


def test_a_sign_in_elsewhere_is_ended(page: Page, browser: Browser, product: str) -> None:
    sign_in(page)
    elsewhere = browser.new_context().new_page()
    elsewhere.goto(product)
    sign_in(elsewhere)
    visit(page, "settings/sessions")
    expect(page.get_by_test_id("sign-in-row").get_by_text("Here", exact=True)).to_have_count(1)
    page.get_by_test_id("end-others").click()
    expect(page.get_by_test_id("sign-in-row")).to_have_count(1)
    assert accessibility_violations(page) == []
    elsewhere.reload()
    expect(elsewhere).to_have_url(re.compile("/sign-in"))
    elsewhere.context.close()


def test_a_key_says_what_it_may_do_and_is_replaced(page: Page) -> None:
    sign_in(page)
    visit(page, "settings/keys")
    page.get_by_role("checkbox", name="Read figures").check()
    page.get_by_label("Good for").select_option("90")
    page.get_by_test_id("key-name").fill("reports")
    page.get_by_test_id("create-key").click()
    first = page.get_by_test_id("new-key").inner_text()
    row = page.get_by_test_id("key-row").filter(has_text="reports")
    expect(row).to_contain_text("send, read")
    row.get_by_role("button", name="Replace reports").click()
    expect(page.get_by_test_id("new-key")).not_to_have_text(first)
    expect(page.get_by_test_id("key-row").get_by_text("Replaced", exact=True)).to_have_count(1)
    assert accessibility_violations(page) == []
