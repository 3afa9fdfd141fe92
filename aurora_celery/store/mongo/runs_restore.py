"""Keep a run that ended elsewhere, as it was: the inverse of the codecs that show runs and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pymongo.errors import DuplicateKeyError

from aurora_celery.model.access import project_of
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
from aurora_celery.store.ports import CellView, Output, RunView, SlotView
from aurora_celery.store.words import words_of, words_of_failure


class Restoring(RunPart):
    """``RunStore.restore_cell`` and ``restore``."""

    @answered
    def restore_cell(self, cell: CellView, *, offset: int, inputs: Output) -> None:
        """One round trip. What an import that broke off has left there is replaced."""
        ref, cells = cell.ref, self._handles.cells
        own: Document = {f.ID: f.cell_id(ref.run, ref.cell)}
        document = {**own, f.RUN: ref.run, f.NUMBER: ref.cell, **_cell(cell, offset=offset, inputs=inputs)}
        try:
            # A cell of an ended run does not change within its epoch: at worst it is replaced by itself.
            cells.replace_one({**own, f.EPOCH: {"$lte": ref.epoch}}, document, upsert=True)
        except DuplicateKeyError:
            if not self._is_there(ref.run):
                cells.replace_one(own, document)

    @answered
    def restore(self, run: RunView, first: CellView, *, facts: Mapping[str, str]) -> bool:
        """One round trip."""
        cell = _cell(first, offset=0, inputs=run.inputs)
        try:
            self._handles.runs.insert_one({**_run(run, facts), **cell, **_expiring(self._expiry())})
        except DuplicateKeyError:
            return False
        return True

    def _is_there(self, run: str) -> bool:
        return self._handles.runs.find_one({f.ID: run}, {f.ID: True}) is not None


def _expiring(moment: object) -> Document:
    return {} if moment is None else {f.EXPIRES: moment}


def _run(run: RunView, facts: Mapping[str, str]) -> Document:
    optional = {
        f.OUTPUTS: None if run.outputs is None else output_to_document(run.outputs),
        f.ERROR: None if run.error is None else failure_to_document(run.error),
        f.DEADLINE: run.deadline,
        f.FACTS: [label(name, text) for name, text in facts.items()] or None,
        f.ORIGIN: run.origin,
        f.REOPENED: run.reopened,
        f.TRACEPARENT: run.traceparent,
        f.OPERATIONS: [operation_to_document(made) | {AT: made.at} for made in run.operations] or None,
    }
    return {
        f.ID: run.id,
        f.GRAPH: run.graph,
        f.PROJECT: project_of(run.graph),
        f.VERSION: run.version,
        f.RUN_STATE: run.state.value,
        f.CELLS: run.cells,
        f.CLOSED: [*range(run.cells)],
        f.LABELS: [label(name, value) for name, value in run.labels.items()],
        f.WORDS: [*{*words_of(run.graph, *run.labels.values()), *words_of_failure(run.error)}],
        f.FINGERPRINT: "",
        f.ENDED: run.finished,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _cell(cell: CellView, *, offset: int, inputs: Output) -> Document:
    nodes = {str(slot): _node(state) for slot, state in cell.slots.items()}
    document: Document = {
        f.EPOCH: cell.ref.epoch,
        f.CONTROL: cell.control.value,
        f.PLAN: cell.plan,
        f.SIZE: cell.size,
        f.OFFSET: offset,
        f.DONE: cell.done,
        f.DUE: cell.due or cell.created,
        f.ROUNDS: cell.rounds,
        f.LIVE: False,
        f.CREATED: cell.created,
        f.INPUTS: output_to_document(inputs),
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
