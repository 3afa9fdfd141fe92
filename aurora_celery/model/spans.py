"""Stretches of consecutive numbers, each as its first and its last."""

from __future__ import annotations

from collections.abc import Iterable


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in their order, with each one that follows the one before it joined to that one."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def span_text(span: tuple[int, int]) -> str:
    """A span as people write it: ``4-9``, or ``4`` for a single number."""
    first, last = span
    return f"{first}-{last}" if last > first else f"{first}"
