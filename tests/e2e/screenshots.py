"""The pictures of the README, all taken anew of a product that runs with its sample projects.

    python -m tests.e2e.screenshots http://localhost:PORT
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
from playwright.sync_api import Browser, Page, expect  # pants: no-infer-dep

from tests.e2e.pages import choose_project, sign_in, visit
from tests.framework.browser import chromium

FOLDER = Path("spec/screenshots")
CLAUDE_CODE = ("Claude Code sessions", "24,420")
CHAT = ("Chat service", "12,031")
SETTLE_MS = 1_000
NOWHERE = (700, 15)
"""Where the pointer points at nothing that would light up."""


def _overview(page: Page) -> None:
    choose_project(page, *CLAUDE_CODE)


def _evidence(page: Page) -> None:
    choose_project(page, *CLAUDE_CODE)
    page.get_by_role("button", name="Cost:").first.click()
    expect(page.get_by_test_id("evidence-sum")).to_be_attached()


def _savings(page: Page) -> None:
    choose_project(page, *CHAT)
    visit(page, "savings")
    expect(page.get_by_test_id("recommendation")).to_be_visible()


def _asked(page: Page, question: str) -> None:
    choose_project(page, *CLAUDE_CODE)
    visit(page, "ask")
    page.get_by_test_id("composer").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("run-answer")).to_have_count(1)


def _answer(page: Page) -> None:
    _asked(page, "Where can I save with prompt caching, main agent only?")
    page.get_by_role("button", name="look inside").click()


def _table(page: Page) -> None:
    _asked(page, "Show me the 10 dearest calls")


def _members(page: Page) -> None:
    choose_project(page, *CLAUDE_CODE)
    visit(page, "settings/members")
    expect(page.get_by_test_id("invite")).to_be_visible()


def _audit(page: Page) -> None:
    choose_project(page, *CLAUDE_CODE)
    visit(page, "settings/audit")
    page.get_by_test_id("verify-audit").click()
    expect(page.get_by_test_id("audit-verified")).to_be_visible()


PICTURES: Mapping[str, Callable[[Page], None]] = MappingProxyType(
    {
        "overview-light": _overview,
        "evidence-dark": _evidence,
        "savings-light": _savings,
        "ask-light": _answer,
        "ask-dark": _table,
        "members-light": _members,
        "audit-dark": _audit,
    }
)


@click.command()
@click.argument("address")
@click.argument("names", nargs=-1, type=click.Choice(sorted(PICTURES)))
def cli(address: str, names: tuple[str, ...]) -> None:
    """Take the pictures named, or all of them, of the product at ADDRESS."""
    with chromium() as browser:
        for name in names or tuple(PICTURES):
            _take(browser, address, name)


def _take(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if name.endswith("dark") else "light",
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="UTC",
    )
    page = context.new_page()
    page.goto(address)
    sign_in(page)
    PICTURES[name](page)
    page.mouse.move(*NOWHERE)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


if __name__ == "__main__":
    cli()
