"""Check the JSON Schema of one input: legal, closed in itself, and true of its own default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing.exceptions import Unresolvable

from aurora_celery.definition import codes

Problem = tuple[str, tuple[str | int, ...], str]

_FORMATS: Final = Draft202012Validator.FORMAT_CHECKER
_META: Final = Draft202012Validator(Draft202012Validator.META_SCHEMA, format_checker=_FORMATS)
_REFERENCES: Final = ("$ref", "$dynamicRef")
_LONGEST: Final = 200


def bare(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without ``required: true`` or ``false``, which is ours; a list of names is JSON Schema's own."""
    if isinstance(schema.get("required"), bool):
        return {key: value for key, value in schema.items() if key != "required"}
    return schema


def problems(schema: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong, as (code, keys below the schema, message)."""
    pure = bare(schema)
    found = [*_foreign_references(pure), *_illegal(pure)]
    yield from found or _untrue(pure)


def _foreign_references(schema: dict[str, Any]) -> Iterator[Problem]:
    """A reference that leaves the schema would be fetched from wherever it points to."""
    left: list[tuple[Any, tuple[str | int, ...]]] = [(schema, ())]
    while left:
        value, keys = left.pop()
        if isinstance(value, dict):
            for name in _REFERENCES:
                target = value.get(name)
                if isinstance(target, str) and target != "#" and not target.startswith("#/"):
                    yield codes.BAD_SCHEMA, (*keys, name), 'a reference must stay inside the schema: "#/$defs/..."'
            left.extend((item, (*keys, key)) for key, item in value.items())
        elif isinstance(value, list):
            left.extend((item, (*keys, place)) for place, item in enumerate(value))


def _illegal(schema: dict[str, Any]) -> Iterator[Problem]:
    for error in _META.iter_errors(schema):
        yield codes.BAD_SCHEMA, tuple(error.absolute_path), f"not a legal JSON Schema: {_short(error)}"


def _untrue(schema: dict[str, Any]) -> Iterator[Problem]:
    """The schema is used once, so that what only its use would show is seen now."""
    try:
        errors = list(Draft202012Validator(schema).iter_errors(schema.get("default")))
    except Unresolvable as unresolved:
        yield codes.BAD_SCHEMA, (), f"the reference {str(unresolved.ref)[:_LONGEST]!r} leads nowhere"
    except RecursionError:
        yield codes.BAD_SCHEMA, (), "the schema refers to itself without end"
    else:
        for error in errors if "default" in schema else ():
            yield codes.BAD_DEFAULT, ("default", *error.absolute_path), _short(error)


def _short(error: ValidationError) -> str:
    message = error.message
    return message if len(message) <= _LONGEST else message[:_LONGEST] + "..."
