"""The OpenID Foundation's test plans for relying parties, module by module: see `spec/relying-party.md`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from netra.shared.clock import FixedClock
from tests.auth.apps import CSRF, Instance, instance_on
from tests.auth.oauth import test_asked_again, test_logout_by_provider, test_sign_out_at_provider
from tests.auth.oauth.issuer import CLIENT_ID, ISSUER, SETTINGS, Issuer, Json, new_key, replacing
from tests.auth.oauth.journeys import journey, signed_in, started

LOGOUT: Final = "oidcc-client-test-rp-backchannel-rpinitlogout"
TABLE: Final = Path("spec/relying-party.md")
FAILED: Final = {"error": "failed"}
Straying = Callable[[Issuer], None]


@dataclass(frozen=True)
class Module:
    """How the issuer strays, and whether whoever signs in there still gets in."""

    name: str
    stray: Straying
    accepted: bool = False


def _claims(**values: object) -> Straying:
    def stray(issuer: Issuer) -> None:
        issuer.claims = replacing(**values)

    return stray


def _header(**values: object) -> Straying:
    def stray(issuer: Issuer) -> None:
        issuer.header = replacing(**values)

    return stray


def _nothing(_: Issuer) -> None:
    """Keeps every rule."""


def _unsigned(issuer: Issuer) -> None:
    issuer.signed = lambda token: f"eyJhbGciOiJub25lIn0.{token.split('.')[1]}."


def _bad_signature(issuer: Issuer) -> None:
    issuer.published = [new_key("first")]


def _two_keys_without_kid(issuer: Issuer) -> None:
    issuer.header = replacing(kid=None)
    issuer.published = [*issuer.keys, new_key("second")]


def _other_user_info(issuer: Issuer) -> None:
    issuer.user_info = replacing(sub="eve")


def _discovery(**values: object) -> Straying:
    def stray(issuer: Issuer) -> None:
        issuer.discovery = replacing(**values)

    return stray


MODULES: Final = (
    Module("oidcc-client-test", _nothing, accepted=True),
    Module("oidcc-client-test-client-secret-basic", _nothing, accepted=True),
    Module("oidcc-client-test-idtoken-sig-rs256", _header(alg="RS256"), accepted=True),
    Module("oidcc-client-test-idtoken-sig-none", _unsigned),
    Module("oidcc-client-test-invalid-sig-rs256", _bad_signature),
    Module("oidcc-client-test-invalid-iss", _claims(iss=f"{ISSUER}/other")),
    Module("oidcc-client-test-invalid-aud", _claims(aud="another")),
    Module("oidcc-client-test-missing-aud", _claims(aud=None)),
    Module("oidcc-client-test-missing-sub", _claims(sub=None)),
    Module("oidcc-client-test-missing-iat", _claims(iat=None)),
    Module("oidcc-client-test-nonce-invalid", _claims(nonce="another")),
    Module("oidcc-client-test-kid-absent-single-jwks", _header(kid=None), accepted=True),
    Module("oidcc-client-test-kid-absent-multiple-jwks", _two_keys_without_kid),
    Module("oidcc-client-test-scope-userinfo-claims", _nothing, accepted=True),
    Module("oidcc-client-test-userinfo-bearer-header", _nothing, accepted=True),
    Module("oidcc-client-test-userinfo-invalid-sub", _other_user_info),
    Module("oidcc-client-test-discovery-openid-config", _nothing, accepted=True),
    Module("oidcc-client-test-discovery-jwks-uri-keys", _nothing, accepted=True),
)
FURTHER: Final = (
    Module("no nonce", _claims(nonce=None)),
    Module("expired", _claims(exp=1)),
    Module("no expiry", _claims(exp=None)),
    Module("not yet valid", _claims(nbf=4_000_000_000)),
    Module("several audiences, for another", _claims(aud=[CLIENT_ID, "another"], azp="another")),
    Module("unknown algorithm", _header(alg="RS256", crit=["x"], x=1)),
)


def test_the_table_names_what_is_tested() -> None:
    tested = {line.split("|")[1].strip(" `"): "yes" in line.split("|")[2] for line in _lines()}
    others = (test_logout_by_provider, test_asked_again, test_sign_out_at_provider)
    tests = [*globals(), *(name for module in others for name in vars(module))]
    own = {test.removeprefix("test_").replace("_", "-") for test in tests if test.startswith("test_oidcc")}
    backchannel = {f"{LOGOUT}-{name}" for name in test_logout_by_provider.MODULES}
    assert {name for name, done in tested.items() if done} == (
        {module.name for module in MODULES} | own | backchannel
    )


def _lines() -> list[str]:
    return [line for line in TABLE.read_text(encoding="utf-8").splitlines() if re.match(r"\| `oidcc", line)]


@pytest.mark.asyncio
@pytest.mark.parametrize("module", [*MODULES, *FURTHER], ids=lambda module: module.name)
async def test_module(portal: Instance, issuer: Issuer, module: Module) -> None:
    module.stray(issuer)
    outcome = await journey(portal, issuer)
    assert outcome.keys() == {"code"} if module.accepted else outcome == FAILED


@pytest.mark.asyncio
async def test_how_the_issuer_is_asked(portal: Instance, issuer: Issuer) -> None:
    """What the suite looks at from its own side: the header, the bearer, the addresses, and each once."""
    body = await signed_in(portal, issuer)
    assert body["user"]["email"] == "ada@issuer.example"
    assert issuer.identification == ["basic"]
    assert len(issuer.bearers) == 1
    assert issuer.asked == ["/.well-known/openid-configuration", "/token", "/jwks", "/me"]


@pytest.mark.asyncio
async def test_oidcc_client_test_discovery_issuer_mismatch(portal: Instance, issuer: Issuer) -> None:
    issuer.discovery = replacing(issuer="https://other.example")
    answer = await portal.browser.post("/auth/oauth/oidc/start", headers=CSRF)
    assert answer.status_code == 503
    assert issuer.asked == ["/.well-known/openid-configuration"]


@pytest.mark.asyncio
async def test_oidcc_client_test_signing_key_rotation(portal: Instance, issuer: Issuer) -> None:
    assert "code" in await journey(portal, issuer)
    issuer.rotate()
    assert "code" in await journey(portal, issuer)
    assert issuer.asked.count("/jwks") == 2


@pytest.mark.asyncio
async def test_oidcc_client_test_signing_key_rotation_just_before_signing(
    portal: Instance, issuer: Issuer
) -> None:
    assert "code" in await journey(portal, issuer)
    url = await started(portal)
    issuer.rotate()
    assert url.startswith(f"{ISSUER}/authorize")
    assert "code" in await journey(portal, issuer)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "document",
    [
        {"token_endpoint": "http://issuer.example/token"},
        {"jwks_uri": "ftp://issuer.example/jwks"},
        {"userinfo_endpoint": "http://169.254.169.254/latest"},
        {"token_endpoint": None},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    ],
)
async def test_documents_that_are_not_gone_by(portal: Instance, issuer: Issuer, document: Json) -> None:
    issuer.discovery = replacing(**document)
    answer = await portal.browser.post("/auth/oauth/oidc/start", headers=CSRF)
    assert answer.status_code == 503


@pytest.mark.asyncio
async def test_a_document_sets_no_option_of_our_client(portal: Instance, issuer: Issuer) -> None:
    issuer.discovery = replacing(proxy="http://evil.example", timeout=0, client_secret="x", scope="admin")
    assert "code" in await journey(portal, issuer)
    assert "scope=openid+email+profile" in await started(portal)


@pytest.mark.asyncio
async def test_a_secret_goes_into_the_body_where_the_issuer_wants_it_there(
    auth_database: str, clock: FixedClock, issuer: Issuer
) -> None:
    issuer.discovery = replacing(token_endpoint_auth_methods_supported=["client_secret_post"])
    instance = instance_on(auth_database, clock, internet=issuer.internet, **SETTINGS)
    assert "code" in await journey(instance, issuer)
    assert issuer.identification == ["post"]
    await instance.close()
