"""A person deletes their account in the browser, is signed out, and comes back as somebody new."""

import re

from playwright.sync_api import Browser, Page, expect  # pants: no-infer-dep

from tests.e2e.pages import sign_in, visit
from tests.framework.browser import accessibility_violations


def _sign_in_as_the_second(page: Page) -> None:
    page.get_by_test_id("sign-in-user").last.click()
    expect(page).to_have_url(re.compile(r"/projects/[0-9a-f-]+/overview"))


def test_an_account_is_deleted_by_typing_its_address(page: Page, browser: Browser, product: str) -> None:
    # Somebody else owns the organization too: whoever is alone in it would take it along.
    colleague = browser.new_context().new_page()
    colleague.goto(product)
    sign_in(colleague)
    _sign_in_as_the_second(page)
    visit(page, "settings/sessions")
    page.get_by_test_id("delete-account").click()
    expect(page.get_by_test_id("confirm")).to_be_disabled()
    assert accessibility_violations(page) == []
    page.get_by_test_id("typed").fill("grace@example.com")
    page.get_by_test_id("confirm").click()
    expect(page).to_have_url(re.compile(r"/sign-in$"))
    visit(colleague, "settings/members")
    expect(colleague.get_by_test_id("member-row")).to_have_count(1)
    visit(colleague, "settings/audit")
    expect(colleague.get_by_text("deleted their account")).to_be_visible()
    expect(colleague.get_by_text("Grace Hopper")).to_have_count(0)
    colleague.context.close()
    _sign_in_as_the_second(page)


def test_a_deleted_organization_is_restored_from_where_its_owner_is_left(page: Page) -> None:
    sign_in(page)
    visit(page, "settings/members")
    button = page.get_by_test_id("delete-organization")
    name = button.inner_text().removeprefix("Delete ").strip()
    button.click()
    page.get_by_test_id("typed").fill(name)
    page.get_by_test_id("confirm").click()
    expect(page.get_by_role("heading", name="No project yet")).to_be_visible()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name=f"Restore {name}").click()
    expect(page).to_have_url(re.compile(r"/projects/[0-9a-f-]+/overview"))
