"""What can be seen of a run from outside, in a form in which two stores can be compared."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from aurora_celery.store.ports import Store


def seen_from_outside(store: Store, run: str) -> Any:
    """Everything that a store says of a run, with each time replaced by whether there is one.

    A late arrival lets a cell of an ended run seem live until the sweeper looks, so that is left out.
    """
    store.workers.lead("sweeper", "me", seconds=60.0)  # durable writes show all that came before them
    store.workers.resign("sweeper", "me")
    view = store.runs.view(run)
    going_on = not view.state.is_terminal
    return [outward(view), *(outward(cell) | {"live": cell.live and going_on} for cell in store.runs.cells(run))]


def outward(value: Any) -> Any:
    """The value with every time in it replaced."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, datetime):
        return "a time"
    if is_dataclass(value) and not isinstance(value, type):
        return {name: outward(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, dict):
        return {key: outward(part) for key, part in value.items()}
    return [outward(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
