"""Copy the free parts of a definition, and check that they are JSON that every store and language can hold."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.definition.report import Report, named
from aurora_celery.model.paths import Trail, quoted

CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INT64: Final = range(-(2**63), 2**63)


def copied(value: Any, trail: Trail, *, report: Report, depth: int = 1) -> Any:
    """The value made of new dicts and lists; what is not JSON goes to the report.

    ``depth`` is how many mappings and lists the value already stands in.
    """
    if isinstance(value, str):
        check_text(value, trail, report=report)
    elif isinstance(value, dict | list | tuple | Mapping):
        return _container(value, trail, report=report, depth=depth)
    elif isinstance(value, int | float):
        _check_number(value, trail, report=report)
    elif value is not None:
        _refuse_type(value, trail, report=report)
        return None
    return value


def _container(value: Any, trail: Trail, *, report: Report, depth: int) -> Any:
    if depth >= MAX_DEPTH:
        report.add(codes.TOO_DEEP, _shallow(trail), f"nests more than {MAX_DEPTH} levels deep")
        return None
    if isinstance(value, Mapping):
        return _mapping(value, trail, report=report, depth=depth)
    return [copied(item, (trail, at), report=report, depth=depth + 1) for at, item in enumerate(value)]


def _mapping(value: Mapping[Any, Any], trail: Trail, *, report: Report, depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, item in value.items():
        if isinstance(key, str) and not CONTROL.search(key):
            check_text(key, trail, report=report)
            result[key] = copied(item, (trail, key), report=report, depth=depth + 1)
        else:
            bad_key(key, trail, report=report)
    return result


def bad_key(key: Any, trail: Trail, *, report: Report) -> None:
    """Note a key that is not text, or that holds a control character."""
    if isinstance(key, str):
        report.add(codes.BAD_KEY, trail, f"the key {quoted(key)} holds a control character")
    else:
        report.add(codes.BAD_KEY, trail, f"a key must be text, not {named(key)}")


def check_text(text: str, trail: Trail, *, report: Report) -> None:
    """Note text that UTF-8 cannot carry."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        report.add(codes.BAD_TEXT, trail, f"the text holds half of a surrogate pair, {half}")


def _check_number(value: float, trail: Trail, *, report: Report) -> None:
    if isinstance(value, int):
        if value not in _INT64:
            report.add(codes.TOO_LONG_INTEGER, trail, "the integer has more than 64 bits; write it as text")
    elif not math.isfinite(value):
        report.add(codes.NOT_FINITE, trail, f"the number {value} has no JSON form")


def _refuse_type(value: Any, trail: Trail, *, report: Report) -> None:
    if isinstance(value, datetime | date | time):
        report.add(codes.NOT_JSON, trail, f"a date or time has no JSON form; write it as text: {quoted(str(value))}")
    else:
        report.add(codes.NOT_JSON, trail, f"a value of the type {type(value).__name__} has no JSON form")


def _shallow(trail: Trail) -> Trail:
    """The first few steps of a deep trail."""
    steps = []
    while not isinstance(trail, str):
        steps.append(trail)
        trail = trail[0]
    return steps[-min(4, len(steps))] if steps else trail
