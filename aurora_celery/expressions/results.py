"""Turn what CEL gives into plain JSON values: timestamps and durations become text, nothing else changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from aurora_celery.expressions.program import Failed

_DEEPEST = 200


def plain(value: Any, *, depth: int = 0) -> Any:
    """The JSON value of an evaluator's value. Raises Failed with the reason.

    Timestamps become RFC 3339 text and durations seconds with an ``s``, as in the JSON mapping of CEL's
    own types.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _finite(value)
    if depth > _DEEPEST:
        raise Failed(f"the result nests more than {_DEEPEST} deep")
    if isinstance(value, list):
        return [plain(item, depth=depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): plain(item, depth=depth + 1) for key, item in value.items()}
    return _moment(value)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise Failed(f"the result is {value}, which JSON cannot carry")
    return value


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise Failed(f"the result has the key {key!r}; keys must be text")
    return key


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.6f}".rstrip("0").rstrip(".") + "s"
    raise Failed(f"the result is of the type {type(value).__name__}, which JSON cannot carry")
