"""Sign in at an identity provider, and try to get in with what it never said."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from joserfc.jwk import ECKey

from aurora_celery import Aurora
from aurora_celery.model.access import Role, User
from aurora_web.auth import oidc_sign_in
from tests.integration.web.conftest import Caller
from tests.integration.web.identity_provider import CLIENT, IdentityProvider
from tests.integration.web.oidc.journey import back, leave, reasons, sign_in

Claims = dict[str, Any]


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


def test_what_the_token_lacks_is_asked_of_the_provider(caller: Caller, provider: IdentityProvider) -> None:
    provider.person = {"sub": "42", "preferred_username": "ada"}
    provider.userinfo = {"sub": "42", "preferred_username": "eve", "groups": ["team"]}
    assert sign_in(caller, provider).status_code == 302
    session = caller.get("/session").get_json()
    assert (session["user"], session["grants"]) == ("ada", {"shop": "editor"})


def test_a_token_that_lacks_nothing_is_enough(caller: Caller, provider: IdentityProvider) -> None:
    provider.userinfo = {"sub": "43", "groups": ["admins"]}
    assert sign_in(caller, provider).status_code == 302
    assert "/userinfo" not in provider.asked


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"sub": "43", "groups": ["team"]}, "bad_claims"),
        ({"groups": ["team"]}, "bad_claims"),
        ({"sub": "42"}, "no_role"),
        (None, "no_role"),
    ],
)
def test_what_the_provider_tells_of_another_lets_nobody_in(
    caller: Caller, provider: IdentityProvider, aurora: Aurora, told: Claims | None, reason: str
) -> None:
    provider.person, provider.userinfo = {"sub": "42", "preferred_username": "ada"}, told
    assert sign_in(caller, provider).status_code == 401
    assert reasons(aurora) == [reason]


@pytest.mark.parametrize("metadata", [{"userinfo_endpoint": None}, {}])
def test_a_provider_that_tells_nothing_more_is_not_asked(
    caller: Caller, provider: IdentityProvider, aurora: Aurora, metadata: Claims
) -> None:
    provider.person = {"sub": "42", "groups": ["team"]}
    provider.metadata = metadata
    assert sign_in(caller, provider).status_code == 401
    assert reasons(aurora) == ["bad_name"]
    assert ("/userinfo" in provider.asked) is not bool(metadata)


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


def test_a_person_who_is_not_let_in_is_shown_the_page_to_sign_in_at(caller: Caller) -> None:
    page = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = caller.get("/session/oidc/callback?state=forged&code=any", headers=page)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?refused=sign_in_refused")
    assert caller.get("/session/oidc/callback?state=forged&code=any").status_code == 401
