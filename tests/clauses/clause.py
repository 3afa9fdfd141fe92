"""The ``except`` clauses of Aurora, as its source has them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.source import Module, modules

PACKAGE = "aurora_celery"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. ``place`` is how a running process calls it, ``key`` a name that edits elsewhere do not change."""

    place: str
    key: str
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.key}"


def clauses() -> tuple[Clause, ...]:
    """Every clause, in the order of the source."""
    return tuple(clause for module in modules() if _is_watched(module.name) for clause in _of(module))


def never_fired(record: Path) -> list[Clause]:
    """The clauses of which a run's record says nothing."""
    fired = set(record.read_text(encoding="ascii").split()) if record.exists() else set()
    return [clause for clause in clauses() if clause.place not in fired]


def _is_watched(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE


def _of(module: Module) -> Iterator[Clause]:
    seen: Counter[str] = Counter()
    for owner, handler in _handlers(module.tree, ()):
        caught = "" if handler.type is None else f" {ast.unparse(handler.type)}"
        key = f"{'.'.join((module.name, *owner))}: except{caught}"
        seen[key] += 1
        number = f" #{seen[key]}" if seen[key] > 1 else ""
        yield Clause(f"{module.name}:{handler.lineno}", key + number, str(module), handler.lineno)


def _handlers(node: ast.AST, owner: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ast.ExceptHandler]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ExceptHandler):
            yield owner, child
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        yield from _handlers(child, (*owner, getattr(child, "name", "")) if named else owner)
