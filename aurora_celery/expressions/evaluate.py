"""The value of one expression: paths are followed here, everything else is CEL's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from aurora_celery.errors import ExpressionError
from aurora_celery.expressions.analysis import Analysis, analyse
from aurora_celery.expressions.limits import MAX_COPIES, MAX_RESULT_LENGTH
from aurora_celery.expressions.program import Failed, Malformed, execute
from aurora_celery.expressions.results import plain
from aurora_celery.expressions.selection import ROOTS, Missing, selection

_INT64 = range(-(2**63), 2**63)
_LONG_NUMBER = re.compile(r"[0-9]{19}")

Values = Mapping[str, Any]
Roots = Mapping[str, Values]


def evaluate(expression: str, roots: Roots, *, path: str) -> Any:
    """The JSON value of an expression over these roots. Raises ExpressionError, which names it and ``path``."""
    try:
        if direct := selection(expression):
            return direct.pick(roots)
        analysis = analyse(expression)
        if analysis.findings:
            raise Failed(analysis.findings[0][1])
        taken = {root: _taken(roots[root], getattr(analysis, root), root) for root in ROOTS}
        _affordable(expression, taken, analysis)
        return plain(execute(expression, taken))
    except (Failed, Malformed, Missing) as error:
        raise ExpressionError(expression, path, str(error)) from None


def _taken(values: Values, names: Iterable[str], root: str) -> dict[str, Any]:
    """Only what the expression names, since all that it is given is converted."""
    taken = {}
    for name in names:
        if name not in values:
            raise Failed(f"{root}.{name} has no value")
        taken[name] = values[name]
    return taken


def _affordable(expression: str, roots: Mapping[str, Values], analysis: Analysis) -> None:
    """Refuse what would take the evaluator too long, or what it would change: it makes long integers floats."""
    text = json.dumps(roots)
    elements = text.count(",") + expression.count(",") + 1
    length = len(text) * analysis.growth * elements ** max(0, analysis.loops - 1)
    if length > MAX_RESULT_LENGTH:
        raise Failed(f"the values have {len(text)} characters of JSON, of which it could make {length}: too many")
    if analysis.loops and elements ** (analysis.loops + 1) * analysis.growth > MAX_COPIES:
        raise Failed(f"its loops over values of {elements} elements could take too long; use a handler")
    if _LONG_NUMBER.search(text) and (number := _beyond_int64(roots)) is not None:
        raise Failed(f"the value {str(number)[:40]} has more than 64 bits, which an expression cannot compute with")


def _beyond_int64(values: Any) -> int | None:
    left = [values]
    while left:
        value = left.pop()
        if isinstance(value, int) and value not in _INT64:
            return value
        if isinstance(value, Mapping):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return None
