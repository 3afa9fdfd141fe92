"""The codec of cells: the state of up to some hundred nodes in one MongoDB document."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aurora_celery.model.states import NodeState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.values import (
    attempt_from_document,
    failure_from_document,
    output_from_document,
    output_to_document,
)
from aurora_celery.store.ports import CellRef, CellSeed, CellView, NewRun, Output, SlotView

GO: Final = "RUN"
PAUSED: Final = "PAUSE"
CANCELLED: Final = "CANCEL"


def new_cell(run: NewRun, seed: CellSeed, *, offset: int, created: datetime, due: datetime) -> Document:
    """The fields of a cell that nothing has happened in; the caller adds the id."""
    return {
        f.EPOCH: 0,
        f.CONTROL: GO,
        f.PLAN: run.plan,
        f.SIZE: seed.size,
        f.OFFSET: offset,
        f.DONE: 0,
        f.DUE: due,
        f.ROUNDS: 0,
        f.LIVE: True,
        f.CREATED: created,
        f.INPUTS: output_to_document(run.inputs),
        f.WAITS: {str(slot): count for slot, count in seed.slots.items() if count},
        f.GATES: {str(gate): count for gate, count in seed.gates.items()},
        f.ARRIVED: {},
        f.DEAD: {},
        f.NODES: {},
    }


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


def cell_from_document(document: Document) -> CellView:
    """A cell as it stands. The document also carries the server's clock."""
    waits, nodes = document[f.WAITS], document[f.NODES]
    return CellView(
        ref=reference(document),
        plan=document[f.PLAN],
        size=document[f.SIZE],
        done=document[f.DONE],
        go=document[f.CONTROL] == GO,
        live=document[f.LIVE],
        created=document[f.CREATED],
        now=document[f.NOW],
        due=document.get(f.DUE),
        rounds=document[f.ROUNDS],
        slots={slot: _slot(nodes.get(str(slot)), waits.get(str(slot), 0)) for slot in range(document[f.SIZE])},
        gates={int(gate): count for gate, count in document[f.GATES].items()},
        arrived={int(gate): moment for gate, moment in document[f.ARRIVED].items()},
        dead={int(gate): cause for gate, cause in document[f.DEAD].items()},
    )


def output_of(document: Document, slot: int) -> Output | None:
    """The recorded output of one node of a cell document, if there is one."""
    recorded = document.get(f.NODES, {}).get(str(slot), {}).get(f.OUTPUT)
    return None if recorded is None else output_from_document(recorded)


def _slot(node: Document | None, waits: int) -> SlotView:
    if not node:
        return SlotView(waits=waits)
    output, failure = node.get(f.OUTPUT), node.get(f.FAILURE)
    return SlotView(
        state=NodeState(node[f.STATE]),
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
    )
