"""A run whose inputs and outputs stay in the store until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from aurora_celery.model.run import Run


class _Later:
    __slots__ = ("value",)

    def __init__(self, load: Callable[[], Any]) -> None:
        self.value = cache(load)


def later(load: Callable[[], Any]) -> Any:
    """Stands for a field of a ``StoredRun`` until that is read; loads once."""
    return _Later(load)


class StoredRun(Run):
    """A ``Run`` that takes ``later(...)`` for a field and never shows it: reading the field gives the value.

    Values lie beside the run and may be large, while its state is what is mostly asked for. Reading one may therefore
    raise what the store raises: StoreUnavailable, or ResultNotFound when the run was purged in the meantime.
    """

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return found.value() if isinstance(found, _Later) else found

    def __repr__(self) -> str:
        return f"<Run {self.id} of {self.graph}: {self.state.value}>"
