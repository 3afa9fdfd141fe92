"""The JSON of results and parameters: strict, exact, and clear about what it cannot carry."""

from __future__ import annotations

import json
from typing import Any, Final

from aurora_celery.errors import Unserialisable
from aurora_celery.handlers.plain import MAX_DEPTH, plain
from aurora_celery.model.nesting import nesting

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_REFUSALS: Final = (TypeError, ValueError, RecursionError)


def encode(value: Any, *, path: str = "") -> str:
    """JSON text of a value, compact, not escaped beyond need. Raises Unserialisable with path and reason.

    Numbers, text and structure come back from ``decode`` as they went in. Converted: tuples to arrays;
    datetime, date and time to ISO 8601; Decimal and UUID to text; enums to their values; dataclasses
    and pydantic models to objects. Refused: NaN and infinities, keys that are not text, bytes, sets, text
    with lone surrogates, circular values, more than 200 levels, and every other type.
    """
    text = _quick(value)
    if text is not None:
        return text
    try:
        return _ENCODE(plain(value, path=path))
    except RecursionError:
        raise Unserialisable(path, "it nests too deep for what is left of the stack") from None


def decode(text: str) -> Any:
    """The value of JSON text that ``encode`` made. Raises Unserialisable for text that it cannot have made."""
    if nesting(text, enough=MAX_DEPTH) > MAX_DEPTH:
        raise Unserialisable("", f"it nests more than {MAX_DEPTH} levels deep")
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unserialisable("", f"it is not JSON: {error}") from None


def _quick(value: Any) -> str | None:
    """The text of a value that is plain JSON already; None when the careful way must be taken.

    Reading back is the quickest way to see that no key was turned into text and no tuple into an array.
    """
    try:
        text = _ENCODE(value)
        if not text.isascii():
            text.encode()
    except _REFUSALS:
        return None
    if nesting(text, enough=MAX_DEPTH) > MAX_DEPTH:
        return None
    if isinstance(value, str | int | float | None):
        return text
    try:
        return text if json.loads(text) == value else None
    except _REFUSALS:
        return None
