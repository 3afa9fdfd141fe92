"""Compile and execute CEL, and turn its failures into sentences. The only door to the evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from cel import Program


class Malformed(Exception):
    """Text that is not CEL; one line says why. Never leaves this package."""


class Failed(Exception):
    """An evaluation that went wrong; the message says why. Never leaves this package."""


@lru_cache(maxsize=1024)
def compiled(expression: str) -> Program:
    """The program of an expression. Raises Malformed.

    The caller has measured the expression: the parser behind this overflows on extreme ones.
    """
    # The evaluator is loaded by the first expression that needs it; most graphs hold paths only.
    import cel

    try:
        return cel.compile(expression)
    except ValueError as error:
        raise Malformed(_syntax(str(error))) from None


def execute(expression: str, roots: Mapping[str, Mapping[str, Any]]) -> Any:
    """The value of an expression, in the evaluator's own types. Raises Malformed, Failed."""
    program = compiled(expression)
    try:
        return program.execute(cast("dict[str, Any]", roots))
    except KeyError as error:
        raise Failed(f"there is no key {error}") from None
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise Failed(_sentence(str(error))) from None


def _syntax(message: str) -> str:
    _, found, rest = message.partition("ERROR: <input>:")
    if not found:
        return _sentence(message)
    position, _, reason = rest.splitlines()[0].partition(": ")
    reason = reason.removeprefix("Syntax error: ")
    return f"{_sentence(reason)} (line {position.partition(':')[0]}, column {position.partition(':')[2]})"


def _sentence(message: str) -> str:
    lines = message.splitlines()
    first = lines[0] if lines else "the evaluator gives no reason"
    return first if len(first) <= 200 else first[:200] + "..."
