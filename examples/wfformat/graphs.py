"""A recorded workflow as a graph: every task is a node that sleeps for as long as the task took, scaled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from aurora_celery import Graph
from examples.wfformat.instance import Instance
from examples.wfformat.reading import read_instance
from examples.wfformat.scaling import naps

#: Characters that an id may have.
_LONGEST = 128


def graph_from_wfformat(
    document: Any, *, scale: float | None = None, between_ms: tuple[float, float] = (50.0, 500.0), name: str = ""
) -> Graph:
    """The graph of a WfFormat document, parsed from JSON. Every node is an ``aurora.sleep``.

    ``scale`` multiplies the recorded seconds; without it they are spread over ``between_ms``, milliseconds. Raises
    WfFormatError, a ValueError, when the document makes no sense.
    """
    instance = read_instance(document)
    seconds = naps(instance, scale=scale, between_ms=between_ms)
    graph = Graph(name or _clean(instance.name), description=f"{len(instance.tasks)} tasks as WfCommons recorded them")
    ids = node_ids(instance)
    nodes = {
        task.id: graph.node(
            ids[task.id],
            "aurora.sleep",
            {"seconds": seconds[task.id]},
            needs=[ids[parent] for parent in task.parents],
            description=task.name if task.name != task.id else None,
        )
        for task in instance.tasks
    }
    graph.outputs({"tasks": len(nodes)})
    return graph


def node_ids(instance: Instance) -> dict[str, str]:
    """The node of each task: its id, made fit where it is too long or has control characters."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for number, task in enumerate(instance.tasks):
        clean = _clean(task.id)
        if clean in taken or clean != task.id:
            clean = f"{clean[: _LONGEST - 10]}#{number}"
        taken.add(clean)
        found[task.id] = clean
    return found


def _clean(text: str) -> str:
    return "".join(_printable(text))[:_LONGEST] or "wfformat"


def _printable(text: str) -> Iterable[str]:
    return (" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
