"""The indexes that Aurora's queries need, made once for each database."""

from __future__ import annotations

from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import OperationFailure

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_indexes import ensure_access_indexes
from aurora_celery.store.mongo.bulk import STATE
from aurora_celery.store.mongo.client import Handles
from aurora_celery.store.mongo.log_documents import FIRST, NODE
from aurora_celery.store.mongo.workers import BEAT

#: Raise it with every change below: a database that has the number has the indexes.
VERSION: Final = 6
#: It has all that a count of runs needs, so that no run has to be read for one.
BY_STATE: Final = "by_state_and_graph"
#: Indexes of earlier versions that nothing asks for any more.
_RETIRED: Final = ("by_state",)
#: Answers to dropping an index that is not there, and by a user that may not: it stays then, which costs its room only.
_STAYS: Final = frozenset({27, 13})
_MARKER: Final = "indexes"
#: A worker that was killed is forgotten after a day.
_FORGET_WORKER: Final = 86_400

_PENDING_SINCE: Final = f"{f.PENDING}.at"
_IF_PENDING: Final = {_PENDING_SINCE: {"$exists": True}}
_IF_STOPPING: Final = {f.CANCELLED: {"$exists": True}, f.LIVE: True}
_IF_DEADLINE: Final = {f.DEADLINE: {"$exists": True}, f.LIVE: True}
_NEWEST: Final = [(f.CREATED, DESCENDING), (f.ID, DESCENDING)]
_RUNS: Final = [
    IndexModel(_NEWEST, name="newest"),
    IndexModel([(f.RUN_STATE, ASCENDING), *_NEWEST, (f.GRAPH, ASCENDING), (f.PROJECT, ASCENDING)], name=BY_STATE),
    IndexModel([(f.GRAPH, ASCENDING), *_NEWEST], name="by_graph"),
    IndexModel([(f.PROJECT, ASCENDING), *_NEWEST], name="by_project"),
    IndexModel([(f.LABELS, ASCENDING), *_NEWEST], name="by_label"),
    IndexModel([(f.FACTS, ASCENDING), *_NEWEST], name="by_fact", partialFilterExpression={f.FACTS: {"$exists": True}}),
    IndexModel([(f.WORDS, ASCENDING), *_NEWEST], name="by_word"),
    IndexModel([(f.SHARES, ASCENDING)], name="shares", partialFilterExpression={f.SHARES: {"$exists": True}}),
    IndexModel([(_PENDING_SINCE, ASCENDING)], name="pending", partialFilterExpression=_IF_PENDING),
    IndexModel([(f.CANCELLED, ASCENDING)], name="stopping", partialFilterExpression=_IF_STOPPING),
    IndexModel([(f.DEADLINE, ASCENDING)], name="deadline", partialFilterExpression=_IF_DEADLINE),
    IndexModel([(f.KEY, ASCENDING)], name="key", unique=True, partialFilterExpression={f.KEY: {"$exists": True}}),
    IndexModel([(f.DUE, ASCENDING)], name="due", partialFilterExpression={f.LIVE: True}),
    IndexModel(
        [(f.LIVE, ASCENDING), (f.ENDED, ASCENDING)],
        name="unfinished",
        partialFilterExpression={f.CONTINUED: False},
    ),
    IndexModel([(f.EXPIRES, ASCENDING)], name="expired", partialFilterExpression={f.EXPIRES: {"$exists": True}}),
]
_CELLS: Final = [
    IndexModel([(f.RUN, ASCENDING), (f.NUMBER, ASCENDING)], name="of_run", unique=True),
    IndexModel([(f.DUE, ASCENDING)], name="due", partialFilterExpression={f.LIVE: True}),
    IndexModel([(f.CANCELLED, ASCENDING)], name="stopping", partialFilterExpression=_IF_STOPPING),
]
_GRAPHS: Final = [IndexModel([("name", ASCENDING), ("version", DESCENDING)], name="version", unique=True)]
_BULK: Final = [
    IndexModel([(STATE, ASCENDING), (f.CREATED, ASCENDING), (f.ID, ASCENDING)], name="running"),
    IndexModel(_NEWEST, name="newest"),
    IndexModel([(f.EXPIRES, ASCENDING)], name="over", expireAfterSeconds=0),
]
_LOGS: Final = [
    IndexModel([(f.RUN, ASCENDING), (NODE, ASCENDING), (FIRST, ASCENDING)], name="of_node"),
    IndexModel([(f.RUN, ASCENDING), (FIRST, ASCENDING)], name="of_run"),
    IndexModel([(FIRST, ASCENDING)], name="by_time"),
    IndexModel([(f.EXPIRES, ASCENDING)], name="over", expireAfterSeconds=0),
]
_WORKERS: Final = [IndexModel([(BEAT, ASCENDING)], name="forget", expireAfterSeconds=_FORGET_WORKER)]


def ensure_indexes(handles: Handles) -> None:
    """Make every index unless the database says that it has them. Two at once do the same and do no harm."""
    marker = handles.leases.find_one({"_id": _MARKER})
    if marker is not None and marker.get("version", 0) >= VERSION:  # a newer version's serve this one too
        return
    handles.runs.create_indexes(_RUNS)
    for name in _RETIRED:
        _drop(handles, name)
    handles.cells.create_indexes(_CELLS)
    handles.graphs.create_indexes(_GRAPHS)
    handles.workers.create_indexes(_WORKERS)
    handles.bulk.create_indexes(_BULK)
    handles.logs.create_indexes(_LOGS)
    ensure_access_indexes(handles.access)
    handles.plans.create_index([("_id", ASCENDING)])
    handles.results.create_index([("_id", ASCENDING)])
    handles.blob_files.create_index([("filename", ASCENDING), ("uploadDate", ASCENDING)])
    handles.blob_chunks.create_index([("files_id", ASCENDING), ("n", ASCENDING)], unique=True)
    handles.leases.update_one({"_id": _MARKER}, {"$set": {"version": VERSION}}, upsert=True)


def _drop(handles: Handles, name: str) -> None:
    """Give an index of the runs up; most databases never had it."""
    try:
        handles.runs.drop_index(name)
    except OperationFailure as error:
        if error.code not in _STAYS:
            raise
