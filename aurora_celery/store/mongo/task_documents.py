"""The documents of task results and of the parts of chords, as pairs of functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.task_ports import Part, Payload, TaskDetails, TaskMeta

#: Fields that may be large and then lie elsewhere.
BULKY: Final = ("result", "args", "kwargs", "traceback", "children")
_PLAIN: Final = ("status", "result", "traceback", "children", "done", "parent", "group", "index", "body", "weight")
_DETAILS: Final = ("name", "args", "kwargs", "worker", "retries", "queue", "stamps")


def expiry(expires: float | None) -> datetime | None:
    """The time at which a document made now is to go; None for never."""
    return datetime.now(UTC) + timedelta(seconds=expires) if expires else None


def meta_to_document(meta: TaskMeta, *, expire_at: datetime | None) -> Document:
    """A result with all its values in it. Absent values take no room."""
    values: dict[str, Any] = {name: getattr(meta, name) for name in _PLAIN}
    if meta.details is not None:
        values["extended"] = True
        values |= {name: getattr(meta.details, name) for name in _DETAILS}
    values["expire_at"] = expire_at
    if meta.weight == 1:
        del values["weight"]
    return {"_id": meta.id} | {k: storable(v) for k, v in values.items() if v is not None}


def meta_from_document(document: Mapping[str, Any]) -> TaskMeta:
    """The pair of ``meta_to_document``."""
    details = None
    if document.get("extended"):
        details = TaskDetails(**{name: document.get(name) for name in _DETAILS})
    values: dict[str, Any] = {name: document.get(name) for name in _PLAIN} | {"weight": document.get("weight", 1)}
    return TaskMeta(id=document["_id"], details=details, **values)


def part_to_document(part: Part) -> Document:
    """A part as a join holds it."""
    document: Document = {
        "k": part.key,
        "t": part.task,
        "i": part.index,
        "s": part.status,
        "w": part.weight,
    }
    return document | {name: value for name, value in (("v", part.value), ("r", part.kept)) if value is not None}


def part_from_document(document: Mapping[str, Any]) -> Part:
    """The pair of ``part_to_document``."""
    value: Payload | None = document.get("v")
    return Part(
        task=document["t"],
        index=document["i"],
        status=document["s"],
        weight=document["w"],
        value=value,
        kept=document.get("r"),
    )


def storable(value: Any) -> Any:
    """The value; a lone surrogate in a text, which MongoDB refuses, becomes its escape."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value
