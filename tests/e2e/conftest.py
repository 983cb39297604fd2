"""The packaged product, started by its own launcher in an empty folder, and a browser in front of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page  # pants: no-infer-dep

from netra.shared.environment import get_env
from tests.framework.browser import chromium
from tests.framework.packaged import AUTH, BACKEND, FRONTEND, package

LAUNCHER = "src.python.netra.dev/netra.pex"
START_SECONDS = 180


def _launch(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    packages = {
        "NETRA_PACKAGED": "1",
        "NETRA_AUTH_PEX": str(package(AUTH)),
        "NETRA_BACKEND_PEX": str(package(BACKEND)),
        "NETRA_FRONTEND_DIST": str(package(FRONTEND)),
    }
    command = [sys.executable, str(package(LAUNCHER)), *words, "--home", str(home)]
    env = get_env().get_subprocess_env(**packages)
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=START_SECONDS, check=False
    )


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages, with the sample projects loaded."""
    home = tmp_path_factory.mktemp("product") / "home"
    started = _launch(home, "up", "--detach", "--ports", "auto", "--json")
    try:
        assert started.returncode == 0, started.stderr
        yield str(json.loads(started.stdout)["urls"]["frontend"])
    finally:
        _launch(home, "down")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A clean browser profile of a person who reads English on a laptop."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US", timezone_id="UTC")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
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
