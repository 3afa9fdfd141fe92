"""JSON Schemas as the checks use them: validating constants, and comparing plain types. No network, ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: Longest part of a value that is quoted in a message.
MAX_SHOWN = 160

#: The way from a value to the part that does not match, and what is wrong with it.
Finding = tuple[tuple[str | int, ...], str]


def type_names(schema: Mapping[str, Any]) -> str:
    """The plain types of a schema in words: ``string`` or ``string or null``."""
    return " or ".join(sorted(_types(schema)))


def can_match(given: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """False when no value can have both plain types. True when either has none."""
    left, right = _types(given), _types(wanted)
    return not left or not right or bool(left & right) or ({"integer", "number"} <= left | right)


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    plain = schema.get("type")
    if isinstance(plain, str):
        return frozenset({plain})
    if isinstance(plain, (list, tuple)):
        return frozenset(name for name in plain if isinstance(name, str))
    return frozenset()


class Schemas:
    """Validators, compiled once for each schema, and the answers for small constants."""

    def __init__(self) -> None:
        self._validators: dict[int, Any] = {}
        self._answers: dict[tuple[int, type, Any], tuple[Finding, ...]] = {}

    def errors(self, value: Any, schema: Mapping[str, Any]) -> tuple[Finding, ...]:
        """Where and why a value does not match: the way from the value to the part, and a message."""
        if not isinstance(value, (str, int, float, bool, type(None))):
            return tuple(self._check(value, schema))
        key = (id(schema), type(value), value)
        if key not in self._answers:
            self._answers[key] = tuple(self._check(value, schema))
        return self._answers[key]

    def _check(self, value: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
        from referencing.exceptions import Unresolvable

        validator = self._validator(schema)
        if validator is None:
            return
        try:
            for error in validator.iter_errors(value):
                yield tuple(error.absolute_path), _message(error, schema)
        except Unresolvable:
            # The schema points outside itself. It says nothing then; fetching it is out of the question.
            return

    def _validator(self, schema: Mapping[str, Any]) -> Any:
        if id(schema) not in self._validators:
            self._validators[id(schema)] = _compile(schema)
        return self._validators[id(schema)]


def _compile(schema: Mapping[str, Any]) -> Any:
    """A validator, or None for what is not a schema: then it forbids nothing."""
    import jsonschema
    import referencing

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError:
        return None
    return jsonschema.Draft202012Validator(schema, registry=referencing.Registry())


def _message(error: Any, schema: Mapping[str, Any]) -> str:
    if error.validator == "type":
        return f"{_shown(error.instance)} is not {type_names(error.schema) or type_names(schema)}"
    return str(error.message)[:MAX_SHOWN]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."
