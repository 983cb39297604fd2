"""The packaged product, started by its own launcher in an empty folder, and a browser in front of it."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect  # pants: no-infer-dep

from tests.framework.browser import chromium
from tests.framework.product import Product

# A machine that is busy with other tests may take this long; a page that is right answers at once.
PATIENCE_MS: Final = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages, with the sample projects loaded."""
    with Product(tmp_path_factory.mktemp("product") / "home").running() as ready:
        yield str(ready["urls"]["frontend"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A clean browser profile of a person who reads English on a laptop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US", timezone_id="UTC")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, product: str) -> Iterator[Page]:
    """A page at the product's door; whatever the browser's console calls an error fails the test."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(product)
    yield page
    assert problems == []
