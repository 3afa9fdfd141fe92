"""What an identity provider says of itself: asked for seldom, believed within limits, and missed at times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.config.settings import OidcSettings
from aurora_celery.errors import InvalidSettings
from aurora_web import create_app
from aurora_web.auth.oidc_provider import Away, Provider
from tests.integration.web.conftest import Caller
from tests.integration.web.identity_provider import CLIENT, IdentityProvider
from tests.integration.web.oidc.journey import back, leave, sign_in


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
