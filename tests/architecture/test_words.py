"""What a module is called, what its first line says, and what may not stand in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, modules

#: A file with such a name holds whatever did not fit elsewhere.
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}

#: Unfinished work belongs into the tracker, not into the source.
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

DANGEROUS_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}


def test_no_module_has_a_vague_name() -> None:
    assert [str(module) for module in modules() if VAGUE & set(re.split(r"[._]", module.name))] == []


def test_every_module_says_in_its_first_line_what_it_is() -> None:
    assert [str(module) for module in modules() if not _first_line(module).endswith((".", "?", "!"))] == []


def test_every_module_starts_with_its_docstring() -> None:
    assert [str(module) for module in modules() if not module.text.startswith('"""')] == []


def test_no_work_is_left_for_later() -> None:
    assert [str(module) for module in modules() if MARKS.search(module.text)] == []


def test_nothing_executes_text_or_loads_pickles() -> None:
    assert [finding for module in modules() for finding in _dangers(module)] == []


def _first_line(module: Module) -> str:
    return (ast.get_docstring(module.tree) or "").partition("\n")[0]


def _dangers(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in DANGEROUS_CALLS:
                yield f"{module}:{node.lineno} calls {node.func.id}"
            if any(word.arg == "shell" and _true(word.value) for word in node.keywords):
                yield f"{module}:{node.lineno} asks for a shell"
        for name in _imported(node) & DANGEROUS_MODULES:
            yield f"{module}:{getattr(node, 'lineno', 0)} imports {name}"


def _true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and value.value is False)


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return set()
