"""Each packaged service behaves as Cloud Run expects, and any instance may die for good."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import httpx
import psutil
import pytest

from tests.contract.conftest import Stack
from tests.framework.otlp import export, span
from tests.framework.packaged import Deployment, Instance, answers, backend_command, exit_code, stopping
from tests.framework.person import Person, eventually

DRAIN_SECONDS = 10


def _listening(instance: Instance) -> set[int]:
    process = psutil.Process(instance.process.pid)
    family = [process, *process.children(recursive=True)]
    return {
        connection.laddr.port
        for member in family
        for connection in member.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }


def _port(instance: Instance) -> int:
    return int(instance.url.rsplit(":", 1)[1])


def _written(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def test_services_listen_on_their_port_and_nothing_else(stack: Stack) -> None:
    for instance in (*stack.auth, *stack.backend):
        assert _listening(instance) == {_port(instance)}


def test_services_log_json_to_stdout_and_write_no_files(stack: Stack) -> None:
    with stack.person() as ada:
        project = ada.sign_in().new_project("Logs")
        ada.call("GET", f"/api/projects/{project}/overview")
    for instance in (*stack.auth, *stack.backend):
        # The line of a request is written after its answer was sent.
        eventually(
            lambda: [json.loads(line) for line in instance.lines()],  # noqa: B023
            lambda lines: any("request_id" in line for line in lines),
            within=10,
        )
        assert _written(instance.home) == []


def test_health_says_what_is_missing(deployment: Deployment) -> None:
    unreachable = {**deployment.environment, "CLICKHOUSE_URL": "clickhouse://netra:x@127.0.0.1:9/netra"}
    folder = deployment.folder / "unhealthy"
    lonely = Deployment(folder, unreachable).run("backend", backend_command(), ready="/health/live")
    with stopping(lonely):
        ready = httpx.get(f"{lonely.url}/health/ready")
        assert ready.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert "clickhouse" in ready.text.lower()


class Load:
    """People at work while an instance ends: every request must be answered well."""

    def __init__(self, people: list[Person], project: str) -> None:
        self.failures: list[str] = []
        self.answered = 0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(one, project)) for one in people]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(0.5)
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _work(self, person: Person, project: str) -> None:
        while not self._over.is_set():
            try:
                answer = person.ask("GET", f"/api/projects/{project}/overview")
                if answer.is_error:
                    self.failures.append(answer.text)
                self.answered += 1
            except httpx.HTTPError as error:
                self.failures.append(repr(error))


def test_sigterm_drains_under_load(stack: Stack) -> None:
    leaving = stack.backend[0]
    with ExitStack() as present:
        people = [present.enter_context(stack.person()).sign_in() for _ in range(4)]
        project = people[0].new_project("Drain")
        with Load(people, project) as load:
            leaving.process.ask_to_stop()
            code = exit_code(leaving, within=DRAIN_SECONDS)
    assert load.failures == []
    assert load.answered > 10
    assert code in (0, -signal.SIGTERM)


class SlowUpload:
    """A file of two rows, the second of which is sent when the test says so."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def content(self) -> Iterator[bytes]:
        yield _rows(1)
        self.begun.set()
        assert self.go_on.wait(DRAIN_SECONDS)
        yield _rows(1)


def test_sigterm_lets_a_request_under_way_finish(stack: Stack) -> None:
    leaving, staying = stack.backend
    upload = SlowUpload()
    with ExitStack() as present:
        ada = present.enter_context(stack.person(leaving)).sign_in()
        project = ada.new_project("Under way")
        threads = present.enter_context(ThreadPoolExecutor(1))
        answer = threads.submit(ada.upload, project, "calls.jsonl", upload.content(), kind="native")
        assert upload.begun.wait(DRAIN_SECONDS)
        # Connections are accepted in order: when this one is answered, the upload is being read.
        assert ada.calls(project) == 0
        leaving.process.ask_to_stop()
        time.sleep(1)
        assert leaving.process.exit_code() is None
        upload.go_on.set()
        job = answer.result(DRAIN_SECONDS)
        assert exit_code(leaving, within=DRAIN_SECONDS) in (0, -signal.SIGTERM)
        grace = present.enter_context(stack.person(staying)).sign_in()
        assert grace.finished(project, job)["rows_written"] == 2


@pytest.mark.parametrize("service", ["auth", "workers"])
def test_sigterm_ends_the_other_services(stack: Stack, service: str) -> None:
    leaving: Instance = getattr(stack, service)[0]
    leaving.process.ask_to_stop()
    assert exit_code(leaving, within=DRAIN_SECONDS) in (0, -signal.SIGTERM)


def test_one_instance_of_each_dies_for_good(stack: Stack) -> None:
    with stack.person() as ada:
        project = ada.sign_in().new_project("Survivors")
        key = ada.new_key(project)
        headers = {"Authorization": f"Bearer {key}"}
        ada.backend.request("POST", "/v1/traces", json=export(span()), headers=headers).raise_for_status()
        for instance in (stack.auth[1], stack.backend[0], stack.workers[0]):
            psutil.Process(instance.process.pid).kill()
        sent = ada.backend.request("POST", "/v1/traces", json=export(span()), headers=headers)
        assert sent.raise_for_status().status_code == httpx.codes.OK
        assert ada.refresh().calls(project) == 2


def _rows(number: int) -> bytes:
    row = {"model": "gpt-4o-mini", "provider": "openai", "usage": {"input_fresh": 10, "output_text": 1}}
    lines = (json.dumps({**row, "started_at": f"2026-01-01T00:00:{n % 60:02d}Z"}) for n in range(number))
    return "".join(f"{line}\n" for line in lines).encode()


def test_killed_import_worker_loses_and_doubles_nothing(stack: Stack) -> None:
    rows = 40_000
    with stack.person() as ada:
        project = ada.sign_in().new_project("Killed worker")
        job = ada.upload(project, "calls.jsonl", _rows(rows), kind="native")
        path = f"/api/projects/{project}/imports/{job}"
        eventually(lambda: ada.call("GET", path), lambda row: row["rows_written"] > 0, within=30)
        # Both, for nobody can tell from outside which of them has the import.
        for worker in stack.workers:
            psutil.Process(worker.process.pid).kill()
        assert 0 < ada.call("GET", path)["rows_written"] < rows
        with stopping(stack.deployment.worker()):
            done = ada.finished(project, job, within=120)
        assert (done["state"], done["rows_written"], ada.calls(project)) == ("done", rows, rows)


def test_frontend_takes_its_addresses_when_it_runs(deployment: Deployment) -> None:
    places = {"NETRA_BACKEND_URL": "https://api.example.test", "NETRA_AUTH_URL": "https://auth.example.test"}
    pages = Deployment(deployment.folder, {**deployment.environment, **places})
    first, second = pages.frontend(), pages.frontend()
    with stopping(first, second):
        assert _listening(first) == {_port(first)}
        config = httpx.get(f"{second.url}/config.json").raise_for_status().text
        assert all(place in config for place in places.values())
        first.process.stop()
        assert answers(second.url + "/config.json")


def test_production_refuses_development_settings(deployment: Deployment) -> None:
    settings = {**deployment.environment, "NETRA_ENV": "production"}
    refused = Deployment(deployment.folder, settings).run("backend", backend_command(), ready=None)
    assert exit_code(refused) != 0
    assert "production" in "\n".join(refused.lines())
