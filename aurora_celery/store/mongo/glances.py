"""Looks over many runs in MongoDB: the server picks what is wanted out of its indexes, or out of the cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from aurora_celery.model.glance import FailingGraph, History, NodeGlance, RunGlance, Stretch
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.cancelled import cancelled_with
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.indexes import BY_STATE
from aurora_celery.store.mongo.runs_list import NEWEST_FIRST

_NEWEST: Final[Document] = dict(NEWEST_FIRST)
_STATES: Final = [state.value for state in RunState]
_LIVE: Final = [state.value for state in RunState if not state.is_terminal]
_FAILED: Final[Document] = {"$eq": [f"${f.RUN_STATE}", RunState.FAILED.value]}
#: Of each node that something has happened to: its slot, and what is seen of it.
_NODES: Final[Document] = {
    "$map": {
        "input": {"$objectToArray": f"${f.NODES}"},
        "as": "node",
        "in": ["$$node.k", *(f"$$node.v.{name}" for name in (f.STATE, f.ATTEMPT, f.STARTED, f.FINISHED))],
    }
}
_CELL: Final[Document] = {"$project": {f.RUN: 1, f.OFFSET: 1, f.SIZE: 1, f.CANCELLED: 1, f.NODES: _NODES}}
#: What the index by state has of a run, so that no run has to be read.
_INDEXED: Final[Document] = {"_id": 0, f.RUN_STATE: 1, f.CREATED: 1, f.GRAPH: 1, f.PROJECT: 1}
_RUN: Final = {"_id": 1, f.VERSION: 1, f.PLAN: 1, f.RUN_STATE: 1, f.CREATED: 1, f.ENDED: 1}


class MongoGlances:
    """``GlanceStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def nodes(self, runs: Sequence[str]) -> dict[str, tuple[NodeGlance, ...]]:
        """One command for both collections; sees claims that are not durable yet."""
        handles = self._connection.handles()
        later: list[Document] = [{"$match": {f.RUN: {"$in": [*runs]}}}, _CELL]
        first: list[Document] = [{"$match": {f.ID: {"$in": [*runs]}, f.DYING: None}}, _CELL]
        union: Document = {"$unionWith": {"coll": handles.cells.name, "pipeline": later}}
        cells: dict[str, dict[int, list[NodeGlance]]] = {}
        for document in handles.light_runs.aggregate([*first, union]):
            run = document.get(f.RUN) or document[f.ID]
            cells.setdefault(run, {})[document[f.OFFSET]] = _glances(document)
        return {
            run: tuple(node for offset in sorted(parts) for node in parts[offset])
            for run, parts in cells.items()
            if 0 in parts
        }

    @answered
    def recent(self, graphs: Collection[str], *, each: int) -> dict[str, tuple[RunGlance, ...]]:
        """One command, which looks into the index by graph once for each of them."""
        handles = self._connection.handles()
        wanted: Document = {"$documents": [{"name": {"$literal": graph}} for graph in graphs]}
        last: list[Document] = [{"$match": {f.DYING: None}}, {"$sort": _NEWEST}, {"$limit": each}, {"$project": _RUN}]
        joined: Document = {"from": handles.runs.name, "localField": "name", "foreignField": f.GRAPH, "as": "runs"}
        found = handles.runs.database.aggregate([wanted, {"$lookup": {**joined, "pipeline": last}}])
        return {graph["name"]: tuple(map(_run, graph["runs"])) for graph in found if graph["runs"]}

    @answered
    def history(self, stretch: Stretch, *, failing: int) -> History:
        """One command, answered by the index alone."""
        within: Document = {f.RUN_STATE: {"$in": _STATES}, f.CREATED: {"$gte": stretch.since, "$lt": stretch.until}}
        seen = _seen(stretch.projects)
        stages: list[Document] = [
            {"$match": within},
            {"$sort": _NEWEST},
            {"$limit": stretch.most},
            {"$project": _INDEXED},
            {
                "$facet": {
                    "reach": [{"$group": {"_id": None, "count": {"$sum": 1}, "oldest": {"$min": f"${f.CREATED}"}}}],
                    "counts": [*seen, {"$group": {"_id": _bucket(stretch), "count": {"$sum": 1}}}],
                    "failing": [*seen, *_failing(failing)],
                }
            },
        ]
        (found,) = self._connection.handles().runs.aggregate(stages, hint=BY_STATE)
        reach: Document = found["reach"][0] if found["reach"] else {"count": 0}
        return History(
            since=reach["oldest"] if reach["count"] == stretch.most else stretch.since,
            counts={(int(row["_id"]["at"]), RunState(row["_id"]["state"])): row["count"] for row in found["counts"]},
            failing=tuple(
                FailingGraph(graph=row["_id"], runs=row["runs"], failed=row["failed"], last=row["last"])
                for row in found["failing"]
            ),
        )

    @answered
    def going_on(self, *, projects: tuple[str, ...] | None = None, most: int = 100_000) -> dict[RunState, int]:
        """One command, answered by the index alone."""
        stages: list[Document] = [
            {"$match": {f.RUN_STATE: {"$in": _LIVE}}},
            {"$project": _INDEXED},
            *_seen(projects),
            {"$limit": most},
            {"$group": {"_id": f"${f.RUN_STATE}", "count": {"$sum": 1}}},
        ]
        found = self._connection.handles().runs.aggregate(stages, hint=BY_STATE)
        return {RunState(row["_id"]): row["count"] for row in found}


def _seen(projects: tuple[str, ...] | None) -> list[Document]:
    return [] if projects is None else [{"$match": {f.PROJECT: {"$in": [*projects]}}}]


def _bucket(stretch: Stretch) -> Document:
    milliseconds = stretch.step.total_seconds() * 1000
    age: Document = {"$subtract": [f"${f.CREATED}", stretch.since]}
    return {"at": {"$floor": {"$divide": [age, milliseconds]}}, "state": f"${f.RUN_STATE}"}


def _failing(most: int) -> list[Document]:
    when: Document = {"$cond": [_FAILED, f"${f.CREATED}", None]}
    sums: Document = {"runs": {"$sum": 1}, "failed": {"$sum": {"$cond": [_FAILED, 1, 0]}}, "last": {"$max": when}}
    return [
        {"$group": {"_id": f"${f.GRAPH}", **sums}},
        {"$match": {"failed": {"$gt": 0}}},
        {"$sort": {"failed": -1, "_id": 1}},
        {"$limit": most},
    ]


def _glances(document: Document) -> list[NodeGlance]:
    found, cancelled = [NodeGlance()] * document[f.SIZE], document.get(f.CANCELLED)
    for slot, state, attempt, started, finished in document[f.NODES]:
        known = NodeState.PENDING if state is None else NodeState(state)
        found[int(slot)] = NodeGlance(known, attempt or 0, started, finished)
    return found if cancelled is None else [cancelled_with(node, cancelled) for node in found]


def _run(document: Document) -> RunGlance:
    return RunGlance(
        id=document[f.ID],
        version=document[f.VERSION],
        plan=document[f.PLAN],
        state=RunState(document[f.RUN_STATE]),
        created=document[f.CREATED],
        finished=document.get(f.ENDED),
    )
