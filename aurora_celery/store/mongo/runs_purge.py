"""Delete what is no longer kept: first what belongs to a run, the run itself last."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo import ASCENDING
from pymongo.errors import BulkWriteError

from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import Operation
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Handles
from aurora_celery.store.mongo.errors import answered, only_duplicates
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.operation_documents import AT, operation_to_document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.results import delete_results


class Purge(RunPart):
    """``RunStore.purge`` and ``delete``."""

    @answered
    def purge(self, *, limit: int = 100) -> int:
        """A crash on the way leaves the run, and the next purge goes on with it."""
        found = self._handles.runs.find(expired(), {f.ID: True}, sort=[(f.EXPIRES, ASCENDING)], limit=limit)
        runs = [document[f.ID] for document in found]
        self._handles.runs.update_many({**expired(), f.ID: {"$in": runs}, f.DYING: None}, {"$set": {f.DYING: True}})
        return self._erase(runs) if runs else 0

    @answered
    def delete(self, run: str, operation: Operation) -> bool:
        """A crash on the way leaves a run that nobody sees, and that the next purge takes."""
        told = {**operation_to_document(operation), f.ID: operation.id}
        by = {"$mergeObjects": [{"$literal": told}, {"epoch": f"${f.EPOCH}", AT: "$$NOW"}]}
        free: Document = {f.ID: run, f.LIVE: False, f.CONTINUED: {"$ne": False}, f.PENDING: None, f.DYING: None}
        if not self._handles.runs.update_one(free, [{"$set": {f.DYING: by, f.EXPIRES: "$$NOW"}}]).matched_count:
            found = self._handles.runs.find_one({f.ID: run}, {f.DYING: True}) or {f.DYING: True}
            if f.DYING not in found:
                return False
            if operation.id != _deleted_by(found) and not self._is_noted(operation):
                raise RunNotFound(run)
        self._erase([run])
        return True

    def _erase(self, runs: Sequence[str]) -> int:
        """Delete those that are marked: nobody can refer to the results of these runs anew, or reopen them."""
        dying: Document = {f.ID: {"$in": [*runs]}, f.DYING: {"$ne": None}}
        marked = list(self._handles.runs.find(dying, {f.SHARES: True, f.DYING: True}))
        self._note([document for document in marked if _deleted_by(document)])
        gone = [document[f.ID] for document in marked]
        self._handles.cells.delete_many({f.RUN: {"$in": gone}})
        self._handles.logs.delete_many({f.RUN: {"$in": gone}})
        shared = {origin for document in marked for origin in document.get(f.SHARES, ())}
        if free := _unreferenced(self._handles, {*gone, *shared}, dying=gone):
            delete_results(self._handles, free)
        return self._handles.runs.delete_many(dying).deleted_count

    def _note(self, deleted: Sequence[Document]) -> None:
        """Operations that end a record are kept apart from it."""
        if not deleted:
            return
        notes = [{**document[f.DYING], f.RUN: document[f.ID]} for document in deleted]
        try:
            self._handles.deletions.insert_many(notes, ordered=False)
        except BulkWriteError as error:
            if not only_duplicates(error):
                raise

    def _is_noted(self, operation: Operation) -> bool:
        return self._handles.deletions.find_one({f.ID: operation.id}, {f.ID: True}) is not None


def _deleted_by(document: Document) -> str | None:
    """The operation that deletes a marked run; None for one whose retention is over."""
    by = document[f.DYING]
    return None if by is True else str(by[f.ID])


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
