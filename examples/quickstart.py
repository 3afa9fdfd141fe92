"""The smallest useful graph: two nodes read the same rows, a third waits for both."""

from __future__ import annotations

from pathlib import Path
from statistics import mean
from typing import Any

from aurora_celery import aurora


@aurora.handler(retries=3, timeout=30)
def fetch(path: str) -> list[str]:
    """Read the lines of a file."""
    return Path(path).read_text(encoding="utf-8").splitlines()


@aurora.handler
def clean(rows: list[str]) -> list[str]:
    """Leave out what is empty."""
    return [row.strip() for row in rows if row.strip()]


@aurora.handler
def stats(rows: list[str]) -> dict[str, float]:
    """Measure the lines."""
    return {"lines": len(rows), "mean": round(mean(map(len, rows)), 1) if rows else 0.0}


@aurora.handler
def report(rows: list[str], mean: float) -> str:
    """Say it in a sentence."""
    return f"{len(rows)} lines are not empty; a line has {mean} characters on average."


@aurora.graph
def etl(path: str) -> Any:
    """Inside a graph a call of a handler makes a node; outside it runs the function."""
    rows = fetch(path)
    return report(rows=clean(rows), mean=stats(rows)["mean"])
