"""Close cells, end a run, and note what became of its continuation."""

from __future__ import annotations

from typing import Final

from pymongo import ReturnDocument

from aurora_celery.store.failures import bounded
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import CANCEL
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at, milliseconds
from aurora_celery.store.mongo.values import first_failure, output_to_document
from aurora_celery.store.ports import CellRef, Finish

_NOT_CANCELLED: Final[Document] = {f.CONTROL: {"$ne": CANCEL}}


class Endings(RunPart):
    """``RunStore.close``, ``finish`` and ``continued``."""

    @answered
    def close(self, ref: CellRef) -> int | None:
        """The run's record first: a crash between the two writes leaves a cell that is looked at once more."""
        document = self._handles.runs.find_one_and_update(
            {f.ID: ref.run, f.EPOCH: ref.epoch},
            {"$addToSet": {f.CLOSED: ref.cell}},
            projection={f.CLOSED: True},
            return_document=ReturnDocument.AFTER,
        )
        if document is None:
            return None
        if ref.cell:
            self._handles.cells.update_one(at(ref), {"$set": {f.LIVE: False}})
        return len(document[f.CLOSED])

    @answered
    def finish(self, run: str, epoch: int, finish: Finish) -> bool:
        """One round trip for a run of one cell; one more takes the later cells out of the sweeper's sight."""
        document = self._handles.runs.find_one_and_update(
            {f.ID: run, f.EPOCH: epoch, f.LIVE: True} | ({} if finish.stopped else _NOT_CANCELLED),
            [{"$set": self._ended(finish)}],
            projection={f.CELLS: True},
        )
        if document is None:
            return False
        if document[f.CELLS] > 1:
            self._handles.cells.update_many({f.RUN: run, f.EPOCH: epoch}, {"$set": {f.LIVE: False}})
        return True

    @answered
    def continued(self, run: str) -> None:
        """One round trip."""
        self._handles.runs.update_one({f.ID: run}, {"$set": {f.CONTINUED: True}})

    def _ended(self, finish: Finish) -> Document:
        values: Document = {f.RUN_STATE: finish.state.value, f.ENDED: "$$NOW", f.LIVE: False}
        if finish.outputs is not None:
            values[f.OUTPUTS] = {"$literal": output_to_document(finish.outputs)}
        if finish.error is not None:
            values |= first_failure(bounded(finish.error))
        if self._terms.retention is not None:
            values[f.EXPIRES] = {"$add": ["$$NOW", milliseconds(self._terms.retention)]}
        return values
