"""The table of budgets, for the terminal and for the README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.budgets import BUDGETS, Budget
from bench.figures import Figure

HEADINGS = ("what", "bar", "ambition", "measured", "made of", "verdict")


def rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """One row for each budget that has a figure, in the order of the budgets."""
    found = {figure.budget: figure for figure in figures}
    for budget in BUDGETS:
        if figure := found.get(budget.key):
            yield _row(budget, figure)


def plain(figures: Iterable[Figure]) -> str:
    """For the terminal: columns that line up."""
    lines = [HEADINGS, *rows(figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def markdown(figures: Iterable[Figure]) -> str:
    """For the README."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *rows(figures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(budget: Budget, figure: Figure) -> tuple[str, ...]:
    sign = ">" if figure.floor else ""
    return (
        budget.what,
        budget.limit(budget.bar),
        budget.limit(budget.ambition),
        f"{sign}{figure.value:.3g}{budget.unit}" if figure.value < 1000 else f"{figure.value:.0f}{budget.unit}",
        figure.shown,
        budget.verdict(figure.value),
    )
