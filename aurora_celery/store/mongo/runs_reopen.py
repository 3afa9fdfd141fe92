"""Bring the cells of an ended run to its next epoch: some nodes begin anew, the others keep what they recorded."""

from __future__ import annotations

from collections.abc import Sequence

from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.failures import HISTORY_LIMIT
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import GO, kept_node
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at, milliseconds
from aurora_celery.store.mongo.values import earlier_expression
from aurora_celery.store.ports import CellRef, CellSeed


class Reopening(RunPart):
    """``RunStore.rewrite`` and ``restart``."""

    @answered
    def rewrite(self, ref: CellRef, seed: CellSeed, resets: Sequence[int]) -> None:
        """One round trip."""
        self._handles.cells.update_one(at(ref), self._anew(ref, seed, resets))

    @answered
    def restart(self, ref: CellRef, seed: CellSeed, resets: Sequence[int], *, settled: Sequence[int]) -> bool:
        """One round trip."""
        change = self._anew(ref, seed, resets)
        change[0]["$set"] |= {f.RUN_STATE: RunState.RUNNING.value, f.CLOSED: [*settled], f.LIVE: True}
        change[0]["$set"][f.REOPENED] = "$$NOW"
        change[1]["$unset"] += [f.ENDED, f.OUTPUTS, f.ERROR, f.EXPIRES, f.PENDING, f.DEADLINE]
        return self._handles.runs.update_one({**at(ref), f.LIVE: False}, change).matched_count == 1

    def _anew(self, ref: CellRef, seed: CellSeed, resets: Sequence[int]) -> list[Document]:
        values: Document = {
            f.EPOCH: ref.epoch + 1,
            f.CONTROL: GO,
            f.CONTROLS: 0,
            f.DONE: seed.size - len(set(resets) - seed.kept.keys()),
            f.ROUNDS: 0,
            f.LIVE: not seed.settled,
            f.DUE: {"$add": ["$$NOW", milliseconds(self._terms.attention)]},
            f.WAITS: {"$literal": {str(slot): count for slot, count in seed.slots.items()}},
            f.GATES: {"$literal": {str(gate): count for gate, count in seed.gates.items()}},
            f.ARRIVED: {"$literal": {}} if not seed.arrived else _replaced({str(g): "$$NOW" for g in seed.arrived}),
            f.DEAD: {"$literal": {}},
        }
        for slot in resets:
            values[f"{f.NODES}.{slot:d}"] = _replaced({f.HISTORY: _told(slot)} | _kept(seed, slot))
        return [{"$set": values}, {"$unset": [f.CANCELLED, f.STATE_BEFORE]}]


def _replaced(fields: Document) -> Document:
    """A whole new value: an object by itself would be merged into the old one."""
    return {"$mergeObjects": [fields]}


def _kept(seed: CellSeed, slot: int) -> Document:
    if slot not in seed.kept:
        return {}
    node = kept_node(seed.kept[slot], moment="$$NOW")
    return node | {f.OUTPUT: {"$literal": node[f.OUTPUT]}}


def _told(slot: int) -> Document:
    """The node's history with its last try, if it succeeded or was broken off; failures are there already."""
    earlier = {"$ifNull": [f"${f.node(slot, f.HISTORY)}", []]}
    last = earlier_expression(
        epoch=f.EPOCH,
        number=f.node(slot, f.ATTEMPT),
        started=f.node(slot, f.STARTED),
        finished=f.node(slot, f.FINISHED),
        worker=f.node(slot, f.WORKER),
        output=f.node(slot, f.OUTPUT),
    )
    state, started = f"${f.node(slot, f.STATE)}", f"${f.node(slot, f.STARTED)}"
    broken_off = [{"$in": [state, [NodeState.CANCELLED.value, NodeState.SKIPPED.value]]}, {"$gt": [started, None]}]
    is_told = {"$or": [{"$eq": [state, NodeState.SUCCEEDED.value]}, {"$and": broken_off}]}
    return {"$slice": [{"$concatArrays": [earlier, {"$cond": [is_told, [last], []]}]}, -HISTORY_LIMIT]}
