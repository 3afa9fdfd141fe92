"""Accept a run: its later cells first, then the one document whose insertion is the acceptance."""

from __future__ import annotations

from datetime import timedelta

from pymongo.errors import BulkWriteError, DuplicateKeyError

from aurora_celery.errors import RunNotFound
from aurora_celery.failpoints import failpoint
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import later_cells
from aurora_celery.store.mongo.errors import answered, only_duplicates
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.results import delete_results
from aurora_celery.store.mongo.run_documents import new_run, run_from_document
from aurora_celery.store.ports import NewRun, Submitted


class Submit(RunPart):
    """``RunStore.submit``."""

    @answered
    def submit(self, run: NewRun) -> Submitted:
        """One insert for a run of one cell, which shares no results."""
        while True:
            taken = self._holder(run.key) if run.key is not None and len(run.cells) > 1 else None
            if taken is None and (accepted := self._inserted(run)):
                self._check_origin(run)
                return accepted
            taken = taken or (self._holder(run.key) if run.key is not None else None)
            if taken is not None and not self._freed(taken):
                return self._lost(run, taken)

    def _inserted(self, run: NewRun) -> Submitted | None:
        """None when another run holds the key. The run's own id being there is an earlier try of ours."""
        created = self._clock.now()
        due = created + timedelta(seconds=run.attention)
        cells = later_cells(run, created=created, due=due)
        if cells:
            self._insert_cells(cells)
            failpoint("submit.mid_children")
        document = new_run(run, created=created, due=due)
        try:
            self._handles.runs.insert_one(document)
        except DuplicateKeyError as error:
            is_ours = f.ID in (error.details or {}).get("keyPattern", {})
            return Submitted(run.id, True, run.fingerprint) if is_ours else None
        return Submitted(run.id, True, run.fingerprint, run_from_document(document))

    def _check_origin(self, run: NewRun) -> None:
        """Take a run back that refers to results which are about to be deleted. Raises RunNotFound.

        Whoever deletes marks the run before it looks who shares its results, so that one of the two sees the other.
        """
        if run.origin is None:
            return
        origin = self._handles.runs.find_one({f.ID: run.origin, f.DYING: None}, {f.ID: True})
        if origin is None:
            self._handles.runs.delete_one({f.ID: run.id})
            self._handles.cells.delete_many({f.RUN: run.id})
            if run.inputs.ref is not None and run.inputs.ref.startswith(f"{run.id}/"):
                delete_results(self._handles, [run.id])
            raise RunNotFound(run.origin)

    def _freed(self, holder: Document) -> bool:
        """Take the key from a run that has held it for as long as it may."""
        over: Document = {f.FREE_AT: {"$exists": True}, "$expr": {"$lte": [f"${f.FREE_AT}", "$$NOW"]}}
        gone = {"$unset": {f.KEY: True, f.FREE_AT: True}}
        return self._handles.runs.update_one({f.ID: holder[f.ID], **over}, gone).matched_count == 1

    def _insert_cells(self, cells: list[Document]) -> None:
        try:
            self._handles.cells.insert_many(cells, ordered=False)
        except BulkWriteError as error:
            if not only_duplicates(error):
                raise

    def _holder(self, key: str | None) -> Document | None:
        return self._handles.runs.find_one({f.KEY: key}, {f.FINGERPRINT: True})

    def _lost(self, run: NewRun, holder: Document) -> Submitted:
        """The answer when the key is taken, maybe by an earlier try of this very call. What was ours is deleted."""
        if holder[f.ID] == run.id:
            return Submitted(run.id, True, run.fingerprint)
        if len(run.cells) > 1:
            self._handles.cells.delete_many({f.RUN: run.id})
        if run.inputs.ref is not None:
            delete_results(self._handles, [run.id])
        return Submitted(holder[f.ID], False, holder[f.FINGERPRINT])
