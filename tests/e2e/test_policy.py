"""What a page may run: the scripts of its own answer, and nothing that finds its way in."""

import re
from typing import Final

from playwright.sync_api import Browser, Page, expect  # pants: no-infer-dep

INJECTED: Final = """() => {
  const script = document.createElement("div");
  script.innerHTML = '<img src=x onerror="window.ran = 1">';
  document.body.append(script);
  const inline = document.createElement("script");
  inline.textContent = "window.ran = 2";
  document.body.insertAdjacentHTML("beforeend", inline.outerHTML);
  document.body.insertAdjacentHTML("beforeend", '<a id="trap" href="javascript:window.ran = 3">x</a>');
  document.getElementById("trap").click();
}"""


def _policy(page: Page) -> str:
    return str(page.request.get(page.url).headers["content-security-policy"])


def test_every_answer_has_a_nonce_of_its_own(page: Page) -> None:
    first, second = _policy(page), _policy(page)
    nonces = [re.search(r"'nonce-([\w+/=]{20,})'", policy) for policy in (first, second)]
    assert all(nonces)
    assert first != second
    assert "script-src 'nonce-" in first
    assert "unsafe-eval" not in first
    assert "default-src 'none'" in first


def test_headers_of_pages(page: Page) -> None:
    headers = page.request.get(page.url).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "max-age=" in headers["strict-transport-security"]
    assert "x-powered-by" not in headers


def test_what_is_put_into_a_page_does_not_run(browser: Browser, product: str) -> None:
    """In a page of its own: each of these attempts is an error on the console, and should be."""
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(product)
    expect(page.get_by_test_id("sign-in-user")).to_have_count(2)
    page.evaluate(INJECTED)
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in refused) >= 2
    page.close()
