"""The product's pages as a person knows them: where to click, and what a figure says in full."""

import re
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect  # pants: no-infer-dep

CENT = Decimal("0.01")


def sign_in(page: Page) -> None:
    """Sign in as the first of the two people and land in a project."""
    people = page.get_by_test_id("sign-in-user")
    expect(people).to_have_count(2)
    people.first.click()
    expect(page).to_have_url(re.compile(r"/projects/[0-9a-f-]+/overview"))


def go_to_issuer(page: Page) -> None:
    """Leave for the issuer, whose own pages ask for a font that tests have no network for."""
    page.route("https://fonts.googleapis.com/**", lambda route: route.fulfill(body=""))
    page.get_by_test_id("sign-in-provider").click()


def sign_in_at_issuer(page: Page, name: str) -> None:
    """Sign in at the issuer as somebody of its people, agreeing to what it asks."""
    go_to_issuer(page)
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile(r"^http://(localhost|127.0.0.1):\d+/(?!sign-in)"))


def choose_project(page: Page, name: str, calls: str) -> None:
    """Go to the overview of a sample project and wait until all its `calls` are read."""
    page.get_by_test_id("project-switcher").locator("visible=true").click()
    page.get_by_test_id("project-option").filter(has_text=name).click()
    expect(page.get_by_test_id("project-switcher").locator("visible=true")).to_contain_text(name[:10])
    expect(page.get_by_test_id("overview-calls")).to_have_text(calls)


def visit(page: Page, section: str) -> None:
    """Go to a section of the project at hand, by its address."""
    base = re.sub(r"(/projects/[0-9a-f-]+)/.*", r"\1/", page.url)
    page.goto(base + section)


def value(figure: Locator) -> Decimal:
    """The exact decimal behind a figure on the page."""
    expect(figure).to_have_attribute("data-value", re.compile(r"\d"))
    return Decimal(figure.get_attribute("data-value") or "")


def cents(figure: Locator) -> Decimal:
    return value(figure).quantize(CENT)


def summed_evidence(page: Page, figure: Locator) -> tuple[Decimal, Decimal]:
    """Open a figure's evidence: its value, and the sum that the drawer gives for all calls behind it."""
    figure.click()
    drawer = page.get_by_test_id("evidence-drawer")
    expect(drawer).to_be_visible()
    both = value(drawer.get_by_test_id("evidence-value")), value(drawer.get_by_test_id("evidence-sum"))
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    return both
