"""Accept a run: its later cells first, then the one document whose insertion is the acceptance."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from pymongo.errors import BulkWriteError, DuplicateKeyError

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import later_cells
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.results import delete_results
from aurora_celery.store.mongo.run_documents import new_run
from aurora_celery.store.ports import NewRun, Submitted

_DUPLICATE: Final = 11000


class Submit(RunPart):
    """``RunStore.submit``."""

    @answered
    def submit(self, run: NewRun) -> Submitted:
        """One insert for a run of one cell."""
        while True:
            taken = self._holder(run.key) if run.key is not None and len(run.cells) > 1 else None
            if taken is None and self._inserted(run):
                return Submitted(run.id, True, run.fingerprint)
            taken = taken or (self._holder(run.key) if run.key is not None else None)
            if taken is not None:
                return self._lost(run, taken)

    def _inserted(self, run: NewRun) -> bool:
        """False when another run holds the key. The run's own id being there is an earlier try of ours."""
        created = self._clock.now()
        due = created + timedelta(seconds=run.attention)
        cells = later_cells(run, created=created, due=due)
        if cells:
            self._insert_cells(cells)
        try:
            self._handles.runs.insert_one(new_run(run, created=created, due=due))
        except DuplicateKeyError as error:
            return f.ID in (error.details or {}).get("keyPattern", {})
        return True

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


def only_duplicates(error: BulkWriteError) -> bool:
    """True when nothing was refused but what an earlier try had written."""
    written = error.details.get("writeErrors", [])
    return not error.details.get("writeConcernErrors") and all(entry["code"] == _DUPLICATE for entry in written)
