"""Signing in at a certified issuer, in a real browser, and coming back."""

import re

from playwright.sync_api import Page, expect  # pants: no-infer-dep

from tests.e2e.pages import go_to_issuer, sign_in_at_issuer
from tests.framework.browser import accessibility_violations


def test_somebody_new_signs_in_and_stays_signed_in(page: Page) -> None:
    expect(page.get_by_test_id("sign-in-provider")).to_have_text("Continue with Example Company")
    assert accessibility_violations(page) == []
    sign_in_at_issuer(page, "hedy")
    expect(page.get_by_text("No project yet")).to_be_visible()
    assert "code" not in page.url
    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").count("eyJ") == 0
    page.reload()
    expect(page.get_by_text("No project yet")).to_be_visible()


def test_somebody_who_turns_back_is_told_so_and_begins_again(page: Page) -> None:
    go_to_issuer(page)
    page.get_by_role("link", name=re.compile("Cancel")).click()
    expect(page.get_by_role("alert").first).to_contain_text("cancelled at the provider")
    assert accessibility_violations(page) == []
    page.get_by_test_id("begin-again").click()
    expect(page.get_by_test_id("sign-in-provider")).to_be_visible()


def test_the_way_back_is_good_in_this_browser_once(page: Page) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    sign_in_at_issuer(page, "alan")
    expect(page.get_by_text("No project yet")).to_be_visible()
    way_back = next(one for one in addresses if "/auth/oauth/oidc/callback?" in one)
    page.goto(way_back)
    expect(page.get_by_role("alert").first).to_contain_text("took too long, or was finished already")
