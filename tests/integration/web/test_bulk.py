"""One operation on many runs over HTTP: counted, refused with reasons, cancelled, and carried on after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, RunFilter
from aurora_celery.app.bulk import BulkOperations
from aurora_celery.engine import bulk as bulk_engine
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import Role
from aurora_celery.model.bulk import BulkOperation
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import RunState
from aurora_celery.store.filter_text import write_filter
from tests.integration.web.conftest import Caller
from tests.servers.mongo import MongoServer

Program = Callable[..., Caller]

ECHO = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.echo", "with": {"value": 1}}}}


@pytest.fixture
def operator(program: Program) -> Caller:
    """Somebody who may operate on everything."""
    return program(Role.OPERATOR)


def submitted(aurora: Aurora, count: int, *, graph: str = "etl", **labels: str) -> list[str]:
    """So many runs, which wait: there is no worker."""
    known = aurora.read({**ECHO, "name": graph})
    return [aurora.submit(known, labels=labels).id for _ in range(count)]


def begun(caller: Caller, kind: str, where: dict[str, Any], **more: Any) -> str:
    """The path of a bulk operation that was accepted."""
    answer = caller.post("/bulk-operations", {"kind": kind, "filter": where, "why": "a test", **more})
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/api/v1/bulk-operations/{answer.get_json()['id']}"
    return f"/bulk-operations/{answer.get_json()['id']}"


def ended(caller: Caller, path: str) -> dict[str, Any]:
    """It, once it has ended."""
    deadline = time.monotonic() + 60
    while True:
        seen: dict[str, Any] = caller.get(path).get_json()
        if seen["state"] != "running":
            return seen
        assert time.monotonic() < deadline, seen
        time.sleep(0.05)


def counts(seen: Mapping[str, Any]) -> tuple[int, ...]:
    """How many matched, were done, refused it, and failed."""
    return tuple(seen[name] for name in ("matched", "done", "refused", "failed"))


def test_it_is_done_to_every_run_that_the_filter_finds_and_to_no_other(operator: Caller, aurora: Aurora) -> None:
    meant, others = submitted(aurora, 45, team="data"), submitted(aurora, 3, team="web")
    seen = ended(operator, begun(operator, "cancel", {"label": {"team": "data"}}))
    assert (seen["state"], counts(seen), seen["refusals"]) == ("succeeded", (45, 45, 0, 0), [])
    assert {aurora.run(run).state for run in meant} == {RunState.CANCELLED}
    assert {aurora.run(run).state for run in others} == {RunState.PENDING}
    (operation,) = aurora.store.runs.view(meant[0]).operations
    assert (operation.by, operation.why) == ("operator-of-1-all (key test)", "a test")


def test_what_a_run_does_not_allow_is_counted_with_its_reason(operator: Caller, aurora: Aurora) -> None:
    runs = submitted(aurora, 4)
    aurora.run(runs[0]).cancel()
    seen = ended(operator, begun(operator, "retry", {"graph": "etl"}))
    assert counts(seen) == (4, 1, 3, 0)
    assert {each["run"] for each in seen["refusals"]} == set(runs[1:])
    assert {each["code"] for each in seen["refusals"]} == {"illegal_operation"}
    assert "it is pending" in seen["refusals"][0]["reason"]


def test_a_dry_run_counts_and_changes_nothing(operator: Caller, aurora: Aurora) -> None:
    runs = submitted(aurora, 3)
    seen = ended(operator, begun(operator, "cancel", {"state": ["pending"]}, dry_run=True))
    assert counts(seen) == (3, 3, 0, 0)
    assert {aurora.run(run).state for run in runs} == {RunState.PENDING}


@pytest.mark.parametrize(("kind", "state"), [("pause", RunState.PAUSED), ("delete", None)])
def test_runs_leave_the_filter_while_it_goes_on(
    operator: Caller, aurora: Aurora, kind: str, state: RunState | None
) -> None:
    runs = submitted(aurora, 25)
    wanted = "pending"
    if kind == "delete":
        wanted = "cancelled"
        ended(operator, begun(operator, "cancel", {"graph": "etl"}))
    seen = ended(operator, begun(operator, kind, {"state": [wanted]}))
    assert counts(seen) == (25, 25, 0, 0)
    left = aurora.runs(RunFilter(graph="etl"), limit=50).items
    assert [run.state for run in left] == ([] if state is None else [state] * len(runs))


def test_runs_that_come_later_are_not_meant(operator: Caller, aurora: Aurora) -> None:
    submitted(aurora, 2)
    path = begun(operator, "cancel", {"graph": "etl"})
    later = submitted(aurora, 1)
    assert counts(ended(operator, path)) == (2, 2, 0, 0)
    assert aurora.run(later[0]).state is RunState.PENDING


def test_it_is_about_the_projects_of_whoever_asks(program: Program, aurora: Aurora) -> None:
    mine, others = submitted(aurora, 2, graph="shop/etl"), submitted(aurora, 2, graph="bank/etl")
    caller = program(Role.OPERATOR, "shop")
    path = begun(caller, "cancel", {"state": ["pending"]})
    assert counts(ended(caller, path)) == (2, 2, 0, 0)
    assert {aurora.run(run).state for run in mine} == {RunState.CANCELLED}
    assert {aurora.run(run).state for run in others} == {RunState.PENDING}
    stranger = program(Role.OPERATOR, "bank")
    assert stranger.get(path).status_code == 403
    assert stranger.post(f"{path}/cancel").status_code == 403
    assert stranger.get("/bulk-operations").status_code == 403
    assert program(Role.VIEWER).post("/bulk-operations", {}).status_code == 403
    (listed,) = program(Role.ADMIN).get("/bulk-operations").get_json()["items"]
    assert path.endswith(listed["id"])


def test_one_that_is_cancelled_begins_no_more_runs(
    operator: Caller, aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BulkOperations, "wake", lambda _: None)
    submitted(aurora, 30)
    path = begun(operator, "cancel", {"graph": "etl"})
    assert operator.post(f"{path}/cancel").get_json()["state"] == "cancelled"
    assert not bulk_engine.drive(aurora.runtime.engine(), "somebody")
    assert counts(operator.get(path).get_json()) == (0, 0, 0, 0)
    assert aurora.runs(RunFilter(states=(RunState.CANCELLED,))).items == ()


@pytest.mark.parametrize("kind", ["cancel", "retry"])
def test_another_process_goes_on_when_one_is_killed_in_the_middle_and_nothing_is_done_twice(
    aurora: Aurora, web_settings: Mapping[str, str], tmp_path: Path, kind: str
) -> None:
    runs = submitted(aurora, 33)
    if kind == "retry":
        for run in runs:
            aurora.run(run).cancel()
    log = tmp_path / "fired"
    failpoint = {
        "AURORA_TESTING": "1",
        "AURORA_FAILPOINTS": "cancel.after_flag=kill:1in7",
        "AURORA_FAILPOINTS_LOG": str(log),
    }
    bulk = BulkOperations(aurora.runtime, lease=0.5)
    accepted = aurora.store.bulk.add(_order(aurora, kind))
    for _ in range(3):
        died = subprocess.run(
            [sys.executable, "-c", DRIVER], env={**web_settings, **failpoint, **_path()}, check=False, timeout=60
        )
        assert died.returncode == -9
        time.sleep(0.6)
    assert log.read_text()
    bulk.wake()
    deadline = time.monotonic() + 60
    while (seen := bulk.get(accepted.id)).finished is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (seen.tally.matched, seen.tally.done, seen.tally.refused) == (33, 33, 0)
    for run in runs:
        made = [each for each in aurora.store.runs.view(run).operations if each.id == f"bulk-{accepted.id}"]
        assert len(made) == 1
        assert aurora.run(run).summary().epoch == (1 if kind == "retry" else 0)


DRIVER = """
from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.engine.bulk import drive
aurora = Aurora(settings=load_settings())
while drive(aurora.runtime.engine(), "the one that dies", lease=0.5):
    pass
"""


def _order(aurora: Aurora, kind: str) -> BulkOperation:
    where = write_filter(RunFilter(graph="etl", created_before=aurora.store.now()))
    return BulkOperation(id="b" * 32, kind=OperationKind(kind), where=where, by="ada", why="a test")


def _path() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3])}


def test_a_store_that_is_away_for_a_moment_is_waited_for(
    operator: Caller, aurora: Aurora, mongo_server: MongoServer
) -> None:
    runs = submitted(aurora, 60)
    path = begun(operator, "cancel", {"graph": "etl"})
    mongo_server.kill9()
    mongo_server.start()
    seen = ended(operator, path)
    assert counts(seen) == (60, 60, 0, 0)
    assert {aurora.run(run).state for run in runs} == {RunState.CANCELLED}


def test_a_fault_of_ours_in_one_run_keeps_no_other_from_it(
    operator: Caller, aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = submitted(aurora, 3)
    view = aurora.runtime.engine().store.runs.view

    def broken(run: str) -> Any:
        if run == runs[1]:
            raise RuntimeError("a fault")
        return view(run)

    monkeypatch.setattr(aurora.runtime.engine().store.runs, "view", broken)
    seen = ended(operator, begun(operator, "cancel", {"graph": "etl"}))
    assert counts(seen) == (3, 2, 0, 1)
    assert seen["refusals"] == [{"run": runs[1], "code": "internal_error", "reason": "the log says why"}]


def test_a_thread_outlives_a_pass_that_fails(
    operator: Caller, aurora: Aurora, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    take, errors = aurora.store.bulk.take, [StoreUnavailable("it is away"), RuntimeError("a fault")]

    def failing(owner: str, *, seconds: float) -> Any:
        if errors:
            raise errors.pop()
        return take(owner, seconds=seconds)

    monkeypatch.setattr(aurora.store.bulk, "take", failing)
    submitted(aurora, 1)
    assert ended(operator, begun(operator, "cancel", {"graph": "etl"}))["done"] == 1
    assert caplog.text.count("bulk operations cannot go on now") == 2


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "cancel", "filter": {}, "why": "x"},
        {"kind": "cancel", "filter": {"state": []}, "why": "x"},
        {"kind": "cancel", "filter": {"graph": "etl"}, "why": ""},
        {"kind": "cancel", "filter": {"graph": "etl"}},
        {"kind": "skip", "filter": {"graph": "etl"}, "why": "x"},
        {"kind": "cancel", "filter": {"graph": "etl", "colour": "red"}, "why": "x"},
        {"kind": "cancel", "filter": {"state": ["done"]}, "why": "x"},
    ],
)
def test_an_order_that_is_wrong_is_refused(operator: Caller, order: dict[str, Any]) -> None:
    assert operator.post("/bulk-operations", order).status_code == 422


def test_one_that_is_not_there_is_404(operator: Caller) -> None:
    assert operator.get("/bulk-operations/nothing").status_code == 404
    assert operator.post("/bulk-operations/nothing/cancel").status_code == 404
    assert operator.get("/bulk-operations?cursor=garbage").status_code == 400
