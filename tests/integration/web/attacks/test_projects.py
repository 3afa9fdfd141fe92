"""Reach for what belongs to another project, and for fields that are not ours to set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from aurora_web.auth.policy import POLICY, Scope, operations
from tests.integration.web.conftest import PASSWORD, PREFIX, Caller

Browser = Callable[..., Caller]
Program = Callable[..., Caller]

GRAPH = {"aurora": 1, "name": "bank/etl", "nodes": {"a": {"handler": "aurora.noop"}}}


@pytest.fixture
def known(aurora: Aurora) -> Mapping[str, str]:
    """What the bank has."""
    aurora.apply(aurora.read(GRAPH))
    return {"run_id": aurora.submit("bank/etl").id, "node_id": "a", "name": "bank/etl"}


def test_nothing_of_another_project_is_there_for_any_role(
    app: Flask, program: Program, known: Mapping[str, str], aurora: Aurora
) -> None:
    """Every operation that is about a project, named with things that are there."""
    rules = {f"{method} {rule.endpoint}": rule for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    callers = [program(role, "shop") for role in Role]
    tried = 0
    for name in operations(app):
        rule = rules[name]
        if POLICY[name].scope is not Scope.PROJECT or not rule.arguments <= known.keys():
            continue
        path = rule.rule.removeprefix(PREFIX)
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", known[argument]).replace(f"<path:{argument}>", known[argument])
        for caller in callers:
            answer = caller.call(name.split()[0], path, json=_BODIES.get(name, {}), query_string=_QUERIES.get(name, {}))
            assert answer.status_code in (403, 404), (name, answer.text)
            assert "noop" not in answer.text
            tried += 1
    assert tried >= 4 * 10
    assert aurora.run(known["run_id"]).state.value == "pending"


#: What an operation has to be asked with to get as far as its project.
_BODIES: Mapping[str, Mapping[str, Any]] = {"POST runs.RunOperations": {"kind": "cancel"}}
_QUERIES: Mapping[str, Mapping[str, Any]] = {"GET graphs.GraphDiff": {"before": 1, "after": 1}}


@pytest.mark.parametrize(
    "name", ["bank/../shop/etl", "shop/../bank/etl", "./bank/etl", "bank%2Fetl", "bank\\etl", "BANK/etl", "bank//etl"]
)
def test_no_other_spelling_leads_into_a_project(program: Program, known: Mapping[str, str], name: str) -> None:
    caller = program(Role.ADMIN, "shop")
    assert caller.get(f"/graphs/{name}").status_code in (400, 403, 404, 308)
    assert caller.post("/runs", {"graph": name}).status_code in (400, 403, 404, 422)
    assert known["name"] == "bank/etl"


@pytest.mark.parametrize(
    "field", ["id", "state", "project", "owner", "created", "key", "epoch", "origin", "_id", "grants"]
)
def test_what_a_caller_may_not_set_is_refused_by_name(program: Program, known: Mapping[str, str], field: str) -> None:
    answer = program(Role.ADMIN).post("/runs", {"graph": known["name"], field: "x"})
    assert answer.status_code == 422
    assert [error["path"] for error in answer.get_json(force=True)["errors"]] == [field]


@pytest.mark.parametrize(
    "field", ["password_hash", "totp", "must_change", "created", "version", "recovery", "disabled"]
)
def test_a_user_is_made_with_nothing_but_what_the_document_names(browser: Browser, field: str) -> None:
    body = {"name": "eve", "password": PASSWORD, "grants": {"*": "viewer"}, field: True}
    answer = browser("root").post("/users", body)
    assert answer.status_code == 422, answer.text


def test_nobody_gives_away_more_than_they_have(browser: Browser) -> None:
    editor = browser("ed", Role.EDITOR)
    assert editor.post("/users", {"name": "eve", "password": PASSWORD, "grants": {"*": "admin"}}).status_code == 403
    assert editor.call("PATCH", "/users/ed", json={"grants": {"*": "admin"}}).status_code == 403
    made = editor.post("/keys", {"title": "more", "role": "admin"})
    assert made.status_code in (403, 422)
