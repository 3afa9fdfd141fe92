"""The source of the two packages: every module, parsed once."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: The import packages and where they lie.
PACKAGES = {"aurora_celery": ROOT / "aurora_celery", "aurora_web": ROOT / "web" / "aurora_web"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One file of Python: its dotted name, place, text and syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of both packages."""
    return tuple(
        _read(path, name=_dotted(path.relative_to(directory.parent)))
        for directory in PACKAGES.values()
        for path in sorted(directory.rglob("*.py"))
    )


def packages_on_disk() -> set[str]:
    """The dotted names of all directories that hold Python files."""
    return {
        _dotted(path.parent.relative_to(directory.parent))
        for directory in PACKAGES.values()
        for path in directory.rglob("*.py")
    }


def length(function: Function) -> int:
    """How many lines a function takes, from ``def`` to its end, docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _read(path: Path, *, name: str) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(name=name, path=path, text=text, tree=ast.parse(text, filename=str(path)))


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
