"""Find the Celery app of a user by its name, and the Aurora that its author made for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from celery import Celery
from celery.app.utils import find_app

from aurora_celery.app.aurora import Aurora
from aurora_celery.config import Settings


def load_aurora(name: str, *, settings: Settings | None = None) -> Aurora:
    """Aurora on the app that ``celery -A`` takes by this name, with all its handlers.

    ``settings`` are for an app whose author made no Aurora for it. Raises whatever the import of the module raises.
    """
    return aurora_on(find_app(name), settings=settings)


def aurora_on(app: Celery, *, settings: Settings | None = None) -> Aurora:
    """The Aurora that the user made for the app, for it knows their graphs; otherwise a new one."""
    for _, _, value in module_globals():
        if isinstance(value, Aurora) and value.celery is app:
            return value
    return Aurora(app, settings=settings)


def module_globals() -> Iterator[tuple[str, str, Any]]:
    """Everything that imported modules hold: module, name and value."""
    for module, held in sorted(sys.modules.items()):
        for name, value in list(getattr(held, "__dict__", {}).items()):
            yield module, name, value
