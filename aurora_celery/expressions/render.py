"""Fill in a template: every ``${{ }}`` in a value, at any depth, gives way to what it stands for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from aurora_celery.errors import ExpressionError
from aurora_celery.expressions.evaluate import Roots, Values, evaluate
from aurora_celery.expressions.selection import SECRETS
from aurora_celery.expressions.template import OPEN, Expression, Part, parts
from aurora_celery.model.paths import child

NO_SECRETS: Final[Values] = MappingProxyType({})


def render(value: Any, *, nodes: Values, inputs: Values, secrets: Values = NO_SECRETS, path: str = "") -> Any:
    """The value with its expressions evaluated. Raises ExpressionError.

    ``nodes`` holds the results by node id, ``inputs`` the run's inputs; both plain JSON values. ``secrets`` may open
    each when it is asked for it; what it raises is passed on. An expression that is the whole text keeps the type of
    its value, and a path gives the very object that was recorded, not a copy. Inside other text, text goes in as it is
    and everything else as JSON. Keys of mappings are not templates.
    """
    return _filled(value, {"nodes": nodes, "inputs": inputs, SECRETS: secrets}, path)


def _filled(value: Any, roots: Roots, path: str) -> Any:
    if isinstance(value, str):
        return _text(value, roots, path) if OPEN in value else value
    if isinstance(value, Mapping):
        return {key: _filled(item, roots, child(path, key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, roots, child(path, place)) for place, item in enumerate(value)]
    return value


def _text(template: str, roots: Roots, path: str) -> Any:
    cut = parts(template)
    if len(cut) == 1 and isinstance(cut[0], Expression):
        return evaluate(cut[0].text, roots, path=path)
    return "".join(_written(part, roots, path) for part in cut)


def _written(part: Part, roots: Roots, path: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Expression):
        value = evaluate(part.text, roots, path=path)
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    raise ExpressionError("...", path, part.reason)
