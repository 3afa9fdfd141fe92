"""The command line: ``aurora ...``, and ``celery -A app aurora ...`` for an app of your own."""

from __future__ import annotations

from aurora_celery.cli.main import main, script

__all__ = ["main", "script"]
