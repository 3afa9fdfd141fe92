"""Ids, numbers and lists as the explanations write them. Text only; no colour, no width of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aurora_celery.model.paths import quoted
from aurora_celery.model.spans import span_text, spans

#: More ids than this in one line are cut, and the rest counted.
MAX_IDS = 12


def shown(name: str) -> str:
    """An id or a handler's name: as it is when it reads well, otherwise quoted."""
    plain = name.isprintable() and name == name.strip() and not set(name) & set(",[]\"'\\")
    return name if name and plain else quoted(name)


def some(names: Sequence[str], *, between: str = ", ", most: int = MAX_IDS) -> str:
    """Several ids; the last one is always shown."""
    if len(names) <= most:
        return between.join(map(shown, names))
    cut = f"... {len(names) - most} more ..."
    return between.join([*map(shown, names[: most - 1]), cut, shown(names[-1])])


def count(number: int, noun: str, *, plural: str = "") -> str:
    """``1 node``, ``2 nodes``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


def size(number: int) -> str:
    """Bytes in the unit that reads best."""
    value = float(number)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} GB"


def seconds(value: float) -> str:
    """Seconds, without digits that say nothing."""
    return f"{value:.6g} s"


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers with neighbours joined: ``0-3, 7``."""
    return ", ".join(map(span_text, spans(numbers)))
