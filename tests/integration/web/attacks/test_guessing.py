"""Guess passwords and keys, and ask who is there."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.model.access import Role
from aurora_web import create_app
from tests.integration.web.conftest import PASSWORD, Caller

Browser = Callable[..., Caller]
Program = Callable[..., Caller]


def _from(app: Flask, address: str) -> Caller:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Caller(client)


def test_many_guesses_at_one_name_from_many_addresses_get_ten_answers(app: Flask, browser: Browser) -> None:
    browser("ada")
    answers = [
        _from(app, f"198.51.100.{number}").post("/session", {"name": "ada", "password": f"guess {number}"}).status_code
        for number in range(40)
    ]
    assert answers.count(401) <= 10
    assert set(answers) == {401, 429}


def test_many_names_from_one_address_get_a_hundred_answers(app: Flask, browser: Browser) -> None:
    browser("ada")
    sprayer = _from(app, "198.51.100.7")
    answers = [
        sprayer.post("/session", {"name": f"user{number}", "password": "x" * 12}).status_code for number in range(120)
    ]
    assert answers.count(401) <= 100
    assert answers[-1] == 429
    assert _from(app, "198.51.100.8").post("/session", {"name": "ada", "password": PASSWORD}).status_code == 201


def test_another_web_process_knows_of_the_guesses(app: Flask, browser: Browser, aurora: Aurora) -> None:
    browser("ada")
    for number in range(11):
        _from(app, "198.51.100.9").post("/session", {"name": "ada", "password": f"guess {number}"})
    restarted = create_app(aurora=Aurora(settings=aurora.settings))
    assert _from(restarted, "198.51.100.10").post("/session", {"name": "ada", "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize("change", [{"name": "nobody"}, {"password": ""}, {"code": "000000"}])
def test_every_refusal_of_a_sign_in_is_the_same(app: Flask, browser: Browser, change: dict[str, str]) -> None:
    browser("ada")
    wrong = _from(app, "198.51.100.11").post("/session", {"name": "ada", "password": "wrong"})
    other = _from(app, "198.51.100.12").post("/session", {"name": "ada", "password": "wrong", **change})
    hidden = {"trace_id"}
    assert other.status_code == wrong.status_code == 401
    assert {k: v for k, v in other.get_json(force=True).items() if k not in hidden} == {
        k: v for k, v in wrong.get_json(force=True).items() if k not in hidden
    }


def test_a_name_that_is_not_there_costs_a_hash_as_well(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time tells nothing if the same work is done; that is counted here, for clocks of busy machines prove nothing."""
    from aurora_web.auth import passwords

    browser("ada")
    hashed: list[str] = []
    verify = passwords.verify

    def counted(password: str, known: str) -> bool:
        hashed.append(known[:9])
        return verify(password, known)

    monkeypatch.setattr(passwords, "verify", counted)
    for name in ("ada", "nobody"):
        _from(app, "198.51.100.13").post("/session", {"name": name, "password": "wrong"})
    assert len(hashed) == 2


def test_no_forged_key_is_taken(app: Flask, program: Program, aurora: Aurora) -> None:
    good = program(Role.ADMIN).headers["Authorization"].removeprefix("Bearer ")
    head, _, tail = good.rpartition("_")
    forged = [
        good[:-1], good + "a", good.upper(), good[::-1], f"{head}_", f"_{tail}", head, tail, "", "null", "undefined",
        f"{head}_{tail[::-1]}", f"{head}_{'A' * len(tail)}", f" {good}x", f"{good}\t{good}", "aur__", "aur_" * 50,
        *(f"{head}_{secrets.token_urlsafe(32)}" for _ in range(20)),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", '{"$ne": null}', "../../etc/passwd", "%00", "' or 1=1 --",
    ]  # fmt: skip
    scheme = ["Basic", "bearer", "Token", "Digest"]
    for text in forged:
        answer = app.test_client().get("/api/v1/runs", headers={"Authorization": f"Bearer {text}"})
        assert answer.status_code == 401, text
    for word in scheme[:1] + scheme[2:]:
        answer = app.test_client().get("/api/v1/runs", headers={"Authorization": f"{word} {good}"})
        assert answer.status_code == 401, word
    for name in ("token", "access_token", "key", "authorization"):
        assert app.test_client().get(f"/api/v1/runs?{name}={good}").status_code in (401, 422), name


def test_production_refuses_what_everybody_knows() -> None:
    from aurora_celery.errors import InvalidSettings

    with pytest.raises(InvalidSettings):
        create_app(
            aurora=Aurora(settings=load_settings(environ={"AURORA_BROKER__URL": "amqp://guest:guest@broker.example//"}))
        )
