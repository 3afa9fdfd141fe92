"""Bulk operations in MongoDB; who drives one is judged by the server's clock."""

from __future__ import annotations

from typing import Any, Final

from pymongo import ASCENDING, DESCENDING, ReturnDocument
from pymongo.collection import Collection

from aurora_celery.model.bulk import TOLD, BulkOperation, BulkState, BulkStep, Refusal, Tally
from aurora_celery.model.operation import OperationKind
from aurora_celery.operator_errors import BulkNotFound
from aurora_celery.store.bulk_ports import KEPT
from aurora_celery.store.cursor import read_cursor, write_cursor
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_updates import EXPIRES, ahead, kept_if_new, upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.values import Page

STATE: Final = "state"
_OWNER: Final = "owner"
_UNTIL: Final = "until"
_FINISHED: Final = "finished"
_REFUSALS: Final = "refusals"
_COUNTS: Final = ("matched", "done", "refused", "failed")
_GIVEN: Final = ("where", "by", "why", "dry_run", "step", "cursor", "last")
_RUNNING: Final = BulkState.RUNNING.value


class MongoBulk:
    """``BulkStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def _bulk(self) -> Collection[Document]:
        return self._connection.handles().bulk

    @answered
    def add(self, bulk: BulkOperation) -> BulkOperation:
        """One round trip."""
        values: Document = {name: getattr(bulk, name) for name in _GIVEN} | dict.fromkeys(_COUNTS, 0)
        values |= {"kind": bulk.kind.value, STATE: bulk.state.value, "page": list(bulk.page), _REFUSALS: []}
        return _from_document(upserted(self._bulk, bulk.id, kept_if_new(values, {f.CREATED: "$$NOW"})))

    @answered
    def get(self, bulk: str) -> BulkOperation:
        """One round trip."""
        found = self._bulk.find_one({f.ID: bulk})
        if found is None:
            raise BulkNotFound(bulk)
        return _from_document(found)

    @answered
    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[BulkOperation]:
        """One round trip."""
        query: Document = {}
        if cursor is not None:
            moment, last = read_cursor(cursor)
            query = {f.CREATED: {"$lte": moment}, "$or": [{f.CREATED: {"$lt": moment}}, {f.ID: {"$lt": last}}]}
        newest = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
        found = list(self._bulk.find(query, sort=newest, limit=limit + 1))
        page, more = found[:limit], len(found) > limit
        return Page(
            tuple(map(_from_document, page)), write_cursor(page[-1][f.CREATED], page[-1][f.ID]) if more else None
        )

    @answered
    def take(self, owner: str, *, seconds: float) -> BulkOperation | None:
        """One round trip."""
        ours = {"$in": [f"${_OWNER}", [{"$literal": owner}, None]]}
        free = {"$or": [ours, {"$lte": [{"$ifNull": [f"${_UNTIL}", "$$NOW"]}, "$$NOW"]}]}
        found = self._bulk.find_one_and_update(
            {STATE: _RUNNING, "$expr": free},
            [{"$set": {_OWNER: {"$literal": owner}, _UNTIL: ahead(seconds)}}],
            sort=[(f.CREATED, ASCENDING), (f.ID, ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return None if found is None else _from_document(found)

    @answered
    def advance(self, bulk: str, owner: str, step: BulkStep, *, seconds: float) -> BulkOperation | None:
        """One round trip, one more when it was done before."""
        mine: Document = {f.ID: bulk, _OWNER: owner}
        found = self._bulk.find_one_and_update(
            mine | {"step": step.step}, _stepping(step, seconds=seconds), return_document=ReturnDocument.AFTER
        ) or self._bulk.find_one(mine)
        return None if found is None else _from_document(found)

    @answered
    def release(self, bulk: str, owner: str) -> None:
        """One round trip."""
        self._bulk.update_one({f.ID: bulk, _OWNER: owner}, {"$unset": {_OWNER: True, _UNTIL: True}})

    @answered
    def cancel(self, bulk: str) -> BulkOperation:
        """One round trip, one more when it has ended."""
        ended = {STATE: BulkState.CANCELLED.value, _FINISHED: "$$NOW", EXPIRES: ahead(KEPT)}
        found = self._bulk.find_one_and_update(
            {f.ID: bulk, STATE: _RUNNING}, [{"$set": ended}], return_document=ReturnDocument.AFTER
        )
        return self.get(bulk) if found is None else _from_document(found)

    @answered
    def unfinished(self) -> bool:
        """One round trip."""
        return self._bulk.find_one({STATE: _RUNNING}, {f.ID: True}) is not None


def _stepping(step: BulkStep, *, seconds: float) -> list[Document]:
    told = [[each.run, each.code, each.reason] for each in step.tally.refusals]
    values: Document = {name: {"$add": [f"${name}", getattr(step.tally, name)]} for name in _COUNTS}
    values |= {
        _REFUSALS: {"$slice": [{"$concatArrays": [f"${_REFUSALS}", {"$literal": told}]}, TOLD]},
        "step": {"$add": ["$step", 1]},
        "page": {"$literal": list(step.page)},
        "cursor": {"$literal": step.cursor},
        "last": step.last,
        _UNTIL: ahead(seconds),
    }
    if step.done:
        runs = {"$eq": [f"${STATE}", _RUNNING]}
        values |= {
            STATE: {"$cond": [runs, BulkState.SUCCEEDED.value, f"${STATE}"]},
            _FINISHED: {"$cond": [runs, "$$NOW", f"${_FINISHED}"]},
            EXPIRES: {"$cond": [runs, ahead(KEPT), f"${EXPIRES}"]},
        }
    return [{"$set": values}]


def _from_document(document: Document) -> BulkOperation:
    values: dict[str, Any] = {name: document[name] for name in _GIVEN}
    refusals = tuple(Refusal(run, code, reason) for run, code, reason in document[_REFUSALS])
    return BulkOperation(
        id=document[f.ID],
        kind=OperationKind(document["kind"]),
        state=BulkState(document[STATE]),
        page=tuple(document["page"]),
        tally=Tally(refusals=refusals, **{name: document[name] for name in _COUNTS}),
        created=document[f.CREATED],
        finished=document.get(_FINISHED),
        **values,
    )
