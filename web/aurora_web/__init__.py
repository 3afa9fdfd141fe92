"""The management API and the pages of Aurora. Looks into ``aurora_celery`` through its public doors only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aurora_web.app.create import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from aurora_web.app.create import create_app

    return create_app
