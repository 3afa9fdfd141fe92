"""Batches of lines as documents. Texts are values; no name of a field is made of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from aurora_celery.model.access import project_of
from aurora_celery.model.log import LogBatch, LogLevel, LogLine, LogSource
from aurora_celery.store.log_ports import LogFilter
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document

NODE: Final = "n"
#: When the first line was said.
FIRST: Final = "t"
LINES: Final = "lines"
_ATTEMPT: Final = "a"
_NUMBER: Final = "at"
_HANDLER: Final = "handler"
_WORKER: Final = "w"
#: The most serious level of all lines.
_TOP: Final = "top"
_MILLISECOND: Final = timedelta(milliseconds=1)
_FIELDS: Final = {
    "run": f.RUN, "epoch": f.EPOCH, "node": NODE, "attempt": _ATTEMPT, "plan": f.PLAN, "graph": f.GRAPH,
    "handler": _HANDLER, "worker": _WORKER,
}  # fmt: skip


def batch_id(batch: LogBatch) -> str:
    """The id of a batch: run, epoch, node, attempt and number in this order, so that the ids of a run are in order."""
    source = batch.source
    return f"{source.run}/{source.epoch:06d}/{source.node:08d}/{source.attempt:06d}/{batch.number:08d}"


def to_document(batch: LogBatch, expires: datetime | None) -> Document:
    """A batch as it is kept."""
    document: Document = {field: getattr(batch.source, name) for name, field in _FIELDS.items()}
    document |= {
        f.ID: batch_id(batch),
        _NUMBER: batch.number,
        FIRST: batch.first,
        f.PROJECT: project_of(batch.source.graph),
        _TOP: max(line.level for line in batch.lines).value,
        LINES: [_line_to_document(line, batch.first) for line in batch.lines],
    }
    return document if expires is None else document | {f.EXPIRES: expires}


def from_document(document: Document) -> LogBatch:
    """The batch in a document."""
    source = LogSource(**{name: document[field] for name, field in _FIELDS.items()})
    first: datetime = document[FIRST]
    return LogBatch(source, document[_NUMBER], tuple(_line_from_document(line, first) for line in document[LINES]))


def shown(where: LogFilter) -> Document | None:
    """What is asked for of each document: lines of those only that may hold some that are wanted. None for all."""
    equal = {
        f.EPOCH: where.epoch, _ATTEMPT: where.attempt, f.GRAPH: where.graph, _HANDLER: where.handler,
        _WORKER: where.worker,
    }  # fmt: skip
    terms: list[Any] = [
        {"$eq": [f"${name}", {"$literal": value}]} for name, value in equal.items() if value is not None
    ]
    if where.level is not None:
        terms.append({"$gte": [f"${_TOP}", where.level.value]})
    if where.projects is not None:
        terms.append({"$in": [f"${f.PROJECT}", {"$literal": [*where.projects]}]})
    if not terms:
        return None
    fields: Document = dict.fromkeys((*_FIELDS.values(), _NUMBER, FIRST), True)
    return fields | {LINES: {"$cond": [{"$and": terms}, f"${LINES}", []]}}


def _line_to_document(line: LogLine, first: datetime) -> Document:
    after = (line.at - first) // _MILLISECOND
    document: Document = {"t": after, "l": line.level.value, "n": line.logger, "x": line.text}
    return document if line.trace_id is None else document | {"c": line.trace_id}


def _line_from_document(document: Document, first: datetime) -> LogLine:
    return LogLine(
        at=first + document["t"] * _MILLISECOND,
        level=LogLevel(document["l"]),
        logger=document["n"],
        text=document["x"],
        trace_id=document.get("c"),
    )
