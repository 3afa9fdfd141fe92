"""Read a definition from JSON text: duplicate keys are told with their place, depth is bounded beforehand."""

from __future__ import annotations

import json
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.limits import MAX_DEPTH
from aurora_celery.definition.report import Report, refuse
from aurora_celery.model.nesting import nesting
from aurora_celery.model.paths import Trail, quoted

#: Stands for every integer too long to be converted in linear time; out of range like all of them.
_ENDLESS: Final = 10**30
_LONGEST_INTEGER = 30


def read_json(text: str, *, report: Report, depth: int = MAX_DEPTH) -> Any:
    """The value of JSON text; duplicate keys go to the report. Raises InvalidGraph for text that is not JSON."""
    if nesting(text, enough=depth) > depth:
        refuse(codes.TOO_DEEP, f"the text nests more than {depth} levels deep")
    doubled: dict[int, list[str]] = {}
    kept: list[dict[str, Any]] = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            kept.append(found)
            doubled[id(found)] = _repeated(pairs)
        return found

    try:
        value = json.loads(text, object_pairs_hook=collect, parse_int=_integer)
    except json.JSONDecodeError as error:
        refuse(codes.SYNTAX, f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})")
    if doubled:
        _tell(value, "", doubled=doubled, report=report)
    return value


def _integer(digits: str) -> int:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _ENDLESS


def _repeated(pairs: list[tuple[str, Any]]) -> list[str]:
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for key, _ in pairs:
        if key in seen:
            repeated[key] = None
        seen.add(key)
    return list(repeated)


def _tell(value: Any, trail: Trail, *, doubled: dict[int, list[str]], report: Report) -> None:
    if isinstance(value, dict):
        for key in doubled.get(id(value), ()):
            report.add(codes.DUPLICATE_KEY, (trail, key), f"the key {quoted(key)} appears more than once")
        for key, item in value.items():
            _tell(item, (trail, key), doubled=doubled, report=report)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            _tell(item, (trail, place), doubled=doubled, report=report)
