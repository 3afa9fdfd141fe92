"""Stock canvases on a plain Celery app."""
