"""What users hold: Aurora on a Celery app, handlers, graphs and runs. Everything is wired here."""
