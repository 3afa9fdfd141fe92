"""The codec of cells: the state of up to some hundred nodes in one MongoDB document."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.cancelled import cancelled_with
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.legible import legible
from aurora_celery.store.mongo.values import (
    attempt_from_document,
    failure_from_document,
    output_from_document,
    output_to_document,
    progress_from_document,
)
from aurora_celery.store.ports import CellRef, CellSeed, CellView, NewRun, Output, SlotView

GO: Final = Control.GO.value
CANCEL: Final = Control.CANCEL.value


def new_cell(run: NewRun, seed: CellSeed, *, offset: int, created: datetime, due: datetime) -> Document:
    """The fields of a cell that nothing but what is kept has happened in; the caller adds the id."""
    return {
        f.EPOCH: 0,
        f.CONTROL: GO,
        f.PLAN: run.plan,
        f.SIZE: seed.size,
        f.OFFSET: offset,
        f.DONE: len(seed.kept),
        f.DUE: due,
        f.ROUNDS: 0,
        f.LIVE: not (seed.settled and seed.number),
        f.CREATED: created,
        f.INPUTS: output_to_document(run.inputs),
        f.WAITS: {str(slot): count for slot, count in seed.slots.items() if count},
        f.GATES: {str(gate): count for gate, count in seed.gates.items()},
        f.ARRIVED: {str(gate): created for gate in seed.arrived},
        f.DEAD: {},
        f.NODES: {str(slot): kept_node(output, moment=created) for slot, output in seed.kept.items()},
    }


def kept_node(output: Output, *, moment: object) -> Document:
    """A node that has its result from elsewhere."""
    return {f.STATE: NodeState.SUCCEEDED.value, f.OUTPUT: output_to_document(output), f.FINISHED: moment}


def later_cells(run: NewRun, *, created: datetime, due: datetime) -> list[Document]:
    """The documents of every cell but the first, which lives in the run's own document."""
    documents = []
    offset = run.cells[0].size
    for seed in run.cells[1:]:
        cell = new_cell(run, seed, offset=offset, created=created, due=due)
        documents.append({f.ID: f.cell_id(run.id, seed.number), f.RUN: run.id, f.NUMBER: seed.number, **cell})
        offset += seed.size
    return documents


def reference(document: Document) -> CellRef:
    """Which cell a document is."""
    run: str = document.get(f.RUN) or document[f.ID]
    return CellRef(run, document[f.EPOCH], document.get(f.NUMBER, 0))


@legible
def cell_from_document(document: Document) -> CellView:
    """A cell as it stands. The document also carries the server's clock."""
    waits, nodes, cancelled = document[f.WAITS], document[f.NODES], document.get(f.CANCELLED)
    slots = {slot: _slot(nodes.get(str(slot)), waits.get(str(slot), 0)) for slot in range(document[f.SIZE])}
    if cancelled is not None:
        slots = {slot: cancelled_with(state, cancelled) for slot, state in slots.items()}
    return CellView(
        ref=reference(document),
        plan=document[f.PLAN],
        size=document[f.SIZE],
        done=document[f.DONE],
        control=Control(document[f.CONTROL]),
        live=document[f.LIVE],
        created=document[f.CREATED],
        now=document[f.NOW],
        due=document.get(f.DUE),
        rounds=document[f.ROUNDS],
        slots=slots,
        gates={int(gate): count for gate, count in document[f.GATES].items()},
        arrived={int(gate): moment for gate, moment in document[f.ARRIVED].items()},
        dead={int(gate): cause for gate, cause in document[f.DEAD].items()},
        cancelled=cancelled,
    )


def output_of(document: Document, slot: int) -> Output | None:
    """The recorded output of one node of a cell document, if there is one."""
    recorded = document.get(f.NODES, {}).get(str(slot), {}).get(f.OUTPUT)
    return None if recorded is None else output_from_document(recorded)


def _slot(node: Document | None, waits: int) -> SlotView:
    if not node:
        return SlotView(waits=waits)
    output, failure, progress = node.get(f.OUTPUT), node.get(f.FAILURE), node.get(f.PROGRESS)
    said = None if progress is None else progress_from_document(progress)
    return SlotView(
        state=NodeState(node.get(f.STATE, NodeState.PENDING)),
        waits=waits,
        attempt=node.get(f.ATTEMPT, 0),
        retries=node.get(f.RETRIES, 0),
        crashes=node.get(f.CRASHES, 0),
        token=node.get(f.HOLDER),
        worker=node.get(f.WORKER),
        pid=node.get(f.PID),
        started=node.get(f.STARTED),
        finished=node.get(f.FINISHED),
        not_before=node.get(f.NOT_BEFORE),
        output=None if output is None else output_from_document(output),
        failure=None if failure is None else failure_from_document(failure),
        cause=node.get(f.CAUSE),
        history=tuple(map(attempt_from_document, node.get(f.HISTORY, ()))),
        progress=said if said and said.attempt == node.get(f.ATTEMPT) else None,
    )
