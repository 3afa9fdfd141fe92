"""A secret comes from the API to a handler in a real worker, and nowhere else on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pymongo
import pytest

from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

VALUE = "hunter2-\u00fc-of-the-bank"
NODES = {
    "use": {"handler": "tests.integration.engine.keeper.use", "with": {
        "token": "${{ secrets.TOKEN }}", "header": "Bearer ${{ secrets.TOKEN }}"}},
    "spill": {"handler": "tests.integration.engine.keeper.spill", "with": {"token": "${{ secrets.TOKEN }}"}},
    "lost": {"handler": "aurora.echo", "with": {"value": "${{ secrets.NO_SUCH }}"}},
}  # fmt: skip


def graph(*nodes: str, name: str = "shop/keep") -> dict[str, Any]:
    """A graph of some of the nodes."""
    return {"aurora": 1, "name": name, "nodes": {node: NODES[node] for node in nodes}}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the handlers note what they are given."""
    return tmp_path / "calls.log"


@pytest.fixture
def web_settings(web_settings: Mapping[str, str], tmp_path: Path, log: Path) -> Mapping[str, str]:
    return {
        **web_settings,
        "AURORA_WORKER__INCLUDE": "tests.integration.engine.keeper",
        "AURORA_SECRETS__SEAL_FILE": str(tmp_path / "seals"),
        "SHOP_LOG": str(log),
    }


@pytest.fixture
def start_worker(celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]) -> Callable[..., Any]:
    """Start a worker; settings of its own may be given."""
    return lambda **own: celery_worker_process("aurora_celery", env={**web_settings, **own})


@pytest.fixture
def admin(program: Program) -> Caller:
    return program(Role.ADMIN)


def put(caller: Caller, value: str = VALUE, *, where: str = "shop/TOKEN") -> Any:
    """Keep a secret."""
    return caller.call("PUT", f"/secrets/{where}", json={"value": value})


def run(caller: Caller, definition: Mapping[str, Any]) -> Any:
    """Run a graph to its end."""
    answer = caller.post("/runs", {"definition": definition}, headers={"Prefer": "wait=30"})
    assert answer.status_code == 201, answer.text
    return caller.get(f"/runs/{answer.get_json()['id']}").get_json()


def everything(mongo_url: str) -> Iterator[str]:
    """Whatever the store holds."""
    with pymongo.MongoClient[dict[str, Any]](mongo_url) as client:
        database = client.get_default_database()
        for name in database.list_collection_names():
            for document in database[name].find():
                yield str(document)


def test_the_handler_is_given_it_and_nobody_is_shown_it(
    admin: Caller, start_worker: Callable[..., Any], mongo_url: str, log: Path
) -> None:
    assert put(admin).status_code == 200
    worker = start_worker()
    found = run(admin, graph("use", "spill"))
    states = {node["id"]: (node["state"], node["error"]) for node in found["nodes"]}
    assert log.read_text().splitlines() == [f"use {VALUE} Bearer {VALUE}"]
    assert states["use"][0] == "succeeded"
    assert states["spill"][0] == "failed"
    assert states["spill"][1]["message"] == "refused ***"
    at = f"/runs/{found['id']}/nodes"
    assert admin.get(f"{at}/use/result").get_json()["value"] == {
        "token": "***", "seen": ["Bearer ***"], "length": len(VALUE)}  # fmt: skip
    arguments = admin.get(f"{at}/use/arguments").get_json()
    assert "${{ secrets.TOKEN }}" in json.dumps(arguments)
    assert "***" in admin.get(f"{at}/spill").text
    kept = [*everything(mongo_url), admin.get(f"{at}/spill").text, worker.log, admin.get("/audit").text]
    assert not [text for text in kept if "hunter2" in text]


def test_a_secret_that_is_not_there_fails_its_node_with_a_code(admin: Caller, start_worker: Callable[..., Any]) -> None:
    start_worker()
    found = run(admin, graph("lost"))
    assert (found["state"], found["nodes"][0]["error"]["reason"]) == ("failed", "secret_not_found")


def test_a_worker_without_the_keys_fails_the_node_with_a_code(
    admin: Caller, start_worker: Callable[..., Any], tmp_path: Path
) -> None:
    put(admin)
    start_worker(AURORA_SECRETS__SEAL_FILE=str(tmp_path / "elsewhere"))
    found = run(admin, graph("use"))
    assert (found["state"], found["nodes"][0]["error"]["reason"]) == ("failed", "secret_unreadable")
    assert not (tmp_path / "elsewhere").exists()


def test_a_list_tells_names_and_never_what_they_are(admin: Caller) -> None:
    put(admin)
    put(admin, "another", where="bank/TOKEN")
    put(admin, "again-and-again", where="bank/TOKEN")
    listed = admin.get("/secrets")
    found = listed.get_json()["items"]
    assert [(each["project"], each["name"], each["version"]) for each in found] == [
        ("bank", "TOKEN", 2), ("shop", "TOKEN", 1)]  # fmt: skip
    assert {each["by"] for each in found} == {"admin-of-1-all (key test)"}
    assert found[0]["reference"] == "${{ secrets.TOKEN }}"
    assert "again" not in listed.text
    assert [each["project"] for each in admin.get("/secrets?project=shop").get_json()["items"]] == ["shop"]


@pytest.mark.parametrize(
    ("role", "project", "listed", "written"),
    [
        (Role.VIEWER, "shop", 403, 403),
        (Role.OPERATOR, "shop", 403, 403),
        (Role.EDITOR, "shop", 200, 403),
        (Role.EDITOR, "*", 200, 403),
        (Role.ADMIN, "shop", 200, 200),
        (Role.ADMIN, "bank", 200, 404),
    ],
)
def test_editors_see_the_names_and_admins_of_the_project_write(
    program: Program, admin: Caller, role: Role, project: str, listed: int, written: int
) -> None:
    put(admin)
    caller = program(role, project)
    answer = caller.get("/secrets")
    assert answer.status_code == listed
    if listed == 200:
        assert [each["name"] for each in answer.get_json()["items"]] == ([] if project == "bank" else ["TOKEN"])
    assert put(caller).status_code == written
    assert caller.call("DELETE", "/secrets/shop/TOKEN").status_code == {200: 204}.get(written, written)


def test_a_secret_that_is_forgotten_is_gone(admin: Caller) -> None:
    put(admin)
    assert admin.call("DELETE", "/secrets/shop/TOKEN").status_code == 204
    assert admin.call("DELETE", "/secrets/shop/TOKEN").get_json()["code"] == "secret_not_found"
    assert admin.get("/secrets").get_json()["items"] == []


@pytest.mark.parametrize("where", ["shop/1TOKEN", "shop/A-B", "shop/A.B", f"shop/{'A' * 65}", "*/TOKEN"])
def test_a_name_that_no_node_could_refer_to_is_refused(admin: Caller, where: str) -> None:
    assert put(admin, where=where).get_json()["code"] == "bad_secret_name"


@pytest.mark.parametrize("body", [{}, {"value": ""}, {"value": 1}, {"value": "x", "more": 1}, {"value": "x" * 65537}])
def test_what_is_no_secret_is_refused_and_not_repeated(admin: Caller, body: Any) -> None:
    answer = admin.call("PUT", "/secrets/shop/TOKEN", json=body)
    assert answer.status_code == 422
    assert "xxxxx" not in answer.text


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ({**graph("use"), "outputs": {"x": "${{ secrets.TOKEN }}"}}, "A210"),
        ({**graph(), "nodes": {"a": {"handler": "aurora.echo", "with": {"value": "${{ secrets }}"}}}}, "A108"),
        ({**graph(), "nodes": {"a": {"handler": "aurora.echo", "with": {"value": "${{ secrets.A.b }}"}}}}, "A108"),
        ({**graph(), "nodes": {"a": {"handler": "aurora.echo", "with": {"value": "${{ size(secrets.A) }}"}}}}, "A108"),
    ],
)
def test_a_graph_cannot_do_more_with_a_secret_than_to_pass_it(admin: Caller, definition: Any, code: str) -> None:
    answer = admin.post("/graphs/validate", {"definition": definition})
    assert code in answer.text
