"""Pages of others that use a browser's session: they change nothing, and read nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from aurora_web.auth.policy import POLICY, Scope, operations
from tests.integration.web.conftest import PREFIX, Caller

Browser = Callable[..., Caller]
Program = Callable[..., Caller]

ORIGINS = [
    "null", "https://evil.example", "http://localhost.evil.example", "http://evil-localhost", "https://localhost",
    "http://localhost:1", "http://localhost@evil.example", "http://localhost%00.evil.example", "file://", "data:",
    "http://LOCALHOST.evil.example", "//localhost", "localhost", "http://127.0.0.1", "http://[::1]",
    "javascript:alert(1)",
    "http://localhost\\.evil.example", "https://localhost.", "http://sub.localhost", "chrome-extension://abc",
]  # fmt: skip
GRAPH = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.noop"}}}


def _changing(app: Flask) -> list[tuple[str, str, str]]:
    """Every operation that changes something for whoever is signed in: its name, method and a path."""
    rules = {f"{method} {rule.endpoint}": rule for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    found = []
    for name in operations(app):
        method = name.split()[0]
        if method != "GET" and POLICY[name].scope is not Scope.ANYONE:
            path = rules[name].rule
            for argument in rules[name].arguments:
                path = path.replace(f"<{argument}>", "x").replace(f"<path:{argument}>", "x")
            found.append((name, method, path.removeprefix(PREFIX)))
    return found


def test_no_operation_that_changes_something_takes_a_cookie_alone(app: Flask, browser: Browser) -> None:
    ada = browser("ada")
    for headers in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "x" * 43}, {"Origin": "https://evil.example"}):
        for name, method, path in _changing(app):
            answer = ada.call(method, path, json={}, headers=headers)
            assert (answer.status_code, answer.get_json(force=True)["code"]) == (403, "csrf"), name


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_origin_but_ours_changes_or_reads_anything(browser: Browser, origin: str) -> None:
    ada = browser("ada")
    changed = ada.post("/graphs", {"definition": GRAPH}, headers={"Origin": origin})
    read = ada.get("/runs", headers={"Origin": origin})
    asked = ada.call("OPTIONS", "/runs", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    # A page of the same host under another scheme is no other site to a browser's cookies; its token is still missing.
    assert changed.status_code == 403 or origin == "https://localhost"
    for answer in (changed, read, asked):
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""]
)
def test_what_a_form_can_send_is_no_request(browser: Browser, content_type: str) -> None:
    answer = browser("ada").call(
        "POST", "/graphs", data=b'{"definition": {}}', headers={"Content-Type": content_type} if content_type else {}
    )
    assert answer.status_code in (400, 415)


def test_looking_changes_nothing(app: Flask, browser: Browser, aurora: Aurora) -> None:
    """Whatever a link or an image can make a browser do."""
    run = aurora.submit(aurora.read(GRAPH))
    ada = browser("ada")
    for method in ("GET", "HEAD"):
        for name in ("operations", "cancel", "delete"):
            ada.call(method, f"/runs/{run.id}/{name}", query_string={"kind": "cancel", "_method": "DELETE"})
        ada.call(method, "/session", headers={"X-HTTP-Method-Override": "DELETE"})
    assert run.state.value == "pending"
    assert ada.get("/session").status_code == 200


def test_a_stream_is_not_for_those_who_may_not_hear(app: Flask, program: Program, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read({**GRAPH, "name": "bank/etl"}))
    foreign, key = program(Role.ADMIN, "shop"), program(Role.VIEWER).headers["Authorization"].removeprefix("Bearer ")
    assert foreign.get("/events", query_string={"run": run.id}).status_code == 404
    for name in ("token", "access_token", "key"):
        assert app.test_client().get(f"{PREFIX}/events?runs=true&{name}={key}").status_code in (401, 422)
