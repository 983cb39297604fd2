"""The packaged product, started by its own launcher in an empty folder, and a browser in front of it."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect  # pants: no-infer-dep

from tests.framework.browser import chromium
from tests.framework.issuer import running_issuer
from tests.framework.product import Product

# A machine that is busy with other tests may take this long; a page that is right answers at once.
PATIENCE_MS: Final = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Where each service is, with the sample projects loaded and an issuer to sign in at."""
    home = tmp_path_factory.mktemp("product") / "home"
    with running_issuer() as settings, Product(home, settings).running() as ready:
        yield ready["urls"]


@pytest.fixture(scope="session")
def product(addresses: Mapping[str, str]) -> str:
    """The address of the pages."""
    return addresses["frontend"]


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


def _problem(said: ConsoleMessage) -> Iterator[str]:
    place = str(said.location.get("url"))
    signed_out = place.endswith("/auth/refresh") and "401" in said.text
    if said.type == "error" and not signed_out:
        yield f"{said.text} ({place})"


@pytest.fixture
def page(context: BrowserContext, product: str) -> Iterator[Page]:
    """A page at the product's door; whatever the browser's console calls an error fails the test.

    That is also what could not be loaded: a picture that is missing, an answer of 404 or 500. The one such
    answer that belongs to the journey says that nobody is signed in yet.
    """
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.extend(_problem(said)))
    page.goto(product)
    yield page
    assert problems == []
