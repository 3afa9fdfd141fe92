"""Look at runs and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from aurora_celery.errors import RunNotFound
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import cell_from_document, output_of
from aurora_celery.store.mongo.errors import answered, translated
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at
from aurora_celery.store.mongo.run_documents import WITHOUT_NODES, run_from_document
from aurora_celery.store.ports import CellRef, CellView, Output, RunView

_CLOCK: Final[Document] = {"$addFields": {f.NOW: "$$NOW"}}
_BATCH: Final = 20
#: So many documents that one answer holds them all, if they are not more than 16 MB.
_ALL: Final = 100_000


class Reads(RunPart):
    """``RunStore.view``, ``find_key``, ``cell``, ``cells``, ``outputs`` and ``undelivered``."""

    @answered
    def view(self, run: str) -> RunView:
        """One round trip."""
        document = self._handles.runs.find_one({f.ID: run, f.DYING: None}, WITHOUT_NODES)
        if document is None:
            raise RunNotFound(run)
        return run_from_document(document)

    @answered
    def find_key(self, key: str) -> RunView | None:
        """One round trip."""
        document = self._handles.runs.find_one({f.KEY: key}, WITHOUT_NODES)
        return None if document is None else run_from_document(document)

    @answered
    def cell(self, ref: CellRef) -> CellView | None:
        """One round trip; sees claims that are not durable yet."""
        found = self._light_collection(ref).aggregate([{"$match": at(ref)}, _CLOCK])
        return next(map(cell_from_document, found), None)

    def cells(self, run: str) -> Iterator[CellView]:
        """One round trip for the first cell, and one for every twenty after it."""
        with translated():
            yield from map(cell_from_document, self._handles.light_runs.aggregate([{"$match": {f.ID: run}}, _CLOCK]))
            later: list[Document] = [{"$match": {f.RUN: run}}, {"$sort": {f.RUN: 1, f.NUMBER: 1}}, _CLOCK]
            yield from map(cell_from_document, self._handles.light_cells.aggregate(later, batchSize=_BATCH))

    @answered
    def outputs(self, run: str, wanted: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], Output]:
        """Each cell is asked for the slots that are wanted of any."""
        slots = {slot for asked in wanted.values() for slot in asked}
        found: dict[tuple[int, int], Output] = {}
        for document in self._some(run, wanted, fields=[f.node(slot, f.OUTPUT) for slot in slots]):
            number = document.get(f.NUMBER, 0)
            outputs = ((slot, output_of(document, slot)) for slot in wanted[number])
            found |= {(number, slot): output for slot, output in outputs if output is not None}
        return found

    @answered
    def undelivered(self, run: str, epoch: int, wanted: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
        """Cells of another epoch are left out, as there is nothing to deliver to them."""
        lacking = {}
        for document in self._some(run, wanted, fields=[f.EPOCH, f.ARRIVED, f.DEAD]):
            if document[f.EPOCH] == epoch:
                number = document.get(f.NUMBER, 0)
                there = document[f.ARRIVED].keys() | document[f.DEAD].keys()
                if missing := tuple(gate for gate in wanted[number] if str(gate) not in there):
                    lacking[number] = missing
        return lacking

    def _some(self, run: str, numbers: Mapping[int, Sequence[int]], *, fields: list[str]) -> Iterator[Document]:
        """Some fields of some cells, in one command also when they lie in both collections."""
        if not numbers:
            return iter(())
        shape: Document = {"$project": dict.fromkeys([f.NUMBER, *fields], True)}
        first: list[Document] = [{"$match": {f.ID: run}}, shape]
        later = [f.cell_id(run, number) for number in numbers if number]
        if not later:
            return iter(self._handles.light_runs.aggregate(first))
        stages: list[Document] = [{"$match": {f.ID: {"$in": later}}}, shape]
        if 0 in numbers:
            stages.append({"$unionWith": {"coll": self._handles.runs.name, "pipeline": first}})
        return iter(self._handles.light_cells.aggregate(stages, batchSize=_ALL))
