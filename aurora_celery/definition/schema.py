"""The JSON Schema of definitions, for editors and other languages. Published as docs/reference/graph.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from aurora_celery.definition.limits import MAX_INPUTS, MAX_NAME, MAX_PRIORITY, MAX_RETRIES, MAX_SECONDS
from aurora_celery.definition.retries import BACKOFFS
from aurora_celery.model.graph import MAX_ID_LENGTH, RetryPolicy

Schema = dict[str, Any]

_DEFAULTS: Final = RetryPolicy()
#: What may stand in a name: anything but control characters, if it is not one dot or two.
_PRINTABLE: Final = "^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f-\\u009f]+$"
_DURATION: Final = (
    r"^\s*(?=.*[0-9])([0-9]+(\.[0-9]+)?d)?([0-9]+(\.[0-9]+)?h)?([0-9]+(\.[0-9]+)?m)?"
    r"([0-9]+(\.[0-9]+)?s)?([0-9]+(\.[0-9]+)?ms)?\s*$"
)


def _text(description: str, *, longest: int | None = None) -> Schema:
    found: Schema = {"description": description, "type": "string"}
    return found if longest is None else found | {"minLength": 1, "maxLength": longest, "pattern": _PRINTABLE}


def _optional(schema: Schema) -> Schema:
    """The same, or nothing: a key without a value counts as not given."""
    rest = {key: value for key, value in schema.items() if key != "description"}
    described = {"description": schema["description"]} if "description" in schema else {}
    return described | {"anyOf": [rest, {"type": "null"}]}


def _duration(description: str, *, positive: bool) -> Schema:
    bound = {"exclusiveMinimum": 0} if positive else {"minimum": 0}
    number = {"type": "number", "maximum": MAX_SECONDS, **bound}
    return _optional({"description": description, "anyOf": [number, {"type": "string", "pattern": _DURATION}]})


def _closed(description: str, properties: Mapping[str, Schema], *, required: tuple[str, ...] = ()) -> Schema:
    found: Schema = {"description": description, "type": "object", "properties": dict(properties)}
    return found | {"required": list(required), "additionalProperties": False}


_ID: Final = _text(
    "Any text of up to 128 characters without control characters, but for `.` and `..`.", longest=MAX_ID_LENGTH
)
_RETRIES: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": MAX_RETRIES}
_RETRY: Final = _closed(
    "How often and how long after a failure a node is tried again.",
    {
        "max": _optional({"description": f"Retries after the first try. Default {_DEFAULTS.max}.", **_RETRIES}),
        "backoff": _optional(
            {"description": f"How the delay grows. Default {_DEFAULTS.backoff}.", "enum": list(BACKOFFS)}
        ),
        "delay": _duration(f"Before the first retry. Default {_DEFAULTS.delay:g} s.", positive=False),
        "max_delay": _duration(f"No delay is longer. Default {_DEFAULTS.max_delay:g} s.", positive=False),
        "jitter": _optional(
            {
                "description": f"The share of a delay that is drawn at random. Default {_DEFAULTS.jitter:g}.",
                "type": "number",
                "minimum": 0,
                "maximum": 1,
            }
        ),
    },
)
_NODE_PROPERTIES: Final[Mapping[str, Schema]] = {
    "handler": _text("The name of the handler, or of any Celery task.", longest=MAX_NAME),
    "with": _optional(
        {
            "description": "The handler's keyword arguments; text in them may hold ${{ }} expressions.",
            "type": "object",
        }
    ),
    "needs": _optional({"description": "Ids of nodes to wait for.", "type": "array", "items": {"$ref": "#/$defs/id"}}),
    "retry": _optional(
        {"description": "A number of retries, or a policy.", "anyOf": [_RETRIES, {"$ref": "#/$defs/retry"}]}
    ),
    "timeout": _duration("The handler is asked to stop after this: seconds, or text like 1h30m.", positive=True),
    "hard_timeout": _duration("The attempt is ended after this.", positive=True),
    "queue": _optional(_text("The queue that the node goes to.", longest=MAX_NAME)),
    "priority": _optional(
        {"description": "The broker's priority.", "type": "integer", "minimum": 0, "maximum": MAX_PRIORITY}
    ),
    "description": _optional(_text("What the node is for.")),
}
_NODE: Final = _closed("One call of a handler.", _NODE_PROPERTIES, required=("handler",))
_LISTED_NODE: Final = _closed(
    "A node with its id.", {"id": {"$ref": "#/$defs/id"}, **_NODE_PROPERTIES}, required=("id", "handler")
)
_INPUT: Final = _optional(
    {
        "description": "A JSON Schema. `required: false` makes the input optional; so does a default.",
        "type": "object",
        "properties": {"default": {}, "required": {"type": ["boolean", "array"]}},
    }
)
_LABEL: Final = {"type": "string", "maxLength": MAX_NAME}

SCHEMA: Final[Schema] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Aurora graph",
    **_closed(
        "The definition of a graph.",
        {
            "aurora": {"description": "The version of this format.", "const": 1, "type": "integer"},
            "name": {"$ref": "#/$defs/id"},
            "description": _optional(_text("What the graph is for.")),
            "labels": _optional(
                {
                    "description": "Text to find the graph's runs by.",
                    "type": "object",
                    "propertyNames": {"minLength": 1, "maxLength": MAX_NAME},
                    "additionalProperties": _LABEL,
                }
            ),
            "inputs": _optional(
                {
                    "description": "What a run is given, by name.",
                    "type": "object",
                    "maxProperties": MAX_INPUTS,
                    "propertyNames": {"$ref": "#/$defs/id"},
                    "additionalProperties": {"$ref": "#/$defs/input"},
                }
            ),
            "nodes": {
                "description": "The nodes by id, or a list of nodes with an `id`.",
                "anyOf": [
                    {
                        "type": "object",
                        "propertyNames": {"$ref": "#/$defs/id"},
                        "additionalProperties": {"$ref": "#/$defs/node"},
                    },
                    {"type": "array", "items": _LISTED_NODE},
                ],
            },
            "outputs": {
                "description": "What a run gives: any value with ${{ }} in it. Without it, the final nodes' results."
            },
        },
        required=("aurora", "name", "nodes"),
    ),
    "$defs": {"id": _ID, "input": _INPUT, "node": _NODE, "retry": _RETRY},
}
