"""A certified issuer of OpenID Connect (npm oidc-provider) for a real browser to sign in at."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.framework.node_packages import installed_packages

PACKAGE: Final = Path("3rdparty/js/issuer")
CLIENT_ID: Final = "netra-e2e"
CLIENT_SECRET: Final = "a-secret-of-the-browser-tests"
SETTINGS: Final = MappingProxyType(
    {
        "AUTH_OIDC_CLIENT_ID": CLIENT_ID,
        "AUTH_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "AUTH_OIDC_TITLE": "Example Company",
        # This issuer lets nobody ask again without its consent page.
        "AUTH_OIDC_CHECK_AGAIN": "on",
        "AUTH_CHECK_AGAIN_SECONDS": "1",
    }
)


@contextmanager
def running_issuer() -> Iterator[Mapping[str, str]]:
    """The issuer for the length of the block; the settings with which auth lets people sign in there."""
    folder = installed_packages(PACKAGE, "issuer-9.13.3")
    command = ["node", "issuer.mjs", CLIENT_ID, CLIENT_SECRET]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the issuer did not start"
        try:
            yield {"AUTH_OIDC_ISSUER": address, **SETTINGS}
        finally:
            process.terminate()
