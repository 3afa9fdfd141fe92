"""The API over a real MongoDB and Valkey, and browsers and programs that call it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.model.access import EVERY_PROJECT, Role, User
from aurora_web import create_app
from aurora_web.auth import passwords

PREFIX = "/api/v1"
PASSWORD = "correct horse battery staple"


@dataclass
class Caller:
    """Somebody who calls the API: a browser with its cookies, or a program with its headers."""

    client: FlaskClient
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        """One request, to the end of its answer unless that is to be read bit by bit."""
        headers = {**self.headers, **options.pop("headers", {})}
        buffered = options.pop("buffered", True)
        return self.client.open(f"{PREFIX}{path}", method=method, headers=headers, buffered=buffered, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Look."""
        return self.call("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        """Do."""
        return self.call("POST", path, json=json, **options)


@pytest.fixture
def web_settings(valkey_url: str, mongo_url: str) -> Mapping[str, str]:
    """The configuration for a broker and a store of the test's own."""
    return {
        "AURORA_BROKER__URL": valkey_url,
        "AURORA_STORE__URL": mongo_url,
        "AURORA_WORKER__INCLUDE": "tests.integration.engine.shop",
        "AURORA_WEB__PRODUCTION": "false",
    }


@pytest.fixture
def aurora(web_settings: Mapping[str, str]) -> Iterator[Aurora]:
    """The Aurora that the API serves."""
    instance = Aurora(settings=load_settings(environ=web_settings))
    instance.store.prepare()
    yield instance
    instance.runtime.close()


@pytest.fixture
def app(aurora: Aurora) -> Iterator[Flask]:
    """The API. What it has to write yet is written before the store is given back."""
    made = create_app(aurora=aurora)
    yield made
    made.extensions["aurora-unwritten"].drain(30)


@pytest.fixture
def anonymous(app: Flask) -> Caller:
    """Who is not known."""
    return Caller(app.test_client())


@pytest.fixture
def program(app: Flask, aurora: Aurora) -> Callable[..., Caller]:
    """Make a program with a key; its owner has the same role in the same projects."""

    def make(role: Role, *projects: str) -> Caller:
        where = projects or (EVERY_PROJECT,)
        owner = f"{role.value}-of-{len(where)}-{where[0].strip('*') or 'all'}"
        aurora.access.users.add(User(name=owner, grants=dict.fromkeys(where, role)))
        _, secret = aurora.issue_key(owner=owner, title="test", role=role, projects=where, lifetime=None)
        return Caller(app.test_client(), {"Authorization": f"Bearer {secret}"})

    return make


@pytest.fixture
def browser(app: Flask, aurora: Aurora) -> Callable[..., Caller]:
    """Make a user who has signed in with a browser."""

    def make(name: str, role: Role = Role.ADMIN) -> Caller:
        hashed = passwords.hash_password(PASSWORD)
        aurora.access.users.add(User(name=name, password=hashed, grants={EVERY_PROJECT: role}))
        caller = Caller(app.test_client())
        answer = caller.post("/session", {"name": name, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        caller.headers["X-CSRF-Token"] = answer.get_json()["csrf"]
        return caller

    return make


class Served:
    """The API behind a real socket, which can be ended and started again at the same address."""

    def __init__(self, app: Flask) -> None:
        self._app, self.port = app, 0
        self.start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, in a thread of its own for each request."""
        self._server = make_server("127.0.0.1", self.port, self._app, threaded=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Take no more requests. Those that are being answered go on."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def served(app: Flask) -> Iterator[Served]:
    """The API for clients that speak HTTP."""
    running = Served(app)
    yield running
    running.stop()


@pytest.fixture
def token(aurora: Aurora) -> Callable[..., str]:
    """Make the key of somebody with a role."""

    def make(role: Role, *projects: str) -> str:
        where = projects or (EVERY_PROJECT,)
        owner = f"owner-of-{role.value}-{'-'.join(where).replace('*', 'all')}"
        aurora.access.users.add(User(name=owner, grants=dict.fromkeys(where, role)))
        return aurora.issue_key(owner=owner, title="test", role=role, projects=where, lifetime=None)[1]

    return make
