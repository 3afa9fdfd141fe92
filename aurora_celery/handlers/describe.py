"""Describe a handler by its signature, its type hints and its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from aurora_celery.errors import Unserialisable
from aurora_celery.handlers.codec import encode
from aurora_celery.model.handler import HandlerSpec, Parameter

_NAMED: Final = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def describe(function: Callable[..., Any], *, name: str, bound: bool = False) -> HandlerSpec:
    """What is known of a handler without calling it.

    ``bound`` leaves the first parameter out, which the caller fills in. A type hint that cannot be resolved,
    or that has no JSON Schema, gives an empty schema: anything goes. A function without a readable
    signature takes any keyword. Nodes pass keywords only, so positional-only parameters are left out.
    """
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return HandlerSpec(name=name, open=True, description=_first_paragraph(function))
    hints = _hints(function)
    found = list(signature.parameters.values())[1 if bound else 0 :]
    return HandlerSpec(
        name=name,
        parameters=tuple(_parameter(each, hints) for each in found if each.kind in _NAMED),
        open=any(each.kind is inspect.Parameter.VAR_KEYWORD for each in found),
        result=_schema(hints.get("return", Any), mode="serialization"),
        description=_first_paragraph(function),
    )


def _parameter(parameter: inspect.Parameter, hints: Mapping[str, Any]) -> Parameter:
    schema = _schema(hints.get(parameter.name, Any), mode="validation")
    required = parameter.default is inspect.Parameter.empty
    if not required and _is_json(parameter.default):
        schema["default"] = parameter.default
    return Parameter(name=parameter.name, required=required, schema=schema)


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    """The resolved hints. When one of them cannot be resolved, those that need no resolving."""
    target = inspect.unwrap(function)
    try:
        return get_type_hints(target, include_extras=True)
    except Exception:  # noqa: BLE001 - resolving runs the text of the user's hints, which may raise anything
        found = getattr(target, "__annotations__", {})
        return {key: hint for key, hint in found.items() if not isinstance(hint, str)}


def _schema(hint: Any, *, mode: JsonSchemaMode) -> dict[str, Any]:
    if hint is Any:
        return {}
    try:
        return TypeAdapter(hint).json_schema(mode=mode)
    except Exception:  # noqa: BLE001 - a hint may be any object, and pydantic answers with many kinds of error
        return {}


def _is_json(value: Any) -> bool:
    try:
        encode(value)
    except Unserialisable:
        return False
    return isinstance(value, str | int | float | bool | list | dict | None)


def _first_paragraph(function: Callable[..., Any]) -> str:
    text = inspect.getdoc(function) or ""
    return " ".join(text.split("\n\n")[0].split())
