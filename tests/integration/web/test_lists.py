"""Lists with chosen fields, and the nodes of a run by the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]


def wide(count: int) -> dict[str, object]:
    """A graph of independent nodes."""
    node = {"handler": "aurora.echo", "with": {"value": 1}}
    return {"aurora": 1, "name": "wide", "nodes": {f"n{number}": node for number in range(count)}}


def test_items_have_the_fields_that_are_asked_for(program: Program, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(wide(2)))
    viewer = program(Role.VIEWER)
    seen = viewer.get("/runs?fields=id,state&limit=1").get_json()
    assert seen == {"items": [{"id": run.id, "state": "pending"}], "cursor": None}
    assert viewer.get("/graphs?fields=name").get_json()["items"] == [{"name": "wide"}]
    assert {"name": "aurora.echo"} in viewer.get("/handlers?fields=name").get_json()["items"]
    assert viewer.get("/workers?fields=id,hostname").get_json()["items"] == []
    nodes = viewer.get(f"/runs/{run.id}/nodes?fields=id,error").get_json()["items"]
    assert nodes == [{"id": "n0", "error": None}, {"id": "n1", "error": None}]


@pytest.mark.parametrize("path", ["/runs", "/graphs", "/handlers", "/workers"])
@pytest.mark.parametrize("fields", ["colour", "id,", ""])
def test_a_field_that_is_not_there_is_named(program: Program, path: str, fields: str) -> None:
    answer = program(Role.VIEWER).get(f"{path}?fields={fields}")
    assert answer.status_code == 422
    assert answer.get_json(force=True)["errors"][0]["path"] == "fields"


@pytest.mark.parametrize("limit", [1, 100, 500])
def test_pages_give_every_node_once_in_the_order_of_the_plan(program: Program, aurora: Aurora, limit: int) -> None:
    count = 30 if limit == 1 else 3000
    run = aurora.submit(aurora.read(wide(count)))
    viewer, found, cursor = program(Role.VIEWER), list[str](), ""
    while True:
        page = viewer.get(f"/runs/{run.id}/nodes?limit={limit}&fields=id{cursor}").get_json()
        found += [node["id"] for node in page["items"]]
        assert len(page["items"]) <= limit
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"
    assert found == [f"n{number}" for number in range(count)]


def test_nodes_are_found_by_state(program: Program, aurora: Aurora) -> None:
    run = aurora.submit(aurora.read(wide(200)))
    run.skip("n7")
    run.mark_failed("n150")
    viewer = program(Role.VIEWER)
    seen = viewer.get(f"/runs/{run.id}/nodes?state=skipped&state=failed&fields=id,state").get_json()
    assert seen == {
        "items": [{"id": "n7", "state": "skipped"}, {"id": "n150", "state": "failed"}],
        "cursor": None,
    }
    assert len(viewer.get(f"/runs/{run.id}/nodes?state=pending&limit=500").get_json()["items"]) == 198
    assert viewer.get(f"/runs/{run.id}/nodes?state=done").status_code == 422
    assert viewer.get(f"/runs/{run.id}/nodes?cursor=x").status_code == 422
    assert viewer.get(f"/runs/{run.id}/nodes?cursor=999999999").get_json() == {"items": [], "cursor": None}
    assert viewer.get("/runs/nothing/nodes").status_code == 404
    assert program(Role.VIEWER, "shop").get(f"/runs/{run.id}/nodes").status_code == 404
