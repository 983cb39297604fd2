"""A real browser for tests: Chromium from a pinned npm package, driven by Playwright, judged by axe."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright  # pants: no-infer-dep

from netra.dev.folders import cache_folder

PACKAGE: Final = Path("3rdparty/js/browser")
PNPM: Final = ("npx", "-y", "pnpm@10.34.9", "install", "--frozen-lockfile", "--prefer-offline")
# Root in a container has no user namespace for Chromium's sandbox; the pages under test are our own.
FLAGS: Final = ("--no-sandbox", "--headless=shell", "--disable-gpu", "--disable-dev-shm-usage", "--no-zygote")
# WCAG 2.2 AA and everything below it.
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@cache
def installed() -> Path:
    """The folder with the browser's packages, installed once per user."""
    folder = cache_folder() / "browser-147.0.0"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        for path in PACKAGE.iterdir():
            if path.is_file():
                shutil.copy(path, folder)
        subprocess.run(
            [*PNPM, "--dir", str(folder)], check=True, capture_output=True, cwd=folder, timeout=300
        )
    return folder


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
    page.evaluate((installed() / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    run = f"axe.run({{runOnly: {json.dumps(list(STANDARDS))}}})"
    found: dict[str, Any] = page.evaluate(run)
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
