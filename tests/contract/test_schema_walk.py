"""Every operation of both contracts, called with whatever its schema allows: no 5xx, no drift."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import schemathesis  # pants: no-infer-dep
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error  # pants: no-infer-dep
from schemathesis.specs.openapi import checks  # pants: no-infer-dep

from tests.framework.packaged import Deployment, stopping

EXAMPLES: Final = 20
CHECKS: Final = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)
CSRF: Final = {"X-Netra-Csrf": "1"}


def _operations(service: str) -> Iterator[Any]:
    spec = json.loads(Path(f"spec/openapi/{service}.json").read_text(encoding="utf-8"))
    operations: Any = schemathesis.openapi.from_dict(spec).get_all_operations()
    for found in operations:
        operation = found.ok()
        yield pytest.param(service, operation, id=f"{service} {operation.label}")


class Walker:
    """Somebody who may do everything, with a project to do it in; signs in again when a call ended that."""

    def __init__(self, client: httpx.Client, auth: str, backend: str) -> None:
        self.urls = {"auth": auth, "backend": backend}
        self._client = client
        self._token = ""
        self.sign_in()
        answer = self._client.post(f"{backend}/api/projects", headers=self.headers, json={"name": "walked"})
        self.project = answer.raise_for_status().json()["id"]

    @property
    def headers(self) -> dict[str, str]:
        return {**CSRF, "Authorization": f"Bearer {self._token}"}

    def sign_in(self) -> None:
        auth = self.urls["auth"]
        users = self._client.get(f"{auth}/auth/config").json()["dev_users"]
        answer = self._client.post(f"{auth}/auth/dev/login", json={"user_id": users[0]["id"]})
        self._token = answer.raise_for_status().json()["access_token"]


@pytest.fixture(scope="module")
def walker(deployment: Deployment) -> Iterator[Walker]:
    # Whoever walks everywhere at this pace would be asked to wait.
    patient = replace(deployment, environment={**deployment.environment, "AUTH_LIMITS_FACTOR": "1000"})
    auth = patient.auth(int(deployment.environment["AUTH_PORT"]))
    backend = patient.backend()
    with stopping(auth, backend), httpx.Client(headers=CSRF, timeout=30) as client:
        yield Walker(client, auth.url, backend.url)


@pytest.mark.parametrize(("service", "operation"), [*_operations("auth"), *_operations("backend")])
def test_operation_keeps_its_contract(walker: Walker, service: str, operation: Any) -> None:
    seen: list[int] = []

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def walk(case: Any) -> None:
        if "project_id" in (case.path_parameters or {}):
            case.path_parameters["project_id"] = walker.project
        answer = case.call(base_url=walker.urls[service], headers=walker.headers)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            walker.sign_in()
        case.validate_response(answer, checks=CHECKS)
        seen.append(answer.status_code)

    walk()
    assert seen
