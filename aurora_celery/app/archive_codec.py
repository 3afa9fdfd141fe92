"""What the store shows of a run as plain JSON, and back; whatever does not come back the same is refused."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from aurora_celery.model.log import LogBatch
from aurora_celery.store.values import CellView, RunView

T = TypeVar("T", RunView, CellView, LogBatch)

RUN: Final = TypeAdapter(RunView)
CELL: Final = TypeAdapter(CellView)
LOGS: Final = TypeAdapter(LogBatch)

_INT64: Final = range(-(2**63), 2**63)


def encoded(adapter: TypeAdapter[T], value: T) -> dict[str, Any]:
    """A value as plain JSON."""
    document: dict[str, Any] = adapter.dump_python(value, mode="json")
    return document


def decoded(adapter: TypeAdapter[T], document: dict[str, Any]) -> T:
    """The inverse. Raises ValueError for unknown fields and for values of the wrong type.

    A field that has a default may be missing, so that what an older Aurora wrote can be read.
    """
    try:
        value = adapter.validate_python(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{place}: {first['msg']}") from error
    if (stray := _stray(document, encoded(adapter, value))) is not None:
        raise ValueError(f"{stray or 'it'} is not known, or of another type")
    for moment in _moments(asdict(value)):
        if moment.tzinfo is None or moment.microsecond % 1000:
            raise ValueError(f"{moment.isoformat()} is no time in UTC and milliseconds")
    return value


def check_plain(value: Any) -> None:
    """Raises ValueError for numbers and text that no store can hold."""
    if isinstance(value, dict):
        for name, item in value.items():
            check_plain(name)
            check_plain(item)
    elif isinstance(value, list):
        for item in value:
            check_plain(item)
    elif isinstance(value, str):
        value.encode()
    elif isinstance(value, int) and value not in _INT64:
        raise ValueError("an integer has more than 64 bits")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number")


def referred(document: Any) -> dict[str, int]:
    """The keys of all large values that a document refers to, and their sizes, in order."""
    if isinstance(document, dict):
        own = {document["ref"]: document["size"]} if _is_output(document) and document["ref"] is not None else {}
        return own | _united(document.values())
    return _united(document) if isinstance(document, list) else {}


def renamed(document: Any, run: str) -> Any:
    """The same document, in which all references to large values are to values of this run."""
    if isinstance(document, dict):
        if _is_output(document) and document["ref"] is not None:
            return document | {"ref": own_key(document["ref"], run)}
        return {name: renamed(value, run) for name, value in document.items()}
    return [renamed(value, run) for value in document] if isinstance(document, list) else document


def own_key(key: str, run: str) -> str:
    """The key that a value has in the archive; one that lies with another run is copied."""
    return key if key.startswith(f"{run}/") else f"{run}/{key}"


def _united(documents: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for document in documents:
        found |= referred(document)
    return found


def _is_output(document: dict[str, Any]) -> bool:
    return document.keys() == {"text", "ref", "size"} and isinstance(document["size"], int)  # no labels


def _stray(given: Any, known: Any, place: str = "") -> str | None:
    """Where a document says something that was not understood; fields that are understood may be more."""
    if isinstance(given, dict) and isinstance(known, dict):
        for name in given:
            below = f"{place}.{name}".lstrip(".")
            found = _stray(given[name], known[name], below) if name in known else below
            if found is not None:
                return found
        return None
    if isinstance(given, list) and isinstance(known, list) and len(given) == len(known):
        pairs = enumerate(zip(given, known, strict=True))
        return next((found for at, pair in pairs if (found := _stray(*pair, f"{place}.{at}")) is not None), None)
    is_same = given == known and isinstance(given, bool) is isinstance(known, bool)
    return None if is_same else place


def _moments(value: Any) -> Any:
    """Every time that a value holds."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _moments(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _moments(item)
