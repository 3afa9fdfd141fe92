"""Turn a Python value into plain JSON values, or say which part of it cannot be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

from aurora_celery.errors import Unserialisable
from aurora_celery.model.paths import child

#: How many arrays and objects may stand inside each other.
MAX_DEPTH: Final = 200

_BYTES = "bytes have no JSON form; decode them to text, or encode them in base64"
_SET = "a set has no order; make it a sorted list"
_REASONS: Final[Mapping[type, str]] = {
    bytes: _BYTES,
    bytearray: _BYTES,
    memoryview: _BYTES,
    set: _SET,
    frozenset: _SET,
    complex: "a complex number has no JSON form",
}


def plain(value: Any, *, path: str = "") -> Any:
    """The value as dicts with text keys, lists, text, numbers, booleans and None. Raises Unserialisable."""
    return _Conversion().convert(value, path)


class _Conversion:
    """One walk through a value; knows which containers it is inside."""

    def __init__(self) -> None:
        self._inside: set[int] = set()

    def convert(self, value: Any, path: str) -> Any:
        if isinstance(value, Enum):
            return self.convert(value.value, path)
        if value is None or isinstance(value, bool):
            return value
        for kind, scalar in _SCALARS.items():
            if isinstance(value, kind):
                return scalar(value, path)
        members = _members(value, path)
        if members is None:
            return self._list(value, path)
        return self._object(value, members, path)

    def _list(self, value: list[Any] | tuple[Any, ...], path: str) -> list[Any]:
        self._enter(value, path)
        result = [self.convert(item, child(path, place)) for place, item in enumerate(value)]
        self._inside.discard(id(value))
        return result

    def _object(self, value: Any, members: Iterator[tuple[Any, Any]], path: str) -> dict[str, Any]:
        self._enter(value, path)
        result: dict[str, Any] = {}
        for key, item in members:
            name = _key(key, path)
            if name in result:
                raise Unserialisable(path, f"two of its keys become {name!r}")
            result[name] = self.convert(item, child(path, name))
        self._inside.discard(id(value))
        return result

    def _enter(self, value: Any, path: str) -> None:
        if id(value) in self._inside:
            raise Unserialisable(path, "it holds itself")
        if len(self._inside) >= MAX_DEPTH:
            raise Unserialisable(_start(path), f"it nests more than {MAX_DEPTH} levels deep")
        self._inside.add(id(value))


def _members(value: Any, path: str) -> Iterator[tuple[Any, Any]] | None:
    """The keys and values of what becomes an object; None for what becomes an array."""
    if isinstance(value, list | tuple):
        return None
    if isinstance(value, Mapping):
        return iter(value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return ((item.name, getattr(value, item.name)) for item in fields(value))
    if callable(dump := getattr(type(value), "model_dump", None)):
        return _dumped(value, dump, path)
    raise Unserialisable(path, _reason(value))


def _dumped(value: Any, dump: Callable[[Any], Any], path: str) -> Iterator[tuple[Any, Any]]:
    try:
        return iter(dict(dump(value)).items())
    except Exception as error:
        raise Unserialisable(path, f"its model_dump failed: {type(error).__name__}: {error}") from error


def _reason(value: Any) -> str:
    for kind, reason in _REASONS.items():
        if isinstance(value, kind):
            return reason
    return f"a value of the type {type(value).__module__}.{type(value).__qualname__} has no JSON form"


def _key(key: Any, path: str) -> str:
    if isinstance(key, Enum):
        key = key.value
    if not isinstance(key, str):
        raise Unserialisable(path, f"the key {key!r} is not text but {type(key).__name__}")
    return _text(key, path)


def _text(value: str, path: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Unserialisable(path, f"the character U+{ord(value[error.start]):04X} is half of a pair") from None
    return str.__str__(value)


def _integer(value: int, path: str) -> int:
    try:
        int.__repr__(value)
    except ValueError as error:
        raise Unserialisable(path, f"the number is too long: {error}") from None
    return int(value)


def _number(value: float, path: str) -> float:
    if not math.isfinite(value):
        raise Unserialisable(path, f"{value} has no JSON form")
    return float(value)


def _moment(value: datetime | date | time, _path: str) -> str:
    return value.isoformat()


def _words(value: Decimal | UUID, _path: str) -> str:
    return str(value)


def _start(path: str) -> str:
    return path if len(path) <= 80 else path[:80] + "..."


_SCALARS: Final[Mapping[type, Callable[[Any, str], Any]]] = {
    str: _text,
    int: _integer,
    float: _number,
    datetime: _moment,
    date: _moment,
    time: _moment,
    Decimal: _words,
    UUID: _words,
}
