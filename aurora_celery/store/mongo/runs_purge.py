"""Delete what is no longer kept: first what belongs to a run, the run itself last."""

from __future__ import annotations

from pymongo import ASCENDING

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Handles
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.results import delete_results


class Purge(RunPart):
    """``RunStore.purge``."""

    @answered
    def purge(self, *, limit: int = 100) -> int:
        """A crash on the way leaves the run, and the next purge goes on with it."""
        found = self._handles.runs.find(expired(), {f.ID: True}, sort=[(f.EXPIRES, ASCENDING)], limit=limit)
        runs = [document[f.ID] for document in found]
        if not runs:
            return 0
        delete_belongings(self._handles, runs)
        return self._handles.runs.delete_many({f.ID: {"$in": runs}}).deleted_count


def expired() -> Document:
    """Runs whose retention is over by the server's clock; not while their continuation waits to be handed on."""
    return {f.EXPIRES: {"$exists": True}, "$expr": {"$lte": [f"${f.EXPIRES}", "$$NOW"]}, f.CONTINUED: {"$ne": False}}


def delete_belongings(handles: Handles, runs: list[str]) -> None:
    """The cells and results of some runs."""
    handles.cells.delete_many({f.RUN: {"$in": runs}})
    delete_results(handles, runs)
