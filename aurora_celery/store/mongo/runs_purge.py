"""Delete what is no longer kept: first what belongs to a run, the run itself last."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError

from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import Operation
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Handles
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.operation_documents import operation_to_document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.results import delete_results


class Purge(RunPart):
    """``RunStore.purge`` and ``delete``."""

    @answered
    def purge(self, *, limit: int = 100) -> int:
        """A crash on the way leaves the run, and the next purge goes on with it."""
        found = self._handles.runs.find(expired(), {f.ID: True}, sort=[(f.EXPIRES, ASCENDING)], limit=limit)
        runs = [document[f.ID] for document in found]
        return self._erase(runs, where=expired()) if runs else 0

    @answered
    def delete(self, run: str, operation: Operation) -> bool:
        """A crash on the way leaves a run that the next purge takes."""
        view = self._handles.runs.find_one({f.ID: run}, {f.LIVE: True})
        if view is None:
            raise RunNotFound(run)
        where: Document = {f.ID: run, f.LIVE: False, f.CONTINUED: {"$ne": False}, f.PENDING: None}
        if not self._handles.runs.update_one(where, [{"$set": {f.EXPIRES: "$$NOW"}}]).matched_count:
            return False
        self._note(run, operation)
        return self._erase([run], where=where) == 1

    def _erase(self, runs: Sequence[str], *, where: Document) -> int:
        """The mark comes first: from then on nobody can refer to the results of these runs anew, or reopen them."""
        among: Document = {f.ID: {"$in": [*runs]}}
        self._handles.runs.update_many({**where, **among}, {"$set": {f.DYING: True}})
        dying = {**among, f.DYING: True}
        marked = list(self._handles.runs.find(dying, {f.SHARES: True}))
        gone = [document[f.ID] for document in marked]
        self._handles.cells.delete_many({f.RUN: {"$in": gone}})
        shared = {origin for document in marked for origin in document.get(f.SHARES, ())}
        if free := _unreferenced(self._handles, {*gone, *shared}, dying=gone):
            delete_results(self._handles, free)
        return self._handles.runs.delete_many(dying).deleted_count

    def _note(self, run: str, operation: Operation) -> None:
        """Operations that end a record are kept apart from it."""
        document = {f.ID: operation.id, f.RUN: run, **operation_to_document(operation)}
        try:
            self._handles.deletions.insert_one({**document, "at": self._clock.now()})
        except DuplicateKeyError:
            return


def expired() -> Document:
    """Runs whose retention is over by the server's clock; not while their continuation waits to be handed on."""
    return {f.EXPIRES: {"$exists": True}, "$expr": {"$lte": [f"${f.EXPIRES}", "$$NOW"]}, f.CONTINUED: {"$ne": False}}


def _unreferenced(handles: Handles, owners: set[str], *, dying: Sequence[str]) -> list[str]:
    """Those of the runs to whose results no run refers that stays: neither the owner itself nor one that shares."""
    stays: Document = {f.ID: {"$nin": [*dying]}}
    wanted: Document = {"$in": [*owners]}
    holders = handles.runs.find({**stays, f.SHARES: wanted}, {f.SHARES: True})
    kept = {owner for document in holders for owner in document[f.SHARES]}
    kept |= {document[f.ID] for document in handles.runs.find({"$and": [stays, {f.ID: wanted}]}, {f.ID: True})}
    return sorted(owners - kept)
