"""Keep a run that ended elsewhere, as it was: the inverse of the codecs that show runs and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from pymongo.errors import DuplicateKeyError

from aurora_celery.model.run import Attempt
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.operation_documents import AT, operation_to_document
from aurora_celery.store.mongo.part import RunPart
from aurora_celery.store.mongo.run_documents import label
from aurora_celery.store.mongo.values import (
    attempt_to_document,
    failure_to_document,
    output_to_document,
    progress_to_document,
)
from aurora_celery.store.ports import CellView, RunView, SlotView


class Restoring(RunPart):
    """``RunStore.restore``."""

    @answered
    def restore(self, run: RunView, cells: Sequence[CellView], *, facts: Mapping[str, str]) -> bool:
        """Three round trips; the run's own document is written last."""
        runs, later = self._handles.runs, self._handles.cells
        if runs.find_one({f.ID: run.id}, {f.ID: True}) is not None:
            return False
        offsets = accumulate((cell.size for cell in cells), initial=0)
        first, *others = (_cell(cell, run) | {f.OFFSET: at} for cell, at in zip(cells, offsets, strict=False))
        if others:
            later.delete_many({f.RUN: run.id})
            later.insert_many([_numbered(run, number) | cell for number, cell in enumerate(others, start=1)])
        try:
            runs.insert_one({**_run(run, facts), **first, **_expiring(self._expiry())})
        except DuplicateKeyError:
            return False
        return True


def _numbered(run: RunView, number: int) -> Document:
    return {f.ID: f.cell_id(run.id, number), f.RUN: run.id, f.NUMBER: number}


def _expiring(moment: object) -> Document:
    return {} if moment is None else {f.EXPIRES: moment}


def _run(run: RunView, facts: Mapping[str, str]) -> Document:
    optional = {
        f.OUTPUTS: None if run.outputs is None else output_to_document(run.outputs),
        f.ERROR: None if run.error is None else failure_to_document(run.error),
        f.DEADLINE: run.deadline,
        f.FACTS: [label(name, text) for name, text in facts.items()] or None,
        f.ORIGIN: run.origin,
        f.OPERATIONS: [operation_to_document(made) | {AT: made.at} for made in run.operations] or None,
    }
    return {
        f.ID: run.id,
        f.GRAPH: run.graph,
        f.VERSION: run.version,
        f.RUN_STATE: run.state.value,
        f.CELLS: run.cells,
        f.CLOSED: [*range(run.cells)],
        f.LABELS: [label(name, value) for name, value in run.labels.items()],
        f.FINGERPRINT: "",
        f.ENDED: run.finished,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _cell(cell: CellView, run: RunView) -> Document:
    nodes = {str(slot): _node(state) for slot, state in cell.slots.items()}
    document: Document = {
        f.EPOCH: cell.ref.epoch,
        f.CONTROL: cell.control.value,
        f.PLAN: cell.plan,
        f.SIZE: cell.size,
        f.DONE: cell.done,
        f.DUE: cell.due or cell.created,
        f.ROUNDS: cell.rounds,
        f.LIVE: False,
        f.CREATED: cell.created,
        f.INPUTS: output_to_document(run.inputs),
        f.WAITS: {str(slot): state.waits for slot, state in cell.slots.items() if state.waits},
        f.GATES: {str(gate): count for gate, count in cell.gates.items()},
        f.ARRIVED: {str(gate): moment for gate, moment in cell.arrived.items()},
        f.DEAD: {str(gate): cause for gate, cause in cell.dead.items()},
        f.NODES: {slot: node for slot, node in nodes.items() if node},
    }
    return document if cell.cancelled is None else document | {f.CANCELLED: cell.cancelled}


def _node(state: SlotView) -> Document:
    """A node without what is not set."""
    pairs = {
        f.STATE: state.state.value if state.state is not SlotView().state else None,
        f.ATTEMPT: state.attempt or None,
        f.RETRIES: state.retries or None,
        f.CRASHES: state.crashes or None,
        f.HOLDER: state.token,
        f.WORKER: state.worker,
        f.PID: state.pid,
        f.STARTED: state.started,
        f.FINISHED: state.finished,
        f.NOT_BEFORE: state.not_before,
        f.OUTPUT: None if state.output is None else output_to_document(state.output),
        f.FAILURE: None if state.failure is None else failure_to_document(state.failure),
        f.CAUSE: state.cause,
        f.HISTORY: _history(state.history) or None,
        f.PROGRESS: None if state.progress is None else progress_to_document(state.progress),
    }
    return {name: value for name, value in pairs.items() if value is not None}


def _history(history: Sequence[Attempt]) -> list[Document]:
    return [attempt_to_document(attempt) for attempt in history]
