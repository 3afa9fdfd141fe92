"""Expressions that try to get out, or to stop the world."""

from __future__ import annotations

import contextlib
import random

import pytest

from aurora_celery.errors import ExpressionError
from aurora_celery.expressions import references, render

ESCAPES = [
    "().__class__.__bases__", "''.__class__.__mro__", "nodes.a.__class__", "nodes.__init__", "inputs.x.__globals__",
    "'{0.__class__}'.format(nodes)", "f'{nodes.a}'", "eval('1')", "\uff45val('1')", "exec('1')", "__builtins__",
    "open('/etc/passwd')", "import os", "os.system('id')", "lambda: 1", "[x for x in nodes]", "9**9**9",
    "'a' * 1000000000", "(1).real", "nodes.a.constructor.constructor('return process')()", "$where", "{{7*7}}",
    "#{7*7}", "<%= 7*7 %>", "nodes['a'].__dict__", "type(nodes.a).__name__", "getattr(nodes, 'a')", "nodes.a.keys()",
    "request.args", "self", "globals()", "vars(nodes)", "nodes.a; import os", "nodes.a\x00", "\u202enodes.a",
    "nodes.a.then(1)", "cel.bind(x, 1, x)", "optional.of(nodes.a)", "google.protobuf.Any{}", "Foo{a: 1}",
]  # fmt: skip


@pytest.mark.parametrize("text", ESCAPES)
def test_no_expression_reaches_python(text: str) -> None:
    with pytest.raises(ExpressionError):
        render("${{ " + text + " }}", nodes={"a": {"b": 1}}, inputs={"x": 1})


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "[" * 5000, "-" * 8000 + "1", "!" * 8000 + "true", "true ? " * 1000 + "1" + " : 1" * 1000,
     "nodes" + ".a" * 4000, "'" * 8000, '"\\' * 4000, "1" * 8000, "0x" + "f" * 8000, "+".join(["1"] * 4000),
     "{" * 8000, "nodes" + "[0]" * 2000, "a.map(x," * 900, '"a".matches("' + "(a+)+" * 1000 + '$")'],
)  # fmt: skip
def test_an_extreme_expression_ends_with_a_finding_or_a_value(text: str) -> None:
    references("${{ " + text + " }}", path="x")
    with pytest.raises(ExpressionError):
        render("${{ " + text + "!}}", nodes={"a": {}}, inputs={})


WORDS = (
    *("nodes", "inputs", "a", "x", "map", "size", "true", "null", "in", "1", "0x", "1e", "u", "'x'", "b'y'", '"', "\\"),
    *(".", "[", "]", "(", ")", "{", "}", "+", "-", "?", ":", ",", "==", "&&", "!", "//", "\n"),
)


def test_random_tokens_never_break_the_evaluator() -> None:
    source = random.Random(20240607)
    for _ in range(1000):
        text = " ".join(source.choices(WORDS, k=source.randint(1, 14)))
        references("${{ " + text + " }}", path="x")
        with contextlib.suppress(ExpressionError):
            render("${{ " + text + " }}", nodes={"a": [1, "x"]}, inputs={"x": 1})
