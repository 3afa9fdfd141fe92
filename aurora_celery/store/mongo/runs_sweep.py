"""What the sweeper asks for: cells that want attention, and ended runs that still have to go on elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pymongo import ASCENDING
from pymongo.collection import Collection

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import cell_from_document
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.legible import only_legible
from aurora_celery.store.mongo.part import RunPart, at, milliseconds
from aurora_celery.store.mongo.run_documents import WITHOUT_NODES, run_from_document
from aurora_celery.store.ports import CellView, RunView

#: Cells whose run was never accepted are looked at again after this time, and deleted after that.
_ORPHAN_PAUSE: Final = 60.0
_ORPHAN_AGE: Final = 3600.0

#: Seconds after which a cell is looked at again that a newer version wrote.
_ILLEGIBLE_PAUSE: Final = 60.0

#: Doublings of a wait that are counted: more than any wait has.
_ROUNDS: Final = 30

#: No node was begun or ended, in no epoch: reopening leaves an empty history of such a node.
_UNBEGUN: Final[Document] = {
    "$expr": {
        "$allElementsTrue": {
            "$map": {
                "input": {"$objectToArray": f"${f.NODES}"},
                "in": {"$eq": ["$$this.v", {"$literal": {f.HISTORY: []}}]},
            }
        }
    }
}

OVERDUE: Final[Document] = {f.LIVE: True, "$expr": {"$lte": [f"${f.DUE}", "$$NOW"]}}
UNCONTINUED: Final[Document] = {f.LIVE: False, f.CONTINUED: False}


class Sweeping(RunPart):
    """``RunStore.due``, ``attend`` and ``unfinished``."""

    @answered
    def due(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Two round trips, a few more when cells of ended runs are found and taken out of sight."""
        first = overdue(self._handles.light_runs, limit=limit)
        later = self._of_live_runs(overdue(self._handles.light_cells, limit=limit))
        oldest = sorted([*first, *later], key=lambda document: document[f.DUE])
        illegible: list[Document] = []
        views = tuple(only_legible(cell_from_document, oldest[:limit], illegible))
        if illegible:
            self._pass_over(illegible)
        return views

    @answered
    def attend(self, view: CellView, *, seconds: float, rang: bool = False) -> bool:
        """One round trip; the due time that was seen is what it leaves."""
        values: Document = {f.DUE: {"$add": ["$$NOW", milliseconds(seconds)]}}
        if rang:
            values[f.ROUNDS] = {"$add": [f"${f.ROUNDS}", 1]}
        where = {**at(view.ref), f.LIVE: True, f.DUE: view.due}
        return self._collection(view.ref).update_one(where, [{"$set": values}]).matched_count == 1

    @answered
    def postpone(self, views: Sequence[CellView], *, first: float, longest: float) -> None:
        """One round trip for first cells, one for later ones."""
        growing = {"$multiply": [milliseconds(first), {"$pow": [2, {"$min": [f"${f.ROUNDS}", _ROUNDS]}]}]}
        wait = {"$toLong": {"$min": [milliseconds(longest), growing]}}
        values = {f.DUE: {"$add": ["$$NOW", wait]}, f.ROUNDS: {"$add": [f"${f.ROUNDS}", 1]}}
        handles = self._handles
        for collection, later in ((handles.light_runs, False), (handles.light_cells, True)):
            ids = [f.cell_id(view.ref.run, view.ref.cell) for view in views if bool(view.ref.cell) is later]
            if ids:
                untouched = {f.ID: {"$in": ids}, f.LIVE: True, f.ARRIVED: {}, f.DEAD: {}, **_UNBEGUN}
                collection.update_many(untouched, [{"$set": values}])

    @answered
    def unfinished(self, *, older: float = 0.0, limit: int = 100) -> tuple[RunView, ...]:
        """One round trip."""
        since = {"$subtract": ["$$NOW", milliseconds(older)]}
        where = UNCONTINUED | {"$expr": {"$lte": [f"${f.ENDED}", since]}}
        found = self._handles.runs.find(where, WITHOUT_NODES, sort=[(f.ENDED, ASCENDING)], limit=limit)
        return tuple(only_legible(run_from_document, found))

    def _pass_over(self, documents: Sequence[Document]) -> None:
        """They are left to a newer version; were they due again at once, they would crowd out all others."""
        later = [{"$set": {f.DUE: {"$add": ["$$NOW", milliseconds(_ILLEGIBLE_PAUSE)]}}}]
        ids = {f.ID: {"$in": [document[f.ID] for document in documents]}}
        for collection in (self._handles.light_runs, self._handles.light_cells):
            collection.update_many(ids | OVERDUE, later)

    def _of_live_runs(self, cells: Sequence[Document]) -> list[Document]:
        if not cells:
            return []
        runs = list({document[f.RUN] for document in cells})
        found = self._handles.runs.find({f.ID: {"$in": runs}}, {f.LIVE: True, f.EPOCH: True})
        known = {run[f.ID]: (run[f.LIVE], run[f.EPOCH]) for run in found}
        for run, (live, epoch) in known.items():
            if not live:
                over = {f.RUN: run, f.EPOCH: {"$lte": epoch}}
                self._handles.cells.update_many(over, {"$set": {f.LIVE: False}})
        orphans = [run for run in runs if run not in known]
        if orphans:
            self._put_off(orphans)
        return [document for document in cells if known.get(document[f.RUN]) == (True, document[f.EPOCH])]

    def _put_off(self, runs: list[str]) -> None:
        """Their submit goes on, or has died before the run was accepted; an old one has died."""
        age = {"$subtract": ["$$NOW", f"${f.CREATED}"]}
        old = {f.RUN: {"$in": runs}, "$expr": {"$gt": [age, milliseconds(_ORPHAN_AGE)]}}
        self._handles.cells.delete_many(old)
        later = {f.DUE: {"$add": ["$$NOW", milliseconds(_ORPHAN_PAUSE)]}}
        self._handles.cells.update_many({f.RUN: {"$in": runs}}, [{"$set": later}])


def overdue(collection: Collection[Document], *, limit: int) -> list[Document]:
    """Cells that are due by the server's clock, oldest first, with that clock."""
    return list(collection.aggregate(overdue_stages(limit), batchSize=limit + 1))


def overdue_stages(limit: int) -> list[Document]:
    """The aggregation of ``overdue``."""
    return [{"$match": OVERDUE}, {"$sort": {f.DUE: 1}}, {"$limit": limit}, {"$addFields": {f.NOW: "$$NOW"}}]
