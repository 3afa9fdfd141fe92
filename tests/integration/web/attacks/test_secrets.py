"""Look for what nobody may find: passwords, keys, tokens and seeds, in the store, in logs, and in answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from pymongo import MongoClient

from aurora_celery import Aurora
from tests.integration.web.conftest import Caller

Browser = Callable[..., Caller]

CANARY = "correct-canary-battery-staple-7391"


@pytest.fixture
def everything_stored(mongo_url: str) -> Iterator[Callable[[], str]]:
    """All that is in the store, as text."""
    with MongoClient[dict[str, object]](mongo_url) as client:
        database = client.get_default_database()

        def read() -> str:
            names = database.list_collection_names()
            return "\n".join(repr(document) for name in names for document in database[name].find())

        yield read


def test_no_secret_is_where_others_can_read_it(
    app: Flask, browser: Browser, everything_stored: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    root = browser("root")
    root.post("/users", {"name": "grace", "password": CANARY, "grants": {"*": "viewer"}})
    grace = Caller(app.test_client())
    signed_in = grace.post("/session", {"name": "grace", "password": CANARY})
    token = re.search(r"aurora=([^;]+)", signed_in.headers["Set-Cookie"])
    assert token is not None
    grace.post("/session", {"name": "grace", "password": f"{CANARY}-wrong"})
    key = root.post("/keys", {"title": "script", "role": "viewer"}).get_json()
    seed = root.post("/session/second-factor", {"password": "correct horse battery staple"}).get_json()
    secrets = {"password": CANARY, "token": token[1], "key": key["secret"], "seed": seed["seed"]}
    stored, told = everything_stored(), caplog.text
    shown = "".join(root.get(path).text for path in ("/users", "/users/grace", "/keys", "/audit", "/session/all"))
    for name, secret in secrets.items():
        assert secret not in stored, name
        assert secret not in told, name
        assert secret not in shown, name
    assert "grace" in stored
    assert "grace" in shown


def test_an_error_within_tells_nothing_of_it(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"mongodb://aurora:{CANARY}@mongo/aurora broke")

    root = browser("root")
    monkeypatch.setattr(Aurora, "runs", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = root.get("/runs")
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (500, "internal_error")
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
