"""The codec of runs: one document each, which holds the run's first cell as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from aurora_celery.model.access import project_of
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import new_cell
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.legible import legible
from aurora_celery.store.mongo.operation_documents import ID, operation_from_document
from aurora_celery.store.mongo.values import failure_from_document, output_from_document
from aurora_celery.store.ports import NewRun, RunView
from aurora_celery.store.words import words_of_submit

#: What a view of a run leaves behind: the first cell's nodes.
WITHOUT_NODES: Document = dict.fromkeys((f.WAITS, f.GATES, f.ARRIVED, f.DEAD, f.NODES, f.WORDS), False)


def new_run(run: NewRun, *, created: datetime, due: datetime) -> Document:
    """A run that nothing has happened in. What is not set is left out, which the partial indexes rely on."""
    optional = {
        f.KEY: run.key,
        f.FREE_AT: _later(created, run.window if run.key is not None else None),
        f.DEADLINE: _later(created, run.deadline),
        f.CONTINUATION: run.continuation,
        f.FACTS: [label(name, text) for name, text in run.facts.items()] or None,
        f.ORIGIN: run.origin,
        f.SHARES: [*run.shares] or None,
        f.TRACEPARENT: run.traceparent,
    }
    document = {
        f.ID: run.id,
        f.GRAPH: run.graph,
        f.PROJECT: project_of(run.graph),
        f.VERSION: run.version,
        f.RUN_STATE: (RunState.RUNNING if run.origin and _kept(run) else RunState.PENDING).value,
        f.CELLS: len(run.cells),
        f.CLOSED: [seed.number for seed in run.cells if seed.settled],
        f.LABELS: [label(name, value) for name, value in run.labels.items()],
        f.WORDS: [*words_of_submit(run)],
        f.FINGERPRINT: run.fingerprint,
        **new_cell(run, run.cells[0], offset=0, created=created, due=due),
        **{name: value for name, value in optional.items() if value is not None},
    }
    if run.continuation is not None:
        document[f.CONTINUED] = False
    return document


def _later(moment: datetime, seconds: float | None) -> datetime | None:
    return None if seconds is None else moment + timedelta(seconds=seconds)


def _kept(run: NewRun) -> bool:
    return any(seed.kept for seed in run.cells)


def label(name: str, value: str) -> Document:
    """One label, as a value that an index can find."""
    return {"k": name, "v": value}


@legible
def run_from_document(document: Document) -> RunView:
    """A run as it stands."""
    outputs, error = document.get(f.OUTPUTS), document.get(f.ERROR)
    operations = tuple(map(operation_from_document, document.get(f.OPERATIONS, ())))
    pending = document.get(f.PENDING, {}).get(ID)
    return RunView(
        id=document[f.ID],
        graph=document[f.GRAPH],
        version=document[f.VERSION],
        plan=document[f.PLAN],
        state=RunState(document[f.RUN_STATE]),
        epoch=document[f.EPOCH],
        cells=document[f.CELLS],
        closed=len(document[f.CLOSED]),
        created=document[f.CREATED],
        finished=document.get(f.ENDED),
        inputs=output_from_document(document[f.INPUTS]),
        outputs=None if outputs is None else output_from_document(outputs),
        error=None if error is None else failure_from_document(error),
        labels={pair["k"]: pair["v"] for pair in document[f.LABELS]},
        key=document.get(f.KEY),
        continuation=document.get(f.CONTINUATION),
        continued=bool(document.get(f.CONTINUED)),
        control=Control(document[f.CONTROL]),
        deadline=document.get(f.DEADLINE),
        operations=operations,
        pending=next((operation for operation in operations if operation.id == pending), None),
        origin=document.get(f.ORIGIN),
        shares=tuple(document.get(f.SHARES, ())),
        reopened=document.get(f.REOPENED),
        traceparent=document.get(f.TRACEPARENT),
    )


def succeeded(view: RunView, fields: Document) -> RunView:
    """A run that was seen before its end, with the fields of the write that ended it well."""
    outputs = fields.get(f.OUTPUTS)
    return replace(
        view,
        state=RunState.SUCCEEDED,
        closed=view.cells,
        finished=fields[f.ENDED],
        outputs=None if outputs is None else output_from_document(outputs),
    )
