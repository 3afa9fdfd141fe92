"""What is true of every answer: its headers, the form of its problems, and what no request may say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aurora_celery.model.access import Role
from tests.integration.web.conftest import PREFIX, Caller
from tests.servers.mongo import MongoServer

Program = Callable[..., Caller]

SECURITY_HEADERS = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/health/live"), ("GET", "/runs"), ("GET", "/nowhere"), ("PUT", "/runs"), ("GET", "/openapi.json")],
)
def test_every_answer_has_the_headers_that_keep_browsers_safe(anonymous: Caller, method: str, path: str) -> None:
    answer = anonymous.call(method, path)
    assert set(answer.headers.keys()) >= SECURITY_HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert len(answer.headers["X-Request-Id"]) == 32


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/runs", 401, "unauthenticated"),
        ("GET", "/nowhere", 404, "not_found"),
        ("PUT", "/runs", 405, "method_not_allowed"),
    ],
)
def test_an_error_is_a_problem_document(anonymous: Caller, method: str, path: str, status: int, code: str) -> None:
    answer = anonymous.call(method, path)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    problem = answer.get_json(force=True)
    assert (problem["code"], problem["status"], problem["instance"]) == (code, status, f"{PREFIX}{path}")
    assert problem["trace_id"] == answer.headers["X-Request-Id"]


def test_the_trace_of_the_caller_is_found_again_in_the_answer(anonymous: Caller) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    answer = anonymous.get("/runs", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert answer.get_json(force=True)["trace_id"] == trace


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed_json"),
        (b'{"graph": "a", "graph": "b"}', "application/json", 400, "malformed_json"),
        (b'{"graph": NaN}', "application/json", 400, "malformed_json"),
        (b'{"graph": 1e999}', "application/json", 400, "malformed_json"),
        (b'{"inputs": ' + b"[" * 100_000, "application/json", 400, "malformed_json"),
        (b"\xff", "application/json", 400, "malformed_json"),
        (b'{"graph": "a"}', "text/plain", 415, "unsupported_media_type"),
        (b'{"graph": "a", "owner": "me"}', "application/json", 422, "invalid_request"),
        (b'{"graph": 7}', "application/json", 422, "invalid_request"),
        (b"", "application/json", 422, "invalid_request"),
    ],
)
def test_a_body_that_is_wrong_is_refused(
    program: Program, body: bytes, content_type: str, status: int, code: str
) -> None:
    answer = program(Role.ADMIN).call("POST", "/runs", data=body, content_type=content_type)
    assert (answer.status_code, answer.get_json(force=True)["code"]) == (status, code)


def test_every_mistake_of_a_request_is_named_with_its_place(program: Program) -> None:
    answer = program(Role.ADMIN).post("/runs", {"graph": "", "version": 0, "labels": {"a": 1}})
    places = {each["path"] for each in answer.get_json(force=True)["errors"]}
    assert places == {"graph", "version", "labels.a"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=0", 422),
        ("limit=1&limit=2", 400),
        ("colour=red", 422),
        ("state=done", 422),
        ("cursor=garbage", 400),
        ("label=nothing", 422),
        ("state=failed&state=running&label=a=b&input=n=1", 200),
    ],
)
def test_a_query_says_what_is_known_and_once(program: Program, query: str, status: int) -> None:
    assert program(Role.VIEWER).get(f"/runs?{query}").status_code == status


@pytest.mark.parametrize("operator", ['{"$ne": ""}', '{"$gt": null}', '{"$where": "sleep(1)"}'])
def test_an_operator_of_the_store_is_a_value_like_any_other(program: Program, operator: str) -> None:
    answer = program(Role.VIEWER).get("/runs", query_string={"graph": operator, "label": f"a={operator}"})
    assert (answer.status_code, answer.get_json()["items"]) == (200, [])


def test_a_store_that_is_away_is_503_within_its_time_and_comes_back(
    program: Program, anonymous: Caller, mongo_server: MongoServer
) -> None:
    caller = program(Role.ADMIN)
    mongo_server.kill9()
    answer = caller.get("/runs")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert anonymous.get("/health/live").status_code == 200
    ready = anonymous.get("/health/ready")
    assert (ready.status_code, [each["path"] for each in ready.get_json(force=True)["errors"]]) == (503, ["store"])
    mongo_server.start()
    assert anonymous.get("/health/ready").status_code == 200
    assert caller.get("/runs").status_code == 200
