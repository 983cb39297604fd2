"""While a session lasts its provider is asked again, and whoever is gone there is out here."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from netra.auth.oauth.service import GOOGLE_ISSUER
from netra.auth.rechecks.service import LONGEST_UNCONFIRMED
from netra.auth.tokens.service import CHECK_CLAIM
from netra.shared.clock import FixedClock
from netra.shared.revocations import Mark
from tests.auth.apps import CSRF, Instance, instance_on
from tests.auth.audits import entries
from tests.auth.oauth.issuer import ISSUER, LASTING, SETTINGS, Issuer, Json, replacing
from tests.auth.oauth.journeys import kept, lives, signed_in, started

MINUTE: Final = timedelta(minutes=1)
Straying = Callable[[Issuer], None]


async def _written(instance: Instance, issuer: Issuer) -> list[Json]:
    """Why sessions of Ada have ended, as she reads it when she is back."""
    issuer.gone.clear()
    bearer = {"Authorization": f"Bearer {(await signed_in(instance, issuer))['access_token']}"}
    found = await entries(instance, bearer, "action=session.not_confirmed")
    assert {(entry["actor"]["name"], entry["target"]["name"]) for entry in found} <= {("Netra", "Ada")}
    return [entry["details"] for entry in found]


@pytest.mark.asyncio
async def test_oidcc_client_test_refresh_token(watched: Instance, issuer: Issuer, clock: FixedClock) -> None:
    body = await signed_in(watched, issuer)
    assert (await watched.refresh()).status_code == 200
    assert issuer.refreshed == []
    issuer.bearers.clear()
    for times in (1, 2):
        clock.advance(MINUTE)
        assert (await watched.refresh()).status_code == 200
        # Asked with what was given last, and for the user info with the new access token.
        assert len(set(issuer.refreshed)) == len(issuer.bearers) == times
        assert issuer.bearers[-1] == issuer.given[-3]
    assert issuer.identification == ["basic"] * 3
    assert await lives(watched, body)


async def _session(instance: Instance, body: Mapping[str, Any]) -> UUID:
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    return UUID((await instance.browser.get("/auth/sessions", headers=bearer)).json()[0]["id"])


async def _refused(watched: Instance, issuer: Issuer, clock: FixedClock, stray: Straying) -> list[Json]:
    """The session of an issuer that strays ends with the next check; what is written of it."""
    body = await signed_in(watched, issuer)
    mark = Mark.session(await _session(watched, body))
    clock.advance(MINUTE)
    asked = len(issuer.bearers)
    stray(issuer)
    answer = await watched.refresh()
    assert (answer.status_code, answer.json()["detail"]) == (401, "Sign in again.")
    assert 'netra_refresh=""' in answer.headers["set-cookie"]
    assert not await lives(watched, body)
    assert await watched.resources.revocations.ended([mark]) == {mark}
    assert len(issuer.bearers) == asked or "user_info" in stray.__name__
    assert await kept(watched) == [(None, None, None, None)]
    issuer.user_info, issuer.signed = replacing(), str
    return await _written(watched, issuer)


def _says(**values: object) -> Straying:
    def stray(issuer: Issuer) -> None:
        issuer.renewed_claims = replacing(**values)

    return stray


UNTRUSTED: Final[list[Json]] = [{"issuer": ISSUER, "reason": "untrusted"}]


@pytest.mark.asyncio
async def test_oidcc_client_test_refresh_token_invalid_issuer(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    assert await _refused(watched, issuer, clock, _says(iss=f"{ISSUER}/other")) == UNTRUSTED


@pytest.mark.asyncio
async def test_oidcc_client_test_refresh_token_invalid_sub(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    assert await _refused(watched, issuer, clock, _says(sub="eve")) == UNTRUSTED


def _bad_signature(issuer: Issuer) -> None:
    issuer.signed = lambda token: f"{token[:-8]}AAAAAAAA"


def _other_user_info(issuer: Issuer) -> None:
    issuer.user_info = replacing(sub="eve")


FURTHER: Final[Mapping[str, Straying]] = {
    "another audience": _says(aud="another"),
    "no audience": _says(aud=None),
    "for another": _says(aud=["netra", "another"], azp="another"),
    "expired": _says(exp=1),
    "another nonce": _says(nonce="another"),
    "bad signature": _bad_signature,
    "other user info": _other_user_info,
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", FURTHER)
async def test_other_answers_that_break_a_rule(
    watched: Instance, issuer: Issuer, clock: FixedClock, name: str
) -> None:
    assert await _refused(watched, issuer, clock, FURTHER[name]) == UNTRUSTED


def _says_no(status: int, said: object) -> Straying:
    def stray(issuer: Issuer) -> None:
        issuer.refuses_to_renew = (status, said)

    return stray


def _removed(issuer: Issuer) -> None:
    issuer.gone.add("ada")


@pytest.mark.asyncio
@pytest.mark.parametrize("code", [None, "interaction_required"])
async def test_whoever_is_removed_at_the_provider_is_out(
    watched: Instance, issuer: Issuer, clock: FixedClock, code: str | None
) -> None:
    stray = _says_no(400, {"error": code}) if code else _removed
    written = await _refused(watched, issuer, clock, stray)
    assert written == [{"issuer": ISSUER, "reason": "ended"}]


def _away(issuer: Issuer) -> None:
    issuer.is_away = True


def _no_keys(issuer: Issuer) -> None:
    issuer.rotate()
    issuer.away_paths.add("/jwks")


UNANSWERED: Final[Mapping[str, Straying]] = {
    "away": _away,
    "no keys": _no_keys,
    "failing": _says_no(500, {"error": "server_error"}),
    "too many": _says_no(429, {"error": "slow_down"}),
    "our own mistake": _says_no(401, {"error": "invalid_client"}),
    "an error with the status of a success": _says_no(200, {"error": "temporarily_unavailable"}),
    "nothing": _says_no(200, {}),
    "not an object": _says_no(200, ["x"]),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", UNANSWERED)
async def test_a_provider_that_says_nothing_of_somebody_throws_nobody_out_for_a_day(
    watched: Instance, issuer: Issuer, clock: FixedClock, name: str
) -> None:
    await signed_in(watched, issuer)
    clock.advance(MINUTE)
    UNANSWERED[name](issuer)
    before = len(issuer.asked)
    assert (await watched.refresh()).status_code == 200
    asked = len(issuer.asked)
    assert asked > before
    # Nobody asks again at once, so that nobody waits for it each time.
    clock.advance(CHECK_CLAIM - timedelta(seconds=1))
    assert (await watched.refresh()).status_code == 200
    assert len(issuer.asked) == asked
    clock.advance(LONGEST_UNCONFIRMED - CHECK_CLAIM)
    assert (await watched.refresh()).status_code == 200
    clock.advance(CHECK_CLAIM)
    assert (await watched.refresh()).status_code == 401


@pytest.mark.asyncio
async def test_a_provider_that_is_back_counts_from_anew(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    await signed_in(watched, issuer)
    clock.advance(MINUTE)
    issuer.away_paths.add("/token")
    assert (await watched.refresh()).status_code == 200
    [(_, _, check_at, since)] = await kept(watched)
    assert (check_at, since) == (clock.now() + CHECK_CLAIM, clock.now())
    issuer.away_paths.clear()
    clock.advance(CHECK_CLAIM)
    assert (await watched.refresh()).status_code == 200
    [(_, _, check_at, since)] = await kept(watched)
    assert (check_at, since) == (clock.now() + MINUTE, None)
    issuer.is_away = True
    clock.advance(LONGEST_UNCONFIRMED)
    assert (await watched.refresh()).status_code == 200
    assert await _written(watched, _back(issuer)) == []


def _back(issuer: Issuer) -> Issuer:
    issuer.is_away = False
    return issuer


@pytest.mark.asyncio
async def test_what_was_given_is_kept_though_its_keys_cannot_be_had(
    watched: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    """The refresh token before it is used up: to ask by that again would end everything."""
    await signed_in(watched, issuer)
    clock.advance(MINUTE)
    _no_keys(issuer)
    assert (await watched.refresh()).status_code == 200
    issuer.away_paths.clear()
    clock.advance(CHECK_CLAIM)
    assert (await watched.refresh()).status_code == 200
    assert len(set(issuer.refreshed)) == 2


@pytest.mark.asyncio
@pytest.mark.parametrize("left_out", [{"id_token": None}, {"refresh_token": None}])
async def test_an_answer_may_say_less(
    watched: Instance, issuer: Issuer, clock: FixedClock, left_out: Json
) -> None:
    await signed_in(watched, issuer)
    issuer.renewed_answer = replacing(**left_out)
    clock.advance(MINUTE)
    assert (await watched.refresh()).status_code == 200
    assert (await kept(watched))[0][2] == clock.now() + MINUTE


def _no_user_info(issuer: Issuer) -> None:
    issuer.away_paths.add("/me")


def _signed_user_info(issuer: Issuer) -> None:
    issuer.user_info = lambda _: "ey.of.another"  # type: ignore[return-value, assignment]


@pytest.mark.asyncio
@pytest.mark.parametrize("stray", [_no_user_info, _signed_user_info])
async def test_user_info_that_cannot_be_had_says_nothing(
    watched: Instance, issuer: Issuer, clock: FixedClock, stray: Straying
) -> None:
    await signed_in(watched, issuer)
    stray(issuer)
    clock.advance(MINUTE)
    assert (await watched.refresh()).status_code == 200
    assert (await kept(watched))[0][3] is None


@pytest.mark.asyncio
async def test_many_tabs_ask_once(
    watched: Instance, issuer: Issuer, clock: FixedClock, auth_database: str
) -> None:
    other = instance_on(auth_database, clock, internet=issuer.internet, check_again_seconds=60, **SETTINGS)
    await signed_in(watched, issuer)
    other.browser.cookies = watched.browser.cookies
    second = (await watched.refresh()).cookies["netra_refresh"]
    clock.advance(MINUTE)
    told = await asyncio.gather(
        *(instance.refresh(cookie) for instance in (watched, other) for cookie in [second] * 8)
    )
    assert {answer.status_code for answer in told} == {200}
    assert len(issuer.refreshed) == 1
    await other.close()


@pytest.mark.asyncio
async def test_a_renewal_that_asks_nobody_costs_no_query_more(watched: Instance, issuer: Issuer) -> None:
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    counts = []
    for signing_in in (watched.sign_in(), signed_in(watched, issuer)):
        await signing_in
        await watched.refresh()
        statements.clear()
        event.listen(Engine, "before_cursor_execute", note)
        assert (await watched.refresh()).status_code == 200
        event.remove(Engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0
    assert not any("SKIP LOCKED" in one for one in statements)


@pytest.mark.asyncio
async def test_a_provider_is_asked_after_an_hour_unless_told_otherwise(
    portal: Instance, issuer: Issuer, clock: FixedClock
) -> None:
    issuer.discovery = replacing(**LASTING)
    await signed_in(portal, issuer)
    for advance, asked in ((timedelta(minutes=59), 0), (timedelta(minutes=1), 1)):
        clock.advance(advance)
        assert (await portal.refresh()).status_code == 200
        assert len(issuer.refreshed) == asked


async def _asked_for(instance: Instance, provider: str = "oidc") -> dict[str, str]:
    said = parse_qs(urlsplit(await started(instance, provider)).query)
    return {name: said[name][0] for name in ("scope", "prompt", "access_type") if name in said}


USUAL: Final = "openid email profile"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("setting", "document", "asked", "is_kept"),
    [
        ("auto", LASTING, {"scope": f"{USUAL} offline_access"}, True),
        ("auto", {"grant_types_supported": ["refresh_token"]}, {"scope": USUAL}, True),
        ("auto", {}, {"scope": USUAL}, False),
        ("on", {}, {"scope": f"{USUAL} offline_access", "prompt": "consent"}, True),
        ("off", LASTING, {"scope": USUAL}, False),
    ],
)
async def test_whether_it_is_asked_again(
    auth_database: str,
    clock: FixedClock,
    issuer: Issuer,
    setting: str,
    document: Json,
    asked: dict[str, str],
    is_kept: bool,
) -> None:
    issuer.discovery = replacing(**document)
    instance = instance_on(
        auth_database, clock, internet=issuer.internet, oidc_check_again=setting, **SETTINGS
    )
    assert await _asked_for(instance) == asked
    await signed_in(instance, issuer)
    assert ((await kept(instance))[0][0] is not None) is is_kept
    await instance.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("is_on", [True, False])
async def test_google_is_asked_its_own_way_and_only_where_that_is_wanted(
    auth_database: str, clock: FixedClock, issuer: Issuer, is_on: bool
) -> None:
    issuer.discovery = replacing(issuer=GOOGLE_ISSUER, **LASTING)
    google = {"google_client_id": "g", "google_client_secret": "s", "google_check_again": is_on}
    instance = instance_on(auth_database, clock, internet=issuer.internet, **google)
    offline = {"access_type": "offline", "prompt": "consent"} if is_on else {}
    assert await _asked_for(instance, "google") == {"scope": USUAL, **offline}
    await instance.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("change", [{"oidc_check_again": "off"}, {"oidc_issuer": "https://another.example"}])
async def test_what_is_kept_is_for_the_issuer_that_gave_it_while_that_is_wanted(
    watched: Instance, issuer: Issuer, clock: FixedClock, auth_database: str, change: dict[str, str]
) -> None:
    await signed_in(watched, issuer)
    settings = {**SETTINGS, "check_again_seconds": 60, **change}
    changed = instance_on(auth_database, clock, internet=issuer.internet, **settings)
    clock.advance(MINUTE)
    asked = len(issuer.asked)
    assert (await changed.refresh(watched.cookie)).status_code == 200
    assert len(issuer.asked) == asked
    assert (await kept(watched))[0][::2] == (None, None)
    await changed.close()


@pytest.mark.asyncio
async def test_tokens_of_no_sensible_length_are_notkept(watched: Instance, issuer: Issuer) -> None:
    issuer.claims = replacing(filler="x" * 4096)
    await signed_in(watched, issuer)
    [(grant, id_token, _, _)] = await kept(watched)
    assert (grant is not None, id_token) == (True, None)


@pytest.mark.asyncio
async def test_nothing_is_said_of_tokens(
    watched: Instance,
    issuer: Issuer,
    clock: FixedClock,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither by an answer of ours nor in the log at its chattiest, whatever the provider does."""
    caplog.set_level(logging.DEBUG)
    told = [(await watched.browser.post("/auth/oauth/oidc/start", headers=CSRF)).text]
    for stray in (_away, _says_no(400, {"error": "invalid_grant"}), _other_user_info):
        await signed_in(watched, issuer)
        clock.advance(MINUTE)
        stray(issuer)
        told.append((await watched.refresh()).text)
        issuer.is_away, issuer.refuses_to_renew, issuer.user_info = False, None, replacing()
    said = "".join(told) + "".join(capfd.readouterr()) + caplog.text
    assert "asked again" in said
    assert [one for one in issuer.given if one in said] == []
