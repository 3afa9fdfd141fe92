"""What differs between two definitions of a graph, place by place. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aurora_celery.model.paths import child


class DifferenceKind(StrEnum):
    """What happened to a place from one definition to the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs. ``before`` is None for what was added, ``after`` for what was removed."""

    path: str
    kind: DifferenceKind
    before: Any = None
    after: Any = None


def differences(before: Any, after: Any, *, path: str = "") -> Iterator[Difference]:
    """Every smallest place that differs, in the order of the first definition, then of what is new in the second."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(before, after, path)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(old, new, path=child(path, place))
    elif before != after or type(before) is not type(after):
        yield Difference(path, DifferenceKind.CHANGED, before, after)


def _of_mappings(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[Difference]:
    for key, value in before.items():
        place = child(path, key)
        if key in after:
            yield from differences(value, after[key], path=place)
        else:
            yield Difference(place, DifferenceKind.REMOVED, before=value)
    for key, value in after.items():
        if key not in before:
            yield Difference(child(path, key), DifferenceKind.ADDED, after=value)
