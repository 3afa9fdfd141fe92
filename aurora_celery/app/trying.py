"""Try one handler: a graph of a single node, whose arguments are checked before anything is submitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from aurora_celery.compiler.schemas import Schemas
from aurora_celery.definition import parse
from aurora_celery.errors import Diagnostic, InvalidInputs
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.paths import join

#: The label of such runs, whose value is the handler.
TRY_LABEL: Final = "aurora.try"
_NAME: Final = re.compile(r"[^\W\d]\w{0,127}")


def try_graph(name: str, handler: str, arguments: Mapping[str, Any], *, queue: str | None = None) -> Graph:
    """A graph whose one node calls a handler with its inputs: what is in them is never taken for an expression."""
    node: dict[str, Any] = {"handler": handler, "with": {each: f'${{{{ inputs["{each}"] }}}}' for each in arguments}}
    if queue is not None:
        node["queue"] = queue
    definition = {
        "aurora": 1,
        "name": name,
        "inputs": {each: {} for each in arguments},
        "nodes": {"try": node},
        "outputs": {"result": "${{ nodes.try }}"},
    }
    return parse(definition)


def check_arguments(arguments: Mapping[str, Any], spec: HandlerSpec | None) -> None:
    """Raise InvalidInputs with everything that is wrong, as far as the handler's signature is known."""
    if found := [*_misnamed(arguments), *(_mismatched(arguments, spec) if spec is not None else ())]:
        raise InvalidInputs(found)


def _misnamed(arguments: Mapping[str, Any]) -> Iterator[Diagnostic]:
    for name in arguments:
        if not _NAME.fullmatch(name):
            yield Diagnostic("bad_name", "arguments", f"{name[:80]!r} is no name of a parameter")


def _mismatched(arguments: Mapping[str, Any], spec: HandlerSpec) -> Iterator[Diagnostic]:
    known, schemas = {each.name: each for each in spec.parameters}, Schemas()
    for parameter in spec.parameters:
        if parameter.required and parameter.name not in arguments:
            yield Diagnostic("missing", f"arguments.{parameter.name}", "the argument is required")
    for name, value in arguments.items():
        if name in known:
            for place, message in schemas.errors(value, known[name].schema) if known[name].schema else ():
                yield Diagnostic("wrong_value", join(f"arguments.{name}", place), message)
        elif not spec.open:
            yield Diagnostic("unexpected", f"arguments.{name}", "the handler has no such parameter")
