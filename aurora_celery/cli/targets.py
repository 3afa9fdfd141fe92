"""What the user names to run, compile or apply: a file, a Python object, or a stored graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from aurora_celery.cli.session import Session, import_user_module
from aurora_celery.model.graph import Graph

if TYPE_CHECKING:
    from aurora_celery.app.graphs import GraphFunction
    from aurora_celery.definition import GraphBuilder

    Drawn: TypeAlias = GraphFunction | GraphBuilder | Graph

_PYTHON = re.compile(r"(?P<module>[^\W\d]\w*(\.\w+)*):(?P<name>[^\W\d]\w*)")
_SUFFIXES = (".yaml", ".yml", ".json", ".toml")


def drawn(target: str) -> Drawn | None:
    """The graph in a file or in a module (``module:name``); None if the target looks like neither.

    Raises InvalidGraph with everything that is wrong, click.UsageError when there is no such thing.
    """
    if Path(target).is_file() or target.endswith(_SUFFIXES):
        return _from_file(Path(target))
    python = _PYTHON.fullmatch(target)
    return _from_module(python["module"], python["name"]) if python else None


def drawn_or_refuse(target: str) -> Drawn:
    """The same, where a name alone does not do."""
    found = drawn(target)
    if found is None:
        raise click.UsageError(f"{target!r} is neither a file nor MODULE:NAME")
    return found


def graph_of(found: Drawn) -> Graph:
    """The graph itself. Raises InvalidGraph."""
    if isinstance(found, Graph):
        return found
    freeze = getattr(found, "freeze", None)
    graph: Graph = freeze() if freeze else found.graph  # type: ignore[union-attr]
    return graph


def module_of(target: str) -> str | None:
    """The module of ``module:name``: a worker needs it too."""
    python = None if Path(target).is_file() else _PYTHON.fullmatch(target)
    return python["module"] if python else None


def declared_inputs(session: Session, target: Drawn | str, version: int | None) -> Mapping[str, Mapping[str, Any]]:
    """The schemas of a graph's inputs by name. Raises GraphNotFound for an unknown name."""
    if not isinstance(target, str):
        return graph_of(target).inputs
    from aurora_celery.definition import parse_text

    return parse_text(session.reached().stored_graph(target, version).definition, format="json").inputs


def _from_file(path: Path) -> Graph:
    from aurora_celery.definition import load

    return load(path)


def _from_module(module: str, name: str) -> Drawn:
    from aurora_celery.app.graphs import GraphFunction
    from aurora_celery.definition import GraphBuilder

    found = getattr(import_user_module(module), name, None)
    if isinstance(found, (GraphFunction, GraphBuilder, Graph)):
        return found
    what = "has no such name" if found is None else f"holds {type(found).__name__} there, not a graph"
    raise click.UsageError(f"{module}:{name}: the module {what}")
