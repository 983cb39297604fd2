"""A person at the product's APIs: signs in, makes projects and keys, sends and imports, asks for figures.

Requests go round the given instances, as a load balancer would send them; what one instance cannot answer is
tried again on the next. That retry is all a person may notice of a dying instance.
"""

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any, Self, TypeVar

import httpx

ORIGIN = "http://localhost:3000"
T = TypeVar("T")
FINISHED = frozenset({"done", "failed", "cancelled", "undone"})


class Balanced:
    """A client over several instances of one service."""

    def __init__(self, urls: list[str], origin: str) -> None:
        self._urls = urls
        self._turn = cycle(range(len(urls)))
        self._client = httpx.Client(timeout=60, headers={"Origin": origin})

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer of the next instance that can be reached."""
        for _ in self._urls:
            url = self._urls[next(self._turn)] + path
            try:
                return self._client.request(method, url, **options)
            except httpx.TransportError as error:
                last = error
        raise last

    def close(self) -> None:
        self._client.close()


class Person:
    """One signed-in user."""

    def __init__(self, auth: list[str], backend: list[str], origin: str = ORIGIN) -> None:
        self.auth = Balanced(auth, origin)
        self.backend = Balanced(backend, origin)
        self._token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.auth.close()
        self.backend.close()

    def sign_in(self, who: int = 0) -> Self:
        """Sign in as one of the development users."""
        users = self.auth.request("GET", "/auth/config").raise_for_status().json()["dev_users"]
        return self._take(self.auth.request("POST", "/auth/dev/login", json={"user_id": users[who]["id"]}))

    def refresh(self) -> Self:
        return self._take(self.auth.request("POST", "/auth/refresh", headers={"X-Netra-Csrf": "1"}))

    def _take(self, answer: httpx.Response) -> Self:
        self._token = answer.raise_for_status().json()["access_token"]
        return self

    def call(self, method: str, path: str, **options: Any) -> Any:
        """The JSON of a successful answer of the backend."""
        return self.ask(method, path, **options).raise_for_status().json()

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token}", **options.pop("headers", {})}
        return self.backend.request(method, path, headers=headers, **options)

    def new_project(self, name: str, **settings: Any) -> str:
        return str(self.call("POST", "/api/projects", json={"name": name, **settings})["id"])

    def new_key(self, project: str) -> str:
        headers = {"Authorization": f"Bearer {self._token}"}
        body = {"project_id": project, "name": "test"}
        return str(
            self.auth.request("POST", "/auth/keys", json=body, headers=headers)
            .raise_for_status()
            .json()["key"]
        )

    def upload(self, project: str, name: str, content: bytes | Iterator[bytes], kind: str = "auto") -> str:
        """Upload a file; returns the import's id."""
        path = f"/api/projects/{project}/imports"
        body = {"params": {"file_name": name, "format": kind}, "content": content}
        headers = {"Content-Type": "application/octet-stream"}
        return str(self.call("POST", path, headers=headers, **body)["id"])

    def finished(self, project: str, job: str, within: float = 60) -> dict[str, Any]:
        """The import once it has ended."""
        path = f"/api/projects/{project}/imports/{job}"
        return eventually(lambda: self.call("GET", path), lambda row: row["state"] in FINISHED, within)

    def calls(self, project: str) -> int:
        return int(self.call("GET", f"/api/projects/{project}")["calls"])


def eventually(ask: Callable[[], T], wanted: Callable[[T], bool], within: float) -> T:
    """The first answer that is wanted; AssertionError with the last one when none is in time."""
    deadline = time.monotonic() + within
    while not wanted(answer := ask()):
        assert time.monotonic() < deadline, f"not within {within} s, last: {answer}"
        time.sleep(0.05)
    return answer


def insist(send: Callable[[], httpx.Response], within: float = 60) -> httpx.Response:
    """The answer of a client that tries again where it should: when cut off, and when told to come back.

    Raises for any other error, so that no 5xx but the documented 503 passes unseen.
    """
    deadline = time.monotonic() + within
    while (answer := _heard(send)) is None:
        assert time.monotonic() < deadline, f"not answered within {within} s"
        time.sleep(0.05)
    return answer.raise_for_status()


def _heard(send: Callable[[], httpx.Response]) -> httpx.Response | None:
    try:
        answer = send()
    except httpx.TransportError:
        return None
    told_to_return = answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers
    return None if told_to_return else answer
