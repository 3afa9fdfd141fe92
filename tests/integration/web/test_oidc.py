"""Sign in at an identity provider, and try to get in with what it never said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.config.settings import OidcSettings
from aurora_celery.errors import InvalidSettings
from aurora_celery.model.access import Role, User
from aurora_web import create_app
from aurora_web.auth import oidc_sign_in
from aurora_web.auth.oidc_provider import Away, Provider
from tests.integration.web.conftest import Caller
from tests.integration.web.identity_provider import CLIENT, SECRET, IdentityProvider

Claims = dict[str, Any]


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    """The provider."""
    found = IdentityProvider()
    yield found
    found.close()


@pytest.fixture
def oidc(provider: IdentityProvider, tmp_path: Path) -> dict[str, str]:
    """What is configured of it."""
    (tmp_path / "client.secret").write_text(f"{SECRET}\n")
    return {
        "AURORA_OIDC__ISSUER": provider.issuer,
        "AURORA_OIDC__CLIENT_ID": CLIENT,
        "AURORA_OIDC__CLIENT_SECRET_FILE": str(tmp_path / "client.secret"),
        "AURORA_WEB__SEAL_FILE": str(tmp_path / "seals"),
    }


@pytest.fixture
def web_settings(web_settings: Mapping[str, str], oidc: Mapping[str, str]) -> Mapping[str, str]:
    return {**web_settings, **oidc, "AURORA_OIDC__GRANTS": "team=shop:editor,team=shop:viewer,admins=*:admin"}


@pytest.fixture
def caller(app: Flask) -> Caller:
    """A browser."""
    return Caller(app.test_client())


def leave(caller: Caller, return_to: str = "/runs?state=failed") -> str:
    """The query with which the browser comes to the provider."""
    answer = caller.get("/session/oidc", query_string={"return_to": return_to})
    assert answer.status_code == 302, answer.text
    return urlsplit(answer.headers["Location"]).query


def back(caller: Caller, address: str) -> TestResponse:
    """The browser comes back from the provider."""
    return caller.get(f"/session/oidc/callback?{urlsplit(address).query}")


def sign_in(caller: Caller, provider: IdentityProvider) -> TestResponse:
    """There and back."""
    return back(caller, provider.authorize(leave(caller)))


def reasons(aurora: Aurora) -> list[str]:
    """Why somebody was not let in."""
    return [entry.detail.get("reason", "") for entry in aurora.access.audit.list(action="sign_in").items]


def test_somebody_signs_in_and_has_the_roles_of_their_groups(
    caller: Caller, provider: IdentityProvider, aurora: Aurora
) -> None:
    answer = sign_in(caller, provider)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/runs?state=failed")
    session = caller.get("/session").get_json()
    assert (session["user"], session["grants"]) == ("ada", {"shop": "editor"})
    user = aurora.access.users.get("ada")
    assert user is not None
    assert (user.subject, user.password) == (f"{provider.issuer}#42", "")
    entry = aurora.access.audit.list(action="sign_in").items[0]
    assert (entry.actor, entry.outcome, dict(entry.detail)) == ("ada", "done", {"by": "oidc"})


def test_the_provider_is_told_what_protects_the_way_back(caller: Caller) -> None:
    asked = parse_qs(leave(caller))
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/api/v1/session/oidc/callback"]
    assert asked["scope"] == ["openid profile email"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert leave(caller) != leave(caller)


def test_what_the_browser_takes_along_tells_nothing(app: Flask, caller: Caller) -> None:
    answer = caller.get("/session/oidc")
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert asked["nonce"][0] not in cookie
    assert asked["state"][0] not in cookie


def test_changed_groups_change_the_roles_at_the_next_sign_in(
    caller: Caller, provider: IdentityProvider, aurora: Aurora
) -> None:
    sign_in(caller, provider)
    provider.person["groups"] = ["admins"]
    provider.person["preferred_username"] = "ada.lovelace"
    assert sign_in(caller, provider).status_code == 302
    user = aurora.access.users.get("ada")
    assert user is not None
    assert dict(user.grants) == {"*": Role.ADMIN}
    assert aurora.access.users.get("ada.lovelace") is None


def test_keys_of_elliptic_curves_sign_too(caller: Caller, provider: IdentityProvider) -> None:
    provider.key, provider.alg = ECKey.generate_key("P-256", {"kid": "two"}, private=True), "ES256"
    assert sign_in(caller, provider).status_code == 302


def test_a_secret_is_sent_as_the_provider_takes_it(caller: Caller, provider: IdentityProvider) -> None:
    provider.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    assert sign_in(caller, provider).status_code == 302


def forged(change: Callable[[Claims], Claims]) -> Callable[[IdentityProvider], None]:
    """A token with other claims."""

    def misbehave(provider: IdentityProvider) -> None:
        provider.claims = change

    return misbehave


def signed(how: str) -> Callable[[IdentityProvider], None]:
    """A token with another signature."""

    def misbehave(provider: IdentityProvider) -> None:
        provider.sign = getattr(provider, how)

    return misbehave


def said(text: str) -> Callable[[IdentityProvider], None]:
    """No token at all."""

    def misbehave(provider: IdentityProvider) -> None:
        provider.sign = lambda _: text

    return misbehave


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [
        (signed("unsigned"), "bad_signature"),
        (signed("confused"), "bad_signature"),
        (signed("signed_by_another"), "bad_signature"),
        (said("no.token.at-all"), "bad_signature"),
        (said("\u00fc"), "bad_signature"),
        (forged(lambda claims: {**claims, "nonce": "of another"}), "bad_claims"),
        (forged(lambda claims: {name: claims[name] for name in claims if name != "nonce"}), "bad_claims"),
        (forged(lambda claims: {**claims, "aud": "another"}), "bad_claims"),
        (forged(lambda claims: {**claims, "aud": [CLIENT, "another"]}), "bad_claims"),
        (forged(lambda claims: {**claims, "aud": [CLIENT, "another"], "azp": "another"}), "bad_claims"),
        (forged(lambda claims: {**claims, "iss": "https://evil.example"}), "bad_claims"),
        (forged(lambda claims: {**claims, "exp": int(time.time()) - 3600}), "bad_claims"),
        (forged(lambda claims: {name: claims[name] for name in claims if name != "exp"}), "bad_claims"),
        (forged(lambda claims: {**claims, "iat": int(time.time()) + 3600}), "bad_claims"),
        (forged(lambda claims: {**claims, "sub": 42}), "bad_claims"),
        (forged(lambda claims: {**claims, "sub": ""}), "bad_claims"),
        (forged(lambda claims: {**claims, "preferred_username": "no name: this"}), "bad_name"),
        (forged(lambda claims: {**claims, "groups": ["strangers"]}), "no_role"),
        (forged(lambda claims: {**claims, "groups": None}), "no_role"),
    ],
    ids=[
        *("alg none", "a key taken for a secret", "a key of another", "no token", "no ASCII", "another nonce"),
        *("no nonce", "another audience", "audiences without azp", "azp of another", "another issuer", "expired"),
        *("no end", "of later"),
        *("a number for a subject", "no subject", "a bad name", "strange groups", "no groups"),
    ],
)  # fmt: skip
def test_a_token_that_proves_nothing_lets_nobody_in(
    caller: Caller,
    provider: IdentityProvider,
    aurora: Aurora,
    misbehave: Callable[[IdentityProvider], None],
    reason: str,
) -> None:
    misbehave(provider)
    answer = sign_in(caller, provider)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (401, "sign_in_refused")
    assert reasons(aurora) == [reason]
    assert aurora.access.users.list().items == ()
    assert caller.get("/session").status_code == 401


def test_several_audiences_are_fine_if_the_token_is_for_us(caller: Caller, provider: IdentityProvider) -> None:
    provider.claims = lambda claims: {**claims, "aud": [CLIENT, "another"], "azp": CLIENT}
    assert sign_in(caller, provider).status_code == 302


@pytest.mark.parametrize("change", [{"state": "guessed"}, {"state": ""}, {"code": ""}, {"iss": "https://evil.example"}])
def test_an_answer_of_somebody_else_lets_nobody_in(
    caller: Caller, provider: IdentityProvider, change: dict[str, str]
) -> None:
    address = urlsplit(provider.authorize(leave(caller)))
    forged_answer = {**dict(parse_qsl(address.query)), **change}
    assert back(caller, f"/?{urlencode(forged_answer)}").status_code == 401


def test_an_answer_counts_once(caller: Caller, provider: IdentityProvider, app: Flask) -> None:
    caller_with_copy = Caller(app.test_client())
    address = provider.authorize(leave(caller))
    journey = caller.client.get_cookie("aurora-oidc")
    assert journey is not None
    caller_with_copy.client.set_cookie("aurora-oidc", journey.value)
    assert back(caller, address).status_code == 302
    assert back(caller, address).status_code == 401
    assert back(caller_with_copy, address).status_code == 401


def test_a_code_that_was_used_lets_nobody_in(caller: Caller, provider: IdentityProvider, aurora: Aurora) -> None:
    first = provider.authorize(leave(caller))
    assert back(caller, first).status_code == 302
    second = dict(parse_qsl(urlsplit(provider.authorize(leave(caller))).query))
    used = parse_qs(urlsplit(first).query)["code"][0]
    assert back(caller, f"/?{urlencode({**second, 'code': used})}").status_code == 401
    assert reasons(aurora)[0] == "bad_code"


def test_an_answer_to_another_browser_lets_nobody_in(caller: Caller, provider: IdentityProvider, app: Flask) -> None:
    victim = Caller(app.test_client())
    assert back(victim, provider.authorize(leave(caller))).status_code == 401
    leave(victim)
    assert back(victim, provider.authorize(leave(caller))).status_code == 401


def test_who_takes_too_long_begins_anew(
    caller: Caller, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = provider.authorize(leave(caller))
    monkeypatch.setattr(oidc_sign_in, "_PATIENCE", -1.0)
    assert back(caller, address).status_code == 401


@pytest.mark.parametrize(
    "return_to",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\evil",
        "evil",
        "/a\r\nX: y",
        "/\t/evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(caller: Caller, return_to: str) -> None:
    assert caller.get("/session/oidc", query_string={"return_to": return_to}).status_code == 422


def test_a_name_that_is_taken_stays_with_whoever_has_it(
    caller: Caller, provider: IdentityProvider, aurora: Aurora
) -> None:
    aurora.access.users.add(User(name="ada", grants={"*": Role.ADMIN}))
    assert sign_in(caller, provider).status_code == 401
    assert reasons(aurora) == ["name_taken"]


def test_who_is_disabled_stays_out(caller: Caller, provider: IdentityProvider, aurora: Aurora) -> None:
    sign_in(caller, provider)
    user = aurora.access.users.get("ada")
    assert user is not None
    aurora.access.users.change(User(**{**{name: getattr(user, name) for name in user.__slots__}, "disabled": True}))
    assert sign_in(caller, provider).status_code == 401
    assert reasons(aurora)[0] == "disabled"


def test_a_user_who_is_changed_meanwhile_begins_anew(
    caller: Caller, provider: IdentityProvider, aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(caller, provider)
    provider.person["groups"] = ["admins"]
    monkeypatch.setattr(aurora.access.users, "change", lambda _: False)
    assert sign_in(caller, provider).status_code == 401
    assert reasons(aurora)[0] == "changed_meanwhile"


class TestWithoutGrants:
    """Roles are given in Aurora."""

    @pytest.fixture
    def web_settings(self, web_settings: Mapping[str, str]) -> Mapping[str, str]:
        return {**web_settings, "AURORA_OIDC__GRANTS": "", "AURORA_OIDC__DOMAINS": "example.org,Example.net"}

    def test_what_was_given_here_stays(self, caller: Caller, provider: IdentityProvider, aurora: Aurora) -> None:
        provider.person |= {"email": "ada@EXAMPLE.org", "email_verified": True}
        sign_in(caller, provider)
        user = aurora.access.users.get("ada")
        assert user is not None
        assert dict(user.grants) == {}
        aurora.access.users.change(
            User(**{**{name: getattr(user, name) for name in user.__slots__}, "grants": {"bank": Role.VIEWER}})
        )
        sign_in(caller, provider)
        assert caller.get("/session").get_json()["grants"] == {"bank": "viewer"}

    @pytest.mark.parametrize(
        "person",
        [
            {},
            {"email": "ada@example.org"},
            {"email": "ada@example.org", "email_verified": "true"},
            {"email": "ada@evil.example", "email_verified": True},
            {"email": "example.org", "email_verified": True},
            {"email": "ada@example.org.evil.example", "email_verified": True},
        ],
    )
    def test_an_address_of_another_domain_stays_out(
        self, caller: Caller, provider: IdentityProvider, aurora: Aurora, person: Claims
    ) -> None:
        provider.person |= person
        assert sign_in(caller, provider).status_code == 401
        assert reasons(aurora) == ["foreign_domain"]


def test_what_the_provider_says_of_itself_is_asked_once(caller: Caller, provider: IdentityProvider, app: Flask) -> None:
    for _ in range(3):
        assert sign_in(Caller(app.test_client()), provider).status_code == 302
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 1


def test_a_new_key_is_found_and_an_unknown_one_does_not_make_us_ask_for_ever(provider: IdentityProvider) -> None:
    now = [0.0]
    mine = Provider(public(provider), clock=lambda: now[0])
    assert [key.kid for key in mine.keys(kid="one")] == ["one"]
    provider.key = RSAKey.generate_key(2048, {"kid": "new"}, private=True)
    assert [key.kid for key in mine.keys(kid="new")] == ["one"]
    now[0] = 61.0
    assert [key.kid for key in mine.keys(kid="new")] == ["new"]
    for _ in range(5):
        mine.keys(kid="never")
    assert provider.asked.count("/keys") == 2


def test_a_key_that_nobody_can_read_does_not_hide_the_others(caller: Caller, provider: IdentityProvider) -> None:
    good = provider.key.as_dict(private=False)
    provider.keys = [{"kty": "RSA", "n": "?", "e": 1}, {"kty": "oct", "k": "AA"}, "key", {**good, "use": "enc"}, good]
    assert sign_in(caller, provider).status_code == 302


def public(provider: IdentityProvider) -> OidcSettings:
    """The settings of a client without a secret."""
    return OidcSettings(issuer=provider.issuer, client_id=CLIENT)


def away(answer: TestResponse) -> bool:
    """Whether the answer says so."""
    document = answer.get_json(force=True)
    return (answer.status_code, document["code"]) == (503, "provider_unavailable") and "Retry-After" in answer.headers


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"{}"),
        (200, b"no json"),
        (200, b"[]"),
        (200, b" " * (2**20 + 1)),
        (302, b""),
        (404, b"{}"),
        (200, b"\xff"),
    ],
)
def test_a_provider_that_answers_strangely_is_away(
    caller: Caller, provider: IdentityProvider, answer: tuple[int, bytes]
) -> None:
    provider.answer = answer
    assert away(caller.get("/session/oidc"))


def test_a_provider_that_does_not_answer_is_away_and_not_asked_by_everybody(
    caller: Caller, provider: IdentityProvider
) -> None:
    provider.answer = (500, b"{}")
    assert away(caller.get("/session/oidc"))
    provider.answer = None
    assert away(caller.get("/session/oidc"))
    assert len(provider.asked) == 1


def test_a_provider_that_goes_away_in_between_is_away(caller: Caller, provider: IdentityProvider) -> None:
    address = provider.authorize(leave(caller))
    provider.answer = (503, b"{}")
    assert away(back(caller, address))


def test_a_provider_that_calls_itself_by_another_name_is_not_the_one(provider: IdentityProvider) -> None:
    provider.metadata["issuer"] = "https://evil.example"
    mine = Provider(public(provider))
    with pytest.raises(Away, match="calls itself"):
        mine.endpoints()


@pytest.mark.parametrize(
    "address", ["http://idp.example/token", "ftp://127.0.0.1/token", None, 1, "http://127.0.0.1.evil.example"]
)
def test_an_address_that_others_can_listen_to_is_refused(provider: IdentityProvider, address: Any) -> None:
    provider.metadata["token_endpoint"] = address
    mine = Provider(public(provider))
    with pytest.raises(Away, match="no address with https"):
        mine.endpoints()


def test_without_a_provider_nobody_signs_in_there(web_settings: Mapping[str, str], aurora: Aurora) -> None:
    plain = Aurora(settings=load_settings(environ={k: v for k, v in web_settings.items() if "OIDC" not in k}))
    plain.__dict__["runtime"] = aurora.runtime
    caller = Caller(create_app(aurora=plain).test_client())
    assert caller.get("/session/oidc").status_code == 404
    assert caller.get("/session/oidc/callback").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"ISSUER": "https://idp.example"},
        {"GRANTS": "team"},
        {"GRANTS": "team=shop"},
        {"GRANTS": "team=shop:king"},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings):
        load_settings(environ={f"AURORA_OIDC__{name}": value for name, value in wrong.items()})
