"""A whole run at the most talkative log level: no secret that it used is in a log, a trace or an error."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import psycopg
import pytest
from cryptography.fernet import Fernet, MultiFernet

from netra.auth.oauth.domain import ProviderGrant
from tests.framework.collector import Collected, collector
from tests.framework.issuer import CLIENT_SECRET, running_issuer, sign_in_by_forms
from tests.framework.otlp import export, span
from tests.framework.packaged import Deployment, Instance, stopping
from tests.framework.person import ORIGIN

CSRF = {"X-Netra-Csrf": "1", "Origin": ORIGIN}


@dataclass
class Run:
    """A person at work, who notes every secret they are given and every error they are told."""

    auth: str
    backend: str
    client: httpx.Client
    deployment: Deployment
    secrets: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    token: str = "none-yet"

    def send(self, method: str, url: str, **options: Any) -> httpx.Response:
        headers = {**CSRF, "Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        answer = self.client.request(method, url, headers=headers, **options)
        self.secrets.update(self.client.cookies.values())
        if answer.is_error:
            self.errors.append(answer.text)
        return answer

    def keep(self, secret: str) -> str:
        self.secrets.add(secret)
        return secret

    def kept(self) -> set[str]:
        """What is kept of providers, opened as nobody but the service can."""
        environment = self.deployment.environment
        sealer = MultiFernet([Fernet(environment["AUTH_MASTER_KEY"])])
        query = "SELECT provider_grant FROM token_families WHERE provider_grant IS NOT NULL"
        with psycopg.connect(environment["AUTH_DATABASE_URL"]) as connection:
            found = connection.execute(query).fetchall()
        assert found, "nothing is kept"
        return {ProviderGrant.open(sealed, sealer).refresh_token for (sealed,) in found}

    def sign_in(self, who: int) -> None:
        users = self.send("GET", f"{self.auth}/auth/config").json()["dev_users"]
        answer = self.send("POST", f"{self.auth}/auth/dev/login", json={"user_id": users[who]["id"]})
        self.token = self.keep(answer.json()["access_token"])


@pytest.fixture
def traces() -> Iterator[Collected]:
    with collector() as collected:
        yield collected


def _work(run: Run) -> None:
    """What a team does on its first day, and what goes wrong on it."""
    run.sign_in(0)
    run.token = run.keep(run.send("POST", f"{run.auth}/auth/refresh").json()["access_token"])
    project = run.send("POST", f"{run.backend}/api/projects", json={"name": "secretive"}).json()["id"]
    body = {"project_id": project, "name": "all", "scopes": ["ingest", "read", "manage"]}
    made = run.send("POST", f"{run.auth}/auth/keys", json=body).json()
    key = run.keep(made["key"])
    sent = run.send(
        "POST", f"{run.backend}/v1/traces", json=export(span()), headers={"Authorization": f"Bearer {key}"}
    )
    assert sent.status_code == httpx.codes.OK, sent.text
    overlap = {"overlap_hours": 1}
    run.keep(run.send("POST", f"{run.auth}/auth/keys/{made['id']}/rotate", json=overlap).json()["key"])
    invited = run.send("POST", f"{run.auth}/auth/invitations", json={"role": "viewer", "note": "x"}).json()
    run.keep(invited["token"])
    _mistakes(run, key, invited["token"], project)
    _at_the_issuer(run)
    run.sign_in(1)
    run.send("POST", f"{run.auth}/auth/invitations/accept", json={"token": invited["token"]})
    run.send("POST", f"{run.auth}/auth/logout")


def _at_the_issuer(run: Run) -> None:
    """In by a provider, which is asked again, does not answer as it should, and is signed out at."""
    began = run.send("POST", f"{run.auth}/auth/oauth/oidc/start").json()["authorization_url"]
    with httpx.Client() as elsewhere:
        callback = sign_in_by_forms(elsewhere, began, "hedy")
    back = run.client.get(callback).headers["location"]
    code = run.keep(dict(parse_qsl(urlsplit(back).fragment))["code"])
    signed_in = run.send("POST", f"{run.auth}/auth/oauth/complete", json={"code": code})
    run.token = run.keep(signed_in.json()["access_token"])
    run.secrets.update(run.kept())
    time.sleep(1.1)
    run.token = run.keep(run.send("POST", f"{run.auth}/auth/refresh").json()["access_token"])
    run.secrets.update(run.kept())
    there = run.send("POST", f"{run.auth}/auth/logout/provider").json()["sign_out_url"]
    run.keep(dict(parse_qsl(urlsplit(there).query))["id_token_hint"])


def _mistakes(run: Run, key: str, invitation: str, project: str) -> None:
    """Secrets in the wrong place, half of one, one too much."""
    run.send("POST", f"{run.auth}/auth/validate", json={"token": run.token, "x": key})
    run.send("POST", f"{run.auth}/auth/validate", json={"token": [key]})
    run.send("POST", f"{run.auth}/auth/invitations/accept", json={"token": [invitation]})
    run.send("POST", f"{run.auth}/auth/oauth/complete", json={"code": {"a": invitation}})
    run.send("GET", f"{run.backend}/api/projects/{project}", headers={"Authorization": f"Bearer {key[:-1]}x"})
    run.send("GET", f"{run.backend}/api/projects/{project}", headers={"Authorization": f"Basic {run.token}"})
    run.send("POST", f"{run.backend}/api/projects", json={"name": [key]})
    run.send("GET", f"{run.auth}/auth/audit", params={"cursor": run.token})


def _settings_of(deployment: Deployment) -> set[str]:
    """The secrets that processes were started with."""
    environment = deployment.environment
    passwords = {
        urlsplit(environment[name]).password
        for name in ("BACKEND_DATABASE_URL", "AUTH_DATABASE_URL", "REDIS_URL", "CLICKHOUSE_URL")
    }
    return {environment["AUTH_MASTER_KEY"], CLIENT_SECRET, *(password for password in passwords if password)}


def _logs(*instances: Instance) -> str:
    return "\n".join(line for instance in instances for line in instance.lines())


def test_no_secret_leaves(deployment: Deployment, traces: Collected) -> None:
    talkative = {"LOG_LEVEL": "DEBUG", "OTEL_EXPORTER_OTLP_ENDPOINT": traces.url}
    loud = replace(deployment, environment={**deployment.environment, **talkative})
    with running_issuer() as issuer:
        loud = replace(loud, environment={**loud.environment, **issuer})
        auth = loud.auth(int(deployment.environment["AUTH_PORT"]))
        backend, worker = loud.backend(), loud.worker()
        with stopping(auth, backend, worker), httpx.Client(timeout=30) as client:
            run = Run(auth.url, backend.url, client, deployment)
            _work(run)
    secrets = run.secrets | _settings_of(deployment)
    logs, told, traced = _logs(auth, backend, worker), "\n".join(run.errors), b"\n".join(traces.bodies)
    assert len(run.secrets) >= 14
    assert "DEBUG" in logs.upper()
    assert len(run.errors) >= 7
    assert b"/auth/validate" in traced
    for secret in secrets:
        # The first half of one would be enough to find the rest in a list of leaks.
        found = secret[: max(20, len(secret) // 2)]
        assert found not in logs
        assert found not in told
        assert found.encode() not in traced
