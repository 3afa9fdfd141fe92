"""The instance that serves those who have no Celery app of their own: ``celery -A aurora_celery worker``."""

from __future__ import annotations

from aurora_celery.app.aurora import Aurora

aurora = Aurora()

#: The Celery app, where Celery's command line looks for it.
celery = aurora.celery
