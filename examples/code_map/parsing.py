"""One file of Python to facts about it. Reads the text only: nothing is imported or executed."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from examples.code_map.complexity import complexity
from examples.code_map.facts import Function, Import, Module

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef

#: Statements from which on a function is long enough to be called a copy of another.
_WORTH_COMPARING = 5
#: Names and constants, as ``ast.dump`` writes them.
_NAMES = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\b[0-9][0-9.e+-]*""")


def parse_file(path: Path, *, root: Path) -> Module:
    """The facts about one file below ``root``. A file that is not valid Python is described by its error."""
    relative = path.relative_to(root)
    text = path.read_text(encoding="utf-8", errors="replace")
    facts = Module(
        name=module_name(relative),
        path=str(relative),
        package=path.name == "__init__.py",
        lines=text.count("\n"),
        code=sum(1 for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")),
        classes=0,
        documented=False,
        functions=[],
        imports=[],
        error="",
    )
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return {**facts, "error": str(error)}
    nodes = list(ast.walk(tree))
    return {
        **facts,
        "classes": sum(isinstance(node, ast.ClassDef) for node in nodes),
        "documented": ast.get_docstring(tree) is not None,
        "functions": [_function(node) for node in nodes if isinstance(node, AnyFunction)],
        "imports": list(_imports(tree, _typing_only(nodes))),
    }


def module_name(relative: Path) -> str:
    """``app/runs.py`` is ``app.runs``; ``app/__init__.py`` is ``app``; the root's own is ``__init__``."""
    parts = relative.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _function(node: AnyFunction) -> Function:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    own = [each for each in arguments if each.arg not in ("self", "cls")]
    return Function(
        name=node.name,
        line=node.lineno,
        lines=(node.end_lineno or node.lineno) - node.lineno + 1,
        complexity=complexity(node),
        documented=ast.get_docstring(node) is not None,
        typed=node.returns is not None and all(each.annotation is not None for each in own),
        shape=_shape(node),
    )


def _shape(node: AnyFunction) -> str:
    """Equal for functions that differ in names and constants only; empty for short ones."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if sum(isinstance(each, ast.stmt) for part in body for each in ast.walk(part)) < _WORTH_COMPARING:
        return ""
    code = _NAMES.sub("_", " ".join(map(ast.dump, body)))
    return hashlib.blake2b(code.encode(errors="replace"), digest_size=10).hexdigest()


def _typing_only(nodes: list[ast.AST]) -> set[ast.AST]:
    """Everything below an ``if TYPE_CHECKING``."""
    guarded = [node for node in nodes if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    return {below for node in guarded for part in node.body for below in ast.walk(part)}


def _imports(tree: ast.Module, typing_only: set[ast.AST]) -> Iterator[Import]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module=alias.name, names=[], level=0, line=node.lineno, typing_only=node in typing_only)
        elif isinstance(node, ast.ImportFrom):
            yield Import(
                module=node.module or "",
                names=[alias.name for alias in node.names],
                level=node.level,
                line=node.lineno,
                typing_only=node in typing_only,
            )
