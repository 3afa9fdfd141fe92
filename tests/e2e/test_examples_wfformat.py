"""Recorded workflows: every layout of WfFormat is read, what makes no sense is refused, and the graphs run."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph
from aurora_celery.compiler import compile_graph
from aurora_celery.config import load_settings
from examples.wfformat import WfFormatError, graph_from_wfformat, read_instance
from examples.wfformat.bounds import bounds
from examples.wfformat.instance import Instance
from examples.wfformat.scaling import known_runtimes, naps
from tests.conftest import WorkerFactory

ROOT = Path(__file__).parents[2]
DATA = sorted((ROOT / "examples" / "wfformat" / "data").glob("*.json"))

Tasks = list[dict[str, Any]]


def new_layout(tasks: Tasks, runtimes: Any = None) -> dict[str, Any]:
    """A document as WfFormat 1.5 and later have it."""
    workflow: dict[str, Any] = {"specification": {"tasks": tasks}}
    if runtimes is not None:
        workflow["execution"] = {"tasks": runtimes}
    return {"name": "made up", "schemaVersion": "1.5", "workflow": workflow}


def old_layout(tasks: Tasks) -> dict[str, Any]:
    """A document as WfFormat up to 1.4 has it."""
    return {"name": "made up", "schemaVersion": "1.3", "workflow": {"tasks": tasks}}


def shape(instance: Instance) -> dict[str, tuple[str, ...]]:
    return {task.id: task.parents for task in instance.tasks}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_every_recorded_workflow_becomes_a_graph_with_the_same_edges(path: Path) -> None:
    document = json.loads(path.read_bytes())
    instance = read_instance(document)
    graph = graph_from_wfformat(document).freeze()
    listed = document["workflow"]["specification"]["tasks"]
    assert {(node.id, frozenset(node.needs)) for node in graph.nodes} == {
        (task["id"], frozenset(task["parents"])) for task in listed
    }
    assert len(graph.edges()) == instance.edges
    assert compile_graph(graph).head.size == len(listed)


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_naps_stay_within_their_limits_and_keep_the_order_of_the_runtimes(path: Path) -> None:
    instance = read_instance(json.loads(path.read_bytes()))
    runtimes = known_runtimes(instance)
    seconds = naps(instance, scale=None, between_ms=(50, 500))
    assert min(seconds.values()) == pytest.approx(0.05)
    assert max(seconds.values()) == pytest.approx(0.5)
    in_order = sorted(runtimes, key=lambda task: runtimes[task])
    assert all(seconds[a] <= seconds[b] for a, b in pairwise(in_order))


def test_the_old_layout_names_its_tasks_and_keeps_runtimes_beside_them() -> None:
    tasks: Tasks = [
        {"name": "last", "runtime": 3, "parents": ["first"]},
        {"name": "first", "runtimeInSeconds": "2.5", "parents": []},
    ]
    instance = read_instance(old_layout(tasks))
    assert shape(instance) == {"first": (), "last": ("first",)}
    assert [task.runtime for task in instance.tasks] == [2.5, 3.0]


def test_jobs_is_what_the_oldest_layout_calls_tasks() -> None:
    assert shape(read_instance({"workflow": {"jobs": [{"name": "only"}]}})) == {"only": ()}


def test_either_of_parents_and_children_is_enough() -> None:
    tasks: Tasks = [{"id": "a", "children": ["b", "c"]}, {"id": "b", "parents": None}, {"id": "c", "parents": ["b"]}]
    assert shape(read_instance(new_layout(tasks))) == {"a": (), "b": ("a",), "c": ("a", "b")}


def test_references_and_records_may_go_by_names_that_are_unique() -> None:
    tasks: Tasks = [{"id": "1", "name": "load"}, {"id": "2", "name": "save", "parents": ["load"]}]
    instance = read_instance(new_layout(tasks, [{"name": "save", "runtimeInSeconds": 7}]))
    assert shape(instance) == {"1": (), "2": ("1",)}
    assert [task.runtime for task in instance.tasks] == [None, 7.0]


def test_equal_names_do_not_matter_where_ids_are_used() -> None:
    tasks: Tasks = [{"id": "1", "name": "same"}, {"id": "2", "name": "same", "parents": ["1"]}]
    assert shape(read_instance(new_layout(tasks))) == {"1": (), "2": ("1",)}


def test_tasks_may_be_a_mapping_by_id() -> None:
    document: Any = {"workflow": {"specification": {"tasks": {"a": {}, "b": {"parents": ["a"]}}}}}
    assert shape(read_instance(document)) == {"a": (), "b": ("a",)}


def test_a_missing_runtime_is_the_median_of_its_kind_and_else_of_all() -> None:
    tasks: Tasks = [{"id": str(n), "name": "map"} for n in range(3)] + [{"id": "x", "name": "odd"}]
    records = [{"id": "0", "runtimeInSeconds": 2}, {"id": "1", "runtimeInSeconds": 4}, {"id": "gone", "runtime": 9}]
    runtimes = known_runtimes(read_instance(new_layout(tasks, records)))
    assert runtimes == {"0": 2.0, "1": 4.0, "2": 3.0, "x": 3.0}


def test_without_any_runtime_all_tasks_take_the_same_time() -> None:
    instance = read_instance(new_layout([{"id": "a"}, {"id": "b"}]))
    assert naps(instance, scale=None, between_ms=(50, 500)) == {"a": 0.275, "b": 0.275}
    assert naps(instance, scale=0.5, between_ms=(50, 500)) == {"a": 0.5, "b": 0.5}


def test_bounds_are_the_longest_path_and_the_work_on_all_slots() -> None:
    tasks: Tasks = [{"id": "a"}, {"id": "b", "parents": ["a"]}, {"id": "c", "parents": ["a"]}]
    instance = read_instance(new_layout(tasks))
    found = bounds(instance, {"a": 1.0, "b": 2.0, "c": 3.0}, places=2)
    assert (found.critical_path, found.work, found.lower) == (4.0, 6.0, 4.0)
    assert bounds(instance, {"a": 1.0, "b": 2.0, "c": 3.0}, places=1).lower == 6.0


def test_ids_that_a_node_cannot_have_are_made_fit() -> None:
    long = "x" * 300
    tasks: Tasks = [{"id": long}, {"id": "tab\tid", "parents": [long]}, {"id": long + "y", "parents": ["tab\tid"]}]
    graph = graph_from_wfformat(new_layout(tasks)).freeze()
    assert len({node.id for node in graph.nodes}) == 3
    assert len(graph.edges()) == 2


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "the document must be an object, not a list"),
        ({}, "workflow must be an object, not missing"),
        ({"workflow": {}}, "workflow.tasks must be a list of tasks, not missing"),
        ({"workflow": {"specification": {"tasks": "many"}}}, "must be a list of tasks, not a str"),
        (new_layout([]), "holds no tasks"),
        (new_layout([{"id": "a"}, {"id": "a"}]), "several tasks have the id 'a'"),
        (new_layout([{"parents": []}]), r"tasks\[0\] has neither an id nor a name"),
        (new_layout([{"id": "a", "parents": "b"}]), r"tasks\[0\].parents must be a list, not a str"),
        (new_layout([{"id": "a", "parents": ["b"]}]), r"tasks\[0\].parents: 'b' is no task"),
        (
            new_layout([{"id": "1", "name": "n"}, {"id": "2", "name": "n"}, {"id": "3", "parents": ["n"]}]),
            "'n' is the name of several tasks",
        ),
        (new_layout([{"id": "a", "parents": ["b"]}, {"id": "b", "parents": ["a"]}]), "wait for each other: "),
        (new_layout([{"id": "a", "children": ["a"]}]), "wait for each other: a -> a"),
        (old_layout([{"id": "a", "runtime": -1}]), "runtime of task 'a' is -1, which is no number of seconds"),
        (old_layout([{"id": "a", "runtime": float("nan")}]), "no number of seconds"),
        (old_layout([{"id": "a", "runtime": True}]), "no number of seconds"),
        (new_layout([{"id": "a"}], {"a": 3}), r"tasks\['a'\] must be an object, not a int"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(document: Any, message: str) -> None:
    with pytest.raises(WfFormatError, match=message):
        read_instance(document)


@pytest.mark.parametrize("limits", [{"scale": 0.0}, {"scale": -1.0}, {"between_ms": (9.0, 3.0)}])
def test_limits_that_make_no_sense_are_refused(limits: Any) -> None:
    with pytest.raises(WfFormatError):
        graph_from_wfformat(new_layout([{"id": "a"}]), **limits)


def test_the_command_line_describes_a_file_and_prints_it_as_a_definition() -> None:
    described = _command(str(DATA[0]), "--slots", "4")
    assert described.returncode == 0
    assert "lower bound" in described.stdout
    printed = _command(str(DATA[0]), "--yaml", "--scale", "0.001")
    assert (
        Graph.from_yaml(printed.stdout).freeze()
        == graph_from_wfformat(json.loads(DATA[0].read_bytes()), scale=0.001).freeze()
    )


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"workflow": 1}'])
def test_the_command_line_refuses_a_bad_file_in_one_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text)
    ended = _command(str(file))
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


def test_a_recorded_workflow_runs_in_the_order_that_was_recorded(
    celery_worker_process: WorkerFactory, valkey_url: str, mongo_url: str
) -> None:
    environment = {"AURORA_BROKER__URL": valkey_url, "AURORA_STORE__URL": mongo_url}
    celery_worker_process("aurora_celery", env=environment)
    aurora = Aurora(settings=load_settings(environ=environment))
    document = json.loads((ROOT / "examples/wfformat/data/epigenomics-60.json").read_bytes())
    run = aurora.submit(graph_from_wfformat(document, between_ms=(1, 5))).wait(timeout=90)
    assert run.result == {"tasks": 57}
    nodes = {node.id: node for node in run.view().nodes}
    aurora.runtime.close()
    for task in read_instance(document).tasks:
        started = nodes[task.id].started
        for parent in task.parents:
            finished = nodes[parent].finished
            assert started is not None
            assert finished is not None
            assert finished <= started


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "examples.wfformat", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
