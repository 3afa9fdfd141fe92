"""Builders of runs for the suite: a run from the numbers its nodes wait for, and the moves of one node."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.ports import (
    Accepted,
    CellRef,
    CellSeed,
    Change,
    Claim,
    Holder,
    NewRun,
    Output,
    Progress,
    SlotView,
    Store,
)

_numbers = itertools.count(1)

#: The token that holds a node where a test does not care.
HOLDER = "t"

BROKEN = Failure(reason="exception", type="ValueError", message="it broke", traceback="line 1")


def cell_of(*waits: int, number: int = 0, gates: Mapping[int, int] | None = None) -> CellSeed:
    """A cell whose nodes wait for so many signals each."""
    return CellSeed(number=number, size=len(waits), slots=dict(enumerate(waits)), gates=gates or {})


def run_of(*cells: CellSeed, **fields: Any) -> NewRun:
    """A run with an id that no other has."""
    given = {"graph": "g", "version": 1, "plan": "p", "inputs": Output('{"url":"x"}', size=11), **fields}
    given.setdefault("id", f"run-{next(_numbers)}")
    return NewRun(cells=cells or (cell_of(0),), **given)


def submitted(store: Store, *cells: CellSeed, **fields: Any) -> CellRef:
    """Submit such a run; its first cell."""
    run = run_of(*cells, **fields)
    assert store.runs.submit(run).created
    return CellRef(run.id, 0, 0)


def holder(token: str = HOLDER) -> Holder:
    """Who claims."""
    return Holder(token=token, worker="worker@host", pid=42)


def claimed(store: Store, ref: CellRef, slot: int, *, token: str = HOLDER) -> Claim:
    """Claim a node that must be free."""
    claim = store.runs.claim(ref, slot, holder=holder(token))
    assert claim is not None
    return claim


def done(
    store: Store,
    ref: CellRef,
    slot: int,
    *,
    token: str = HOLDER,
    slots: Sequence[int] = (),
    gates: Sequence[int] = (),
    value: str = "1",
) -> Progress:
    """Claim a node and complete it."""
    claimed(store, ref, slot, token=token)
    progress = store.runs.complete(
        ref, slot, token=token, output=Output(value, size=len(value)), slots=slots, gates=gates
    )
    assert progress is not None
    return progress


def slot_of(store: Store, ref: CellRef, slot: int) -> SlotView:
    """A node as it stands."""
    cell = store.runs.cell(ref)
    assert cell is not None
    return cell.slots[slot]


_CONTROLS = {
    OperationKind.CANCEL: Control.CANCEL,
    OperationKind.PAUSE: Control.PAUSE,
    OperationKind.RESUME: Control.GO,
}


def operate(store: Store, ref: CellRef, kind: OperationKind, **fields: Any) -> Accepted:
    """Ask for an operation from whatever state the run is in, unless ``leaves`` says otherwise."""
    told = {"leaves": frozenset(RunState), "lasting": False, "control": _CONTROLS.get(kind), **fields}
    operation = Operation(id=told.pop("id", f"op-{next(_numbers)}"), kind=kind, by="ann", epoch=ref.epoch)
    operation = replace(operation, nodes=told.pop("nodes", ()), output=told.pop("output", None))
    return store.runs.operate(ref.run, Change(operation=operation, **told))
