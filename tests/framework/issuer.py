"""A certified issuer of OpenID Connect (npm oidc-provider) for a real browser to sign in at."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

import httpx

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


def sign_in_by_forms(client: httpx.Client, address: str, name: str) -> str:
    """Sign in at the issuer as somebody, without a browser; the address of ours that it sends back to."""
    forms = iter(({"prompt": "login", "login": name, "password": "anything"}, {"prompt": "consent"}))
    answer = client.get(address)
    while "/auth/oauth/" not in (target := str(answer.headers.get("location", ""))):
        if answer.is_redirect:
            answer = client.get(answer.url.join(target))
        else:
            found = re.search(r'action="([^"]+)"', answer.text)
            assert found is not None, answer.text
            answer = client.post(answer.url.join(found[1]), data=next(forms))
    return target
