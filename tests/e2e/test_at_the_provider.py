"""What ends at a certified issuer ends here, and the other way round, in a real browser."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect  # pants: no-infer-dep

from tests.e2e.pages import go_to_issuer, sign_in_at_issuer
from tests.framework.browser import accessibility_violations


def _issuer_of(page: Page) -> list[str]:
    """Where the issuer is, once the browser has been there."""
    found: list[str] = []

    def note(address: str) -> None:
        url = urlsplit(address)
        if url.path == "/auth" and "client_id" in url.query:
            found.append(f"{url.scheme}://{url.netloc}")

    page.on("request", lambda request: note(request.url))
    return found


def test_whoever_is_removed_at_the_issuer_is_out_with_the_next_renewal(page: Page) -> None:
    issuer = _issuer_of(page)
    sign_in_at_issuer(page, "grete")
    for _ in range(3):
        # Each of these asks the issuer, whose tokens are good once.
        page.wait_for_timeout(1_100)
        page.reload()
        expect(page.get_by_text("No project yet")).to_be_visible()
    assert page.request.post(f"{issuer[0]}/removed/grete").status == 204
    page.wait_for_timeout(1_100)
    page.reload()
    expect(page.get_by_test_id("sign-in-provider")).to_be_visible()


def test_signing_out_at_the_issuer_too(page: Page) -> None:
    sign_in_at_issuer(page, "emil")
    page.get_by_test_id("user-menu").locator("visible=true").click()
    expect(page.get_by_role("menuitem").last).to_have_text("Sign out at Example Company too")
    page.get_by_test_id("sign-out-there").click()
    page.get_by_role("button", name=re.compile("Yes")).click()
    expect(page.get_by_test_id("signed-out")).to_contain_text("signed out of Netra, and Example Company has")
    assert "id_token" not in page.url
    assert accessibility_violations(page) == []
    page.get_by_role("link", name="Sign in again").click()
    go_to_issuer(page)
    # Asked who they are: the issuer knows nobody any more.
    expect(page.locator("input[name=login]")).to_be_visible()


def test_signing_out_here_alone_leaves_the_issuer_as_it_was(page: Page) -> None:
    sign_in_at_issuer(page, "lise")
    page.get_by_test_id("user-menu").locator("visible=true").click()
    page.get_by_test_id("sign-out").click()
    go_to_issuer(page)
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.locator("input[name=login]")).to_have_count(0)


def test_coming_back_without_having_been_sent(page: Page) -> None:
    callbacks: list[str] = []
    page.on("request", lambda request: callbacks.append(request.url))
    sign_in_at_issuer(page, "otto")
    callback = next(one for one in callbacks if "/auth/oauth/oidc/callback?" in one)
    page.goto(callback.partition("/callback?")[0] + "/signed-out?state=INVALID")
    expect(page.get_by_role("alert").first).to_contain_text("does not belong to a sign-out")
    assert accessibility_violations(page) == []
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_text("No project yet")).to_be_visible()
