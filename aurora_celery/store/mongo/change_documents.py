"""Read MongoDB's change events: what a write to the document of a run or a cell changed for those who look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.changes import NodeChange, RunChange
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.operation_documents import operation_from_document
from aurora_celery.store.mongo.values import failure_from_document, progress_from_document

#: Operations of the server after which its answer holds the whole document. It records an update as a replacement
#: if that is shorter than the difference.
_WHOLE: Final = frozenset({"insert", "replace"})
_DELETED: Final = "delete"


def change_from_event(event: Document, *, runs: str) -> RunChange:
    """One event as a change, perhaps an empty one. ``runs`` is the name of the collection of runs."""
    key: str = event["documentKey"]["_id"]
    of_run = event["ns"]["coll"] == runs
    run, number = (key, 0) if of_run else _cell_of(key)
    known: dict[str, Any] = {"cursor": event["_id"]["_data"], "at": event["wallTime"], "run": run}
    kind = event["operationType"]
    if kind == _DELETED:
        return RunChange(**known, deleted=of_run)
    if kind in _WHOLE:
        return _of_document(event["fullDocument"], number, known, created=of_run and kind == "insert")
    return _of_update(event["updateDescription"], number, known)


def _cell_of(key: str) -> tuple[str, int]:
    run, _, number = key.rpartition(":")
    return run, int(number)


def _of_document(document: Document, number: int, known: dict[str, Any], *, created: bool) -> RunChange:
    nodes: Mapping[str, Document] = document[f.NODES]
    told = (_node(number, slot, nodes.get(str(slot), {}), whole=True) for slot in range(document[f.SIZE]))
    return RunChange(
        **known,
        **_run_fields(document),
        epoch=document[f.EPOCH],
        nodes=tuple(told),
        whole=True,
        cancelled=number if f.CANCELLED in document else None,
        graph=document.get(f.GRAPH) if created else None,
        created=created,
    )


def _of_update(update: Document, number: int, known: dict[str, Any]) -> RunChange:
    fields: Document = update["updatedFields"]
    nodes = dict(_moved(fields)) | dict(_emptied(update["removedFields"], fields))
    changes = (_node(number, slot, node, whole=whole) for slot, (node, whole) in sorted(nodes.items()))
    return RunChange(
        **known,
        **_run_fields(fields),
        epoch=fields.get(f.EPOCH),
        nodes=tuple(change for change in changes if change.state is not None or change.progress is not None),
        cancelled=number if f.CANCELLED in fields else None,
    )


def _run_fields(fields: Document) -> dict[str, Any]:
    state, control, error = fields.get(f.RUN_STATE), fields.get(f.CONTROL), fields.get(f.ERROR)
    operation = _last_operation(fields)
    return {
        "state": None if state is None else RunState(state),
        "control": None if control is None else Control(control),
        "error": None if error is None else failure_from_document(error),
        "operation": None if operation is None else operation_from_document(operation),
    }


def _last_operation(fields: Document) -> Document | None:
    """Each write adds one at most, at the end: as an entry of its own, or with all that were there before."""
    if listed := fields.get(f.OPERATIONS):
        last: Document = listed[-1]
        return last
    added = [path for path in fields if path.startswith(f"{f.OPERATIONS}.") and path.count(".") == 1]
    return fields[added[-1]] if added else None


def _moved(fields: Document) -> Iterator[tuple[int, tuple[Document, bool]]]:
    """The nodes that an update names, with their new fields, and whether these are all that they have."""
    parts: dict[int, Document] = {}
    for path, value in fields.items():
        root, *names = path.split(".")
        if root != f.NODES:
            continue
        match names:
            case []:
                yield from ((int(slot), (node, True)) for slot, node in value.items())
            case [slot]:
                yield int(slot), (value, True)
            case [slot, name]:
                parts.setdefault(int(slot), {})[name] = value
    yield from ((slot, (node, False)) for slot, node in parts.items())


def _emptied(removed: list[str], fields: Document) -> Iterator[tuple[int, tuple[Document, bool]]]:
    """The nodes that begin anew: their state is gone."""
    for path in removed:
        root, *names = path.split(".")
        if root == f.NODES and names[1:] in ([], [f.STATE]) and path not in fields:
            yield int(names[0]), ({}, True)


def _node(number: int, slot: int, node: Document, *, whole: bool) -> NodeChange:
    state = node.get(f.STATE, NodeState.PENDING if whole else None)
    failure, progress = node.get(f.FAILURE), node.get(f.PROGRESS)
    not_before: datetime | None = node.get(f.NOT_BEFORE)
    return NodeChange(
        cell=number,
        slot=slot,
        state=None if state is None else NodeState(state),
        attempt=node.get(f.ATTEMPT, 0 if whole else None),
        worker=node.get(f.WORKER),
        failure=None if failure is None else failure_from_document(failure),
        cause=node.get(f.CAUSE),
        not_before=not_before,
        progress=None if progress is None or whole else progress_from_document(progress),
    )
