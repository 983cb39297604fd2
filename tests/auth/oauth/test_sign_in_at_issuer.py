"""Signing in at an issuer of OpenID Connect, and everything that somebody may try on the way."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from netra.auth.oauth.domain import ATTEMPT_LIFE, CODE_LIFE
from netra.shared.clock import FixedClock
from tests.auth.apps import ADA, CSRF, FRONTEND, Instance, browser_of, instance_on
from tests.auth.oauth.issuer import ISSUER, SETTINGS, Issuer, replacing
from tests.auth.oauth.journeys import completed, journey, returned, signed_in, started

MINUTE = timedelta(minutes=1)


@pytest.mark.asyncio
async def test_config_names_the_providers(portal: Instance, auth: Instance) -> None:
    offered = (await portal.browser.get("/auth/config")).json()["providers"]
    assert offered == [{"name": "oidc", "title": "single sign-on"}]
    assert (await auth.browser.get("/auth/config")).json()["providers"] == []


@pytest.mark.asyncio
async def test_the_first_sign_in_makes_a_person_and_an_organization(portal: Instance, issuer: Issuer) -> None:
    body = await signed_in(portal, issuer)
    user = body["user"]
    assert (user["email"], user["name"]) == ("ada@issuer.example", "Ada")
    assert user["organization"]["name"] == "Organization of Ada"
    assert user["organization"]["role"] == "owner"
    assert (await portal.validate(body["access_token"]))["active"] is True
    assert (await portal.refresh()).status_code == 200


@pytest.mark.asyncio
async def test_the_second_sign_in_is_the_same_person(portal: Instance, issuer: Issuer) -> None:
    first = await signed_in(portal, issuer)
    issuer.user_info = replacing(name="Ada L.", email="ada.l@issuer.example")
    again = await signed_in(portal, issuer)
    assert again["user"]["id"] == first["user"]["id"]
    assert (again["user"]["name"], again["user"]["email"]) == ("Ada L.", "ada.l@issuer.example")


@pytest.mark.asyncio
async def test_two_people_never_share_an_organization_by_chance(portal: Instance, issuer: Issuer) -> None:
    ada, bob = await signed_in(portal, issuer), await signed_in(portal, issuer, "bob")
    assert ada["user"]["organization"]["id"] != bob["user"]["organization"]["id"]


@pytest.mark.asyncio
async def test_what_the_provider_is_asked(portal: Instance) -> None:
    url = urlsplit(await started(portal))
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{ISSUER}/authorize"
    said = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert said["redirect_uri"] == "http://localhost:8080/auth/oauth/oidc/callback"
    assert said["scope"] == "openid email profile"
    assert {"state", "nonce", "code_challenge", "code_challenge_method"} <= said.keys()
    assert said["code_challenge_method"] == "S256"


@pytest.mark.asyncio
async def test_the_cookie_of_a_sign_in(auth_database: str, clock: FixedClock, issuer: Issuer) -> None:
    deployed = instance_on(auth_database, clock, internet=issuer.internet, environment="test", **SETTINGS)
    answer = await deployed.browser.post("/auth/oauth/oidc/start", headers=CSRF)
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-netra_sign_in=")
    assert sorted(attributes) == ["HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax", "Secure"]
    assert answer.headers["cache-control"] == "no-store"
    await deployed.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("changed", [{"state": ""}, {"state": "x" * 43}, {"code": ""}, {"error": "oops"}])
async def test_answers_that_belong_to_nothing(
    portal: Instance, issuer: Issuer, changed: dict[str, str]
) -> None:
    brought = {**issuer.authorize(await started(portal)), **changed}
    assert (await returned(portal.browser, brought)).keys() == {"error"}
    assert "netra_refresh" not in portal.browser.cookies


@pytest.mark.asyncio
async def test_an_answer_is_good_once(portal: Instance, issuer: Issuer) -> None:
    brought = issuer.authorize(await started(portal))
    assert "code" in await returned(portal.browser, brought)
    assert await returned(portal.browser, brought) == {"error": "expired"}


@pytest.mark.asyncio
async def test_an_answer_that_failed_is_used_up_too(portal: Instance, issuer: Issuer) -> None:
    brought = issuer.authorize(await started(portal))
    assert await returned(portal.browser, {**brought, "code": "guessed"}) == {"error": "failed"}
    assert await returned(portal.browser, brought) == {"error": "expired"}


@pytest.mark.asyncio
async def test_the_answer_of_another_browser_signs_nobody_in(portal: Instance, issuer: Issuer) -> None:
    """Whoever sends somebody else the way back of their own sign-in does not sign them in as themselves."""
    brought = issuer.authorize(await started(portal))
    async with browser_of(portal.resources) as victim:
        assert await returned(victim, brought) == {"error": "expired"}
        await victim.post("/auth/oauth/oidc/start", headers=CSRF)
        assert (await returned(victim, brought)).keys() == {"error"}


@pytest.mark.asyncio
async def test_two_tabs_sign_in_without_taking_the_way_back_from_each_other(
    portal: Instance, issuer: Issuer
) -> None:
    first, second = await started(portal), await started(portal)
    assert "code" in await returned(portal.browser, issuer.authorize(first))
    assert "code" in await returned(portal.browser, issuer.authorize(second))


@pytest.mark.asyncio
async def test_an_attempt_ends_after_ten_minutes(portal: Instance, issuer: Issuer, clock: FixedClock) -> None:
    brought = issuer.authorize(await started(portal))
    clock.advance(ATTEMPT_LIFE)
    assert await returned(portal.browser, brought) == {"error": "expired"}


@pytest.mark.asyncio
async def test_a_code_is_good_once_in_its_browser_for_a_minute(
    portal: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    code = (await journey(portal, issuer))["code"]
    async with browser_of(portal.resources) as thief:
        assert (await completed(thief, code)).status_code == 401
        thief.cookies.set("netra_sign_in", "x" * 43)
        assert (await completed(thief, code)).status_code == 401
    assert (await completed(portal.browser, code)).status_code == 200
    assert (await completed(portal.browser, code)).status_code == 401
    late = (await journey(portal, issuer))["code"]
    clock.advance(CODE_LIFE)
    assert (await completed(portal.browser, late)).status_code == 401


@pytest.mark.asyncio
@pytest.mark.parametrize("code", ["x", "x" * 43, "' OR 1=1 --", "é" * 43])
async def test_codes_that_were_never_given(portal: Instance, issuer: Issuer, code: str) -> None:
    await journey(portal, issuer)
    answer = await completed(portal.browser, code)
    assert (answer.status_code, answer.json()["detail"]) == (401, "This sign-in has ended: begin again.")


@pytest.mark.asyncio
@pytest.mark.parametrize("sender", ["https://other.example", "", f"{ISSUER}/"])
async def test_the_answer_of_another_issuer(portal: Instance, issuer: Issuer, sender: str) -> None:
    brought = {**issuer.authorize(await started(portal)), "iss": sender}
    assert await returned(portal.browser, brought) == {"error": "failed"}
    assert "/token" not in issuer.asked


@pytest.mark.asyncio
async def test_the_answer_for_one_provider_is_not_taken_at_the_address_of_another(
    auth_database: str, clock: FixedClock, issuer: Issuer
) -> None:
    both = instance_on(
        auth_database,
        clock,
        internet=issuer.internet,
        github_client_id="g",
        github_client_secret="h",
        **SETTINGS,
    )
    brought = issuer.authorize(await started(both))
    assert await returned(both.browser, brought, "github") == {"error": "expired"}
    await both.close()


@pytest.mark.asyncio
async def test_a_parameter_said_twice_is_not_believed(portal: Instance, issuer: Issuer) -> None:
    brought = issuer.authorize(await started(portal))
    answer = await portal.browser.get(
        "/auth/oauth/oidc/callback", params=[*brought.items(), ("code", "another")]
    )
    assert answer.headers["location"] == f"{FRONTEND}/sign-in/return#error=failed"


@pytest.mark.asyncio
async def test_the_verifier_of_another_attempt_opens_nothing(portal: Instance, issuer: Issuer) -> None:
    """A stolen code is worth nothing in an attempt of the thief's own: the issuer asks for its verifier."""
    stolen = issuer.authorize(await started(portal))
    own = issuer.authorize(await started(portal))
    injected = {**own, "code": stolen["code"]}
    assert await returned(portal.browser, injected) == {"error": "failed"}


@pytest.mark.asyncio
async def test_a_challenge_stripped_on_the_way_is_noticed(portal: Instance, issuer: Issuer) -> None:
    url = (await started(portal)).replace("code_challenge=", "code_challenge=weak")
    assert await returned(portal.browser, issuer.authorize(url)) == {"error": "failed"}


@pytest.mark.asyncio
async def test_somebody_who_changes_their_mind(portal: Instance, issuer: Issuer) -> None:
    brought = issuer.authorize(await started(portal))
    refused = {"state": brought["state"], "error": "access_denied", "iss": ISSUER}
    assert await returned(portal.browser, refused) == {"error": "cancelled"}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "parameters",
    [
        {"redirect_uri": "https://evil.example"},
        {"next": "https://evil.example", "return_to": "https://evil.example"},
        {"redirect": "//evil.example", "url": "https://evil.example", "origin": "https://evil.example"},
    ],
)
async def test_nothing_that_is_said_changes_where_a_browser_goes(
    portal: Instance, issuer: Issuer, parameters: dict[str, str]
) -> None:
    start = await portal.browser.post("/auth/oauth/oidc/start", params=parameters, headers=CSRF)
    assert "evil" not in start.text
    brought = {**issuer.authorize(start.json()["authorization_url"]), **parameters}
    assert "code" in await returned(portal.browser, brought)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/auth/oauth/oidc/start", "/auth/oauth/complete"])
async def test_only_our_own_pages_begin_and_end_a_sign_in(portal: Instance, path: str) -> None:
    body = {"code": "x"}
    foreign = await portal.browser.post(path, json=body, headers={**CSRF, "Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert (await portal.browser.post(path, json=body)).status_code == 403


@pytest.mark.asyncio
async def test_an_address_known_already_is_not_taken_over(portal: Instance, issuer: Issuer) -> None:
    await portal.sign_in(ADA)
    issuer.user_info = replacing(email="Ada@Example.com")
    assert await journey(portal, issuer) == {"error": "already_registered"}
    async with portal.resources.database.session() as session:
        assert await session.scalar(text("SELECT count(*) FROM identities")) == 0


@pytest.mark.asyncio
@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": "false"}, {"email": None}])
async def test_an_address_that_is_not_verified(
    portal: Instance, issuer: Issuer, claims: dict[str, object]
) -> None:
    issuer.user_info = replacing(**claims)
    assert await journey(portal, issuer) == {"error": "unverified"}


@pytest.mark.asyncio
async def test_only_some_domains_are_admitted(auth_database: str, clock: FixedClock, issuer: Issuer) -> None:
    closed = instance_on(
        auth_database, clock, internet=issuer.internet, email_domains=" Issuer.Example ", **SETTINGS
    )
    assert "code" in await journey(closed, issuer)
    for address in ("ada@evil.example", "ada@issuer.example.evil.example", "ada@sub.issuer.example"):
        issuer.user_info = replacing(email=address)
        assert await journey(closed, issuer, "eve") == {"error": "not_admitted"}
    await closed.close()


@pytest.mark.asyncio
async def test_an_issuer_that_is_away(portal: Instance, issuer: Issuer) -> None:
    url = await started(portal)
    issuer.is_away = True
    assert await returned(portal.browser, issuer.authorize(url)) == {"error": "unavailable"}


@pytest.mark.asyncio
async def test_an_issuer_that_is_away_from_the_start(portal: Instance, issuer: Issuer) -> None:
    issuer.is_away = True
    answer = await portal.browser.post("/auth/oauth/oidc/start", headers=CSRF)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    issuer.is_away = False
    assert "code" in await journey(portal, issuer)


@pytest.mark.asyncio
@pytest.mark.parametrize("provider", ["google", "github", "oidc"])
async def test_a_provider_that_is_not_configured(auth: Instance, provider: str) -> None:
    answer = await auth.browser.post(f"/auth/oauth/{provider}/start", headers=CSRF)
    assert answer.status_code == 404
    assert (await auth.browser.post("/auth/oauth/evil/start", headers=CSRF)).status_code == 422


@pytest.mark.asyncio
async def test_names_from_a_provider_fit_a_page(portal: Instance, issuer: Issuer) -> None:
    issuer.user_info = replacing(name="A\u202eda\n\t <b>\x00" + "x" * 500)
    name = (await signed_in(portal, issuer))["user"]["name"]
    assert name.startswith("A da <b> x")
    assert len(name) == 200
