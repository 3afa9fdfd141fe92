"""The lower bound of a makespan."""

from __future__ import annotations

import pytest

from bench.bound import lower_bound
from examples.wfformat.instance import Instance, Task


def instance(**parents: str) -> Instance:
    """Tasks in the order given, each with its parents as words."""
    tasks = (Task(id=name, name=name, runtime=1.0, parents=tuple(before.split())) for name, before in parents.items())
    return Instance("test", tuple(tasks))


def bound(graph: Instance, *, slots: int) -> float:
    return lower_bound(graph, {task.id: 1.0 for task in graph.tasks}, slots=slots)


def test_a_chain_takes_as_long_as_its_tasks() -> None:
    assert bound(instance(a="", b="a", c="b"), slots=8) == 3.0


def test_independent_tasks_take_their_work_on_all_slots() -> None:
    assert bound(instance(a="", b="", c="", d=""), slots=2) == 2.0


def test_a_graph_with_narrow_ends_takes_its_ends_and_the_work_between() -> None:
    graph = instance(first="", a="first", b="first", c="first", d="first", last="a b c d")
    assert bound(graph, slots=2) == 4.0


def test_one_slot_takes_all_the_work() -> None:
    assert bound(instance(a="", b="a", c="a", d="b c"), slots=1) == pytest.approx(4.0)
