"""Sign in, stay signed in, sign out; guess, forge and replay in vain."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Callable

import pytest
from flask import Flask

import aurora_celery
from aurora_celery import Aurora
from aurora_celery.app.keys import setup_secret
from aurora_celery.model.access import Role
from aurora_web.auth import totp
from tests.integration.web.conftest import PASSWORD, Caller

Browser = Callable[..., Caller]
Program = Callable[..., Caller]


def test_the_first_user_brings_the_secret_that_was_printed_and_is_an_admin(anonymous: Caller, aurora: Aurora) -> None:
    secret = setup_secret(aurora.access)
    first = {"secret": secret, "name": "ada", "password": PASSWORD}
    wrong = anonymous.post("/session/setup", {**first, "secret": "aur_x_y"})
    answer = anonymous.post("/session/setup", first)
    again = anonymous.post("/session/setup", {**first, "name": "eve"})
    assert (wrong.status_code, answer.status_code, again.status_code) == (403, 201, 403)
    assert answer.get_json()["grants"] == {"*": "admin"}
    assert setup_secret(aurora.access) is None


def test_a_secret_for_the_first_user_opens_nothing_else(anonymous: Caller, aurora: Aurora) -> None:
    secret = setup_secret(aurora.access)
    assert anonymous.get("/runs", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_who_is_signed_in_is_told_what_they_may_do(browser: Browser) -> None:
    answer = browser("ada", Role.OPERATOR).get("/session")
    assert (answer.get_json()["user"], answer.get_json()["grants"]) == ("ada", {"*": "operator"})


def test_a_session_ends_when_its_user_signs_out(browser: Browser) -> None:
    ada = browser("ada")
    assert ada.call("DELETE", "/session").status_code == 204
    assert ada.get("/session").status_code == 401


def test_a_token_that_was_stolen_before_the_end_opens_nothing_after_it(browser: Browser, app: Flask) -> None:
    ada = browser("ada")
    cookie = ada.client.get_cookie("aurora")
    assert cookie is not None
    ada.call("DELETE", "/session")
    thief = app.test_client()
    thief.set_cookie("aurora", cookie.value)
    assert thief.get("/api/v1/session").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"X-CSRF-Token": ""}, {"X-CSRF-Token": "guessed"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_a_page_of_somebody_else_can_change_nothing(browser: Browser, headers: dict[str, str]) -> None:
    answer = browser("ada").post("/users", {"name": "eve", "password": PASSWORD}, headers=headers)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (403, "csrf")


def test_a_cookie_tells_scripts_and_other_sites_nothing(browser: Browser) -> None:
    answer = Caller(browser("ada").client).post("/session", {"name": "ada", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_whoever_guesses_is_slowed_down_and_a_right_guess_tells_nothing_then(browser: Browser, app: Flask) -> None:
    browser("ada")
    guesser = Caller(app.test_client())
    for number in range(10):
        guesser.post("/session", {"name": "ada", "password": f"guess {number}"})
    answer = guesser.post("/session", {"name": "ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_a_user_that_is_not_there_is_refused_in_the_same_words(browser: Browser, app: Flask) -> None:
    browser("ada")
    there = Caller(app.test_client()).post("/session", {"name": "ada", "password": "wrong"})
    missing = Caller(app.test_client()).post("/session", {"name": "eve", "password": "wrong"})
    assert there.status_code == missing.status_code == 401
    assert there.get_json(force=True)["detail"] == missing.get_json(force=True)["detail"]


def test_a_disabled_user_is_out_at_once_with_session_and_key(browser: Browser, program: Program) -> None:
    admin, ada = browser("root"), browser("ada", Role.OPERATOR)
    key = ada.post("/keys", {"title": "script", "role": "operator"}).get_json()["secret"]
    script = Caller(ada.client, {"Authorization": f"Bearer {key}"})
    assert script.get("/runs").status_code == 200
    assert admin.call("PATCH", "/users/ada", json={"disabled": True}).status_code == 200
    assert ada.get("/session").status_code == 401
    assert script.get("/runs").status_code == 401


def test_who_gets_the_name_of_a_former_user_does_not_get_their_keys(
    browser: Browser, program: Program, aurora: Aurora
) -> None:
    script, name = program(Role.ADMIN), "admin-of-1-all"
    owner, key = aurora.access.users.get(name), aurora.access.keys.list(name).items[0]
    assert owner is not None
    assert script.get("/runs").status_code == 200
    assert browser("root").call("DELETE", f"/users/{name}").status_code == 204
    # One that was on its way while its owner was removed.
    aurora.access.keys.add(key, lifetime=None)
    assert aurora.access.users.add(owner)
    assert script.get("/runs").status_code == 401


def test_a_new_user_changes_the_password_first(browser: Browser, app: Flask) -> None:
    browser("root").post("/users", {"name": "grace", "password": PASSWORD, "grants": {"*": "viewer"}})
    grace = Caller(app.test_client())
    answer = grace.post("/session", {"name": "grace", "password": PASSWORD})
    grace.headers["X-CSRF-Token"] = answer.get_json()["csrf"]
    assert grace.get("/runs").get_json(force=True)["code"] == "password_expired"
    new = {"current": PASSWORD, "new": "another sentence that is long"}
    changed = grace.call("PUT", "/session/password", json=new)
    assert changed.status_code == 200
    assert grace.get("/runs").status_code == 200


def test_a_changed_password_ends_all_other_sessions(browser: Browser, app: Flask) -> None:
    ada, elsewhere = browser("ada"), Caller(app.test_client())
    elsewhere.post("/session", {"name": "ada", "password": PASSWORD})
    ada.call("PUT", "/session/password", json={"current": PASSWORD, "new": "another sentence that is long"})
    assert ada.get("/session").status_code == 200
    assert elsewhere.get("/session").status_code == 401


@pytest.mark.parametrize("password", ["short", "password123", "ada-ada-ada", "x" * 2000])
def test_a_password_that_is_guessed_early_is_refused(browser: Browser, password: str) -> None:
    answer = browser("ada").call("PUT", "/session/password", json={"current": PASSWORD, "new": password})
    assert answer.status_code == 422


def test_a_key_may_do_no_more_than_its_owner(browser: Browser) -> None:
    ada = browser("ada", Role.OPERATOR)
    assert ada.post("/keys", {"title": "too much", "role": "admin"}).status_code == 403
    assert ada.post("/keys", {"title": "enough", "role": "viewer", "projects": ["shop"]}).status_code == 201


def test_a_key_makes_no_keys(program: Program) -> None:
    assert program(Role.ADMIN).post("/keys", {"title": "child", "role": "viewer"}).status_code == 403


def test_a_key_is_shown_once_and_revoked_for_good(browser: Browser) -> None:
    ada = browser("ada")
    issued = ada.post("/keys", {"title": "script", "role": "viewer"}).get_json()
    listed = ada.get("/keys").get_json()["items"]
    assert [each["id"] for each in listed] == [issued["id"]]
    assert issued["secret"] not in ada.get("/keys").text
    script = Caller(ada.client, {"Authorization": f"Bearer {issued['secret']}"})
    assert script.get("/runs").status_code == 200
    assert ada.call("DELETE", f"/keys/{issued['id']}").status_code == 204
    assert script.get("/runs").status_code == 401


def test_what_was_done_and_what_was_refused_is_in_the_log(browser: Browser, app: Flask) -> None:
    admin = browser("root")
    Caller(app.test_client()).post("/session", {"name": "root", "password": "wrong"})
    admin.post("/users", {"name": "grace", "password": PASSWORD})
    log = admin.get("/audit").get_json()["items"]
    told = [(entry["actor"], entry["action"], entry["outcome"]) for entry in reversed(log)]
    assert ("anonymous", "sign_in", "refused") in told
    assert ("root", "users.Users", "done") in told
    assert PASSWORD not in str(log)
    assert admin.get("/audit/verdict").get_json() == {"sound": True, "first_wrong": None}


def test_nobody_takes_the_role_of_an_admin_from_themselves(browser: Browser) -> None:
    admin = browser("root")
    assert admin.call("PATCH", "/users/root", json={"grants": {}}).status_code == 409
    assert admin.call("DELETE", "/users/root").status_code == 409


def test_one_session_of_many_is_ended(browser: Browser, app: Flask) -> None:
    ada, elsewhere = browser("ada"), Caller(app.test_client())
    elsewhere.post("/session", {"name": "ada", "password": PASSWORD})
    (other,) = [each["id"] for each in ada.get("/session/all").get_json()["items"] if not each["current"]]
    assert browser("eve", Role.ADMIN).call("DELETE", f"/session/all/{other}").status_code == 404
    assert ada.call("DELETE", f"/session/all/{other}").status_code == 204
    assert elsewhere.get("/session").status_code == 401
    assert ada.get("/session").status_code == 200


def test_a_second_factor_goes_off_with_the_password_and_a_code(browser: Browser, app: Flask) -> None:
    ada = browser("ada")
    seed = ada.post("/session/second-factor", {"password": PASSWORD}).get_json()["seed"]
    code = totp.code_at(seed, int(time.time() // 30))
    on = {"password": PASSWORD, "seed": seed, "code": code}
    recovery = ada.call("PUT", "/session/second-factor", json=on).get_json()["codes"]
    off = {"password": PASSWORD, "code": recovery[0]}
    for wrong in ({**off, "password": "wrong"}, {**off, "code": code}):
        assert ada.post("/session/second-factor/removal", wrong).status_code == 401
    assert ada.get("/session").get_json()["second_factor"] is True
    assert ada.post("/session/second-factor/removal", off).status_code == 204
    assert ada.post("/session/second-factor/removal", off).get_json(force=True)["code"] == "no_second_factor"
    assert Caller(app.test_client()).post("/session", {"name": "ada", "password": PASSWORD}).status_code == 201


def test_the_log_is_read_as_a_file(browser: Browser) -> None:
    admin = browser("root")
    for name in ("grace", "linus"):
        admin.post("/users", {"name": name, "password": PASSWORD})
    answer = admin.get("/audit/export?action=users.Users")
    assert answer.mimetype == "application/x-ndjson"
    entries = [json.loads(line) for line in answer.text.splitlines()]
    assert entries == admin.get("/audit?action=users.Users").get_json()["items"]
    assert len(entries) == 2


def test_the_log_as_a_file_goes_over_many_pages(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = browser("root")
    monkeypatch.setattr(importlib.import_module("aurora_web.resources.audit"), "_AT_ONCE", 2)
    for number in range(5):
        admin.post("/keys", {"title": f"script {number}", "role": "viewer"})
    numbers = [json.loads(line)["number"] for line in admin.get("/audit/export").text.splitlines()]
    assert numbers == list(range(6, 0, -1))


def test_versions_are_told_to_whoever_is_signed_in(browser: Browser) -> None:
    versions = browser("ada", Role.VIEWER).get("/about").get_json()["versions"]
    assert versions["aurora"] == aurora_celery.__version__
    assert all(versions.values())
