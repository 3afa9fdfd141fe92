"""Make every ``except`` clause of Aurora write itself down when it fires, in every process of a test run.

Python imports this module by itself, before anything else, in each process that finds its directory on PYTHONPATH. A
clause appends its place to the file that TESTRUN_CLAUSES names, at once, so that it counts even if the process is
killed a moment later; a measurement of coverage, which is written at the end of a process, would miss it.
"""

from __future__ import annotations

import ast
import builtins
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

VARIABLE, PACKAGE, MARK = "TESTRUN_CLAUSES", "aurora_celery", "__aurora_clause_fired__"

_seen: set[str] = set()
_changed = int(os.stat(__file__).st_mtime)  # noqa: PTH116 - pathlib takes long to import


def fired(clause: str) -> None:
    """Write down, once per process, that this clause fired. Nothing that happens here may disturb the clause."""
    if clause in _seen:
        return
    try:
        file = os.open(os.environ[VARIABLE], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, f"{clause}\n".encode())
        os.close(file)
        _seen.add(clause)
    except (OSError, KeyError):
        pass


class MarkedLoader(SourceFileLoader):
    """Compiles a module with a call of ``fired`` at the head of each ``except`` clause.

    A test run starts hundreds of processes, so marked modules are kept compiled too, beside those without marks.
    """

    def get_data(self, path: str) -> bytes:
        """The source, or the marked module that an earlier process compiled."""
        return super().get_data(_apart(path))

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Keep the marked module, for later processes of test runs only."""
        super().set_data(_apart(path), data, _mode=_mode)

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        """The code of the module, marked."""
        tree = ast.parse(data, filename=path)
        for clause in ast.walk(tree):
            if isinstance(clause, ast.ExceptHandler):
                clause.body.insert(0, _mark(clause, f"{self.name}:{clause.lineno}"))
        code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=_optimize)
        return code


class MarkingFinder(MetaPathFinder):
    """Finds Aurora's modules where Python finds them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's own specification, with the loader changed; None if the module is somebody else's."""
        if fullname.partition(".")[0] != PACKAGE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin and type(spec.loader) is SourceFileLoader:
            spec.loader = MarkedLoader(fullname, spec.origin)
        return spec


def _apart(path: str) -> str:
    """Where the marked form of a compiled module is kept: not where it lay before this file was last changed."""
    module = path.removesuffix(".pyc")
    return path if module == path else f"{module}.marked-{_changed}.pyc"


def _mark(clause: ast.ExceptHandler, place: str) -> ast.stmt:
    call = ast.Expr(ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(place)], []))
    return ast.fix_missing_locations(ast.copy_location(call, clause))


if VARIABLE in os.environ:
    setattr(builtins, MARK, fired)
    sys.meta_path.insert(0, MarkingFinder())
