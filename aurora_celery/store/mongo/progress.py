"""Signals as an update, and what an updated cell tells about them."""

from __future__ import annotations

from collections.abc import Sequence

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import GO
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.ports import Began, Progress

#: Fields that every ``Progress`` is read from.
_ALWAYS: Document = {f.ID: False, f.DONE: True, f.CONTROL: True, f.CONTINUED: True}


def signals(*, slots: Sequence[int], gates: Sequence[int]) -> Document:
    """The decrements that give one signal to each slot and gate."""
    return dict.fromkeys([*map(f.waits, slots), *map(f.gate, gates)], -1)


def progress_fields(*, slots: Sequence[int] = (), gates: Sequence[int] = ()) -> Document:
    """The projection of what ``progress_from`` reads, and of nothing else."""
    return _ALWAYS | dict.fromkeys([*map(f.waits, slots), *map(f.gate, gates)], True)


#: What ``began_from`` reads, beside that.
BEGAN: Document = {f.CREATED: True, f.REOPENED: True, f.TRACEPARENT: True}


def began_from(document: Document) -> Began:
    """When the epoch of a run began that a write has ended."""
    return Began(document.get(f.REOPENED) or document[f.CREATED], document.get(f.TRACEPARENT))


def progress_from(document: Document, *, slots: Sequence[int] = (), gates: Sequence[int] = ()) -> Progress:
    """Which of the signalled slots and gates have nothing more to wait for."""
    waits, remaining = document.get(f.WAITS, {}), document.get(f.GATES, {})
    return Progress(
        ready=tuple(slot for slot in slots if waits.get(str(slot)) == 0),
        opened=tuple(gate for gate in gates if remaining.get(str(gate)) == 0),
        done=document[f.DONE],
        go=document[f.CONTROL] == GO,
        continues=document.get(f.CONTINUED) is False,
        began=began_from(document) if f.CREATED in document else None,
    )
