"""A pure path, ``nodes.a.rows[0]["x"]``: read without an evaluator, so that values stay exactly what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from aurora_celery.expressions.literals import quote, unquote

#: Words of CEL that cannot stand after a dot.
RESERVED: Final = frozenset({"true", "false", "null", "in"})
ROOTS: Final = ("nodes", "inputs")
#: The root of secrets, which stand by themselves: nothing is computed of them.
SECRETS: Final = "secrets"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP = re.compile(
    r"""\s*+(?:\.\s*+(?P<name>[A-Za-z_][A-Za-z0-9_]*+)
        |\[\s*+(?:(?P<index>[0-9]{1,9})|(?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'))\s*+\])""",
    re.VERBOSE,
)
_ROOT = re.compile(r"(?:nodes|inputs|secrets)(?![A-Za-z0-9_])")

_WORD = r"(?!(?:true|false|null|in)\b)[A-Za-z_][A-Za-z0-9_]*+"
_PLAIN = re.compile(
    r"\$\{\{[ ]*+(nodes|inputs)\.(WORD)(?:\.WORD|\[[0-9]{1,9}\])*+[ ]*+\}\}".replace("WORD", _WORD), re.ASCII
)

Step = str | int


class Missing(Exception):
    """A step of a path leads nowhere; the message says where it ended. Never leaves this package."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A value of one node, one input or one secret, and the steps into it."""

    root: str
    name: str
    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return self.root + "".join(map(_written, (self.name, *self.steps)))

    def pick(self, roots: Mapping[str, Mapping[str, Any]]) -> Any:
        """The selected value, not a copy. Raises Missing."""
        values = roots[self.root]
        if self.name not in values:
            raise Missing(f"{Selection(self.root, self.name)} has no value")
        value = values[self.name]
        for done, step in enumerate(self.steps):
            value = self._into(value, step, done=done)
        return value

    def _into(self, value: Any, step: Step, *, done: int) -> Any:
        here = Selection(self.root, self.name, self.steps[:done])
        if isinstance(step, str) and isinstance(value, Mapping):
            if step in value:
                return value[step]
            raise Missing(f"{here} has no key {quote(step)}; it has {_some(value)}")
        if isinstance(step, int) and isinstance(value, Sequence) and not isinstance(value, str):
            if step < len(value):
                return value[step]
            raise Missing(f"{here} has {len(value)} elements, so none at [{step}]")
        raise Missing(f"{here} is {_kind(value)}, which has nothing at {_written(step)}")


def plain_reference(template: str) -> tuple[str, str] | None:
    """The root and the name that a template of one plain path refers to; a shortcut for what nearly all are."""
    match = _PLAIN.fullmatch(template)
    return (match[1], match[2]) if match else None


@lru_cache(maxsize=4096)
def selection(expression: str) -> Selection | None:
    """The expression as a pure path; None when it is more than that."""
    root = _ROOT.match(expression)
    if root is None:
        return None
    steps: list[Step] = []
    position = root.end()
    while position < len(expression):
        match = _STEP.match(expression, position)
        step = _step(match) if match else None
        if match is None or step is None:
            return None
        steps.append(step)
        position = match.end()
    if not steps or not isinstance(steps[0], str):
        return None
    return Selection(root[0], steps[0], tuple(steps[1:]))


def _step(match: re.Match[str]) -> Step | None:
    if name := match["name"]:
        return None if name in RESERVED else name
    if index := match["index"]:
        return int(index)
    return unquote(match["text"])


def _written(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _NAME.fullmatch(step) and step not in RESERVED else f"[{quote(step)}]"


def _some(value: Mapping[str, Any]) -> str:
    names = [quote(name) for name in list(value)[:5]]
    more = len(value) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "") if names else "no keys"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a mapping" if isinstance(value, Mapping) else "a list"
