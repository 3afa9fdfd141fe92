"""Many nodes, runs and graphs in one small answer each, for whoever draws them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

ECHO = {"handler": "aurora.echo", "with": {"value": 1}}


def graph(name: str, **nodes: list[str]) -> dict[str, Any]:
    """A graph of nodes and what they need."""
    return {"aurora": 1, "name": name, "nodes": {node: {**ECHO, "needs": needs} for node, needs in nodes.items()}}


@pytest.fixture
def viewer(program: Program) -> Caller:
    """Somebody who may look at everything."""
    return program(Role.VIEWER)


def test_the_states_of_all_nodes_come_in_the_order_of_the_plan(viewer: Caller, aurora: Aurora) -> None:
    nodes: dict[str, list[str]] = {f"n{number}": [] for number in range(300)}
    run = aurora.submit(aurora.read(graph("wide", **nodes)))
    run.skip("n7")
    run.mark_failed("n250")
    run.mark_succeeded("n9", 1)
    plan = viewer.get(f"/runs/{run.id}/plan").get_json()
    seen = viewer.get(f"/runs/{run.id}/states").get_json()
    found = {node: seen["legend"][place] for node, place in zip(plan["ids"], seen["states"], strict=True)}
    assert (found["n7"], found["n9"], found["n250"], found["n0"]) == ("skipped", "succeeded", "failed", "pending")
    assert seen["counts"] == {"pending": 297, "skipped": 1, "succeeded": 1, "failed": 1}
    assert (seen["run"], seen["plan"], seen["started"]) == (run.id, plan["plan"], None)
    timed = viewer.get(f"/runs/{run.id}/states?times=true").get_json()
    assert [at is not None for at in timed["finished"]] == [state != "pending" for state in found.values()]


def test_the_plan_of_a_run_stays_when_its_graph_moves_on(viewer: Caller, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(graph("etl", a=[], b=["a"], c=["a", "b"])))
    aurora.apply(aurora.read(graph("etl", z=[])))
    answer = viewer.get(f"/runs/{run.id}/plan")
    plan = answer.get_json()
    assert (plan["ids"], plan["preds"]) == (["a", "b", "c"], [[], [0], [0, 1]])
    assert ([plan["handlers"][place] for place in plan["handler"]], plan["version"]) == (["aurora.echo"] * 3, 1)
    again = viewer.get(f"/runs/{run.id}/plan", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_run_is_read_without_its_nodes(viewer: Caller, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(graph("etl", a=[], b=["a"])), labels={"team": "data"})
    seen = viewer.get(f"/runs/{run.id}?nodes=false").get_json()
    assert (seen["id"], seen["labels"], seen["inputs"], seen["nodes"]) == (run.id, {"team": "data"}, {}, [])


def test_what_was_done_to_a_run_is_told_with_who_and_why(viewer: Caller, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(graph("etl", a=[], b=["a"])))
    run.pause(by="ada", why="too early")
    run.skip("b", by="bob")
    done = viewer.get(f"/runs/{run.id}/operations").get_json()["items"]
    assert [(each["kind"], each["by"], each["why"], each["index"]) for each in done] == [
        ("pause", "ada", "too early", None),
        ("skip", "bob", "", 1),
    ]
    assert all(each["at"] and each["epoch"] == 0 for each in done)


def test_what_has_not_changed_is_not_sent_again(viewer: Caller, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(graph("etl", a=[], b=["a"])))
    for path in (f"/runs/{run.id}/states", "/graphs/etl/grid"):
        first = viewer.get(path)
        assert first.headers["Cache-Control"] == "private, no-cache"
        tag = {"If-None-Match": first.headers["ETag"]}
        assert viewer.get(path, headers=tag).status_code == 304
        run.mark_succeeded("a" if "states" in path else "b", 1)
        assert viewer.get(path, headers=tag).status_code == 200


def test_the_grid_shows_the_last_runs_beside_each_other(viewer: Caller, aurora: Aurora) -> None:
    old = aurora.submit(aurora.read(graph("etl", a=[], gone=[])))
    old.mark_failed("gone", "why")
    new = aurora.submit(aurora.read(graph("etl", b=[], a=["b"])))
    grid = viewer.get("/graphs/etl/grid").get_json()
    assert (grid["graph"], grid["rows"]) == ("etl", ["b", "a", "gone"])
    states = {
        column["id"]: [None if place < 0 else grid["legend"][place] for place in column["states"]]
        for column in grid["columns"]
    }
    assert states == {new.id: ["pending", "pending", None], old.id: [None, "pending", "failed"]}
    assert [column["version"] for column in grid["columns"]] == [2, 1]
    assert len(viewer.get("/graphs/etl/grid?limit=1").get_json()["columns"]) == 1
    assert viewer.get("/graphs/nothing/grid").status_code == 404
    aurora.apply(aurora.read(graph("fresh", a=[])))
    assert viewer.get("/graphs/fresh/grid").get_json()["columns"] == []


def test_graphs_are_listed_with_their_last_runs(viewer: Caller, aurora: Aurora) -> None:
    aurora.apply(aurora.read(graph("fresh", a=[])))
    runs = [aurora.submit(aurora.read(graph("etl", a=[]))).id for _ in range(3)]
    seen = {each["name"]: each["recent"] for each in viewer.get("/graphs?recent=2").get_json()["items"]}
    assert ([run["state"] for run in seen["etl"]], seen["fresh"]) == (["pending", "pending"], [])
    assert {run["id"] for run in seen["etl"]} <= {*runs}
    assert [each["recent"] for each in viewer.get("/graphs").get_json()["items"]] == [[], []]


def test_the_stats_count_what_may_be_seen(viewer: Caller, program: Program, aurora: Aurora) -> None:
    aurora.submit(aurora.read(graph("shop/etl", a=[]))).mark_failed("a", "why")
    aurora.submit(aurora.read(graph("shop/etl", a=[])))
    aurora.submit(aurora.read(graph("bank/etl", a=[]))).mark_failed("a", "why")
    everything = viewer.get("/stats").get_json()
    assert (everything["total"]["failed"], everything["going_on"]["pending"]) == (2, 1)
    assert len(everything["failing"]) == 2
    assert (len(everything["buckets"]), everything["step"]) == (24, 3600.0)
    assert everything["buckets"][-1]["counts"] == everything["total"]
    shop = program(Role.VIEWER, "shop").get("/stats?buckets=1").get_json()
    assert (shop["total"]["failed"], shop["total"]["pending"]) == (1, 1)
    (worst,) = shop["failing"]
    assert (worst["graph"], worst["runs"], worst["failed"]) == ("shop/etl", 2, 1)


@pytest.mark.parametrize("ask", ["since=2026-01-02&until=2026-01-02", "since=2000-01-01", "since=2999-01-01"])
def test_a_time_that_is_none_is_refused(viewer: Caller, ask: str) -> None:
    answer = viewer.get(f"/stats?{ask}")
    assert (answer.status_code, answer.get_json(force=True)["errors"][0]["path"]) == (422, "since")


def test_a_time_of_long_ago_has_no_runs(viewer: Caller, aurora: Aurora) -> None:
    aurora.submit(aurora.read(graph("etl", a=[])))
    until = (aurora.store.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    seen = viewer.get(f"/stats?until={until}").get_json()
    assert sum(seen["total"].values()) == 0
    assert seen["going_on"]["pending"] == 1
    assert viewer.get("/stats?until=0001-01-01T00:00:01").status_code == 200


@pytest.mark.parametrize("path", ["states", "plan", "nodes/a/waiting"])
def test_a_run_of_another_project_is_not_there(program: Program, aurora: Aurora, path: str) -> None:
    run = aurora.submit(aurora.read(graph("bank/etl", a=[])))
    shop = program(Role.VIEWER, "shop")
    assert shop.get(f"/runs/{run.id}/{path}").status_code == 404
    assert shop.get("/graphs/bank/etl/grid").status_code == 404
    assert program(Role.VIEWER).get(f"/runs/nothing/{path}").status_code == 404
