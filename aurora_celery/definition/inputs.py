"""Read the inputs of a definition: a JSON Schema each, with ``default`` and ``required``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from aurora_celery.definition import codes
from aurora_celery.definition.fields import read_id, read_mapping
from aurora_celery.definition.json_values import copied
from aurora_celery.definition.limits import MAX_INPUTS, MAX_INPUTS_LENGTH
from aurora_celery.definition.report import Report
from aurora_celery.model.paths import Trail

Problem = tuple[str, tuple[str | int, ...], str]


def read_inputs(value: Any, trail: Trail, report: Report) -> dict[str, dict[str, Any]]:
    """The schema of each input by name. An empty one takes any value."""
    declared = read_mapping(value, trail, report)
    if len(declared) > MAX_INPUTS:
        report.add(codes.OUT_OF_RANGE, trail, f"declares {len(declared)} inputs; {MAX_INPUTS} is the limit")
        return {}
    found = {
        name: _schema(schema, (trail, name), report)
        for name, schema in declared.items()
        if read_id(name, (trail, name), report) is not None
    }
    length = len(json.dumps(found))
    if length > MAX_INPUTS_LENGTH:
        report.add(codes.OUT_OF_RANGE, trail, f"the inputs have {length} characters; {MAX_INPUTS_LENGTH} is the limit")
        return {}
    for name, schema in found.items():
        for code, keys, message in _problems(json.dumps(schema)):
            report.add(code, _below((trail, name), keys), message)
    return found


def _schema(value: Any, trail: Trail, report: Report) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        report.wrong_type(trail, "a JSON Schema, such as {type: string}", value)
        return {}
    before = report.count
    copy: dict[str, Any] = copied(value, trail, report=report, depth=2)
    return copy if report.count == before else {}


def _below(trail: Trail, keys: tuple[str | int, ...]) -> Trail:
    for key in keys:
        trail = (trail, key)
    return trail


@lru_cache(maxsize=512)
def _problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a schema, given as JSON text so that equal ones are looked at once."""
    # Loading the validator takes longer than reading a small graph without inputs.
    from aurora_celery.definition.input_schema import problems

    return tuple(problems(json.loads(text)))
