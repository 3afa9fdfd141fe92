"""What a template refers to, as far as the compiler has to know. The language itself is in ``expressions``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from aurora_celery.expressions import references
from aurora_celery.expressions.selection import SECRETS, Selection, selection
from aurora_celery.expressions.template import OPEN, Expression, parts
from aurora_celery.model.paths import child

_NOTHING: frozenset[str] = frozenset()


def texts(value: Any, *, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a template that may hold an expression, with its path. Iterative: depth costs no stack."""
    stack: list[tuple[str, Any]] = [(path, value)]
    while stack:
        place, item = stack.pop()
        if isinstance(item, str):
            if OPEN in item:
                yield place, item
        elif isinstance(item, Mapping):
            stack.extend((child(place, key), part) for key, part in reversed(list(item.items())))
        elif isinstance(item, list | tuple):
            stack.extend((child(place, number), item[number]) for number in range(len(item) - 1, -1, -1))


def is_constant(value: Any) -> bool:
    """True when a template holds nothing that could be an expression."""
    return next(texts(value), None) is None


def inputs_of(template: Any) -> frozenset[str]:
    """The inputs that a template refers to. Asked of every node, so it skips what cannot hold one."""
    if not template:
        return _NOTHING
    found: set[str] = set()
    stack = [template]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if "inputs" in item and OPEN in item:
                found.update(input_names(item))
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list | tuple):
            stack.extend(item)
    return frozenset(found) if found else _NOTHING


@lru_cache(maxsize=4096)
def input_names(text: str) -> tuple[str, ...]:
    """The inputs that one string refers to."""
    return references(text, path="").inputs


def node_ids(text: str) -> tuple[str, ...]:
    """The nodes that one string refers to."""
    return references(text, path="").nodes


def secret_names(text: str) -> tuple[str, ...]:
    """The secrets that one string refers to."""
    return references(text, path="").secrets if SECRETS in text else ()


@lru_cache(maxsize=4096)
def whole_reference(text: str) -> Selection | None:
    """The node, input or secret that a string stands for, when it is one plain reference and nothing else."""
    found = parts(text)
    if len(found) != 1 or not isinstance(found[0], Expression):
        return None
    path = selection(found[0].text)
    return path if path and not path.steps else None
