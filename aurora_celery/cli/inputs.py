"""Read a run's inputs from the command line, with the types that the graph declares. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from aurora_celery.model.pairs import read_pair

Schemas = Mapping[str, Mapping[str, Any]]


def read_inputs(pairs: Iterable[str], whole: str | None, *, declared: Schemas) -> dict[str, Any]:
    """``--inputs`` (JSON, or @FILE with JSON) with the ``--input name=value`` pairs on top.

    Raises click.BadParameter. Whether names and types are right, the submit itself says.
    """
    inputs = _object(whole) if whole else {}
    for name, text in (_pair(pair, "--input") for pair in pairs):
        inputs[name] = _value(text, declared.get(name, {}))
    return inputs


def read_labels(pairs: Iterable[str]) -> dict[str, str]:
    """``name=value`` pairs as they are: a label is text, whatever it looks like. Raises click.BadParameter."""
    return dict(_pair(pair, "--label") for pair in pairs)


def read_facts(pairs: Iterable[str]) -> dict[str, Any]:
    """The inputs by which runs are looked for; what their graphs declare is not known. Raises click.BadParameter."""
    return {name: _value(text, {}) for name, text in (_pair(pair, "--input") for pair in pairs)}


def _pair(pair: str, option: str) -> tuple[str, str]:
    found = read_pair(pair)
    if found is None:
        raise click.BadParameter(f"{pair!r} is not name=value", param_hint=option)
    return found


def _value(text: str, schema: Mapping[str, Any]) -> Any:
    """JSON where the declared type lets it be, the text itself otherwise."""
    types = schema.get("type", ())
    wanted = {types} if isinstance(types, str) else set(types)
    if wanted == {"string"} or text in schema.get("enum", ()):
        return text
    try:
        value = _loads(text)
    except ValueError:
        return text
    return text if isinstance(value, str) and not text.startswith('"') else value


def _object(whole: str) -> dict[str, Any]:
    try:
        text = Path(whole[1:]).read_text("utf-8") if whole.startswith("@") else whole
        value = _loads(text)
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"not JSON: {error}", param_hint="--inputs") from error
    if not isinstance(value, dict):
        raise click.BadParameter("must be a JSON object", param_hint="--inputs")
    return value


def _loads(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
