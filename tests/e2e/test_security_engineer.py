"""The day of whoever answers for access: in by a provider, a colleague, a key, the log, and out again."""

import re
import time
from collections.abc import Callable, Iterator, Mapping

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect  # pants: no-infer-dep

from tests.e2e.pages import sign_in_at_issuer, visit
from tests.framework.otlp import export, span

WITHIN_SECONDS = 5.0


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[Page]:
    """A page in another browser."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _new_project(page: Page, name: str) -> None:
    page.get_by_role("button", name="New project").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name=re.compile("Create|Make")).click()
    expect(page).to_have_url(re.compile(r"/projects/[0-9a-f-]+/"))


def _invite(page: Page, elsewhere: Page, name: str) -> None:
    """Have somebody join from another browser, by a link."""
    visit(page, "settings/members")
    page.get_by_test_id("invite").click()
    elsewhere.goto(page.get_by_test_id("invitation-link").inner_text())
    sign_in_at_issuer(elsewhere, name)
    elsewhere.get_by_test_id("join").click()
    expect(elsewhere).to_have_url(re.compile(r"/projects/[0-9a-f-]+/"))


def _key(page: Page, name: str) -> str:
    visit(page, "settings/keys")
    page.get_by_test_id("key-name").fill(name)
    page.get_by_test_id("create-key").click()
    return str(page.get_by_test_id("new-key").inner_text())


def _sent(backend: str, key: str) -> int:
    """The answer to a call that is sent with a key."""
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.post(f"{backend}/v1/traces", json=export(span()), headers=headers).status_code


def _seconds_until(is_so: Callable[[], bool]) -> float:
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < 2 * WITHIN_SECONDS
        time.sleep(0.05)
    return time.monotonic() - started


def test_a_day_of_whoever_answers_for_access(
    page: Page, elsewhere: Page, product: str, addresses: Mapping[str, str]
) -> None:
    sign_in_at_issuer(page, "joan")
    _new_project(page, "Checkout")
    _invite(page, elsewhere, "radia")
    key = _key(page, "checkout")
    assert _sent(addresses["backend"], key) == httpx.codes.OK
    visit(page, "settings/audit")
    for what in ("made the API key “checkout”", "accepted an invitation as analyst", "signed in"):
        expect(page.get_by_test_id("audit-row").get_by_text(what).first).to_be_visible()

    visit(page, "settings/keys")
    page.get_by_role("button", name="Disable checkout").click()
    page.get_by_test_id("confirm").click()
    refused = httpx.codes.UNAUTHORIZED
    taken = _seconds_until(lambda: _sent(addresses["backend"], key) == refused)
    assert taken < WITHIN_SECONDS


def test_a_browser_elsewhere_is_out_within_seconds(page: Page, elsewhere: Page, product: str) -> None:
    sign_in_at_issuer(page, "frances")
    _new_project(page, "Billing")
    elsewhere.goto(product)
    sign_in_at_issuer(elsewhere, "frances")
    expect(elsewhere).to_have_url(re.compile(r"/projects/[0-9a-f-]+/"))
    visit(page, "settings/sessions")
    page.get_by_test_id("end-others").click()
    expect(page.get_by_test_id("sign-in-row")).to_have_count(1)
    elsewhere.get_by_role("link", name="Settings").click()
    elsewhere.wait_for_url(re.compile("/sign-in"), timeout=1000 * WITHIN_SECONDS)
    expect(elsewhere.get_by_test_id("sign-in-provider")).to_be_visible()
