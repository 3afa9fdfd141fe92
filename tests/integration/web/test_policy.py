"""Who may call what: the table is complete, and it is what happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from aurora_web.auth.policy import POLICY, Scope, check_complete, operations
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

GRAPH = {"aurora": 1, "name": "shop/etl", "nodes": {"a": {"handler": "aurora.echo", "with": {"value": 1}}}}


def test_an_operation_without_a_policy_stops_the_app(app: Flask) -> None:
    app.add_url_rule("/api/v1/forgotten", endpoint="forgotten", view_func=lambda: "")
    with pytest.raises(LookupError, match="GET forgotten"):
        check_complete(app)


def test_the_calls_of_the_forerunner_are_off_by_default(anonymous: Caller) -> None:
    assert anonymous.client.post("/api/task/send", json={}).status_code == 404


def test_only_known_doors_are_open_to_anyone() -> None:
    assert {name for name, access in POLICY.items() if access.scope is Scope.ANYONE} == {
        "GET docs.file",
        "GET docs.openapi",
        "GET docs.page",
        "GET health.Live",
        "GET health.Ready",
        "GET oidc.Callback",
        "GET oidc.Leave",
        "GET probes.healthz",
        "GET probes.readyz",
        "GET metrics.metrics",
        "GET session.DoorsView",
        "POST session.Current",
        "POST session.FirstUser",
        "GET ui.asset",
        "GET ui.icon",
        "GET ui.screen",
    }


def test_whoever_is_not_known_may_do_nothing_else(app: Flask, anonymous: Caller) -> None:
    rules = {f"{method} {rule.endpoint}": rule for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    for name in operations(app):
        if POLICY[name].scope is Scope.ANYONE:
            continue
        path = rules[name].rule.removeprefix("/api/v1")
        for argument in rules[name].arguments:
            path = path.replace(f"<{argument}>", "x").replace(f"<path:{argument}>", "x")
        assert anonymous.call(name.split()[0], path, json={}).status_code == 401, name


@pytest.mark.parametrize(
    ("role", "project", "looks", "starts", "edits"),
    [
        (Role.VIEWER, "*", 200, 403, 403),
        (Role.OPERATOR, "*", 200, 201, 403),
        (Role.EDITOR, "*", 200, 201, 201),
        (Role.ADMIN, "*", 200, 201, 201),
        (Role.VIEWER, "shop", 200, 403, 403),
        (Role.OPERATOR, "shop", 200, 201, 403),
        (Role.EDITOR, "shop", 200, 201, 201),
        (Role.VIEWER, "bank", 404, 403, 403),
        (Role.OPERATOR, "bank", 404, 404, 403),
        (Role.EDITOR, "bank", 404, 404, 404),
    ],
)
def test_a_role_counts_in_its_project(
    program: Program, aurora: Aurora, role: Role, project: str, looks: int, starts: int, edits: int
) -> None:
    aurora.apply(aurora.read(GRAPH))
    caller = program(role, project)
    assert caller.get("/graphs/shop/etl").status_code == looks
    assert caller.post("/runs", {"graph": "shop/etl"}).status_code == starts
    assert caller.post("/graphs", {"definition": GRAPH}).status_code == edits


def test_lists_show_what_may_be_seen_and_nothing_else(program: Program, aurora: Aurora) -> None:
    for name in ("shop/etl", "bank/etl", "etl"):
        graph = {**GRAPH, "name": name}
        aurora.apply(aurora.read(graph))
        aurora.submit(name)
    shop = program(Role.VIEWER, "shop")
    assert [run["graph"] for run in shop.get("/runs").get_json()["items"]] == ["shop/etl"]
    assert [graph["name"] for graph in shop.get("/graphs").get_json()["items"]] == ["shop/etl"]
    assert len(program(Role.VIEWER).get("/runs").get_json()["items"]) == 3


def test_a_run_of_another_project_is_not_there(program: Program, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read({**GRAPH, "name": "bank/etl"}))
    caller = program(Role.ADMIN, "shop")
    assert caller.get(f"/runs/{run.id}").status_code == 404
    assert caller.post(f"/runs/{run.id}/operations", {"kind": "cancel"}).status_code == 404
    assert caller.call("DELETE", f"/runs/{run.id}").status_code == 404
    assert caller.get(f"/runs/{run.id}/nodes/a").status_code == 404
