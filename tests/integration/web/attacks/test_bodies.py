"""Bodies and queries that are made to cost much, to mean something else, or to get out of their place."""

from __future__ import annotations

import gzip
import json
import resource
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.integration.web.conftest import PREFIX, Caller, Served

Program = Callable[..., Caller]

LAUGHS = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
YAML = {
    "laughs": LAUGHS,
    "anchors": "aurora: 1\n" + "".join(f"x{i}: &x{i} {i}\n" for i in range(100_000)),
    "python": "!!python/object/apply:os.system ['true']",
    "python name": "a: !!python/name:os.system",
    "python module": "a: !!python/module:os",
    "merge": "a: &a {<<: *a}",
    "deep": "[" * 10_000 + "]" * 10_000,
    "deep block": "".join(f"{'  ' * i}a:\n" for i in range(2_000)),
    "twice": "aurora: 1\naurora: 1\n",
    "tab": "\taurora: 1",
    "nul": "aurora: \x00",
    "set": "!!set {a, b}",
    "binary": "a: !!binary R0lGODlhDAAMAIQ=",
    "two documents": "aurora: 1\n---\naurora: 1\n",
}
JSON = {
    "deep": b'{"definition": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "long number": b'{"graph": "etl", "inputs": {"n": ' + b"9" * 1_000_000 + b"}}",
    "long exponent": b'{"graph": "etl", "inputs": {"n": 1e999999999}}',
    "twice": b'{"graph": "etl", "graph": "other"}',
    "nan": b'{"graph": "etl", "inputs": {"n": NaN}}',
    "trailing": b'{"graph": "etl"} {"graph": "other"}',
    "lone surrogate": b'{"graph": "\\ud800"}',
    "utf-16": '{"graph": "etl"}'.encode("utf-16"),
    "not utf-8": b'{"graph": "\xff"}',
    "comment": b'{"graph": "etl" /* hidden */}',
    "array": b'["etl"]',
    "prototype": b'{"__proto__": {"admin": true}, "graph": "etl"}',
}
OPERATORS = [
    {"$ne": ""}, {"$gt": ""}, {"$regex": ".*"}, {"$where": "sleep(1000)"}, {"$in": [""]}, {"$exists": True},
    {"$expr": {"$gt": [1, 0]}}, ["a", "b"], None, True, 7, {"$type": 2}, {"$function": {"body": "x"}},
]  # fmt: skip


@pytest.mark.parametrize("text", YAML.values(), ids=YAML.keys())
def test_a_definition_that_is_a_bomb_is_a_mistake_like_any_other(program: Program, text: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = program(Role.EDITOR).post("/graphs/validate", {"definition": text, "format": "yaml"})
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["valid"] is False
    assert answer.get_json()["diagnostics"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.parametrize("body", JSON.values(), ids=JSON.keys())
def test_a_body_that_is_odd_is_refused(program: Program, body: bytes) -> None:
    answer = program(Role.OPERATOR).call("POST", "/runs", data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413, 422), answer.text


def test_a_body_beyond_the_limit_is_not_read(program: Program, served: Served) -> None:
    headers = program(Role.OPERATOR).headers | {"Content-Type": "application/json", "Content-Length": str(10 * 2**30)}
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=30)) as connection:
        connection.putrequest("POST", f"{PREFIX}/runs")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(b"{")
        assert connection.getresponse().status == 413


def test_a_packed_body_is_not_unpacked(program: Program) -> None:
    packed = gzip.compress(json.dumps({"graph": "x" * 50_000_000}).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert program(Role.OPERATOR).call("POST", "/runs", data=packed, headers=headers).status_code in (400, 415)


@pytest.mark.parametrize("operator", OPERATORS, ids=str)
def test_an_operator_in_place_of_a_value_is_refused(program: Program, aurora: Aurora, operator: object) -> None:
    aurora.submit(aurora.read({"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.noop"}}}))
    admin, anybody = program(Role.ADMIN), program(Role.VIEWER)
    text = operator if isinstance(operator, str) else json.dumps(operator)
    for name in ("graph", "label", "input", "cursor", "state"):
        answer = anybody.get("/runs", query_string={name: text})
        assert answer.status_code in (200, 400, 422), (name, answer.text)
        assert answer.status_code != 200 or answer.get_json()["items"] == []
    for name in ("graph[$ne]", "state[$in]", "label[$where]", "$where", "sort", "projection"):
        assert anybody.get("/runs", query_string={name: text}).status_code == 422
    if not isinstance(operator, str):
        assert admin.post("/session", {"name": operator, "password": operator}).status_code == 422
        assert admin.post("/runs", {"graph": operator}).status_code == 422
        assert admin.post("/runs", {"graph": "etl", "labels": {"a": operator}}).status_code in (422,)


@pytest.mark.parametrize("key", ["$set", "a.b", "$where", "", "\x00", "__proto__", "_id", "a" * 5000])
def test_a_name_that_means_something_to_the_store_means_nothing(program: Program, aurora: Aurora, key: str) -> None:
    aurora.apply(aurora.read({"aurora": 1, "name": "etl", "inputs": {}, "nodes": {"a": {"handler": "aurora.noop"}}}))
    admin = program(Role.ADMIN)
    answer = admin.post("/runs", {"graph": "etl", "labels": {key: "x"}, "inputs": {}})
    assert answer.status_code in (201, 422), answer.text
    if answer.status_code == 201:
        assert admin.get(f"/runs/{answer.get_json()['id']}").get_json()["labels"] == {key: "x"}


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "([a-zA-Z]+)*$", "(.*a){20}", "^(([a-z])+.)+[A-Z]([a-z])+$", "\\", "[", "(?P<"]
)
def test_a_pattern_is_a_text_like_any_other(program: Program, pattern: str) -> None:
    caller = program(Role.VIEWER)
    for name in ("graph", "label", "input"):
        text = f"x={pattern}{'a' * 200}" if name != "graph" else pattern
        assert caller.get("/runs", query_string={name: text}).status_code in (200, 422)


@pytest.mark.parametrize(
    "part",
    ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "..\\..\\windows", "%00",
     "a%00.yaml", "....//....//etc/passwd", "%c0%ae%c0%ae/", "file:///etc/passwd", "~root", "con", "a/../../b"],
)  # fmt: skip
def test_no_path_leads_to_a_file(program: Program, part: str) -> None:
    caller = program(Role.ADMIN)
    for path in (f"/graphs/{part}", f"/graphs/{part}/export", f"/runs/{part}", f"/runs/x/nodes/{part}", f"/{part}"):
        answer = caller.get(path)
        assert answer.status_code in (400, 404, 308), (path, answer.text)
        assert "root:" not in answer.text
