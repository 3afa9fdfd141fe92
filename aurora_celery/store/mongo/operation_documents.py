"""The codec of operations."""

from __future__ import annotations

from typing import Any, Final

from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.spans import spans
from aurora_celery.store.failures import bounded
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.values import (
    failure_from_document,
    failure_to_document,
    output_from_document,
    output_to_document,
)

ID: Final = "id"
AT: Final = "at"
_KIND: Final = "kind"


def operation_to_document(operation: Operation) -> Document:
    """An operation, without what is not set; the caller adds the time."""
    document: Document = {
        ID: operation.id,
        _KIND: operation.kind.value,
        "by": operation.by,
        "why": operation.why,
        "epoch": operation.epoch,
        "nodes": [list(span) for span in spans(operation.nodes)],
    }
    if operation.node is not None:
        document["node"] = operation.node
    if operation.output is not None:
        document["output"] = output_to_document(operation.output)
    if operation.failure is not None:
        document["failure"] = failure_to_document(bounded(operation.failure))
    return document


def operation_from_document(document: Document) -> Operation:
    """The inverse, with its time."""
    output, failure = document.get("output"), document.get("failure")
    return Operation(
        id=document[ID],
        kind=OperationKind(document[_KIND]),
        by=document["by"],
        why=document["why"],
        epoch=document["epoch"],
        node=document.get("node"),
        nodes=tuple(_numbers(document["nodes"])),
        output=None if output is None else output_from_document(output),
        failure=None if failure is None else failure_from_document(failure),
        at=document.get(AT),
    )


def _numbers(found: list[Any]) -> list[int]:
    return [number for first, last in found for number in range(first, last + 1)]
