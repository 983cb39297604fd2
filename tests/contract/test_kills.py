"""`kill -9` of any process while calls come in and files are imported: nothing is lost, nothing doubled."""

import json
import logging
import os
import signal
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import pytest

from tests.contract.senders import Senders
from tests.framework.engines import memory_folder
from tests.framework.packaged import answers
from tests.framework.person import FINISHED, Person, eventually, insist
from tests.framework.product import Product

# Every process of the stack; the worker last, since its work is taken over only after seconds of silence.
ROUNDS: Final = (("postgres",), ("clickhouse",), ("backend",), ("valkey", "auth", "frontend"), ("worker",))
ROWS: Final = 12_000
PATIENCE_SECONDS: Final = 60.0
# A worker waits 2, 4, 8, 16, 30 s between tries, so an import that met several deaths may take a minute more.
IMPORT_SECONDS: Final = 150.0


class Importer:
    """A person who imports a file for each round of kills."""

    def __init__(self, person: Person, project: str) -> None:
        self._person = person
        self._path = f"/api/projects/{project}"
        self._jobs: list[str] = []

    def begin(self, day: int) -> None:
        """Upload a file of `ROWS` calls of one day; returns while it is being imported."""
        params = {"file_name": "calls.jsonl", "format": "native"}
        self._jobs.append(self.ask("POST", "/imports", params=params, content=_file(day))["id"])
        eventually(self.latest, lambda job: job["rows_written"] or job["state"] in FINISHED, PATIENCE_SECONDS)

    def latest(self) -> Any:
        return self.ask("GET", f"/imports/{self._jobs[-1]}")

    def ended(self) -> list[tuple[str, int]]:
        """State and written rows of each import, when all have come to their end."""
        path = "/imports"
        jobs = eventually(
            lambda: self.ask("GET", path),
            lambda jobs: all(job["state"] in FINISHED for job in jobs),
            IMPORT_SECONDS,
        )
        return [(job["state"], job["rows_written"]) for job in jobs]

    def ask(self, method: str, under: str = "", **options: Any) -> Any:
        return insist(lambda: self._person.ask(method, self._path + under, **options)).json()


def _file(day: int) -> bytes:
    row = {"model": "gpt-4o-mini", "provider": "openai", "usage": {"input_fresh": 1, "output_text": 1}}
    lines = ({**row, "started_at": f"2026-01-{day:02d}T00:00:{number % 60:02d}Z"} for number in range(ROWS))
    return "\n".join(map(json.dumps, lines)).encode()


@pytest.fixture
def product() -> Iterator[Product]:
    with memory_folder() as folder:
        made = Product(folder / "home")
        yield made
        # Shown when the test fails: the folder is gone by then.
        for name in ("launcher", "worker"):
            logging.getLogger(name).warning(made.launch("logs", name).stdout)


def test_each_process_is_killed_and_nothing_is_lost_or_doubled(product: Product) -> None:
    with product.running("--no-sample") as ready:
        urls = ready["urls"]
        with Person([urls["auth"]], [urls["backend"]], urls["frontend"]) as ada:
            project = ada.sign_in().new_project("Kills")
            importer = Importer(ada, project)
            with Senders(urls["backend"], ada.new_key(project)) as senders:
                for day, victims in enumerate(ROUNDS, start=1):
                    importer.begin(day)
                    _kill(product, victims, urls)
                    _sends_on(senders)
            assert importer.ended() == [("done", ROWS)] * len(ROUNDS)
            sent, imported = senders.acknowledged, ROWS * len(ROUNDS)
            assert importer.ask("GET")["calls"] == len(sent) + imported
            models = importer.ask("GET", "/overview")["by_model"]
            assert sum(model["input_total"] for model in models) == sum(sent) + imported


def _kill(product: Product, victims: Collection[str], urls: Mapping[str, str]) -> None:
    """Kill processes; returns when the launcher has started others and the whole product is ready."""
    killed = {name: product.pids()[name] for name in victims}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    eventually(
        product.pids,
        lambda now: all(now.get(name, pid) != pid for name, pid in killed.items()),
        PATIENCE_SECONDS,
    )
    doors = [f"{urls[service]}/health/ready" for service in ("auth", "backend")]
    doors.append(f"{urls['frontend']}/config.json")
    eventually(lambda: [door for door in doors if not answers(door)], lambda shut: not shut, PATIENCE_SECONDS)


def _sends_on(senders: Senders) -> None:
    """Returns once spans are acknowledged again."""
    before = len(senders.acknowledged)
    eventually(lambda: len(senders.acknowledged), lambda now: now > before, PATIENCE_SECONDS)
