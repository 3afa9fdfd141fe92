"""The management API and the pages of Aurora. Looks into ``aurora_celery`` through its public doors only."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aurora_web.app import AuroraWeb, create_app

__all__ = ["AuroraWeb", "create_app"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.app"), name)
