"""How a place inside a value is written: ``nodes.report.needs[1]``, ``nodes["any id"].with.url``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

#: A path that costs nothing until it is shown: a written one, or the trail of the parent and a key.
Trail = str | tuple["Trail", str | int]

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LONGEST = 80


def child(path: str, key: str | int) -> str:
    """The path of what lies under ``key`` of the value at ``path``; the root's own path is empty."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN.fullmatch(key):
        shown = key if len(key) <= _LONGEST else key[:_LONGEST] + "..."
        return f"{path}.{shown}" if path else shown
    return f"{path}[{quoted(key)}]"


def join(path: str, keys: Iterable[str | int]) -> str:
    """The path that is reached from ``path`` by several keys in turn."""
    for key in keys:
        path = child(path, key)
    return path


def quoted(text: str) -> str:
    """Text as it is shown in a message: in double quotes, without control characters, never long."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
    shown = json.dumps(shown, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown)


def written(trail: Trail) -> str:
    """The path that a trail stands for."""
    keys: list[str | int] = []
    while not isinstance(trail, str):
        trail, key = trail
        keys.append(key)
    return join(trail, reversed(keys))
