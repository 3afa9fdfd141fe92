"""Check a run's inputs against what its graph declares, and fill in the defaults."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator

from aurora_celery.errors import Diagnostic, InvalidInputs


def resolve_inputs(given: Mapping[str, Any], *, declared: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The inputs of a run. Raises InvalidInputs with everything that is wrong with them."""
    found = [*_unknown(given, declared), *_missing(given, declared), *_mismatches(given, declared)]
    if found:
        raise InvalidInputs(found)
    defaults = {name: copy.deepcopy(schema.get("default")) for name, schema in declared.items() if name not in given}
    return {**defaults, **given}


def is_required(schema: Mapping[str, Any]) -> bool:
    """An input without a default is required unless its declaration says otherwise."""
    said = schema.get("required")
    return said if isinstance(said, bool) else "default" not in schema


def _unknown(given: Mapping[str, Any], declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    for name in given:
        if name not in declared:
            near = get_close_matches(str(name), declared, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield Diagnostic("A301", f"inputs.{name}", f"the graph has no such input{hint}")


def _missing(given: Mapping[str, Any], declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    for name, schema in declared.items():
        if name not in given and is_required(schema):
            yield Diagnostic("A302", f"inputs.{name}", "the input is required")


def _mismatches(given: Mapping[str, Any], declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Diagnostic]:
    for name, value in given.items():
        schema = {key: part for key, part in declared.get(name, {}).items() if not _is_ours(key, part)}
        for error in Draft202012Validator(schema).iter_errors(value) if schema else ():
            where = "".join(f"[{step!r}]" if isinstance(step, str) else f"[{step}]" for step in error.absolute_path)
            yield Diagnostic("A303", f"inputs.{name}{where}", error.message[:500])


def _is_ours(key: str, part: Any) -> bool:
    """True for what an input says beside its JSON Schema: a list of required names is the schema's own."""
    return key == "default" or (key == "required" and isinstance(part, bool))
