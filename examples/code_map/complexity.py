"""McCabe's cyclomatic complexity: one more than the number of decisions (T. J. McCabe, A Complexity Measure, 1976)."""

from __future__ import annotations

import ast

_DECISIONS = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def complexity(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many independent paths lead through a function. Functions inside it are counted for themselves."""
    left: list[ast.AST] = list(function.body)
    found = 1
    while left:
        node = left.pop()
        if not isinstance(node, _SCOPES):
            found += _decisions(node)
            left.extend(ast.iter_child_nodes(node))
    return found


def _decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.match_case):
        # The case that takes everything is the way on, not a decision.
        return 0 if isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None else 1
    return 1 if isinstance(node, _DECISIONS) else 0
