"""A real browser for tests: Chromium from a pinned npm package, driven by Playwright, judged by axe."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect, sync_playwright  # pants: no-infer-dep

from tests.framework.node_packages import installed_packages

PACKAGE: Final = Path("3rdparty/js/browser")
# Root in a container has no user namespace for Chromium's sandbox; the pages under test are our own.
FLAGS: Final = ("--no-sandbox", "--headless=shell", "--disable-gpu", "--disable-dev-shm-usage", "--no-zygote")
# WCAG 2.2 AA and everything below it.
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def installed() -> Path:
    """The folder with the browser's packages."""
    return installed_packages(PACKAGE, "browser-147.0.0")


def executable() -> str:
    """Path of Chromium."""
    command = ["node", "executable.mjs"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=installed(), timeout=120)
    return done.stdout


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def accessibility_violations(page: Page) -> list[str]:
    """What axe finds on the page now, one line each: rule, what to do, where."""
    # From one page to the next the framework swaps the title a moment after the content.
    expect(page).to_have_title(re.compile(r"\S"))
    page.evaluate((installed() / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    run = f"axe.run({{runOnly: {json.dumps(list(STANDARDS))}}})"
    found: dict[str, Any] = page.evaluate(run)
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
