"""Print: JSON for programs, tables for people, plain columns for pipes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click


def print_json(document: Any) -> None:
    """One document, in ASCII: it survives any locale."""
    click.echo(json.dumps(document, indent=2))


def note(text: str) -> None:
    """Something beside the answer, on the standard error."""
    click.echo(text, err=True)


def on_terminal() -> bool:
    """True when people look at the output, on a terminal that can draw."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on a terminal; elsewhere columns without colour or frame."""
    if on_terminal():
        _print_rich(titles, rows)
        return
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    for row in (tuple(title.upper() for title in titles), *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def ago(moment: datetime | None) -> str:
    """A time as people say it."""
    if moment is None:
        return "-"
    seconds = (datetime.now(UTC) - moment).total_seconds()
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit} ago"
    return f"{max(0.0, seconds):.0f} s ago"


def seconds_between(start: datetime | None, end: datetime | None) -> str:
    """How long something took."""
    if start is None or end is None:
        return "-"
    return f"{(end - start).total_seconds():.2f} s"


def _print_rich(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*titles, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
