"""The plain app with Aurora attached: the same tasks, as nodes."""

from __future__ import annotations

import os

from aurora_celery import Aurora
from tests.integration.canvas.plain_app import app

aurora = Aurora(app, store=os.environ["ADOPTED_STORE"])

__all__ = ["app", "aurora"]
