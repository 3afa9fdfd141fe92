"""Which nodes, inputs and secrets a template refers to, without any values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aurora_celery.errors import Diagnostic
from aurora_celery.expressions.analysis import analyse
from aurora_celery.expressions.selection import SECRETS, plain_reference, selection
from aurora_celery.expressions.template import OPEN, Expression, parts
from aurora_celery.model.paths import Trail, quoted, written

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class References:
    """What a template refers to: ids of nodes, names of inputs and of secrets as first named, and what is wrong."""

    nodes: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Found:
    nodes: dict[str, None] = field(default_factory=dict)
    inputs: dict[str, None] = field(default_factory=dict)
    secrets: dict[str, None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def references(value: Any, *, path: Trail) -> References:
    """Look through a template of plain JSON values; linear in its size.

    ``path`` is where the template stands in the definition; diagnostics name the place below it.
    """
    found = _Found()
    _look(value, path, found)
    return References(tuple(found.nodes), tuple(found.inputs), tuple(found.secrets), tuple(found.diagnostics))


def _look(value: Any, trail: Trail, found: _Found) -> None:
    if isinstance(value, str):
        if OPEN in value:
            _look_at_text(value, trail, found)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _look(item, (trail, key), found)
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            _look(item, (trail, place), found)


def _look_at_text(template: str, trail: Trail, found: _Found) -> None:
    if plain := plain_reference(template):
        (found.nodes if plain[0] == "nodes" else found.inputs)[plain[1]] = None
        return
    for part in parts(template):
        if isinstance(part, str):
            continue
        if not isinstance(part, Expression):
            found.diagnostics.append(Diagnostic(part.code, written(trail), part.reason))
        elif (path := selection(part.text)) and path.root != SECRETS:
            (found.nodes if path.root == "nodes" else found.inputs)[path.name] = None
        else:
            _look_at_expression(part.text, trail, found)


def _look_at_expression(expression: str, trail: Trail, found: _Found) -> None:
    analysis = analyse(expression)
    found.nodes.update(dict.fromkeys(analysis.nodes))
    found.inputs.update(dict.fromkeys(analysis.inputs))
    found.secrets.update(dict.fromkeys(analysis.secrets))
    for code, message in analysis.findings:
        shown = f" in {quoted(expression[:_LONGEST_SHOWN])}" if expression else ""
        found.diagnostics.append(Diagnostic(code, written(trail), message + shown))
